import {choose, done, somebodyWrites} from "./tour_steps";
import {queryText, waitUntil} from "@odoo/hoot-dom";
import {registry} from "@web/core/registry";

/** Ask for the result of the contact of a row of the agenda. */
function ask(client) {
    return {
        content: `the result of ${client}`,
        trigger: `.o_data_row:contains(${client}) button[name=action_log_result]`,
        run: "click",
    };
}

/** A week's calls, one after the other, from the agenda: each one in two clicks, with its next step proposed. */
registry.category("web_tour.tours").add("despacho_crm.activity_week", {
    steps: () => [
        ask("Talleres Vega"),
        {content: "the number is at hand", trigger: ".modal a[href^='tel:']"},
        choose("result", "no_answer"),
        {content: "the next try has its day", trigger: ".modal .o_despacho_next .o_field_widget[name=next_date]"},
        ...done,
        {
            content: "the row says how it went",
            trigger: ".o_data_row:contains(Talleres Vega):not(:has(button[name=action_log_result]))",
        },
        ask("Pilar Ruiz"),
        choose("result", "spoke"),
        choose("reaction", "interested"),
        choose("chance", "75"),
        {
            content: "what was said",
            trigger: ".modal [name=feedback] textarea",
            run: "edit Quiere una propuesta",
        },
        ...done,
        ask("Bodega Sur"),
        choose("result", "spoke"),
        choose("reaction", "later"),
        {content: "they said how long", trigger: ".modal [name=next_days] input", run: "edit 20"},
        ...done,
        ask("Gestoría Norte"),
        choose("result", "refused"),
        {
            content: "nothing more is proposed",
            trigger: ".modal .o_despacho_next:not(:has([name=next_date]))",
        },
        ...done,
        {
            content: "no call of the week is left",
            trigger: ".o_list_view:not(:has(.o_data_row button[name=action_log_result]))",
        },
    ],
});

const STAGE = ".o_statusbar_status:visible .o_arrow_button_current:first";
let stageBefore = null;

/** In the chatter a call asks for its result, and a task is marked as done as ever. */
registry.category("web_tour.tours").add("despacho_crm.activity_chatter", {
    steps: () => [
        {
            content: "the stage of the lead",
            trigger: "[name=stage_id] .o_statusbar_status",
            run: () => {
                stageBefore = queryText(STAGE);
            },
        },
        {
            content: "the call is done",
            trigger: ".o-mail-Activity:contains(Llamar a) .o-mail-Activity-markDone",
            run: "click",
        },
        choose("result", "left_message"),
        ...done,
        {
            content: "it is in the chatter",
            trigger: ".o-mail-Message:contains(Llamar a)",
        },
        {
            content: "and the form shows the stage to which it took the lead",
            trigger: "[name=stage_id] .o_statusbar_status",
            run: () => waitUntil(() => queryText(STAGE) !== stageBefore, {timeout: 25000}),
        },
        {
            content: "the task is done",
            trigger: ".o-mail-Activity:contains(Preparar) .o-mail-Activity-markDone",
            run: "click",
        },
        {
            content: "with Odoo's own popover",
            trigger:
                ".o-mail-ActivityMarkAsDone button[aria-label='Done'], .o-mail-ActivityMarkAsDone .btn-primary:last",
            run: "click",
        },
        {content: "it is done", trigger: "body:not(:has(.o-mail-Activity:contains(Preparar)))"},
        {content: "what has just happened", trigger: "button[name=action_log_contact]", run: "click"},
        choose("channel", "email"),
        choose("direction", "inbound"),
        choose("result", "answered"),
        ...done,
    ],
});

/** What is logged in the chatter of a contact is seen in its form at once. */
registry.category("web_tour.tours").add("despacho_crm.activity_chatter_contact", {
    steps: () => [
        {content: "its relation", trigger: ".o_notebook a[name=relation]", run: "click"},
        {
            content: "nobody has spoken with them",
            trigger: ".o_notebook .tab-pane.active:not(:has([name=last_contact_date]))",
        },
        {
            content: "the call is done",
            trigger: ".o-mail-Activity:contains(Llamar a) .o-mail-Activity-markDone",
            run: "click",
        },
        choose("result", "spoke"),
        choose("reaction", "interested"),
        ...done,
        {content: "the last contact is this one", trigger: ".o_notebook .tab-pane.active [name=last_contact_date]"},
        {content: "with the next one planned", trigger: ".o-mail-Activity .o-mail-Activity-markDone"},
    ],
});

/** On the cards of the pipeline too. */
registry.category("web_tour.tours").add("despacho_crm.activity_kanban", {
    steps: () => [
        {
            content: "the activities of the card",
            trigger: ".o_kanban_record:contains(Nóminas de Vega) .o-mail-ActivityButton",
            run: "click",
        },
        {
            content: "the call is done",
            trigger: ".o-mail-ActivityListPopoverItem:contains(Llamar a) .o-mail-ActivityListPopoverItem-markAsDone",
            run: "click",
        },
        choose("result", "no_answer"),
        ...done,
    ],
});

/** From any screen: somebody writes through the web, and there is a lead. */
registry.category("web_tour.tours").add("despacho_crm.activity_inbound", {
    steps: () => [
        ...somebodyWrites("Nuria Soler"),
        {content: "her mail", trigger: ".modal [name=email] input", run: "edit nuria@soler.example"},
        {
            content: "what she wants",
            trigger: ".modal [name=wants] textarea",
            run: "edit Cambiar de asesoría",
        },
        {content: "log it and open", trigger: ".modal button[name=action_confirm_open]", run: "click"},
        {content: "the lead is open", trigger: ".o_last_breadcrumb_item:contains(Nuria Soler · Cambiar de asesoría)"},
        {content: "she calls again", trigger: ".o_despacho_inbound_systray", run: "click"},
        {content: "found by her name", trigger: ".modal .o_despacho_who input", run: "edit nuria"},
        {
            content: "her lead is offered",
            trigger: ".o-autocomplete--dropdown-item:contains(Nuria Soler · Cambiar de asesoría) a",
            run: "click",
        },
        {
            content: "and chosen",
            trigger: ".modal [name=lead_id] input:value(Nuria Soler · Cambiar de asesoría)",
        },
        ...done,
        {content: "it says where", trigger: ".o_notification a[href*='/odoo/crm.lead/']"},
    ],
});
