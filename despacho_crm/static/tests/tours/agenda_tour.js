import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** Steps that open an entry of «Agenda comercial». */
function openAgenda(menu) {
    return [
        {
            content: "open «Agenda comercial»",
            trigger: ".o_menu_sections button[data-menu-xmlid='despacho_crm.menu_agenda']",
            run: "click",
        },
        {
            content: `choose ${menu}`,
            trigger: `.o-dropdown--menu .dropdown-item[data-menu-xmlid='despacho_crm.${menu}']`,
            run: "click",
        },
    ];
}

/** What is late is put off in one go; a client is found by its NIF and opened; the team's week is there by day. */
registry.category("web_tour.tours").add("despacho_crm.agenda", {
    steps: () => [
        ...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"),
        ...openAgenda("menu_agenda_mine"),
        {content: "what is late is there", trigger: ".o_data_row:contains(Talleres Vega):contains(Reclamar papeles)"},
        {content: "and what is for today", trigger: ".o_data_row:contains(Pilar Ruiz):contains(Llamar)"},
        {
            content: "but not the colleague's",
            trigger: ".o_list_view:not(:has(.o_data_row:contains(De Sara)))",
        },
        {
            content: "type a NIF as on paper",
            trigger: ".o_searchview_input",
            run: "edit b-12.345.674",
        },
        {content: "search", trigger: ".o_searchview_autocomplete .o-dropdown-item:first", run: "click"},
        {content: "two of that client", trigger: ".o_control_panel .o_pager_limit:contains(/^2$/)"},
        {
            content: "all of them",
            trigger: ".o_list_view thead .o_list_record_selector input",
            run: "click",
        },
        {
            content: "next week",
            trigger: ".o_control_panel button[name=action_next_week]",
            run: "click",
        },
        {content: "nothing of that client is left", trigger: ".o_view_nocontent"},
        {content: "away with the search", trigger: ".o_facet_remove:last", run: "click"},
        {
            content: "one is left for today: leave it for tomorrow",
            trigger: ".o_data_row:contains(Pilar Ruiz) button[name=action_tomorrow]",
            run: "click",
        },
        {content: "the day is clear", trigger: ".o_view_nocontent_smiling_face"},
        ...openAgenda("menu_agenda_everyone"),
        {
            content: "everyone's week",
            trigger: ".o_data_row:contains(De Sara)",
        },
        {
            content: "by day",
            trigger: ".o_cp_switch_buttons button.o_kanban",
            run: "click",
        },
        {content: "a column for each day", trigger: ".o_kanban_group .o_kanban_record:contains(De Sara)"},
        {
            content: "the list again",
            trigger: ".o_cp_switch_buttons button.o_list",
            run: "click",
        },
        {
            content: "open its client",
            trigger: ".o_data_row:contains(De Sara) button[name=action_open_client]",
            run: "click",
        },
        {content: "the client is there", trigger: ".o_form_view .o_last_breadcrumb_item:contains(Talleres Vega)"},
        {content: "its own agenda", trigger: "button[name=action_open_agenda]", run: "click"},
        {
            content: "all that was and is to be done",
            trigger: ".o_data_row:contains(Reclamar papeles)",
        },
    ],
});
