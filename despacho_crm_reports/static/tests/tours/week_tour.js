import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** Look at what was done, move and drop what comes, and confirm. */
tours.add("despacho_crm_reports.week", {
    steps: () => [
        {
            content: "a call was made: see it",
            trigger: ".o_week_facts .o_kanban_record:first button[name=action_open]:contains(1):enabled",
            run: "click",
        },
        {
            content: "it is the one in the agenda",
            trigger: ".o_list_view .o_data_row:contains(Talleres Vega SL)",
        },
        {trigger: ".o_list_view:not(:has(.o_data_row:eq(1)))"},
        {content: "back to the week", trigger: ".o_back_button, .breadcrumb-item a:last", run: "click"},
        {
            content: "drop what is late",
            trigger: ".o_field_widget[name=line_ids] .o_data_row:contains(Reclamar la firma) button[name=action_drop]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row.text-muted:contains(Reclamar la firma) button[name=action_keep]",
        },
        {
            content: "the proposal waits a week more",
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(Presentar la propuesta) button[name=action_move]",
            run: "click",
        },
        {
            trigger:
                ".o_field_widget[name=line_ids] .o_data_row:contains(Presentar la propuesta):not(:has(button[name=action_move]))",
        },
        {
            trigger: ".o_field_widget[name=notes] textarea",
            run: "edit Mucho trabajo",
        },
        {content: "confirm", trigger: "button[name=action_confirm]:enabled", run: "click"},
        {trigger: ".modal-footer .btn-primary", run: "click"},
        {
            content: "it stays as it is",
            trigger: ".o_form_view:not(:has(button[name=action_confirm])) .o_field_widget[name=confirmed_by]",
        },
        {trigger: ".o_field_widget[name=notes]:not(:has(textarea)):contains(Mucho trabajo)"},
    ],
});

/** Who leads a team opens the week of one of its people. */
tours.add("despacho_crm_reports.week_team", {
    steps: () => [
        {trigger: ".o_list_view .o_data_row:contains(Ana) .badge", run: "click"},
        {
            content: "figures are seen, nothing is to confirm",
            trigger: ".o_form_view:not(:has(button[name=action_confirm])) .o_week_facts .o_kanban_record",
        },
    ],
});
