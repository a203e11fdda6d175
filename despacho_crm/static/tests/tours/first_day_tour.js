import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** What the test left for the tour: the file's address and the number to look for. */
async function getPlan() {
    const answer = await fetch("/despacho_first_day.json");
    return answer.json();
}

/** Steps that open an entry of «Base del despacho» and wait for its screen. */
function openEntry(menu, title) {
    return [
        {
            content: "open «Base del despacho»",
            trigger: ".o_menu_sections button[data-menu-xmlid='despacho_crm.menu_despacho_base']",
            run: "click",
        },
        {
            content: `choose the entry of «${title}»`,
            trigger: `.o-dropdown--menu .dropdown-item[data-menu-xmlid='${menu}']`,
            run: "click",
        },
        {content: `«${title}» is there`, trigger: `.o_last_breadcrumb_item:contains('${title}')`},
    ];
}

/**
 * A first day: bring the billing file in, find a company, see what is pending, take a file away.
 *
 * It crosses the three addons, which do not depend on each other: tests/tours starts it where all are installed.
 */
registry.category("web_tour.tours").add("despacho_crm.first_day", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openEntry("despacho_crm_import.menu_despacho_import", "Importar ficheros"),
        {
            content: "a new import",
            trigger: ".o_list_button_add, .o-kanban-button-new",
            run: "click",
        },
        {
            content: "choose the file",
            trigger: ".o_despacho_file_drop .o_select_file_button",
            async run() {
                const plan = await getPlan();
                const content = await (await fetch(plan.file)).arrayBuffer();
                const transfer = new DataTransfer();
                transfer.items.add(new File([content], "clientes.csv", {type: "text/csv"}));
                const input = document.querySelector(".o_despacho_file_drop input.o_input_file");
                input.files = transfer.files;
                input.dispatchEvent(new Event("change"));
            },
        },
        {content: "the file is there", trigger: ".o_despacho_file_drop input[type=text]"},
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
        ...openEntry("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        {
            content: "type the NIF as on paper",
            trigger: ".o_searchview_input",
            async run(helpers) {
                await helpers.edit((await getPlan()).spelling);
            },
        },
        {content: "search", trigger: ".o_searchview_autocomplete .o-dropdown-item:first", run: "click"},
        {content: "one company has it", trigger: ".o_control_panel .o_pager_limit:contains(/^1$/)"},
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
        ...openEntry("despacho_crm.menu_nif_pending", "NIF pendiente"),
        {content: "what lacks its NIF waits here", trigger: ".o_data_row:contains(Bodega Sin Número)"},
        ...openEntry("despacho_crm.menu_despacho_partners", "Clientes y prospectos"),
        {
            content: "select a page",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run() {
                const original = download._download;
                download._download = async (options) => {
                    document.body.dataset.downloaded = await original(options);
                    return document.body.dataset.downloaded;
                };
                this.anchor.click();
            },
        },
        {
            content: "open the actions",
            trigger: ".o_control_panel .o_cp_action_menus button:contains(Acciones)",
            run: "click",
        },
        {content: "the file", trigger: ".o-dropdown--menu .o_menu_item:contains(Fichero Excel)", run: "click"},
        {
            content: "it arrives",
            trigger: "body[data-downloaded^='Fichero de clientes y prospectos']:not(.o_ui_blocked)",
        },
    ],
});
