import {registry} from "@web/core/registry";

const SHEET = ".o_form_view .o_field_widget[name=privacy_channels]";

registry.category("web_tour.tours").add("despacho_privacy_sheet_tour", {
    steps: () => [
        {
            content: "the sheet says by which channels one may address them",
            trigger: ".o_notebook_headers a[name=privacy_channels]",
            run: "click",
        },
        {content: "no e-mail without consent", trigger: `${SHEET} [data-channel=email][data-reason=no_basis]`},
        {
            content: "calls, by legitimate interest",
            trigger: `${SHEET} [data-channel=phone][data-reason=legitimate_interest]`,
        },
        {content: "they consented", trigger: "button[name=action_privacy_consent]", run: "click"},
        {
            content: "what proves it",
            trigger: ".modal .o_field_widget[name=evidence] textarea",
            run: "edit Formulario del 3 de marzo",
        },
        {content: "keep it", trigger: ".modal .o_form_button_save", run: "click"},
        {content: "the dialog closes", trigger: "body:not(:has(.modal))"},
        {content: "now they may be written to", trigger: `${SHEET} [data-channel=email][data-reason=consent]`},
        {content: "they say no", trigger: "button[name=action_privacy_oppose]", run: "click"},
        {
            content: "who heard it",
            trigger: ".modal .o_field_widget[name=evidence] textarea",
            run: "edit Me lo dijo por teléfono",
        },
        {content: "it holds", trigger: ".modal button[name=action_oppose]", run: "click"},
        {content: "the dialog closes", trigger: "body:not(:has(.modal))"},
        {content: "not by e-mail", trigger: `${SHEET} [data-channel=email][data-reason=opposed]`},
        {content: "nor by phone", trigger: `${SHEET} [data-channel=phone][data-reason=opposed]`},
    ],
});

registry.category("web_tour.tours").add("despacho_privacy_officer_tour", {
    steps: () => [
        {content: "write the balancing down", trigger: ".o_list_button_add", run: "click"},
        {
            content: "it proposes a text",
            trigger: ".o_field_widget[name=name] input",
            run: "edit Llamadas a empresas",
        },
        {content: "approve it", trigger: "button[name=action_approve]", run: "click"},
        {content: "they have read it", trigger: ".modal .modal-footer .btn-primary", run: "click"},
        {content: "it is in force", trigger: ".o_field_widget[name=seal]:not(:empty)"},
        {content: "the oppositions", trigger: "[data-menu-xmlid='despacho_crm.menu_campaign_root']", run: "click"},
        {
            content: "open them",
            trigger: ".o-dropdown--menu [data-menu-xmlid='despacho_crm.menu_privacy_oppositions']",
            run: "click",
        },
        {content: "somebody calls who is no contact", trigger: ".o_control_panel .o_privacy_oppose", run: "click"},
        {content: "their number", trigger: ".modal .o_field_widget[name=phone] input", run: "edit 600 77 66 55"},
        {content: "it holds", trigger: ".modal button[name=action_oppose]", run: "click"},
        {
            content: "it is in the list",
            trigger: ".o_data_row:contains(+34600776655)",
        },
        {
            content: "choose it",
            trigger: ".o_data_row:contains(+34600776655):first .o_list_record_selector input",
            run: "click",
        },
        {content: "they changed their mind", trigger: ".o_control_panel button[name=action_lift]", run: "click"},
        {
            content: "why we know",
            trigger: ".modal .o_field_widget[name=why] textarea",
            run: "edit Correo del 3 de marzo",
        },
        {content: "lift it", trigger: ".modal button[name=action_lift]", run: "click"},
        {content: "the dialog closes", trigger: "body:not(:has(.modal))"},
    ],
});
