import {bringFile, columnIs, comesFrom, goBack, newImport, readFile, review} from "./import_steps";
import {dropFile, openBase} from "@despacho_crm/../tests/tours/tour_steps";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";

/** A file of one program, with a column that nobody else knows. */
function getFile(month, rows) {
    const lines = ["CIF;Empresa;Localidad;Apodo interno", ...rows, ""];
    return new File([lines.join("\r\n")], `listado_perez_software_${month}.csv`, {type: "text/csv"});
}

/** Let the workbook be asked for, and leave what came where the tour can see it. */
function noteOpened() {
    browser.open = (url) => {
        fetch(url).then(async (response) => {
            const size = (await response.blob()).size;
            const named = response.headers.get("Content-Disposition") || "";
            document.body.dataset.opened = `${response.status} ${size > 5000} ${named.includes(".xlsx")}`;
        });
        return {};
    };
}

registry.category("web_tour.tours").add("despacho_import_profile_tour", {
    steps: () => [
        newImport,
        {
            content: "who has no file yet gets one to fill in",
            trigger: ".o_despacho_template[href*='/despacho_crm_import/template/']",
        },
        ...dropFile(() => getFile("2026-10", ["B71000012;Panadería Ñandú SL;Vigo;Los Ñandú"])),
        comesFrom("agenda"),
        readFile,
        {content: "nobody knows this list", trigger: ".o_form_view:not(:has(.o_despacho_read_as)) .o_data_row"},
        ...columnIs("Apodo interno", "Nombre comercial"),
        review,
        {content: "it is reviewed", trigger: ".o_despacho_verdicts tr:contains(Nuevas)"},
        goBack,
        {content: "the imports", trigger: ".o_list_view"},
        ...bringFile(() => getFile("2026-11", ["B71000020;Bar Pepe SL;Lugo;El Pepe"]), "agenda"),
        {
            content: "the next file of that program is known by its name",
            trigger: ".o_despacho_read_as:contains(Listado perez software)",
        },
        {
            content: "and read as the first one was corrected",
            trigger: ".o_data_row:contains(Apodo interno) td[name=field]:contains(Nombre comercial)",
        },
        {content: "call it otherwise", trigger: "button[name=action_rename_profile]", run: "click"},
        {content: "its name", trigger: ".modal [name=name] input", run: "edit Clientes de Pérez Software"},
        {content: "save it", trigger: ".modal .o_form_button_save", run: "click"},
        {
            content: "it has its new name",
            trigger: "body:not(:has(.modal)) .o_despacho_read_as:contains(Clientes de Pérez Software)",
        },
        ...openBase("despacho_crm_import.menu_despacho_import_profile"),
        {
            content: "the list is there: its template, please",
            trigger: ".o_data_row:contains(Clientes de Pérez Software) button[name=action_download_template]",
            run() {
                noteOpened();
                this.anchor.click();
            },
        },
        {content: "a workbook comes", trigger: "body[data-opened='200 true true']"},
        {
            content: "open it",
            trigger: ".o_data_row td:contains(Clientes de Pérez Software)",
            run: "click",
        },
        {
            content: "its columns are there to be corrected",
            trigger: ".o_form_view [name=column_ids] .o_data_row:contains(Apodo interno):contains(Nombre comercial)",
        },
    ],
});
