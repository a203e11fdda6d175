import {openMenu} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const begin = (entry) => [
    ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
    ...openMenu("despacho_crm.menu_campaign_root", entry),
];
const audience = {content: "to whom", trigger: ".o_notebook .nav-link[name=audience]", run: "click"};
const cell = (text) => `.o_data_row:contains(${text})`;

registry.category("web_tour.tours").add("despacho_crm.recipient_freeze", {
    steps: () => [
        ...begin("despacho_crm.menu_actions"),
        {content: "the action", trigger: ".o_data_row:contains(Llamadas de la prueba) .o_data_cell", run: "click"},
        {content: "it is in design", trigger: ".o_arrow_button_current[data-value=draft]"},
        audience,
        // Whom in each company.
        {content: "posts that fit", trigger: "[name=addressee_post] input", run: "edit contable"},
        {content: "save it", trigger: ".o_form_button_save", run: "click"},
        {content: "saved", trigger: ".o_form_saved"},
        {content: "approve", trigger: "button[name=action_approve]", run: "click"},
        {content: "sure", trigger: ".modal .btn-primary", run: "click"},
        {content: "it is approved", trigger: ".o_arrow_button_current[data-value=approved]"},
        audience,
        {content: "the list is kept", trigger: "[name=copy_ids] .o_data_row"},
        {content: "the recipients", trigger: "button[name=action_recipients]", run: "click"},
        {content: "who decides is addressed", trigger: cell("Marta Ruiz")},
        {content: "and who is accountant", trigger: cell("Olga Vidal")},
        {content: "who is left out is not among them", trigger: ".o_list_view:not(:has(.o_data_row:contains(Mar SL)))"},
        {content: "all of them", trigger: ".o_searchview_facet .o_facet_remove", run: "click"},
        {content: "with the reason", trigger: cell("Mar SL")},
        {
            content: "open the one who is left out",
            trigger: `${cell("Mar SL")} .o_data_cell[name=display_name]`,
            run: "click",
        },
        {content: "the reason is told", trigger: ".alert-warning [name=reason]"},
        {content: "nothing of it is written", trigger: ".o_form_view:not(:has(.o_field_widget[name=email] input))"},
        {content: "back", trigger: ".o_back_button, .breadcrumb-item:last a", run: "click"},
        {
            content: "one who is addressed",
            trigger: `${cell("Marta Ruiz")} .o_data_cell[name=display_name]`,
            run: "click",
        },
        {content: "take her out", trigger: "button[name=action_stop]", run: "click"},
        {content: "sure", trigger: ".modal .btn-primary", run: "click"},
        {content: "stopped", trigger: ".o_arrow_button_current[data-value=stopped]"},
    ],
});

registry.category("web_tour.tours").add("despacho_crm.recipient_register", {
    steps: () => [
        ...begin("despacho_crm.menu_sending"),
        {content: "what was sent", trigger: cell("Olga Vidal")},
        {content: "open it", trigger: `${cell("Olga Vidal")} .o_data_cell[name=name]`, run: "click"},
        {content: "with its basis", trigger: ".o_form_view [name=basis] span:not(:empty)"},
        {content: "and what it rests on", trigger: ".o_form_view [name=evidence]:contains(Factura)"},
    ],
});
