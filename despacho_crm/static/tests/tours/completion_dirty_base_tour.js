import {beginWith, openBase} from "./tour_steps";
import {registry} from "@web/core/registry";

/** The base of a firm that never looked at its NIFs: from the marks of the installation to a clean one. */
registry.category("web_tour.tours").add("despacho_crm.completion_dirty_base", {
    steps: () => [
        ...beginWith("despacho_crm.menu_nif_collisions"),
        {content: "the installation marked them", trigger: ".o_group_header:contains(B58378431):contains(2)"},
        {content: "and the others", trigger: ".o_group_header:contains(A58818501):contains(2)"},
        ...openBase("despacho_crm.menu_completions"),
        {
            content: "one lacks it, and it says why",
            trigger: ".o_data_row:contains(Egurrola):contains(B12345674) .o_field_cell:contains(mismo teléfono)",
        },
        {content: "it is this one", trigger: ".o_data_row button[name=action_complete]", run: "click"},
        {content: "it says so", trigger: ".o_notification:contains(B12345674)"},
        {content: "nothing else is known", trigger: ".o_view_nocontent"},
        ...openBase("despacho_crm.menu_match_pairs"),
        {content: "two pairs are left", trigger: ".o_review_position:contains(2)"},
        {content: "all the certain ones", trigger: ".o_despacho_certain_open:enabled", run: "click"},
        {content: "they are shown before", trigger: ".modal .o_despacho_certain li:contains(Sotillo)"},
        {content: "one of them is left to a person", trigger: ".o_despacho_certain_accept:contains(Unir la pareja)"},
        {content: "it only moved", trigger: "#o_despacho_certain_elsewhere", run: "check"},
        {content: "join them", trigger: ".o_despacho_certain_accept:contains(Unir 2 parejas)", run: "click"},
        {content: "the dialog closes", trigger: "body:not(:has(.modal))"},
        {content: "all is decided", trigger: ".o_review_nothing"},
        ...openBase("despacho_crm.menu_nif_collisions"),
        {content: "nobody does any more", trigger: ".o_view_nocontent"},
    ],
});

/** The rehearsal of the night, its switch, and the page of the night with its undo. */
registry.category("web_tour.tours").add("despacho_crm.completion_rehearsal", {
    steps: () => [
        ...beginWith("despacho_crm.menu_match_nights"),
        {content: "the night that was", trigger: ".o_data_row:first"},
        {content: "rehearse", trigger: "button.btn-primary[name]:not(.o_list_button_add):visible:first", run: "click"},
        {content: "what it would join", trigger: "[name=join_ids] .o_data_row:contains(Sotillo)"},
        {content: "let it", trigger: "button[name=action_turn_join]:visible", run: "click"},
        {content: "yes", trigger: ".modal .btn-primary", run: "click"},
        {content: "it is on", trigger: "button[name=action_turn_join]:visible:not(.btn-primary)"},
    ],
});
registry.category("web_tour.tours").add("despacho_crm.completion_night_undo", {
    steps: () => [
        ...beginWith("despacho_crm.menu_match_nights"),
        {content: "the last night", trigger: ".o_data_row:first .o_data_cell:first", run: "click"},
        {content: "what it joined", trigger: "[name=merge_ids] .o_data_row:contains(Sotillo)"},
        {content: "take all back", trigger: "button[name=action_undo_all]", run: "click"},
        {content: "it asks first", trigger: ".modal .btn-primary", run: "click"},
        {content: "it is done", trigger: ".o_notification"},
        {content: "nothing stands", trigger: ".o_form_view:not(:has(button[name=action_undo_all]))"},
    ],
});
