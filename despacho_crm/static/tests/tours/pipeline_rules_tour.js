import {answerFavourably, choose, counts, done, noDialog, openBase, search, selectPage} from "./tour_steps";
import {registry} from "@web/core/registry";

/** Write down, from the lead, a call that nobody answered. */
const tryWithoutAnswer = [
    {
        content: "log a contact",
        trigger: ".o_statusbar_buttons button[name=action_log_contact]",
        run: "click",
    },
    choose("result", "no_answer"),
    ...done,
];

const banner = (name, text) => ({
    content: `the lead says «${text}»`,
    trigger: `.o_form_view div[name=${name}]:contains(${text})`,
});

/** Put the lead to sleep, in the form that asks for the day. */
const untilNextYear = [
    {
        content: "on which day",
        trigger: ".modal .o_field_widget[name=wake_date] input",
        run: "edit 02/15/2099",
    },
    {
        content: "what was agreed",
        trigger: ".modal .o_field_widget[name=note] textarea",
        run: "edit Cambian de asesor",
    },
    {content: "postpone", trigger: ".modal button[name=action_apply]", run: "click"},
    noDialog,
];

/** Nobody answers: the attempts are counted until the protocol is over, and somebody decides. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_protocol", {
    steps: () => [
        banner("protocol", "No attempt yet; first of 2"),
        ...tryWithoutAnswer,
        banner("protocol", "1 attempt made of 2"),
        {
            content: "it is in the stage of attempts",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Contact Attempt)",
        },
        ...tryWithoutAnswer,
        banner("protocol_exhausted", "2 attempts without answer"),
        {
            content: "once more",
            trigger: "div[name=protocol_exhausted] button[name=action_protocol_one_more]",
            run: "click",
        },
        banner("protocol", "2 attempts made of 3"),
        ...tryWithoutAnswer,
        banner("protocol_exhausted", "3 attempts without answer"),
        {
            content: "later",
            trigger: "div[name=protocol_exhausted] button[name=action_snooze]",
            run: "click",
        },
        ...untilNextYear,
        banner("snoozed", "contacted again on"),
    ],
});

/** A lead that asked for time is dragged to «Contact in the Future»: the form asks for the day. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_snooze", {
    steps: () => [
        {
            content: "drag it to the future",
            trigger: ".o_kanban_record:contains(Talleres de la calle Mayor)",
            run: "drag_and_drop(.o_kanban_group:contains(Contact in the Future))",
        },
        ...untilNextYear,
        {
            content: "it left its column",
            trigger: ".o_kanban_group:contains('New'):not(:has(.o_kanban_record:contains(Talleres de la calle Mayor)))",
        },
    ],
});

/** On its day it is back in contact, and its owner is told. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_woken", {
    steps: () => [
        {
            content: "it is back in contact",
            trigger: ".o_statusbar_status .o_arrow_button_current:contains(Contact Established)",
        },
        {
            content: "with something to do today",
            trigger: ".o-mail-Activity:contains(Today is the day to take up again)",
        },
    ],
});

/** Fifty leads of a form that was filled by a machine are cleared from the list at once. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_spam", {
    steps: () => [
        counts(51),
        ...search("SEO"),
        counts(50),
        selectPage,
        {
            content: "they are spam",
            trigger: ".o_control_panel button[name=action_mark_spam]",
            run: "click",
        },
        {content: "it says so", trigger: ".o_notification:contains('Leads put in Spam: 50')"},
        {content: "none is left", trigger: ".o_list_view:not(:has(.o_data_row:contains(SEO)))"},
        {content: "take the search away", trigger: ".o_searchview .o_facet_remove", run: "click"},
        {content: "the good one is there", trigger: ".o_data_row:contains(Talleres de la calle Mayor)"},
        ...openBase("despacho_crm.menu_crm_lead_spam"),
        counts(50),
        {
            content: "one was good",
            trigger: ".o_data_row:contains('SEO 7') .o_list_record_selector input",
            run: "click",
        },
        {
            content: "bring it back",
            trigger: ".o_control_panel button[name=action_unmark_spam]",
            run: "click",
        },
        counts(49),
    ],
});

/** The questions of the qualification are answered on the lead. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_qualification", {
    steps: () => [
        {content: "its tab", trigger: ".o_notebook a[name=qualification]", run: "click"},
        {content: "nothing yet", trigger: "button[name=action_start_qualification]", run: "click"},
        ...answerFavourably("Need", "Favourable"),
        {
            content: "save",
            trigger: ".o_form_button_save",
            run: "click",
        },
        {content: "saved", trigger: ".o_form_saved, .o_form_view:not(:has(.o_form_status_indicator_buttons:visible))"},
    ],
});
