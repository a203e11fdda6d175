import {confirmed, openPage} from "./action_steps";
import {registry} from "@web/core/registry";
import {noDialog} from "./tour_steps";

const EDITOR = "[name=body_arch] :iframe .o_editable";

/** Whoever plans the action writes its e-mail and sends herself a test. */
export const writeEmail = [
    openPage("mail"),
    {content: "write it", trigger: ".o_form_view button[name=action_mail_write]:visible", run: "click"},
    {content: "no technical screen", trigger: ".o_form_view:not(:has([name=mailing_model_id]:visible))"},
    {content: "nor lists to choose", trigger: ".o_form_view:not(:has([name=contact_list_ids]))"},
    {content: "the subject", trigger: "[name=subject] input", run: "edit La renta se acerca"},
    {
        content: "a design",
        trigger: "[name=body_arch] .o_mailing_template_preview_wrapper [data-name=default]",
        run: "click",
    },
    {content: "the editor is there, with its text", trigger: `${EDITOR} p`},
    {content: "save it", trigger: ".o_form_button_save", run: "click"},
    {content: "saved", trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))"},
    {content: "try it out", trigger: "button[name=action_test]", run: "click"},
    {content: "to oneself", trigger: ".modal [name=email_to] textarea", run: "edit ana@asesoria.example"},
    {content: "send it", trigger: ".modal button[name=send_mail_test]", run: "click"},
    {content: "it is said", trigger: ".o_notification .bg-success, .o_notification_bar.bg-success"},
    noDialog,
    {content: "back to the action", trigger: "button[name=action_back_to_action]", run: "click"},
    {content: "the action is there", trigger: ".o_form_view [name=campaign_id]"},
];

registry.category("web_tour.tours").add("despacho_crm.mailing_write", {steps: () => writeEmail});

/** Whoever approves has it frozen and launches it. */
registry.category("web_tour.tours").add("despacho_crm.mailing_launch", {
    steps: () => [
        ...confirmed("action_approve"),
        {content: "it is approved", trigger: "button[name=action_launch]"},
        openPage("mail"),
        {content: "see it", trigger: "button[name=action_mail_write]:visible", run: "click"},
        {content: "it stays as it is", trigger: ".o_form_view [name=subject]:not(:has(input:visible))"},
        {content: "back", trigger: "button[name=action_back_to_action]", run: "click"},
        ...confirmed("action_launch"),
        {content: "it runs", trigger: "button[name=action_finish]"},
        openPage("mail"),
        {content: "how far it is", trigger: ".o_widget_despacho_mail_progress .progress"},
    ],
});

/** What became of it is seen in the action. */
registry.category("web_tour.tours").add("despacho_crm.mailing_follow", {
    steps: () => [
        openPage("mail"),
        {content: "all left", trigger: "button[name=action_mail_left]:contains(3)"},
        {content: "one answered", trigger: "button[name=action_mail_replied]:contains(1)"},
        {content: "who", trigger: "button[name=action_mail_replied]", run: "click"},
        {content: "Bea did", trigger: ".o_data_row:contains(bea@clientes.example)"},
    ],
});
