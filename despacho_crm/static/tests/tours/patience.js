/**
 * A machine that works for others too answers late. What does not come is given half a minute, not ten seconds; and a
 * list of names to choose from that a late scrolling has closed is asked for again, as a person would.
 */

import {queryFirst} from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";
import {delay} from "@web/core/utils/concurrency";

const MILLISECONDS = 30000;
/** How often one asks anew, and how often one looks meanwhile. */
const ASK = 5000;
const LOOK = 100;
const LIST_OF_NAMES = /autocomplete|o_m2o_dropdown_option/;
const tours = registry.category("web_tour.tours");

async function appears(trigger, milliseconds) {
    for (let waited = 0; waited < milliseconds; waited += LOOK) {
        if (queryFirst(trigger, {visible: true})) {
            return true;
        }
        await delay(LOOK);
    }
    return false;
}

/** The steps, where what is typed to choose a name is typed again until the next step finds its list. */
function askAgain(steps) {
    return steps.map((step, index) => {
        const next = steps[index + 1];
        const typed = /^(edit|fill) ([^&]*)$/.exec(step.run);
        if (!typed || !next || !LIST_OF_NAMES.test(next.trigger)) {
            return step;
        }
        const [, how, text] = typed;
        return {
            ...step,
            async run(helpers) {
                for (let waited = 0; waited < MILLISECONDS - ASK; waited += ASK) {
                    await helpers[how](text, step.trigger);
                    if (await appears(next.trigger, ASK)) {
                        return;
                    }
                }
            },
        };
    });
}

function bePatient(name, tour) {
    if (name.startsWith("despacho_")) {
        const {steps} = tour;
        tour.steps = () => askAgain(steps()).map((step) => ({timeout: MILLISECONDS, ...step}));
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
