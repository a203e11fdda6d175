import {openMenu} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const ANALYSIS = "despacho_crm_reports.menu_despacho_analysis";
const lines = ".o_field_widget[name=line_ids]";
/** The objectives come in their order: calls, visits, proposals, clients, revenue, actions. */
const row = (number) => `${lines} .o_data_row:nth-child(${number})`;

/** Change a cell of an objective. */
function fill(number, name, text) {
    return [
        {
            content: `go to ${name}`,
            trigger: `${row(number)} .o_data_cell[name=${name}]`,
            run: "click",
        },
        {
            content: `write ${name}`,
            trigger: `${row(number)}.o_selected_row [name=${name}] input`,
            run: `edit ${text}`,
        },
    ];
}

/** One's month: another objective with its reason, what is counted; then the month before is explained and closed. */
registry.category("web_tour.tours").add("despacho_crm_reports.month", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openMenu(ANALYSIS, "despacho_crm_reports.menu_my_month"),
        {content: "it has begun", trigger: ".o_form_view button[name=action_print]"},
        {content: "one call was made", trigger: `${row(1)} .o_data_cell[name=done]:contains(1)`},
        {content: "see it", trigger: `${row(1)} button[name=action_open_done]`, run: "click"},
        {
            content: "it is the call to the client",
            trigger: ".o_list_view .o_data_row:contains(Talleres Vega SL)",
        },
        {content: "back to the month", trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item a", run: "click"},
        ...fill(2, "target", "7"),
        ...fill(2, "reason", "Two fairs"),
        ...stepUtils.saveForm(),
        ...openMenu(ANALYSIS, "despacho_crm_reports.menu_months"),
        {content: "those under way are listed", trigger: ".o_control_panel .o_searchview_facet"},
        {content: "both months", trigger: ".o_control_panel .o_pager_limit:contains(2)"},
        {
            content: "the month before",
            trigger: ".o_list_view .o_data_row:nth-child(2) .o_data_cell[name=display_name]",
            run: "click",
        },
        {
            content: "what was not reached is to be explained",
            trigger: ".o_form_view .alert [name=missing_reasons]:contains(1)",
        },
        ...fill(1, "deviation_reason", "Everybody was away"),
        ...stepUtils.saveForm(),
        {content: "close it", trigger: ".o_form_statusbar button[name=action_close]", run: "click"},
        {content: "for good", trigger: ".modal .btn-primary", run: "click"},
        {content: "it is closed", trigger: ".o_form_view .o_field_widget[name=closed_on]"},
        {content: "how it goes", trigger: "button[name=action_trend]", run: "click"},
        {content: "as a chart", trigger: ".o_graph_view canvas"},
    ],
});
