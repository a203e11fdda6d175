import {
    approveAndLaunch,
    closeWith,
    fromIdeaToDesign,
    goesTo,
    inState,
    leadInNew,
    newAction,
    noteInterest,
    pdfIsRead,
    readFiles,
} from "./action_steps";
import {post, printed, writeLetter} from "./post_tour";
import {registry} from "@web/core/registry";

const NAME = "Carta de otoño";
const bundle = (name, content) => ({
    content,
    trigger: `[name=post_run_ids] .o_data_row button[name=${name}]`,
    run: "click",
});

/** The letters and their labels are taken to the printer, and what was posted is said. */
const printAndPost = [
    ...printed,
    {content: "files are read here", trigger: "body", run: readFiles},
    bundle("action_letters", "the letters"),
    pdfIsRead(1),
    bundle("action_labels", "the labels"),
    pdfIsRead(2),
    ...post({content: "nobody has to be taken out", trigger: ".modal:not(:has([name=out_ids]))"}),
];

/** A letter, from its idea to its sealed dossier, by the hands of one person and without a pause. */
registry.category("web_tour.tours").add("despacho_crm.campaign_of_letters", {
    steps: () => [
        ...fromIdeaToDesign("Otoño por carta"),
        ...newAction(NAME, "post", ["Talleres Vega", "Bodega Sur", "Pilar Ruiz"]),
        ...writeLetter,
        ...goesTo(2),
        ...approveAndLaunch,
        ...printAndPost,
        ...noteInterest("Talleres", "Talleres Vega", "call", "Ha leído la carta"),
        {content: "it is counted", trigger: "button[name=action_responses]:contains(1)"},
        inState("running"),
        ...leadInNew(NAME, "Talleres Vega"),
        ...closeWith("Los talleres leen las cartas", "Ninguno"),
    ],
});
