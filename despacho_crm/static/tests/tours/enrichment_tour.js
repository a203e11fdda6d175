import {registry} from "@web/core/registry";

registry.category("web_tour.tours").add("despacho_enrichment_proposals_tour", {
    steps: () => [
        {
            content: "what is proposed for a company, and what there is now",
            trigger: ".o_data_row:contains(Talleres Vega):contains(Uno 1) td[name=old_shown]",
        },
        {
            content: "accept it alone",
            trigger: ".o_data_row:contains(Talleres Vega):contains(Uno 1) button[name=action_accept]",
            run: "click",
        },
        {
            content: "it waits no more",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Uno 1)))",
        },
        {
            content: "that one is not so",
            trigger: ".o_data_row:contains(Dos 2) button[name=action_reject]",
            run: "click",
        },
        {
            content: "nor does that one wait",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(Dos 2)))",
        },
        {
            content: "choose all that are left",
            trigger: "thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "accept them at once",
            trigger: ".o_control_panel button[name=action_accept]",
            run: "click",
        },
        {content: "nothing is left to decide", trigger: ".o_view_nocontent"},
    ],
});

registry.category("web_tour.tours").add("despacho_enrichment_undo_tour", {
    steps: () => [
        {content: "nothing waits", trigger: ".o_view_nocontent"},
        {content: "what was decided", trigger: ".o_searchview_facet .o_facet_remove", run: "click"},
        {
            content: "it was a mistake",
            trigger: ".o_data_row:contains(Uno 1) button[name=action_undo]",
            run: "click",
        },
        {content: "it waits again", trigger: ".o_data_row:contains(Uno 1) button[name=action_accept]"},
    ],
});

registry.category("web_tour.tours").add("despacho_enrichment_page_tour", {
    steps: () => [
        {
            content: "one that does not answer says why, and when it is tried again",
            trigger: ".o_data_row:contains(Registro):contains(certificado) td[name=retry_at]",
            run: "click",
        },
        {
            content: "its page tells what happened",
            trigger: ".o_form_view .alert-danger:contains(certificado)",
        },
        {content: "and what it did", trigger: ".o_field_widget[name=run_ids] .o_data_row:contains(12)"},
        {
            content: "it is put right: ask it again",
            trigger: ".o_statusbar_buttons button[name=action_resume]",
            run: "click",
        },
        {
            content: "it works, so it may be paused",
            trigger: ".o_form_view:not(:has(.alert-danger)) .o_statusbar_buttons button[name=action_pause]",
            run: "click",
        },
        {
            content: "paused, it may be resumed",
            trigger: ".o_statusbar_buttons button[name=action_resume]",
        },
        {
            content: "what is accepted by itself",
            trigger: ".o_notebook .nav-link[name=fields]",
            run: "click",
        },
        {
            content: "datum by datum",
            trigger: ".o_field_widget[name=field_ids] .o_data_row td[name=label]",
        },
    ],
});

registry.category("web_tour.tours").add("despacho_enrichment_partner_tour", {
    steps: () => [
        {
            content: "ask what is known of it",
            trigger: ".o_cp_action_menus button:has(.fa-cog)",
            run: "click",
        },
        {
            content: "now",
            trigger: ".o-dropdown--menu .o_menu_item:contains(/Enrich now|Enriquecer ahora/)",
            run: "click",
        },
        {content: "it is told", trigger: ".o_notification:contains(/filled in|rellenado/)"},
        {
            content: "the web page follows from the address",
            trigger: ".o_field_widget[name=website] input:value(/talleresvega/)",
        },
        {
            content: "hover to see where it comes from",
            trigger: ".o_form_view .o_field_widget[name=website]",
            run: "hover",
        },
        {
            content: "it is read, and it says so",
            trigger: ".o_field_widget[name=website][data-value-origin][data-tooltip]",
        },
    ],
});
