import {bringFile, oldFile, review} from "./import_steps";
import {registry} from "@web/core/registry";

const LINES = ["CIF;Empresa;Localidad", "B71000012;Panadería Ñandú SL;Vigo", "B71000038;Hostal Miño SL;Lugo"];
const UNDER_WAY = ".alert-info:contains(Es un fichero largo)";

registry.category("web_tour.tours").add("despacho_import_long_tour", {
    steps: () => [
        ...bringFile(() => oldFile("largo.csv", LINES), "agenda"),
        {content: "the columns are there", trigger: ".o_data_row:contains(Panadería)"},
        review,
        {content: "it says that it goes on by itself", trigger: `${UNDER_WAY}:contains(Puede cerrar esta pantalla)`},
        {content: "and how far it is", trigger: `${UNDER_WAY} .o_despacho_progress:contains(0 de 2 filas)`},
        {
            content: "where it is is shown",
            trigger: ".o_statusbar_status button.o_arrow_button_current:contains(Revisando)",
        },
        {content: "cancel", trigger: "button.o_despacho_cancel_review", run: "click"},
        {content: "sure", trigger: ".modal-footer .btn-primary:contains(Cancelar la revisión)", run: "click"},
        {...review, content: "the columns are there again: review"},
        {content: "it is under way", trigger: UNDER_WAY},
    ],
});

registry.category("web_tour.tours").add("despacho_import_long_reviewed_tour", {
    steps: () => [
        {content: "open it", trigger: ".o_data_row:contains(largo.csv) td[name=name]", run: "click"},
        {
            content: "two are new",
            trigger: ".o_despacho_verdicts tr:has(.o_despacho_see_create) .o_field_widget:contains(2)",
        },
        {content: "they may be applied", trigger: "button[name=action_apply]:contains(Aplicar)"},
    ],
});
