import {bringFile, oldFile, review} from "./import_steps";
import {ImportProgress} from "@despacho_crm_import/progress/import_progress";
import {patch} from "@web/core/utils/patch";
import {registry} from "@web/core/registry";

const LINES = ["CIF;Empresa;Localidad", "B71000012;Panadería Ñandú SL;Vigo", "B71000038;Hostal Miño SL;Lugo"];
const UNDER_WAY = ".alert-info:contains(Es un fichero largo)";
const PROGRESS = `${UNDER_WAY} .o_despacho_progress`;

/** What the screen has that tells how far the job is. */
let shown = null;

/**
 * A step in which the job tells of the file on the screen, or of the one whose number is so much higher.
 */
function told(payload, higher = 0) {
    return {
        content: "the job tells how far it is",
        trigger: PROGRESS,
        run: () => shown.onProgress({id: shown.props.record.resId + higher, state: "reviewing", ...payload}),
    };
}

registry.category("web_tour.tours").add("despacho_import_long_tour", {
    steps: () => [
        {
            content: "listen to what the screen is told",
            trigger: "body",
            run: () =>
                patch(ImportProgress.prototype, {
                    setup() {
                        super.setup();
                        shown = this;
                    },
                }),
        },
        ...bringFile(() => oldFile("largo.csv", LINES), "agenda"),
        {content: "the columns are there", trigger: ".o_data_row:contains(Panadería)"},
        review,
        {content: "it says that it goes on by itself", trigger: `${UNDER_WAY}:contains(Puede cerrar esta pantalla)`},
        {content: "and how far it is", trigger: `${PROGRESS}:contains(0 de 2 filas):not(:contains(por segundo))`},
        told({left: 1, rate: 0}, 1),
        {content: "of another file it says nothing", trigger: `${PROGRESS}:contains(0 de 2 filas)`},
        told({left: 1, rate: 0}),
        {content: "a row is done", trigger: `${PROGRESS}:contains(1 de 2 filas):not(:contains(quedan))`},
        told({left: 1, rate: 1200}),
        {
            content: "how many a second, and how long it takes still",
            trigger: `${PROGRESS}:contains(1 de 2 filas · 1.200 filas por segundo · quedan unos 5 segundos)`,
        },
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
