/** A machine that works for others too answers late: what does not come is given half a minute, not ten seconds. */

import {registry} from "@web/core/registry";

const MILLISECONDS = 30000;
const tours = registry.category("web_tour.tours");

function bePatient(name, tour) {
    if (name.startsWith("despacho_")) {
        const {steps} = tour;
        tour.steps = () => steps().map((step) => ({timeout: MILLISECONDS, ...step}));
    }
}

for (const [name, tour] of tours.getEntries()) {
    bePatient(name, tour);
}
tours.addEventListener("UPDATE", ({detail}) => {
    if (detail.operation === "add") {
        bePatient(detail.key, detail.value);
    }
});
