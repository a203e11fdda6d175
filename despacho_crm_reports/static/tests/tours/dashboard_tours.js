import {openMenu} from "@despacho_crm/../tests/tours/tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const MENU = "despacho_crm_reports.menu_despacho_analysis";
const tours = registry.category("web_tour.tours");

/** Nothing is cut: the page is not wider than the screen. */
const fits = {
    content: "nothing is wider than the screen",
    trigger: ".o_despacho_dashboard",
    run() {
        const page = document.querySelector(".o_despacho_dashboard");
        if (page.scrollWidth > window.innerWidth) {
            throw new Error(`The page is ${page.scrollWidth} wide, on a screen of ${window.innerWidth}`);
        }
    },
};

/** A chart is drawn, and not only a place for it. */
function drawn(section) {
    return {
        content: `the chart of ${section}`,
        trigger: `.o_despacho_dashboard [name=${section}] canvas`,
        run() {
            const canvas = document.querySelector(`.o_despacho_dashboard [name=${section}] canvas`);
            const {data} = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            if (!data.some((value) => value)) {
                throw new Error(`Nothing is drawn in ${section}`);
            }
        },
    };
}

const back = {content: "back", trigger: ".o_control_panel .breadcrumb-item a, .o_back_button", run: "click"};

/** A figure of zero opens a page that says so, without the made-up rows of Odoo. */
const nothing = {
    content: "there is nothing, and it says so",
    trigger: ".o_list_view:not(:has(.o_data_row)) .o_view_nocontent_empty_folder",
};

tours.add("despacho_crm_reports.dashboard", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openMenu(MENU, "despacho_crm_reports.menu_dashboard"),
        {content: "what came in", trigger: ".o_despacho_dashboard button[name=came]"},
        drawn("funnel"),
        {
            content: "of one person",
            trigger: ".o_despacho_dashboard select[name=person]",
            run: "selectByLabel Elena Soler",
        },
        {
            content: "one lead came",
            trigger: ".o_despacho_dashboard button[name=came] .o_despacho_figure_value:contains(/^1$/)",
        },
        {
            content: "open it",
            trigger: ".o_despacho_dashboard [name=funnel] tbody td[name=reached] a:contains(/^1$/)",
            run: "click",
        },
        {content: "it is that lead", trigger: ".o_data_row:contains('Vega')"},
        {content: "back with the browser", trigger: ".o_data_row:contains('Vega')", run: () => window.history.back()},
        {
            content: "the person is still chosen",
            trigger: ".o_despacho_dashboard button[name=came] .o_despacho_figure_value:contains(/^1$/)",
        },
        {content: "nothing was launched by her", trigger: ".o_despacho_dashboard [name=actions] [name=empty]"},
        {
            content: "last month",
            trigger: ".o_despacho_dashboard select[name=period]",
            run: "select last_year",
        },
        {
            content: "nothing came in",
            trigger: ".o_despacho_dashboard button[name=came] .o_despacho_figure_value:contains(/^0$/)",
        },
        {content: "open it", trigger: ".o_despacho_dashboard button[name=came]", run: "click"},
        nothing,
    ],
});

tours.add("despacho_crm_reports.dashboard_elsewhere", {
    steps: () => [
        {content: "the firm of now, not that of the address", trigger: ".o_despacho_dashboard button[name=came]"},
    ],
});

tours.add("despacho_crm_reports.my_week", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openMenu(MENU, "despacho_crm_reports.menu_my_week_page"),
        {
            content: "one is late",
            trigger: ".o_despacho_my_week button[name=late] .o_despacho_figure_value:contains(/^1$/)",
        },
        {
            content: "nobody has touched the lead",
            trigger: ".o_despacho_my_week section[name=untouched]:contains('Talleres Vega')",
        },
        drawn("days"),
        {content: "the calls", trigger: ".o_despacho_my_week button[name=calls]", run: "click"},
        {content: "both of them", trigger: ".o_list_view:has(.o_data_row:nth-child(2))"},
        back,
        {content: "nothing is done", trigger: ".o_despacho_my_week button[name=done]", run: "click"},
        nothing,
        back,
        {
            content: "open the first",
            trigger: ".o_despacho_my_week section[name=next] .o_despacho_row:first a:contains('Talleres Vega')",
            run: "click",
        },
        {content: "its lead", trigger: ".o_form_view .o_last_breadcrumb_item:contains('Nóminas de Vega')"},
    ],
});

const LATE = ".o_despacho_my_week button[name=late] .o_despacho_figure_value";

tours.add("despacho_crm_reports.my_week_of_others", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openMenu(MENU, "despacho_crm_reports.menu_my_week_page"),
        {
            content: "of a colleague",
            trigger: ".o_despacho_my_week select[name=person]",
            run: "selectByLabel Elena Soler",
        },
        {content: "one is late", trigger: `${LATE}:contains(/^1$/)`},
        {content: "open it", trigger: ".o_despacho_my_week button[name=late]", run: "click"},
        {content: "back with the browser", trigger: ".o_data_row:contains('Vega')", run: () => window.history.back()},
        {content: "still that of the colleague", trigger: `${LATE}:contains(/^1$/)`},
        ...openMenu(MENU, "despacho_crm_reports.menu_my_week_page"),
        {content: "the menu opens one's own", trigger: `${LATE}:contains(/^0$/)`},
        {content: "with its title", trigger: ".o_last_breadcrumb_item:contains('Mi semana')"},
        ...openMenu(MENU, "despacho_crm_reports.menu_dashboard"),
        {
            content: "of a colleague",
            trigger: ".o_despacho_dashboard select[name=person]",
            run: "selectByLabel Elena Soler",
        },
        {
            content: "one lead came",
            trigger: ".o_despacho_dashboard button[name=came] .o_despacho_figure_value:contains(/^1$/)",
        },
        ...openMenu(MENU, "despacho_crm_reports.menu_my_week_page"),
        {content: "one's own", trigger: `${LATE}:contains(/^0$/)`},
    ],
});

tours.add("despacho_crm_reports.dashboard_phone", {
    steps: () => [
        {content: "what came in", trigger: ".o_despacho_dashboard button[name=came]"},
        fits,
        drawn("funnel"),
        {content: "open it", trigger: ".o_despacho_dashboard button[name=came]", run: "click"},
        {content: "the leads", trigger: ".o_kanban_view .o_kanban_record:contains('Vega')"},
    ],
});

tours.add("despacho_crm_reports.my_week_phone", {
    steps: () => [
        {content: "one is late", trigger: ".o_despacho_my_week button[name=late]"},
        fits,
        drawn("days"),
        {
            content: "the number to call",
            trigger: ".o_despacho_my_week section[name=next_calls] a[href='tel:971 20 30 40']",
        },
        {content: "open the late one", trigger: ".o_despacho_my_week button[name=late]", run: "click"},
        {content: "its row", trigger: ".o_kanban_view .o_kanban_record:contains('Vega')"},
    ],
});
