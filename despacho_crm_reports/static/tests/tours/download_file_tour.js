import {download} from "@web/core/network/download";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** Lets the download happen and leaves the name of the file where the tour can see it. */
function noteDownloads() {
    const original = download._download;
    download._download = async (options) => {
        const name = await original(options);
        document.body.dataset.downloaded = name;
        return name;
    };
}

registry.category("web_tour.tours").add("despacho_crm_reports.download_file", {
    steps: () => [
        ...stepUtils.goToAppSteps("contacts.menu_contacts", "Open the contacts"),
        {
            content: "See the companies as a list",
            trigger: ".o_cp_switch_buttons .o_list",
            run() {
                noteDownloads();
                this.anchor.click();
            },
        },
        {
            content: "Select the client",
            trigger: ".o_data_row:contains('Talleres Roca') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "Select the prospect too",
            trigger: ".o_data_row:contains('Comunidad Les Alzines') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "The sheet is offered for printing",
            trigger: ".o_control_panel .o_cp_action_menus button:contains('Imprimir')",
            run: "click",
        },
        {
            trigger: ".o-dropdown--menu .o_menu_item:contains('Ficha de cliente')",
        },
        {
            content: "Open the actions",
            trigger: ".o_control_panel .o_cp_action_menus button:contains('Acciones')",
            run: "click",
        },
        {
            content: "Ask for the file",
            trigger: ".o-dropdown--menu .o_menu_item:contains('Fichero Excel')",
            run: "click",
        },
        {
            content: "The file arrives under its Spanish name",
            trigger: "body[data-downloaded^='Fichero de clientes y prospectos']:not(.o_ui_blocked)",
        },
    ],
});
