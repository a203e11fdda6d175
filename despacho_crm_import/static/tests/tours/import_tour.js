import {dropFile} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";

const LINES = [
    "Listado de clientes a 31/12;;;",
    "CIF;Empresa;Localidad;Apodo interno",
    "B71000012;Panadería Ñandú SL;Vigo;Los Ñandú",
    ";Sin Número SL;Lugo;",
    "",
];

/** A file as an old Spanish program writes it: cp1252. */
function getFile() {
    const bytes = Uint8Array.from(LINES.join("\r\n"), (char) => char.charCodeAt(0));
    return new File([bytes], "clientes.csv", {type: "text/csv"});
}

registry.category("web_tour.tours").add("despacho_import_tour", {
    steps: () => [
        {
            content: "nothing imported yet: start one",
            trigger: ".o_list_button_add, .o-kanban-button-new",
            run: "click",
        },
        ...dropFile(getFile),
        {
            content: "it comes from an agenda",
            trigger: ".o_field_radio[name=source_kind] label:contains(Agenda)",
            run: "click",
        },
        {content: "read it", trigger: "button[name=action_read]:contains(Leer el fichero)", run: "click"},
        {content: "the columns are shown with their first values", trigger: ".o_data_row:contains(Los Ñandú)"},
        {
            content: "the column that said nothing",
            trigger: ".o_data_row:contains(Apodo interno) td[name=field]",
            run: "click",
        },
        {
            content: "opens the list of what it may be",
            trigger: ".o_data_row:contains(Apodo interno) td[name=field] .o_select_menu_toggler",
            run: "click",
        },
        {
            content: "it is the trade name",
            trigger: ".o_select_menu_item:contains(Nombre comercial)",
            run: "click",
        },
        {
            content: "the screen says who chose it",
            trigger: ".o_data_row:contains(Apodo interno):contains(Lo ha elegido usted)",
        },
        {content: "review", trigger: "button[name=action_review]:contains(Revisar)", run: "click"},
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
        {content: "go back", trigger: ".o_back_button, .breadcrumb-item:last a", run: "click"},
        {content: "apply", trigger: "button[name=action_apply]:contains(Aplicar)", run: "click"},
        {content: "sure", trigger: ".modal-footer .btn-primary:contains(Aplicar)", run: "click"},
        {content: "it says what was done", trigger: ".alert-success:contains(Contactos creados: 2)"},
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
