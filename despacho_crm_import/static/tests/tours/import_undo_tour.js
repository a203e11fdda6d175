import {apply, bringFile, oldFile, review} from "./import_steps";
import {registry} from "@web/core/registry";

const LINES = [
    "NIF;Empresa;Localidad;Contacto",
    "B71000012;Panadería Deshecha SL;Vigo;Ana Roca",
    "B12345674;Talleres Vega SL;Lugo;",
    "B71000020;Horno Usado SL;Vigo;",
];

registry.category("web_tour.tours").add("despacho_import_undo_tour", {
    steps: () => [
        ...bringFile(() => oldFile("feria.csv", LINES), "agenda"),
        review,
        ...apply,
        {content: "it is done", trigger: ".alert-success:contains(Contactos creados: 2)"},
        {
            content: "see what was created",
            trigger: "button[name=action_view_partners]:contains(Creados)",
            run: "click",
        },
        {
            content: "open the one that is going to be used",
            trigger: ".o_data_row td[name=complete_name]:contains(Horno Usado SL)",
            run: "click",
        },
        {content: "write a note on it", trigger: ".o-mail-Chatter-logNote", run: "click"},
        {content: "what was said", trigger: ".o-mail-Composer-input", run: "edit Ha llamado hoy"},
        {content: "note it", trigger: ".o-mail-Composer-send:enabled", run: "click"},
        {content: "it is there", trigger: ".o-mail-Message:contains(Ha llamado hoy)"},
        {content: "go back to the import", trigger: ".breadcrumb-item a:contains(feria.csv)", run: "click"},
        {content: "undo", trigger: "button[name=action_undo]:contains(Deshacer)", run: "click"},
        {
            content: "it says beforehand what goes",
            trigger: ".modal .o_despacho_undo tr:contains(Registros que se eliminan) .o_field_widget:contains(2)",
        },
        {
            content: "and what returns",
            trigger: ".modal .o_despacho_undo tr:contains(Datos que vuelven) .o_field_widget:contains(1)",
        },
        {content: "and what stays, and why", trigger: ".modal .o_data_row:contains(mensajes)"},
        {content: "leave it, to look at the rows", trigger: ".modal .btn-secondary:contains(Dejarlo)", run: "click"},
        {content: "the rows", trigger: "button[name=action_view_rows].oe_stat_button", run: "click"},
        {
            content: "open those that were to be updated",
            trigger: ".o_group_header:contains(Actualizar)",
            run: "click",
        },
        {
            content: "choose one",
            trigger: ".o_data_row:contains(Talleres Vega SL) .o_list_record_selector input",
            run: "click",
        },
        {content: "undo it", trigger: "button[name=action_undo]:contains(Deshacer estas)", run: "click"},
        {
            content: "only that one",
            trigger: ".modal .o_despacho_undo:not(:contains(Registros que se eliminan)):contains(Datos que vuelven)",
        },
        {content: "yes", trigger: ".modal .o_despacho_undo_confirm", run: "click"},
        {content: "the import tells it", trigger: ".alert-success:contains(Filas deshechas: 1)"},
        {
            content: "and counts it",
            trigger: ".o_despacho_outcomes tr:contains(Deshechas) .o_field_widget:contains(1)",
        },
        {content: "undo the rest", trigger: "button[name=action_undo]:contains(Deshacer)", run: "click"},
        {content: "yes", trigger: ".modal .o_despacho_undo_confirm", run: "click"},
        {content: "one stays", trigger: ".alert-warning:contains(se ha dejado como está)"},
        {content: "see why", trigger: "button[name=action_view_stays]", run: "click"},
        {content: "each says why", trigger: ".o_data_row:contains(Horno Usado SL):contains(mensajes)"},
    ],
});
