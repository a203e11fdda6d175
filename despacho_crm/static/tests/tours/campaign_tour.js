import {noDialog, openMenu, switchTo} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

const CAMPAIGNS = ["despacho_crm.menu_campaign_root", "despacho_crm.menu_campaigns"];

function press(name) {
    return {
        content: `press ${name}`,
        trigger: `.o_statusbar_buttons button[name=${name}]:enabled:visible`,
        run: "click",
    };
}

function inState(state) {
    return {content: `it is ${state}`, trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`};
}

function page(name) {
    return {content: `page ${name}`, trigger: `.o_notebook .nav-link[name=${name}]`, run: "click"};
}

function chooseOne(field, text) {
    return [
        {content: `type ${text}`, trigger: `[name=${field}] input`, run: `edit ${text}`},
        {content: `choose ${text}`, trigger: `.o-autocomplete--dropdown-item:contains(${text})`, run: "click"},
    ];
}

/** What cannot be undone asks first. */
const agree = [{content: "agree", trigger: ".modal-footer .btn-primary:visible", run: "click"}, noDialog];

const anIdea = [
    ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
    ...openMenu(...CAMPAIGNS),
    {content: "the campaigns", trigger: ".o_despacho_campaigns"},
    {content: "a new campaign", trigger: ".o_control_panel_main_buttons .o-kanban-button-new", run: "click"},
    {content: "its name", trigger: "[name=title] textarea", run: "edit Otoño fiscal"},
    ...chooseOne("service_line_id", "Fiscal de la prueba"),
    {content: "what for", trigger: "[name=objective] textarea", run: "edit Dos clientes antes de Navidad"},
    {content: "save it", trigger: ".o_form_button_save", run: "click"},
    inState("idea"),
];

const whatWasDone = [
    press("action_review"),
    inState("review"),
    {content: "what was done is found", trigger: "[name=review_ids] .o_data_row:contains(Llamadas de primavera)"},
    press("action_reviewed"),
    {content: "it has to be looked at first", trigger: ".modal:contains(Llamadas de primavera)"},
    {content: "all right", trigger: ".modal-footer .btn-primary", run: "click"},
    noDialog,
    {content: "look at it", trigger: "[name=review_ids] .o_data_row button[name=action_look]", run: "click"},
    {content: "it is there", trigger: ".o_last_breadcrumb_item:contains(Llamadas de primavera)"},
    {content: "what came of it", trigger: ".o_notebook .nav-link[name=results]", run: "click"},
    {content: "is there", trigger: ".o_despacho_results tbody tr:first"},
    {content: "back", trigger: ".breadcrumb .o_back_button", run: "click"},
    {content: "the campaign", trigger: ".o_last_breadcrumb_item:contains(Otoño fiscal)"},
    {content: "what we take from it", trigger: "[name=review_ids] .o_data_row td[name=name]", run: "click"},
    {content: "written down", trigger: ".modal [name=note] textarea", run: "edit Llamar por la mañana"},
    {content: "keep it", trigger: ".modal .o_form_button_save", run: "click"},
    noDialog,
    press("action_reviewed"),
    inState("design"),
];

const theAction = [
    press("action_new_action"),
    {content: "its name", trigger: "[name=name] textarea", run: "edit Llamadas de otoño"},
    {content: "by phone", trigger: `[name=channel] .o_selection_badge[value='"call"']`, run: "click"},
    ...chooseOne("partner_ids", "Talleres Vega"),
    ...chooseOne("partner_ids", "Pilar Ruiz"),
    page("message"),
    {content: "what is said", trigger: "[name=script] .odoo-editor-editable", run: "editor Les llamo por el cierre"},
    page("strategy"),
    {content: "and why", trigger: "[name=strategy] .odoo-editor-editable", run: "editor Antes de que cierren el año"},
    {content: "save it", trigger: ".o_form_button_save", run: "click"},
    inState("draft"),
    press("action_preview_audience"),
    {content: "to how many", trigger: ".modal [name=included_count]:contains(/^1$/)"},
    {content: "and why not the others", trigger: ".modal [name=line_ids] .o_data_row"},
    {content: "close", trigger: ".modal-footer .btn-primary", run: "click"},
    noDialog,
    press("action_approve"),
    ...agree,
    inState("approved"),
    press("action_launch"),
    ...agree,
    inState("running"),
];

registry.category("web_tour.tours").add("despacho_crm.campaign_from_idea", {
    steps: () => [...anIdea, ...whatWasDone, ...theAction],
});

/** What was answered is noted, counted and kept for whoever comes next. */
registry.category("web_tour.tours").add("despacho_crm.campaign_to_dossier", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openMenu("despacho_crm.menu_campaign_root", "despacho_crm.menu_actions"),
        {content: "the action", trigger: ".o_data_row:contains(Llamadas de otoño) td[name=name]", run: "click"},
        inState("running"),
        page("results"),
        {
            content: "one is interested",
            trigger:
                ".o_despacho_results tr[data-key=''] td[data-column=interested_count], .o_despacho_results tbody tr:first",
        },
        {
            content: "the lead behind the number",
            trigger: ".o_despacho_results tbody tr:first td[data-column=lead_count] a:contains(/^1$/)",
            run: "click",
        },
        {content: "is there", trigger: ".o_list_view .o_data_row:contains(Talleres Vega)"},
        {content: "back", trigger: ".breadcrumb .o_back_button", run: "click"},
        page("results"),
        {
            content: "beside what was done before",
            trigger: ".o_despacho_results select",
            run: "select earlier",
        },
        {content: "is the spring", trigger: ".o_despacho_results tbody tr:contains(Llamadas de primavera)"},
        press("action_finish"),
        ...agree,
        inState("done"),
        press("action_seal"),
        {
            content: "what went well",
            trigger: ".modal [name=lessons] .odoo-editor-editable",
            run: "editor Por la mañana",
        },
        {content: "and what not", trigger: ".modal [name=mistakes] .odoo-editor-editable", run: "editor Ninguno"},
        {content: "for good", trigger: ".modal button[name=action_confirm]:visible", run: "click"},
        noDialog,
        inState("sealed"),
    ],
});

/** The day's actions as a calendar and as cards, on the phone too. */
registry.category("web_tour.tours").add("despacho_crm.campaign_shown", {
    steps: () => [
        {
            content: "the actions",
            trigger: ".o_kanban_record:contains(Llamadas de otoño), .o_data_row:contains(Llamadas de otoño)",
        },
        switchTo("calendar"),
        {content: "in its day", trigger: ".fc-event:contains(Llamadas de otoño)"},
        switchTo("kanban"),
        {content: "as a card", trigger: ".o_kanban_record:contains(Llamadas de otoño)"},
    ],
});
