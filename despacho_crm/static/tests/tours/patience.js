/**
 * A machine that works for others too answers late, and draws late. What does not come is given a minute, not ten
 * seconds; a list of names to choose from that a late scrolling has closed is asked for again, as a person would; and
 * nobody acts on a screen, or leaves it, while it waits for an answer or has not drawn it yet.
 */

import {delay} from "@web/core/utils/concurrency";
import {patch} from "@web/core/utils/patch";
import {queryFirst} from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";
import {rpcBus} from "@web/core/network/rpc";

const MILLISECONDS = 60000;
/** How often one asks anew, and how often one looks meanwhile. */
const ASK = 5000;
const LOOK = 100;
/** How long a list has to stay: it may be closed by what came with the choice before. */
const STAY = 350;
/** How many drawings an answer takes to be seen, and how long one waits for a screen that never rests. */
const DRAWINGS = 2;
const RESTLESS = 10000;
const LIST_OF_NAMES = /autocomplete|dropdown-item|o_m2o_dropdown_option|o_despacho_who_new/;
const tours = registry.category("web_tour.tours");

/** Whether what `trigger` finds comes in time, and stays. */
export async function appears(trigger, milliseconds) {
    const isThere = () => queryFirst(trigger, {visible: true});
    for (let waited = 0; waited < milliseconds; waited += LOOK) {
        if (isThere()) {
            await delay(STAY);
            if (isThere()) {
                return true;
            }
        }
        await delay(LOOK);
    }
    return false;
}

const waiting = new Set();
let drawing = 0;
let stirred = 0;

function stir() {
    stirred = drawing;
}

rpcBus.addEventListener("RPC:REQUEST", ({detail}) => {
    waiting.add(detail.data.id);
    stir();
});
rpcBus.addEventListener("RPC:RESPONSE", ({detail}) => {
    waiting.delete(detail.data.id);
    stir();
});

function draw() {
    drawing += 1;
    if (waiting.size) {
        stir();
    }
    requestAnimationFrame(draw);
}
requestAnimationFrame(draw);

/** Let each step of ours that does something wait until the screen is at rest; a notification would be gone by then. */
function waitForRest({TourStepAutomatic}) {
    patch(TourStepAutomatic.prototype, {
        findTrigger() {
            const found = super.findTrigger();
            if (!found) {
                this.foundAt = undefined;
            }
            if (!found || this.timeout !== MILLISECONDS || !this.hasAction || this.trigger.includes("o_notification")) {
                return found;
            }
            this.foundAt ??= Date.now();
            const isAtRest = drawing - stirred >= DRAWINGS;
            return isAtRest || Date.now() - this.foundAt > RESTLESS ? found : false;
        },
        async doAction() {
            try {
                return await super.doAction();
            } finally {
                stir();
            }
        },
    });
}

const STEPS = "@web_tour/js/tour_automatic/tour_step_automatic";
if (odoo.loader.modules.has(STEPS)) {
    waitForRest(odoo.loader.modules.get(STEPS));
} else {
    odoo.loader.bus.addEventListener("module-started", ({detail: {moduleName, module}}) => {
        if (moduleName === STEPS) {
            waitForRest(module);
        }
    });
}

/** The last of a tour: nothing that it began is taken from under it. */
const rest = {content: "all has come", trigger: "body", run: () => undefined};

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
        tour.steps = () => askAgain([...steps(), rest]).map((step) => ({timeout: MILLISECONDS, ...step}));
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
