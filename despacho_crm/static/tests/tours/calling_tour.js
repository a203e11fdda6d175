import {choose, done} from "./tour_steps";
import {facing, inCall} from "./action_steps";
import {registry} from "@web/core/registry";

/** A morning of calls, the same on the desk and on the phone: each one in two clicks, and the next one comes. */
const calls = [
    facing("Talleres Vega"),
    {content: "the number is at hand", trigger: ".o_despacho_calling [name=phone] a[href^='tel:']"},
    {content: "what to say is there", trigger: ".o_despacho_calling [name=script]:contains(Les llamo por la renta)"},
    {content: "and their right to say no", trigger: ".o_despacho_calling [name=opening]:not(:empty)"},
    inCall("action_spoke", "they spoke"),
    choose("reaction", "interested"),
    {content: "what was said", trigger: ".modal [name=feedback] textarea", run: "edit Quiere presupuesto"},
    ...done,
    facing("Bodega Sur"),
    inCall("action_no_answer", "nobody answers"),
    {content: "the list calls again", trigger: ".modal [name=call_back] input:checked"},
    {content: "on a day at an hour", trigger: ".modal .o_field_widget[name=call_back_on]"},
    ...done,
    facing("Gestoría Norte"),
    inCall("action_refused", "they want no calls, in one click"),
    {content: "it is told", trigger: ".o_notification:contains(Gestoría Norte)"},
    facing("Pilar Ruiz"),
    inCall("action_skip", "not now"),
    {content: "nobody is left now", trigger: ".o_despacho_calling [name=next_message]:not(:empty)"},
    inCall("action_stop", "that is all"),
];

registry.category("web_tour.tours").add("despacho_crm.calling", {
    steps: () => [
        {
            content: "the list of calls",
            trigger: ".o_data_row:contains(Llamadas de otoño) button[name=action_call]",
            run: "click",
        },
        ...calls,
        {content: "the list says who is done", trigger: ".o_list_view .o_data_row:contains(Talleres Vega)"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm.calling_phone", {
    steps: () => [
        {
            content: "the list of calls",
            trigger: ".o_kanban_record:contains(Llamadas de otoño) button[name=action_call]",
            run: "click",
        },
        ...calls,
        {content: "the list says who is done", trigger: ".o_kanban_view .o_kanban_record:contains(Talleres Vega)"},
    ],
});

/** At the door of an event: who comes is marked on the phone. */
registry.category("web_tour.tours").add("despacho_crm.calling_event", {
    steps: () => [
        {content: "the event", trigger: ".o_kanban_record:contains(Jornada de otoño)", run: "click"},
        {
            content: "they came",
            trigger: ".o_kanban_record:contains(Talleres Vega) button[name=action_came]",
            run: "click",
        },
        {
            content: "it is seen",
            trigger: ".o_kanban_record:contains(Talleres Vega) [name=attendance] .badge:not(:empty)",
        },
        {
            content: "they did not",
            trigger: ".o_kanban_record:contains(Bodega Sur) button[name=action_absent]",
            run: "click",
        },
        {
            content: "it is seen too",
            trigger: ".o_kanban_record:contains(Bodega Sur) [name=attendance] .badge:not(:empty)",
        },
        {
            content: "what they think of it",
            trigger: ".o_kanban_record:contains(Talleres Vega) button[name=action_result]",
            run: "click",
        },
        choose("result", "visited"),
        choose("reaction", "information"),
        ...done,
        {content: "back at the door", trigger: ".o_kanban_record:contains(Talleres Vega)"},
    ],
});
