import {beginWith, openBase, openCompany} from "./tour_steps";
import {registry} from "@web/core/registry";

/** A need is written down on a client and becomes an opportunity; it is found among the needs as such. */
registry.category("web_tour.tours").add("despacho_crm.need", {
    steps: () => [
        ...beginWith("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...openCompany("Talleres Vega SL"),
        {content: "its needs", trigger: ".o_notebook a[name=needs]", run: "click"},
        {content: "write one down", trigger: "button[name=action_new_need]", run: "click"},
        {
            content: "what they need",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Quieren comprar la nave",
        },
        {
            content: "for later",
            trigger: ".modal .o_field_widget[name=horizon] label:contains('futuro')",
            run: "click",
        },
        {
            content: "the day",
            trigger: ".modal .o_field_widget[name=date_due] button, .modal .o_field_widget[name=date_due] input",
            run: "click",
        },
        {
            content: "tomorrow, more or less",
            trigger: ".o_datetime_picker .o_today + .o_date_item_cell, .o_datetime_picker .o_today",
            run: "click",
        },
        {content: "save", trigger: ".modal .o_form_button_save", run: "click"},
        {
            content: "it is on the client",
            trigger:
                ".o_field_widget[name=need_ids] .o_data_row:contains('Quieren comprar la nave'):contains('En el futuro')",
        },
        {
            content: "turn it into an opportunity",
            trigger: ".o_field_widget[name=need_ids] .o_data_row button[name=action_to_opportunity]",
            run: "click",
        },
        {
            content: "the opportunity is open",
            trigger: ".o_form_view .o_last_breadcrumb_item:contains('Quieren comprar la nave')",
        },
        {content: "its needs", trigger: ".o_notebook a[name=needs]", run: "click"},
        {
            content: "it takes care of it",
            trigger: ".o_field_widget[name=client_need_ids] .o_data_row:contains('En oportunidad')",
        },
        ...openBase("despacho_crm.menu_needs", "Necesidades"),
        {
            content: "it is in its column",
            trigger: ".o_kanban_group:contains('En oportunidad') .o_kanban_record:contains('Quieren comprar la nave')",
        },
    ],
});

/** Information on a competitor is filed by subject, and a colleague finds it by subject. */
registry.category("web_tour.tours").add("despacho_crm.information", {
    steps: () => [
        ...beginWith("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...openCompany("Rival Asesores SLP"),
        {content: "what is known of it", trigger: ".o_notebook a[name=information]", run: "click"},
        {content: "write something down", trigger: "button[name=action_note_information]", run: "click"},
        {
            content: "its subject",
            trigger: ".modal .o_field_widget[name=subject_id] input",
            run: "edit Precios",
        },
        {
            content: "choose it",
            trigger: ".ui-autocomplete .dropdown-item:contains('Precios y cuotas')",
            run: "click",
        },
        {
            content: "in short",
            trigger: ".modal .o_field_widget[name=name] input",
            run: "edit Bajan la nómina a 14 €",
        },
        {
            content: "where it comes from",
            trigger: ".modal .o_field_widget[name=source] input",
            run: "edit Un cliente",
        },
        {content: "file it", trigger: ".modal button[name=action_file]", run: "click"},
        {
            content: "it is on the competitor",
            trigger: ".o_field_widget[name=information_ids] .o_data_row:contains('Bajan la nómina')",
        },
        ...openBase("despacho_crm.menu_information", "Información por materia"),
        {content: "under its subject", trigger: ".o_group_header:contains('Precios y cuotas')"},
        {content: "with its source", trigger: ".o_data_row:contains('Bajan la nómina'):contains('Un cliente')"},
    ],
});
