import {apply, columnIs, comesFrom, goBack, newImport, oldFile, readFile, review} from "./import_steps";
import {dropFile} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";

const LINES = [
    "Listado de clientes a 31/12;;;",
    "CIF;Empresa;Localidad;Apodo interno",
    "B71000012;Panadería Ñandú SL;Vigo;Los Ñandú",
    ";Sin Número SL;Lugo;",
];

registry.category("web_tour.tours").add("despacho_import_tour", {
    steps: () => [
        newImport,
        {...readFile, content: "too soon"},
        {
            content: "it says what misses",
            trigger: ".o_notification:contains(«Fichero»):contains(«De dónde viene»)",
        },
        ...dropFile(() => oldFile("clientes.csv", LINES)),
        comesFrom("agenda"),
        readFile,
        {content: "the columns are shown with their first values", trigger: ".o_data_row:contains(Los Ñandú)"},
        ...columnIs("Apodo interno", "Nombre comercial"),
        {
            content: "the screen says who chose it",
            trigger: ".o_data_row:contains(Apodo interno):contains(Lo ha elegido usted)",
        },
        review,
        {content: "one is new", trigger: ".o_despacho_verdicts tr:contains(Nuevas) .o_field_widget:contains(1)"},
        {
            content: "look at those without NIF",
            trigger: ".o_despacho_see_no_nif",
            run: "click",
        },
        {
            content: "each says why",
            trigger: ".o_data_row:contains(Sin Número SL):contains(La fila no trae NIF)",
        },
        goBack,
        ...apply,
        {content: "it says what was done", trigger: ".alert-success:contains(Contactos creados: 2)"},
        {
            content: "and counts it",
            trigger: ".o_despacho_outcomes tr:contains(Creadas) .o_field_widget:contains(2)",
        },
        {
            content: "see what was created",
            trigger: "button[name=action_view_partners]:contains(Creados)",
            run: "click",
        },
        {
            content: "open the company",
            trigger: ".o_data_row td[name=complete_name]:contains(Panadería Ñandú SL)",
            run: "click",
        },
        {
            content: "the accents are right and so is the town",
            trigger: ".o_field_widget[name=city] input:value(Vigo)",
        },
        {content: "it carries its NIF", trigger: ".o_field_widget[name=vat]:has(input:value(ESB71000012))"},
    ],
});
