import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("despacho_registry_tour", {
    steps: () => [
        {
            content: "what is serious is marked",
            trigger: ".o_data_row.text-danger:contains(TALLERES VEGA SL)",
        },
        {
            content: "open the one that may be of several",
            trigger: ".o_data_row:contains(PANADERIA SOL SL) .o_data_cell[name=name]",
            run: "click",
        },
        {
            content: "it is one of ours",
            trigger: ".o_form_view button[name=action_confirm]:contains(Es de los nuestros)",
            run: "click",
        },
        {
            content: "which of them",
            trigger: ".modal .o_field_widget[name=partner_id] input",
            run: "edit Panaderia Sol",
        },
        {
            content: "choose it",
            trigger: ".o-autocomplete--dropdown-item:contains(Panaderia Sol SL):first a",
            run: "click",
        },
        {content: "it is this one", trigger: ".modal button[name=action_confirm]:enabled", run: "click"},
        {
            content: "its directors are noted",
            trigger: "body:not(:has(.modal)) .o_form_view button[name=action_note_officers]",
            run: "click",
        },
        {content: "they are", trigger: ".o_notification:contains(1 rel)"},
        {
            content: "go to the contact",
            trigger: ".o_form_view .o_field_widget[name=partner_id] a",
            run: "click",
        },
        {
            content: "its sheet is open",
            trigger: ".o_form_view .o_address_street",
        },
    ],
});
