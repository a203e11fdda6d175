import {apply, bringFile, goBack, oldFile, review} from "./import_steps";
import {registry} from "@web/core/registry";

const LINES = [
    "Ventas por cliente;;;;",
    "NIF;Cliente;2023;Ventas 2024;Servicio",
    "B71000012;Panadería Ñandú SL;1.200,00 €;1.500,50;Horno",
    ";TOTAL;1.200,00 €;1.500,50;",
];

registry.category("web_tour.tours").add("despacho_import_billing_tour", {
    steps: () => [
        ...bringFile(() => oldFile("ventas.csv", LINES), "billing", "billing"),
        {content: "a column of a year is an amount", trigger: ".o_data_row:contains(Ventas 2024)"},
        {content: "a service is not known", trigger: "button[name=action_services_without_line]"},
        {content: "see which one", trigger: ".o_notebook a[name=services]", run: "click"},
        {content: "it says what the file says", trigger: ".o_field_widget[name=service_ids] td:contains(Horno)"},
        {
            content: "it has no line",
            trigger: "button[name=action_services_without_line]",
            run: "click",
        },
        {
            content: "nothing is asked any more",
            trigger: ".o_form_view:not(:has(button[name=action_services_without_line]))",
        },
        review,
        {content: "look at who is new", trigger: ".o_despacho_see_create", run: "click"},
        {content: "open the row", trigger: ".o_data_row td[name=name]:contains(Panadería)", run: "click"},
        {content: "it says what is written", trigger: ".o_field_widget[name=diff]:contains(1.500,50)"},
        goBack,
        {content: "the rows", trigger: ".o_data_row td[name=name]:contains(Panadería)"},
        goBack,
        ...apply,
        {content: "it says how much", trigger: ".alert-success:contains(2.700,50)"},
        {content: "see what was written", trigger: "button[name=action_view_billing]", run: "click"},
        {content: "two years of a client", trigger: ".o_data_row:eq(1) td[name=partner_id]:contains(Panadería)"},
    ],
});

registry.category("web_tour.tours").add("despacho_import_billing_client_tour", {
    steps: () => [
        {
            content: "the client says what it was invoiced",
            trigger: "button[name=action_billing_years]:contains(2.700,50)",
        },
        {content: "and the relation", trigger: ".o_notebook a[name=relation]", run: "click"},
        {content: "in all", trigger: ".o_field_widget[name=invoiced_total]:contains(2.700,50)"},
        {content: "since when", trigger: ".o_field_widget[name=client_since_year]:contains(2023)"},
        {content: "year by year", trigger: "button[name=action_billing_years]", run: "click"},
        {content: "the years", trigger: ".o_data_row td[name=amount]:contains(1.500,50)"},
    ],
});
