import {
    approveAndLaunch,
    closeWith,
    facing,
    fromIdeaToDesign,
    goTo,
    goesTo,
    inCall,
    inState,
    leadInNew,
    newAction,
    openAction,
    openPage,
    press,
    save,
} from "./action_steps";
import {choose, done, switchTo} from "./tour_steps";
import {registry} from "@web/core/registry";

const NAME = "Llamadas de otoño";

const whatIsSaid = [
    openPage("message"),
    {content: "what is said", trigger: "[name=script] .odoo-editor-editable", run: "editor Les llamo por el cierre"},
    ...save,
];

/** Each one is called, and what they answer is noted with two clicks. */
const calls = [
    press("action_call"),
    facing("Bodega Sur"),
    {content: "what to say is there", trigger: ".o_despacho_calling [name=script]:contains(Les llamo por el cierre)"},
    inCall("action_refused", "they want no calls, in one click"),
    facing("Talleres Vega"),
    inCall("action_spoke", "they spoke"),
    choose("reaction", "interested"),
    {content: "what was said", trigger: ".modal [name=feedback] textarea", run: "edit Quieren presupuesto"},
    ...done,
    {content: "nobody is left", trigger: ".o_despacho_calling [name=next_message]:not(:empty)"},
    inCall("action_stop", "that is all"),
    {content: "the list says who is done", trigger: ".o_list_view .o_data_row:contains(Talleres Vega)"},
];

const results = [
    ...goTo("menu_actions"),
    ...openAction(NAME),
    inState("running"),
    openPage("results"),
    {
        content: "one is interested",
        trigger: ".o_despacho_results tbody tr:first td[data-column=interested_count]:contains(1)",
    },
    ...leadInNew(NAME, "Talleres Vega"),
    openPage("results"),
    {content: "beside what was done before", trigger: ".o_despacho_results select", run: "select earlier"},
    {content: "is the spring", trigger: ".o_despacho_results tbody tr:contains(Llamadas de primavera)"},
];

/** A list of calls, from its idea to its sealed dossier, by the hands of one person and without a pause. */
registry.category("web_tour.tours").add("despacho_crm.campaign_of_calls", {
    steps: () => [
        ...fromIdeaToDesign("Otoño fiscal"),
        ...newAction(NAME, "call", ["Talleres Vega", "Bodega Sur", "Pilar Ruiz"]),
        ...whatIsSaid,
        ...goesTo(2),
        ...approveAndLaunch,
        ...calls,
        ...results,
        ...closeWith("Por la mañana", "Ninguno"),
    ],
});

/** The day's actions as a calendar and as cards, on the phone too. */
registry.category("web_tour.tours").add("despacho_crm.campaign_shown", {
    steps: () => [
        {
            content: "the actions",
            trigger: ".o_kanban_record:contains(Llamadas de otoño), .o_data_row:contains(Llamadas de otoño)",
        },
        switchTo("calendar"),
        {content: "in its day", trigger: ".fc-event:contains(Llamadas de otoño)"},
        switchTo("kanban"),
        {content: "as a card", trigger: ".o_kanban_record:contains(Llamadas de otoño)"},
    ],
});
