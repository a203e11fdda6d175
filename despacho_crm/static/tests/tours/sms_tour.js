import {registry} from "@web/core/registry";

const openPage = {content: "the text message", trigger: ".o_notebook a.nav-link[name=sms]", run: "click"};
const confirm = {content: "sure", trigger: ".modal .modal-footer .btn-primary", run: "click"};

/** An action by SMS, where Odoo can send them: its text is written, it is approved and it is launched. */
registry.category("web_tour.tours").add("despacho_crm.sms_launch", {
    steps: () => [
        {content: "nothing of e-mail", trigger: ".o_notebook:not(:has(a.nav-link[name=mail]))"},
        openPage,
        {content: "its text", trigger: "[name=sms_text] textarea", run: "edit La renta se acerca: llámenos."},
        {content: "save it", trigger: ".o_form_button_save", run: "click"},
        {content: "saved", trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_button_save:visible))"},
        {content: "approve it", trigger: "button[name=action_approve]", run: "click"},
        confirm,
        {content: "it is approved", trigger: "button[name=action_launch]"},
        openPage,
        {content: "it stays as it is", trigger: "[name=sms_text]:not(:has(textarea))"},
        {content: "launch it", trigger: "button[name=action_launch]", run: "click"},
        confirm,
        {content: "it runs", trigger: "button[name=action_finish]"},
        openPage,
        {content: "how far it is", trigger: ".o_widget_despacho_mail_progress .progress"},
    ],
});

/** What became of it is seen in the action, and who got it. */
registry.category("web_tour.tours").add("despacho_crm.sms_follow", {
    steps: () => [
        openPage,
        {content: "all left", trigger: "button[name=action_mail_left]:contains(3)"},
        {content: "to whom", trigger: "button[name=action_mail_left]", run: "click"},
        {content: "Bea is one", trigger: ".o_data_row:contains(Bea)"},
    ],
});
