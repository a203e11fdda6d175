import {classifyAsInterested, noteInterest} from "./action_steps";
import {registry} from "@web/core/registry";

function row(text) {
    return `.o_data_row:contains(${text})`;
}

/** What people wrote is read and classified; and what somebody said on the phone is noted by hand. */
registry.category("web_tour.tours").add("despacho_crm.response", {
    steps: () => [
        ...classifyAsInterested("Llámenme"),
        {content: "the other one", trigger: `${row("Dejen de escribirme")} .o_data_cell[name=text]`, run: "click"},
        {
            content: "wants no more",
            trigger: ".o_form_view [name=kind] .o_selection_badge[value='\"unsubscribe\"']",
            run: "click",
        },
        {content: "save", trigger: ".o_form_button_save:visible", run: "click"},
        {content: "saved", trigger: ".o_form_saved"},
        {content: "of whom it is", trigger: "button[name=action_open_document]", run: "click"},
        {
            content: "their sheet",
            trigger: ".o_form_view .o_last_breadcrumb_item:contains(Pilar)",
        },
    ],
});

registry.category("web_tour.tours").add("despacho_crm.response_typed", {
    steps: () => [
        ...noteInterest("Talleres", "Luis", "call", "Ha visto la carta"),
        {content: "it is counted", trigger: "button[name=action_responses]:contains(1)", run: "click"},
        {
            content: "and became a lead",
            trigger: `${row("Ha visto la carta")} [name=created_lead_id]:contains(Talleres)`,
        },
    ],
});
