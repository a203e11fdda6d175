import {registry} from "@web/core/registry";

/** From the letter of a person to the proof that it was answered. */
registry.category("web_tour.tours").add("despacho_rights_erasure_tour", {
    steps: () => [
        {content: "note a request", trigger: ".o_list_button_add", run: "click"},
        {
            content: "who asks",
            trigger: ".o_field_widget[name=person_name] input",
            run: "edit Rosa Pi",
        },
        {
            content: "open the rights",
            trigger: ".o_field_widget[name=kind] input, .o_field_widget[name=kind] select",
            run: "click",
        },
        {
            content: "erasure",
            trigger: ".o_select_menu_item[data-value=erasure], .o_select_menu_item:eq(2)",
            run: "click",
        },
        {
            content: "their e-mail",
            trigger: ".o_field_widget[name=email] input",
            run: "edit rosa.pi@correo.example",
        },
        {
            content: "how they showed who they are",
            trigger: ".o_field_widget[name=identity] input",
            run: "click",
        },
        {content: "with their document", trigger: ".o_select_menu_item:eq(2)", run: "click"},
        {content: "look for the person", trigger: ".o_form_statusbar button[name=action_search]", run: "click"},
        {
            content: "choose them",
            trigger: ".modal .o_data_row:contains(rosa.pi@correo.example):first .o_data_cell[name=chosen]",
            run: "click",
        },
        {content: "it is them", trigger: ".modal .o_selected_row [name=chosen] input:enabled", run: "click"},
        {content: "it is marked", trigger: ".modal [name=chosen] input:checked"},
        {content: "say so", trigger: ".modal button[name=action_add]", run: "click"},
        {content: "the contact is there", trigger: ".o_field_widget[name=partner_ids] .o_tag:contains(Rosa Pi)"},
        {content: "block", trigger: ".o_form_statusbar button[name=action_block]", run: "click"},
        {
            content: "what is hidden with them is seen before",
            trigger: ".modal .o_field_widget[name=lead_count]:contains(1)",
        },
        {content: "go on", trigger: ".modal button[name=action_block]", run: "click"},
        {content: "it is blocked", trigger: ".o_field_widget[name=block_ids] .o_data_row:contains(Rosa Pi)"},
        {content: "answer", trigger: ".o_form_statusbar button[name=action_answer]", run: "click"},
        {
            content: "the answer is written already",
            trigger: ".modal .o_field_widget[name=body]:contains(Rosa Pi)",
        },
        {content: "send it", trigger: ".modal button[name=action_send]:visible", run: "click"},
        {content: "it is answered", trigger: ".o_statusbar_status .o_arrow_button_current[data-value=answered]"},
    ],
});

/** Whoever was blocked by mistake is shown again. */
registry.category("web_tour.tours").add("despacho_rights_undo_tour", {
    steps: () => [
        {content: "open who is blocked", trigger: ".o_data_row:contains(Rosa Pi) .o_data_cell:first", run: "click"},
        {content: "show again", trigger: ".o_form_statusbar button[name=action_undo]", run: "click"},
        {content: "say why", trigger: ".modal .o_field_widget[name=note] textarea", run: "edit Era otra Rosa Pi"},
        {content: "go on", trigger: ".modal button[name=action_undo]", run: "click"},
        {content: "it ended", trigger: ".o_field_widget[name=end_note]:contains(Era otra Rosa Pi)"},
    ],
});

/** What a rule would take away is looked at, one is kept, and the rest goes. */
registry.category("web_tour.tours").add("despacho_rights_retention_tour", {
    steps: () => [
        {
            content: "see who would go",
            trigger: ".o_data_row:contains(Prospectos) button[name=action_preview]",
            run: "click",
        },
        {
            content: "choose one",
            trigger: ".o_data_row:contains(Recordado) .o_data_cell[name=spared]",
            run: "click",
        },
        {content: "keep them", trigger: ".o_selected_row [name=spared] input:enabled", run: "click"},
        {content: "apply it", trigger: ".o_form_statusbar button[name=action_apply]", run: "click"},
        {content: "yes", trigger: ".modal .modal-footer .btn-primary", run: "click"},
        {content: "it is being applied", trigger: ".o_statusbar_status .o_arrow_button_current[data-value=applying]"},
    ],
});
