import {noteDownloads, openMenu} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const SECTION = "despacho_crm_reports.menu_despacho_analysis";
const open = (entry) => [
    ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
    ...openMenu(SECTION, `despacho_crm_reports.${entry}`),
];

registry.category("web_tour.tours").add("despacho_crm_reports.portfolio_cube", {
    steps: () => [
        ...open("menu_portfolio"),
        {content: "a figure of the pivot", trigger: ".o_pivot td.o_pivot_cell_value:first", run: "click"},
        {content: "opens companies", trigger: ".o_list_view .o_data_row:contains('Restaurante 1')"},
        {content: "back", trigger: ".breadcrumb .o_back_button, .o_breadcrumb .o_back_button", run: "click"},
        {content: "the pivot again", trigger: ".o_pivot"},
        {content: "as a graph", trigger: ".o_cp_switch_buttons .o_graph", run: "click"},
        {content: "it is drawn", trigger: ".o_graph_renderer canvas"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm_reports.portfolio_map", {
    steps: () => [
        ...open("menu_portfolio_map"),
        {content: "Girona has its clients", trigger: ".o_map_tile[data-code=GI]:contains('12')"},
        {content: "the prospects", trigger: ".o_map_measure", run: "select prospects"},
        {content: "there are none in Girona", trigger: ".o_map_tile[data-code=GI]:not(:contains('12'))"},
        {content: "the clients again", trigger: ".o_map_measure", run: "select clients"},
        {
            content: "the spreadsheet",
            trigger: ".o_map_tile[data-code=GI]:contains('12')",
            run: () => noteDownloads(),
        },
        {content: "ask for it", trigger: ".o_portfolio_file", run: "click"},
        {content: "it arrives", trigger: "body[data-downloaded$='.xlsx']:not(.o_ui_blocked)"},
        {content: "made again", trigger: ".o_portfolio_rebuild", run: "click"},
        {content: "open Girona", trigger: ".o_map_tile[data-code=GI]:contains('12')", run: "click"},
        {content: "its companies", trigger: ".o_list_view .o_data_row:contains('Restaurante 1')"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm_reports.portfolio_situation", {
    steps: () => [
        ...open("menu_portfolio_situations"),
        {
            content: "what stands out, with its numbers",
            trigger: ".o_kanban_record:contains('Nóminas'):contains('12'):first",
        },
        {content: "who has it", trigger: ".o_kanban_record:first .o_situation_with", run: "click"},
        {content: "they open", trigger: ".o_list_view .o_data_row"},
        {content: "back", trigger: ".breadcrumb .o_back_button, .o_breadcrumb .o_back_button", run: "click"},
        {content: "prepare an action", trigger: ".o_kanban_record .o_situation_draft:first", run: "click"},
        {content: "the draft", trigger: ".o_form_view .o_field_widget[name=campaign_id]"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm_reports.portfolio_space", {
    steps: () => [
        ...open("menu_portfolio_space"),
        {content: "by province", trigger: ".o_space_dimension", run: "select state_id"},
        {
            content: "who lacks payroll in Lleida",
            trigger: ".o_space_matrix tbody tr:contains('Lleida') .o_space_cell:has(b:contains('20'))",
            run: "click",
        },
        {content: "how many", trigger: ".modal .o_space_gap:contains('20')"},
        {content: "see them", trigger: ".modal .o_space_open", run: "click"},
        {content: "they open", trigger: ".o_list_view .o_data_row:contains('Constructora 1')"},
        {content: "back", trigger: ".breadcrumb .o_back_button, .o_breadcrumb .o_back_button", run: "click"},
        {content: "by province again", trigger: ".o_space_dimension", run: "select state_id"},
        {
            content: "the same cell",
            trigger: ".o_space_matrix tbody tr:contains('Lleida') .o_space_cell:has(b:contains('20'))",
            run: "click",
        },
        {content: "an action for them", trigger: ".modal .o_space_draft", run: "click"},
        {content: "the draft", trigger: ".o_form_view .o_field_widget[name=segment_ids]"},
    ],
});
