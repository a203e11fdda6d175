import {beginWith, openBase, openCompany} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** What is known of a private individual is written on the sheet. */
registry.category("web_tour.tours").add("despacho_crm.person", {
    steps: () => [
        ...beginWith("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...openCompany("Pilar Ruiz"),
        {content: "personal data", trigger: ".o_notebook a[name=person]", run: "click"},
        {
            content: "what she works as",
            trigger: ".o_field_widget[name=occupation] input",
            run: "edit Maestra",
        },
        {
            content: "what she likes",
            trigger: ".o_field_widget[name=hobby_ids] input",
            run: "edit Depor",
        },
        {content: "sport", trigger: ".ui-autocomplete .dropdown-item:contains('Deporte')", run: "click"},
        ...stepUtils.saveForm(),
        {content: "it is there", trigger: ".o_field_widget[name=hobby_ids] .o_tag:contains('Deporte')"},
        ...openBase("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        ...openCompany("Talleres Vega SL"),
        {content: "a company has none", trigger: ".o_notebook:not(:has(a[name=person]))"},
    ],
});
