import {beginWith, counts, downloadFile, dropFile, noteDownloads, openBase, selectPage} from "./tour_steps";
import {registry} from "@web/core/registry";

/** What the test left for the tour: the file's address and the number to look for. */
async function getPlan() {
    const answer = await fetch("/despacho_first_day.json");
    return answer.json();
}

/** What the billing program wrote. */
async function getFile() {
    const content = await (await fetch((await getPlan()).file)).arrayBuffer();
    return new File([content], "clientes.csv", {type: "text/csv"});
}

/**
 * A first day: bring the billing file in, find a company, see what is pending, take a file away.
 *
 * It crosses the three addons, which do not depend on each other: tests/tours starts it where all are installed.
 */
registry.category("web_tour.tours").add("despacho_crm.first_day", {
    steps: () => [
        ...beginWith("despacho_crm_import.menu_despacho_import", "Importar ficheros"),
        {
            content: "a new import",
            trigger: ".o_list_button_add, .o-kanban-button-new",
            run: "click",
        },
        ...dropFile(getFile),
        {
            content: "it comes from invoicing",
            trigger: ".o_field_radio[name=source_kind] label:contains(facturación)",
            run: "click",
        },
        {content: "read it", trigger: "button[name=action_read]:contains(Leer el fichero)", run: "click"},
        {content: "the NIF was recognised", trigger: ".o_data_row:contains(N.I.F.):contains(NIF)"},
        {content: "and the name", trigger: ".o_data_row:contains(Razón Social):contains(Nombre)"},
        {content: "review", trigger: "button[name=action_review]:contains(Revisar)", run: "click"},
        {content: "the new ones are counted", trigger: ".o_despacho_verdicts tr:contains(Nuevas)", timeout: 60000},
        {content: "apply", trigger: "button[name=action_apply]:contains(Aplicar)", run: "click"},
        {content: "sure", trigger: ".modal-footer .btn-primary:contains(Aplicar)", run: "click"},
        {content: "it says what was done", trigger: ".alert-success:contains(contactos creados)", timeout: 60000},
        ...openBase("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        {
            content: "type the NIF as on paper",
            trigger: ".o_searchview_input",
            async run(helpers) {
                await helpers.edit((await getPlan()).spelling);
            },
        },
        {content: "search", trigger: ".o_searchview_autocomplete .o-dropdown-item:first", run: "click"},
        counts(1),
        {
            content: "open it",
            trigger: ".o_data_row td[name=complete_name]",
            run: "click",
        },
        {
            content: "it is the right one",
            trigger: ".o_form_view .o_field_widget[name=vat] input",
            async run() {
                const plan = await getPlan();
                if (this.anchor.value !== plan.vat) {
                    throw new Error(`${this.anchor.value} is not ${plan.vat}`);
                }
            },
        },
        ...openBase("despacho_crm.menu_nif_pending", "NIF pendiente"),
        {content: "what lacks its NIF waits here", trigger: ".o_data_row:contains(Bodega Sin Número)"},
        ...openBase("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        {content: "its page", trigger: ".o_list_view .o_data_row", run: noteDownloads},
        selectPage,
        ...downloadFile,
    ],
});
