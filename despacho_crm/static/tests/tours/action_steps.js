/** Steps of a commercial action, from the idea of its campaign to its sealed dossier, that several tours share. */

import {noDialog, openMenu} from "./tour_steps";
import {browser} from "@web/core/browser/browser";
import {stepUtils} from "@web_tour/tour_utils";

/** What was done before for the service that these tours promote. */
const EARLIER = "Llamadas de primavera";
const SERVICE = "Fiscal de la prueba";

/** Open an entry of «Acciones comerciales»; its external id without the addon. */
export function goTo(entry) {
    return openMenu("despacho_crm.menu_campaign_root", `despacho_crm.${entry}`);
}

/** Open the CRM and an entry of «Acciones comerciales»: how most days begin. */
export function begin(entry) {
    return [...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"), ...goTo(entry)];
}

/** Press a button over the form, once it may be pressed. */
export function press(name) {
    return {
        content: `press ${name}`,
        trigger: `.o_statusbar_buttons button[name=${name}]:enabled:visible`,
        run: "click",
    };
}

/** Press a button that asks first, and say yes. */
export function confirmed(name) {
    return [press(name), {content: "sure", trigger: ".modal footer .btn-primary:visible", run: "click"}, noDialog];
}

export function inState(state) {
    return {content: `it is ${state}`, trigger: `.o_statusbar_status .o_arrow_button_current[data-value=${state}]`};
}

export function openPage(name) {
    return {content: `page ${name}`, trigger: `.o_notebook .nav-link[name=${name}]:visible`, run: "click"};
}

export function chooseOne(field, text) {
    return [
        {content: `type ${text}`, trigger: `[name=${field}] input`, run: `edit ${text}`},
        {content: `choose ${text}`, trigger: `.o-autocomplete--dropdown-item:contains(${text})`, run: "click"},
    ];
}

/** What is typed while it is being saved would be lost. */
export const save = [
    {content: "save it", trigger: ".o_form_button_save", run: "click"},
    {content: "saved", trigger: ".o_form_saved"},
];
const back = {content: "back", trigger: ".breadcrumb .o_back_button", run: "click"};
const isOpen = (name) => ({content: `«${name}» is open`, trigger: `.o_last_breadcrumb_item:contains(${name})`});

/** A campaign begins as an idea, and what was done before for its service is looked at: then it is designed. */
export function fromIdeaToDesign(title) {
    return [
        ...begin("menu_campaigns"),
        {content: "the campaigns", trigger: ".o_despacho_campaigns"},
        {content: "a new campaign", trigger: ".o_control_panel_main_buttons .o-kanban-button-new", run: "click"},
        {content: "its name", trigger: "[name=title] textarea", run: `edit ${title}`},
        ...chooseOne("service_line_id", SERVICE),
        {content: "what for", trigger: "[name=objective] textarea", run: "edit Dos clientes antes de Navidad"},
        ...save,
        inState("idea"),
        press("action_review"),
        inState("review"),
        {content: "what was done is found", trigger: `[name=review_ids] .o_data_row:contains(${EARLIER})`},
        press("action_reviewed"),
        {content: "it has to be looked at first", trigger: `.modal:contains(${EARLIER})`},
        {content: "all right", trigger: ".modal-footer .btn-primary", run: "click"},
        noDialog,
        {content: "look at it", trigger: "[name=review_ids] .o_data_row button[name=action_look]", run: "click"},
        isOpen(EARLIER),
        openPage("results"),
        {content: "what came of it", trigger: ".o_despacho_results tbody tr:first"},
        back,
        isOpen(title),
        {content: "what we take from it", trigger: "[name=review_ids] .o_data_row td[name=name]", run: "click"},
        {content: "written down", trigger: ".modal [name=note] textarea", run: "edit Llamar por la mañana"},
        {content: "keep it", trigger: ".modal .o_form_button_save", run: "click"},
        noDialog,
        press("action_reviewed"),
        inState("design"),
    ];
}

/** An action of the campaign that is open: by which channel, for whom and why. */
export function newAction(name, channel, people) {
    return [
        press("action_new_action"),
        {content: "its name", trigger: "[name=name] textarea", run: `edit ${name}`},
        {
            content: `by ${channel}`,
            trigger: `[name=channel] .o_selection_badge[value='"${channel}"']`,
            run: "click",
        },
        ...people.flatMap((person) => chooseOne("partner_ids", person)),
        openPage("strategy"),
        {content: "and why", trigger: "[name=strategy] .odoo-editor-editable", run: "editor Antes de que cierren"},
        ...save,
        inState("draft"),
    ];
}

/** See before approving to how many it would go, and that somebody is left out with the reason. */
export function goesTo(number) {
    return [
        press("action_preview_audience"),
        {content: "to how many", trigger: `.modal [name=included_count]:contains(/^${number}$/)`},
        {content: "and why not the others", trigger: ".modal [name=line_ids] .o_data_row"},
        {content: "close", trigger: ".modal-footer .btn-primary", run: "click"},
        noDialog,
    ];
}

export const approveAndLaunch = [
    ...confirmed("action_approve"),
    inState("approved"),
    ...confirmed("action_launch"),
    inState("running"),
];

/** Open an action from their list. */
export function openAction(name) {
    return [
        {content: `the action «${name}»`, trigger: `.o_data_row:contains(${name}) td[name=name]`, run: "click"},
        isOpen(name),
    ];
}

/** Behind the number of leads of the results there is the lead of that company, in «Nuevo»; and back to the action. */
export function leadInNew(action, company) {
    return [
        openPage("results"),
        {
            content: "the lead behind the number",
            trigger: ".o_despacho_results tbody tr:first td[data-column=lead_count] a:contains(/^1$/)",
            run: "click",
        },
        {
            content: "is there",
            trigger: `.o_list_view .o_data_row:contains(${company}) .o_data_cell:first`,
            run: "click",
        },
        {
            content: "in «Nuevo»",
            trigger: ".o_form_view .o_statusbar_status .o_arrow_button_current:contains('Nuevo')",
        },
        {content: "it says of which action it is", trigger: `.o_form_view:contains(${company})`},
        back,
        {content: "the leads", trigger: `.o_list_view .o_data_row:contains(${company})`},
        back,
        isOpen(action),
    ];
}

/** What was learnt is written down, the dossier sealed, and the seal proved. */
export function sealAndProve(lessons, mistakes) {
    return [
        press("action_seal"),
        {
            content: "what to do again",
            trigger: ".modal [name=lessons] .odoo-editor-editable",
            run: `editor ${lessons}`,
        },
        {
            content: "what not to do again",
            trigger: ".modal [name=mistakes] .odoo-editor-editable",
            run: `editor ${mistakes}`,
        },
        {content: "for good", trigger: ".modal button[name=action_confirm]:visible", run: "click"},
        noDialog,
        openPage("dossier"),
        {content: "it is sealed", trigger: "[name=seal_hash]:visible:contains(/[0-9a-f]{64}/)"},
        {
            content: "its documents are as they were sealed",
            trigger:
                "[name=dossier_document_ids]:has(.o_data_row .text-bg-success):not(:has(.text-bg-danger, .text-bg-warning))",
        },
        press("action_verify_seal"),
        {content: "it is whole", trigger: ".o_notification:has(.bg-success, .text-bg-success)"},
    ];
}

/** Finished and sealed. */
export function closeWith(lessons, mistakes) {
    return [...confirmed("action_finish"), inState("done"), ...sealAndProve(lessons, mistakes), inState("sealed")];
}

/** Note by hand what somebody of the list answered; `channel` is how they did it. */
export function noteInterest(who, choice, channel, words) {
    const badge = (field, value) => `.modal [name=${field}] .o_selection_badge[value='"${value}"']`;
    return [
        press("action_note_response"),
        {content: "who it is", trigger: ".modal .o_field_widget[name=recipient_id] input", run: `edit ${who}`},
        {content: "choose", trigger: `.o-autocomplete--dropdown-item:contains(${choice}) a`, run: "click"},
        {content: "interested", trigger: badge("kind", "interested"), run: "click"},
        {content: `by ${channel}`, trigger: badge("channel", channel), run: "click"},
        {content: "what they said", trigger: ".modal [name=text] textarea", run: `edit ${words}`},
        {content: "note it", trigger: ".modal-footer button.btn-primary", run: "click"},
        noDialog,
    ];
}

/** Of the answers to classify, one says that they are interested. */
export function classifyAsInterested(words) {
    const row = `.o_data_row:contains(${words})`;
    return [
        {content: "what they wrote", trigger: row},
        {content: "choose it", trigger: `${row} .o_list_record_selector input`, run: "click"},
        {content: "they are interested", trigger: ".o_control_panel button[name=action_interested]", run: "click"},
        {content: "it is classified", trigger: `.o_list_view:not(:has(${row}))`},
    ];
}

/** Who is before whoever calls. */
export function facing(name) {
    return {content: `${name} is called`, trigger: `.o_despacho_calling h2:contains(${name})`};
}

/** Press a button of the screen of calls. */
export function inCall(name, content) {
    return {content, trigger: `.o_despacho_calling button[name=${name}]:visible`, run: "click"};
}

/** Have the files that open in another window read in this one; `fileIsRead` waits for the last one. */
export function readFiles() {
    let number = 0;
    browser.open = (url) => {
        number += 1;
        browser.fetch(url).then(async (file) => {
            document.body.dataset.file = `${number} ${(await file.text()).slice(0, 4)}`;
        });
        return window;
    };
}

export function pdfIsRead(number) {
    return {content: `PDF number ${number} came`, trigger: `body[data-file='${number} %PDF']`};
}
