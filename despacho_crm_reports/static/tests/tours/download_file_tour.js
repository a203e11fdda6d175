import {downloadFile, noteDownloads} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

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
        ...downloadFile,
    ],
});
