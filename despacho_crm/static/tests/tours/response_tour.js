import {noDialog} from "./tour_steps";
import {registry} from "@web/core/registry";

function row(text) {
    return `.o_data_row:contains(${text})`;
}

/** What people wrote is read and classified; and what somebody said on the phone is noted by hand. */
registry.category("web_tour.tours").add("despacho_crm.response", {
    steps: () => [
        {content: "what they wrote", trigger: row("Llámenme")},
        {content: "choose it", trigger: `${row("Llámenme")} .o_list_record_selector input`, run: "click"},
        {content: "they are interested", trigger: ".o_control_panel button[name=action_interested]", run: "click"},
        {content: "it is classified", trigger: `.o_list_view:not(:has(${row("Llámenme")}))`},
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
            trigger: ".o_form_view .o_last_breadcrumb_item, .o_last_breadcrumb_item:contains(Pilar)",
        },
    ],
});

registry.category("web_tour.tours").add("despacho_crm.response_typed", {
    steps: () => [
        {content: "somebody has called", trigger: "button[name=action_note_response]", run: "click"},
        {
            content: "who it is",
            trigger: ".modal .o_field_widget[name=recipient_id] input",
            run: "edit Talleres",
        },
        {
            content: "choose",
            trigger: ".o-autocomplete--dropdown-item:contains(Luis) a",
            run: "click",
        },
        {
            content: "interested",
            trigger: ".modal [name=kind] .o_selection_badge[value='\"interested\"']",
            run: "click",
        },
        {
            content: "by phone",
            trigger: ".modal [name=channel] .o_selection_badge[value='\"call\"']",
            run: "click",
        },
        {content: "what they said", trigger: ".modal [name=text] textarea", run: "edit Ha visto la carta"},
        {content: "note it", trigger: ".modal-footer button.btn-primary", run: "click"},
        noDialog,
        {content: "it is counted", trigger: "button[name=action_responses]:contains(1)", run: "click"},
        {
            content: "and became a lead",
            trigger: `${row("Ha visto la carta")} [name=created_lead_id]:contains(Talleres)`,
        },
    ],
});
