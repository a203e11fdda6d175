import {registry} from "@web/core/registry";

const tours = registry.category("web_tour.tours");

/** A profile with its count, and two prospects of it each week. */
tours.add("despacho_crm.feeding", {
    steps: () => [
        {content: "a new profile", trigger: ".o_list_button_add", run: "click"},
        {trigger: ".o_field_widget[name=name] input", run: "edit Bares de Girona"},
        {
            content: "an activity by a word of it",
            trigger: ".o_field_widget[name=cnae_ids] input",
            run: "edit comidas y bebidas",
        },
        {
            trigger: ".o_field_widget[name=cnae_ids] .dropdown-item:contains(/^56 /)",
            run: "click",
        },
        {trigger: ".o_field_widget[name=state_ids] input", run: "edit Girona"},
        {trigger: ".o_field_widget[name=state_ids] .dropdown-item:contains(Girona)", run: "click"},
        {
            content: "how many there are is told at once",
            trigger: ".alert-info .o_field_widget[name=free_count]:contains(3)",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {content: "bring some each week", trigger: "button[name=action_feed]:enabled", run: "click"},
        {
            content: "the feeding has the name of the profile",
            trigger: ".o_form_view .o_field_widget[name=per_week] input:value(/^20$/)",
            run: "edit 2",
        },
        {
            trigger: ".o_field_widget[name=balancing] textarea",
            run: "edit Les ofrecemos nóminas; datos de una lista pública.",
        },
        {trigger: ".o_form_button_save", run: "click"},
        {trigger: "button[name=action_start]:enabled", run: "click"},
        {trigger: "button[name=action_feed_now]:enabled", run: "click"},
        {content: "the two largest came", trigger: ".o_list_view .o_data_row:contains(Bar Tres SL)"},
        {trigger: ".o_list_view .o_data_row:contains(Bar Dos SL)"},
        {trigger: ".o_list_view:not(:has(.o_data_row:contains(Bar Uno SL)))"},
    ],
});

/** Of the candidates of a profile, one is discarded and another becomes a prospect. */
tours.add("despacho_crm.candidates", {
    steps: () => [
        {trigger: "button[name=action_view_candidates]:enabled", run: "click"},
        {
            content: "discard one",
            trigger: ".o_list_view .o_data_row:contains(Bar Dos SL) .o_list_record_selector input",
            run: "click",
        },
        {trigger: ".o_control_panel button[name=action_discard]", run: "click"},
        {
            content: "it is offered no more; choose another",
            trigger:
                ".o_list_view:not(:has(.o_data_row:contains(Bar Dos SL))) .o_data_row:contains(Bar Uno SL) .o_list_record_selector input",
            run: "click",
        },
        {trigger: ".o_control_panel button[name=action_choose]", run: "click"},
        {
            trigger: ".modal .o_field_widget[name=balancing] textarea",
            run: "edit Abren un local y van a contratar.",
        },
        {trigger: ".modal button[name=action_apply]", run: "click"},
        {
            content: "the dialog is saved and gone",
            trigger: "body:not(:has(.modal)) .o_list_view .o_data_row:contains(Bar Uno SL)",
        },
    ],
});
