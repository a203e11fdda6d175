import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** The best clients are defined, calculated, seen, and become a target profile. */
tours.add("despacho_crm_reports.profile", {
    steps: () => [
        {content: "a new profile", trigger: ".o_list_button_add", run: "click"},
        {trigger: ".o_field_widget[name=name] input", run: "edit Los mejores del Ter"},
        {trigger: ".o_field_widget[name=best_share] input", run: "edit 36"},
        {trigger: ".o_form_button_save", run: "click"},
        {
            content: "calculate",
            trigger: "button[name=action_calculate]:enabled",
            run: "click",
        },
        {
            content: "the best are counted",
            trigger: ".o_stat_text, .oe_stat_button[name=action_view_best]:contains(36)",
        },
        {
            content: "what speaks for them is told, the strongest first",
            trigger: ".o_field_widget[name=weight_ids] .o_data_row:first:contains(/\\d/)",
        },
        {
            content: "how far to trust it",
            trigger: ".o_notebook_headers .nav-link[name=trial]",
            run: "click",
        },
        {content: "the chart is drawn", trigger: ".o_despacho_lift canvas"},
        {trigger: ".o_despacho_lift li:contains(%)"},
        {trigger: ".o_notebook_headers .nav-link[name=market]", run: "click"},
        {
            content: "the market has its companies and the clients expected",
            trigger: ".o_field_widget[name=market_ids] .o_data_row:contains(69)",
        },
        {
            content: "which open",
            trigger: ".o_field_widget[name=market_ids] .o_data_row:contains(69) button[name=action_view_companies]",
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:contains(Abogados)"},
        {trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a", run: "click"},
        {
            content: "the best clients open",
            trigger: ".oe_stat_button[name=action_view_best]",
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:contains(Bufete)"},
        {trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a", run: "click"},
        {
            content: "and the prospects, with the reason",
            trigger: ".oe_stat_button[name=action_view_prospects]",
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:first:contains(Prospecto letrado)"},
        {trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a", run: "click"},
        {
            content: "it becomes a target profile",
            trigger: ".o_statusbar_buttons button[name=action_target_profile]:enabled",
            run: "click",
        },
        {
            trigger: ".o_form_view:has(button[name=action_feed]) .o_field_widget[name=cnae_ids]:contains(69)",
        },
    ],
});

/** With few clients nothing is made up. */
tours.add("despacho_crm_reports.profile_few", {
    steps: () => [
        {trigger: ".o_list_view .o_data_row .o_data_cell[name=name]", run: "click"},
        {trigger: "button[name=action_calculate]:enabled", run: "click"},
        {
            content: "it says how many are needed",
            trigger: ".alert-warning:visible:contains(32)",
        },
    ],
});

/** The growth plan is filled, decided, approved. */
tours.add("despacho_crm_reports.growth_plan", {
    steps: () => [
        {trigger: ".o_list_button_add", run: "click"},
        {trigger: ".o_field_widget[name=name] input", run: "edit Plan del Ter"},
        {trigger: ".o_form_button_save", run: "click"},
        {
            content: "fill it",
            trigger: "button[name=action_fill].btn-primary:enabled",
            run: "click",
        },
        {
            content: "the sectors are there",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(69)",
        },
        {
            content: "decide on the first",
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(69):first .o_data_cell[name=objective_clients]",
            run: "click",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_selected_row .o_field_widget[name=objective_clients] input",
            run: "edit 8",
        },
        {
            trigger: ".o_field_widget[name=line_ids] .o_selected_row .o_field_widget[name=decision] input",
            run: "click",
        },
        {
            trigger: ".o_select_menu_menu .o_select_menu_item:first, .o-dropdown--menu .dropdown-item:first",
            run: "click",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {
            content: "what is wanted adds up",
            trigger: ".o_form_saved, .o_field_widget[name=objective_clients]:contains(8)",
        },
        {
            content: "see the clients of a line",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(69):first button[name=action_view_clients]",
            run: "click",
        },
        {trigger: ".o_list_view .o_data_row:contains(Bufete), .o_kanban_record:contains(Bufete)"},
        {trigger: ".o_breadcrumb .o_back_button, .breadcrumb-item:last a", run: "click"},
        {
            content: "approve",
            trigger: ".o_statusbar_buttons button[name=action_approve]:enabled",
            run: "click",
        },
        {trigger: ".modal .modal-footer .btn-primary", run: "click"},
        {
            content: "it stays as it was",
            trigger: ".o_form_view:not(:has(button[name=action_approve]))",
        },
    ],
});
