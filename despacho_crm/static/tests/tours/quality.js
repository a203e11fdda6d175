import {beginWith, openBase} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** The dose of the week: a record is opened, corrected and ticked off. */
registry.category("web_tour.tours").add("despacho_crm.quality_review", {
    steps: () => [
        ...beginWith("despacho_crm.menu_quality_my_review", "Mi revisión semanal"),
        {
            content: "open the first one",
            trigger: ".o_data_row:contains('Talleres Vega') button[name=action_open]",
            run: "click",
        },
        {content: "what is missing", trigger: ".o_form_view div[name=quality]:contains('un correo electrónico')"},
        {
            content: "its e-mail",
            trigger: ".o_form_view .o_field_widget[name=email] input",
            run: "edit info@vega.example",
        },
        ...stepUtils.saveForm(),
        {
            content: "it is not missing any more",
            trigger: ".o_form_view div[name=quality]:not(:contains('un correo electrónico'))",
        },
        {content: "it is right", trigger: "div[name=quality] button[name=action_quality_checked]", run: "click"},
        {content: "it says so", trigger: "div[name=quality]:contains('comprobada')"},
        ...openBase("despacho_crm.menu_quality_my_review", "Mi revisión semanal"),
        {content: "it is ticked off", trigger: ".o_list_view:not(:has(.o_data_row:contains('Talleres Vega')))"},
    ],
});

/** The page of the base: its figures open the records behind them. */
registry.category("web_tour.tours").add("despacho_crm.quality_page", {
    steps: () => [
        ...beginWith("despacho_crm.menu_quality_page"),
        {content: "the quality of the base", trigger: ".o_despacho_quality [name=score]:contains('/ 100')"},
        {content: "its charts", trigger: ".o_despacho_quality canvas"},
        {
            content: "who has no e-mail",
            trigger: ".o_despacho_quality [name=gaps] td:contains(/^Correo electrónico$/)",
            run: "click",
        },
        {content: "the list of them", trigger: ".o_last_breadcrumb_item:contains('Les falta: Correo electrónico')"},
        {content: "one", trigger: ".o_data_row:contains('Talleres Vega')"},
    ],
});
