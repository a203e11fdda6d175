import {beginWith, openBase, openCompany} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const rows = ".o_field_widget[name=relation_ids]";

/** A secretary writes the socio and the administrador of a company; the person's sheet says it with its words. */
registry.category("web_tour.tours").add("despacho_crm.relation", {
    steps: () => [
        ...beginWith("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...openCompany("Talleres Vega SL"),
        {content: "its relations", trigger: ".o_notebook a[name=relations]", run: "click"},
        {content: "another one", trigger: `${rows} .o_field_x2many_list_row_add a`, run: "click"},
        {
            content: "what",
            trigger: `${rows} .o_selected_row [name=kind_id] input`,
            run: "edit Socio",
        },
        {content: "a socio", trigger: ".ui-autocomplete .dropdown-item:contains(/^Socio$/)", run: "click"},
        {
            content: "who, by the NIF",
            trigger: `${rows} .o_selected_row [name=other_id] input`,
            run: "edit 12345678Z",
        },
        {content: "Pilar", trigger: ".ui-autocomplete .dropdown-item:contains('Pilar Ruiz')", run: "click"},
        {content: "how much", trigger: `${rows} .o_selected_row [name=share] input`, run: "edit 60"},
        {content: "another one", trigger: `${rows} .o_field_x2many_list_row_add a`, run: "click"},
        {content: "a second row", trigger: `${rows} .o_data_row:eq(0):contains('Pilar'):not(.o_selected_row)`},
        {
            content: "what",
            trigger: `${rows} .o_data_row:eq(1).o_selected_row [name=kind_id] input`,
            run: "edit Administrador",
        },
        {
            content: "an administrador",
            trigger: ".ui-autocomplete .dropdown-item:contains(/^Administrador$/)",
            run: "click",
        },
        {
            content: "of whom there is only a name",
            trigger: `${rows} .o_selected_row [name=other_name] input`,
            run: "edit Eva Ros",
        },
        ...stepUtils.saveForm(),
        {content: "it is there", trigger: `${rows} .o_data_row:contains('Eva Ros')`},
        {
            content: "open the socio",
            trigger: `${rows} .o_data_row:contains('Pilar Ruiz') button[name=action_open_other]`,
            run: "click",
        },
        {
            content: "her sheet",
            trigger: ".o_form_view .o_last_breadcrumb_item:contains('Pilar Ruiz')",
        },
        {content: "her relations", trigger: ".o_notebook a[name=relations]", run: "click"},
        {
            content: "with the words of her sheet",
            trigger: `${rows} .o_data_row:contains('Socio de'):contains('Talleres Vega')`,
        },
        ...openBase("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        {content: "whose socios", trigger: ".o_searchview_input", run: "edit Talleres"},
        {
            content: "the socios of",
            trigger: ".o_searchview_autocomplete .o-dropdown-item:contains('Socios de')",
            run: "click",
        },
        {content: "she is found", trigger: ".o_data_row:contains('Pilar Ruiz')"},
        {content: "and nobody else", trigger: ".o_list_view:not(:has(.o_data_row:contains('Vega')))"},
        ...openBase("despacho_crm.menu_relations", "Relaciones"),
        {content: "all of them", trigger: ".o_data_row:contains('Eva Ros')"},
    ],
});

/** A name becomes a contact, and stays where it was written. */
registry.category("web_tour.tours").add("despacho_crm.relation_contact", {
    steps: () => [
        ...beginWith("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...openCompany("Talleres Vega SL"),
        {content: "its relations", trigger: ".o_notebook a[name=relations]", run: "click"},
        {
            content: "a contact of her",
            trigger: `${rows} .o_data_row:contains('Eva Ros') button[name=action_to_partner]`,
            run: "click",
        },
        {content: "her sheet", trigger: ".o_form_view .o_field_widget[name=name] :value(Eva Ros)"},
        ...stepUtils.saveForm(),
        {content: "her relations", trigger: ".o_notebook a[name=relations]", run: "click"},
        {content: "she is linked", trigger: `${rows} .o_data_row:contains('Talleres Vega')`},
    ],
});
