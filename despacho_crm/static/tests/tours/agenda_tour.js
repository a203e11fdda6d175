import {counts, openMenu, search, selectPage, switchTo} from "./tour_steps";
import {registry} from "@web/core/registry";
import {stepUtils} from "@web_tour/tour_utils";

/** Open an entry of «Agenda comercial». */
const openAgenda = (entry) => openMenu("despacho_crm.menu_agenda", `despacho_crm.${entry}`);

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
        ...search("b-12.345.674"),
        counts(2),
        selectPage,
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
        switchTo("kanban"),
        {content: "a column for each day", trigger: ".o_kanban_group .o_kanban_record:contains(De Sara)"},
        {content: "of all days and changes of stage", trigger: ".o_facet_remove:last", run: "click"},
        {
            content: "with one filter left",
            trigger: ".o_searchview:not(:has(.o_searchview_facet + .o_searchview_facet)) .o_facet_remove",
            run: "click",
        },
        {
            content: "the board is from this week on",
            trigger:
                ".o_kanban_view:has(.o_kanban_record:contains(De Sara)):not(:has(.o_searchview_facet + .o_searchview_facet)) .o_facet_value:contains(/^(From this week on|Desde esta semana)$/)",
        },
        switchTo("list"),
        {content: "the list is there", trigger: ".o_list_view .o_data_row:contains(De Sara)"},
        ...search("De Sar"),
        {
            content: "only that is left",
            trigger:
                ".o_list_view:has(.o_searchview_facet:contains(De Sar)) .o_control_panel .o_pager_limit:contains(/^1$/)",
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

/** The search with its two facets: whose, and of which days. */
const DAYS = ".o_searchview:has(.o_searchview_facet + .o_searchview_facet)";
const NO_DAYS = ".o_searchview:has(.o_searchview_facet):not(:has(.o_searchview_facet + .o_searchview_facet))";

/** What lies ahead is hidden in the list of the day alone; in the calendar it is dropped on another day. */
registry.category("web_tour.tours").add("despacho_crm.agenda_ahead", {
    steps: () => [
        {content: "today's is there", trigger: ".o_data_row:contains(Pilar Ruiz)"},
        {content: "the list says of which days it is", trigger: DAYS},
        {content: "next week's is not", trigger: ".o_list_view:not(:has(.o_data_row:contains(Talleres Vega)))"},
        switchTo("calendar"),
        {content: "the calendar is of all days, one's own", trigger: `.o_calendar_view ${NO_DAYS}`},
        {content: "the week after", trigger: ".o_calendar_button_next", run: "click"},
        {
            content: "what lies ahead is dropped on the last day of the week",
            trigger: ".o_event:contains(Talleres Vega)",
            run: "drag_and_drop .fc-daygrid-body .fc-daygrid-day:last .fc-daygrid-day-events",
        },
        {
            content: "it is there now",
            trigger: ".fc-daygrid-body .fc-daygrid-day:last .o_event:contains(Talleres Vega)",
        },
        switchTo("kanban"),
        {content: "a column of next week", trigger: ".o_kanban_group .o_kanban_record:contains(Talleres Vega)"},
        {content: "from this week on", trigger: `.o_kanban_view ${DAYS}`},
        switchTo("pivot"),
        {content: "the figures too", trigger: `.o_pivot_view ${DAYS}`},
        switchTo("list"),
        {content: "the list is of today again", trigger: `.o_list_view ${DAYS}`},
        {content: "and of nothing else", trigger: ".o_list_view:not(:has(.o_data_row:contains(Talleres Vega)))"},
        {content: "whoever takes the days off", trigger: ".o_facet_remove:last", run: "click"},
        {content: "sees all", trigger: ".o_data_row:contains(Talleres Vega)"},
        switchTo("calendar"),
        {content: "everywhere", trigger: `.o_calendar_view ${NO_DAYS}`},
        switchTo("list"),
        {content: "and afterwards", trigger: ".o_data_row:contains(Talleres Vega)"},
    ],
});
