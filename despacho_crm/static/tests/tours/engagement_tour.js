import {beginWith, noDialog} from "./tour_steps";
import {registry} from "@web/core/registry";
import {waitUntil} from "@odoo/hoot-dom";

const CLAUSES = ".o_field_widget[name=order_clause_ids]";
const tours = registry.category("web_tour.tours");

/** The quotation of the tour is opened from the letters. */
const openLetter = [
    ...beginWith("despacho_crm.menu_engagement_letters"),
    {content: "the letter", trigger: ".o_data_row:contains('Talleres Vega') td[name=name]", run: "click"},
    {content: "what each fee includes", trigger: ".o_notebook a[name=engagement]", run: "click"},
];

/** Who is in charge writes in the library what a fee does not include. */
tours.add("despacho_crm.engagement_library", {
    steps: () => [
        {content: "the library is there", trigger: ".o_list_view .o_group_header"},
        {content: "a new clause", trigger: ".o_list_button_add", run: "click"},
        {
            content: "its line",
            trigger: ".o_form_view .o_field_widget[name=service_line_id] input",
            run: "edit Laboral de prueba",
        },
        {
            content: "this one",
            trigger: ".ui-autocomplete .dropdown-item:contains('Laboral de prueba')",
            run: "click",
        },
        {
            content: "it is not included",
            trigger: ".o_field_widget[name=kind] input[data-value=excluded]",
            run: "click",
        },
        {content: "what", trigger: ".o_field_widget[name=text] textarea", run: "edit Recursos y pleitos"},
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {content: "saved", trigger: ".o_form_saved"},
    ],
});

/** The quotation takes the clauses; what was agreed is added, and the client is said to sign. */
tours.add("despacho_crm.engagement_quotation", {
    steps: () => [
        {content: "a quotation", trigger: "button[name=action_sale_quotations_new]", run: "click"},
        {
            content: "what is offered",
            trigger: ".o_sale_order [name=order_line] .o_field_x2many_list_row_add a:first",
            run: "click",
        },
        {
            content: "the service",
            trigger: "[name=order_line] .o_selected_row div[name=product_template_id] input",
            run: "edit Nóminas de prueba",
        },
        {content: "this one", trigger: "ul.ui-autocomplete a:contains('Nóminas de prueba')", run: "click"},
        {content: "it has its price", trigger: ".o_sale_order [name=tax_totals]:contains('20')"},
        {content: "what each fee includes", trigger: ".o_notebook a[name=engagement]", run: "click"},
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {content: "taken of the library", trigger: `${CLAUSES} .o_data_row:contains('Recursos y pleitos')`},
        {
            content: "something was agreed besides",
            trigger: `${CLAUSES} .o_field_x2many_list_row_add a`,
            run: "click",
        },
        {
            content: "of this fee",
            trigger: `${CLAUSES} .o_selected_row [name=order_line_id] input`,
            run: "edit Nóminas",
        },
        {content: "the fee", trigger: ".ui-autocomplete .dropdown-item:contains('Nóminas')", run: "click"},
        {
            content: "what",
            trigger: `${CLAUSES} .o_selected_row [name=text] textarea`,
            run: "edit Una visita al año",
        },
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {content: "it is there", trigger: `${CLAUSES} .o_data_row:contains('Una visita al año')`},
        {
            content: "who signs for the client is known",
            trigger: ".o_field_widget[name=engagement_client_name] input:value('Luis Vega')",
        },
        {content: "send it", trigger: "button#quotation_send_primary", run: "click"},
        {content: "by mail", trigger: ".modal button.o_mail_send:enabled", run: "click"},
        noDialog,
        {content: "it is sent", trigger: ".o_statusbar_status .o_arrow_button_current[data-value=sent]"},
    ],
});

/** The client reads it and signs. */
tours.add("despacho_crm.engagement_portal", {
    steps: () => [
        {content: "what is not included", trigger: "#engagement:contains('Recursos y pleitos')"},
        {content: "what was agreed", trigger: "#engagement:contains('Una visita al año')"},
        {content: "the page is whole", trigger: "#chatterRoot:shadow .o-mail-Chatter"},
        {
            content: "sign",
            trigger: "body[is-ready=true] .o_portal_sale_sidebar a[data-bs-target='#modalaccept']",
            run: "click",
        },
        {
            content: "their name is there",
            trigger: ".modal .o_web_sign_name_and_signature input:value(Luis Vega)",
        },
        {
            content: "drawn",
            trigger: ".modal canvas.o_web_sign_signature",
            async run() {
                const paper = this.anchor;
                const isDrawn = () =>
                    paper.width &&
                    paper.getContext("2d").getImageData(0, 0, paper.width, paper.height).data.some(Boolean);
                await waitUntil(isDrawn, {timeout: 20000});
            },
        },
        {
            content: "accept",
            trigger: ".modal .o_portal_sign_submit:enabled",
            run: "click",
            expectUnloadPage: true,
        },
        {content: "it is signed", trigger: "#engagement .alert-success:contains('Luis Vega')"},
        {content: "and said below", trigger: "#chatterRoot:shadow .o-mail-Message:contains('Luis Vega')"},
    ],
});

/** Both copies are kept, it is invoiced, and the invoice says what the fees do not include. */
tours.add("despacho_crm.engagement_signed", {
    steps: () => [
        ...openLetter,
        {content: "signed", trigger: ".o_field_widget[name=engagement_sha256]:contains(/[0-9a-f]{64}/)"},
        {content: "the copies are whole", trigger: "button[name=action_engagement_verify]", run: "click"},
        {content: "it is said", trigger: ".o_notification .o_notification_bar.bg-success"},
        {content: "nothing is added to it", trigger: `${CLAUSES}:not(:has(.o_field_x2many_list_row_add))`},
        {content: "invoice it", trigger: "button#create_invoice", run: "click"},
        {content: "all of it", trigger: ".modal button#create_invoice_open", run: "click"},
        {
            content: "the invoice says what is not included",
            trigger: ".o_form_view [name=engagement_exclusions]:contains('Recursos y pleitos')",
        },
    ],
});

/** What changes is said in the new letter. */
tours.add("despacho_crm.engagement_change", {
    steps: () => [
        ...openLetter,
        {content: "another scope", trigger: "button[name=action_engagement_change]", run: "click"},
        {content: "a new quotation", trigger: ".o_statusbar_status .o_arrow_button_current[data-value=draft]"},
        {content: "what each fee includes", trigger: ".o_notebook a[name=engagement]", run: "click"},
        {
            content: "no longer excluded",
            trigger: `${CLAUSES} .o_data_row:contains('Recursos y pleitos') .o_list_record_remove button`,
            run: "click",
        },
        {content: "save", trigger: ".o_form_button_save", run: "click"},
        {
            content: "the difference is told",
            trigger: ".o_engagement_differences tr:contains('Recursos y pleitos')",
        },
    ],
});
