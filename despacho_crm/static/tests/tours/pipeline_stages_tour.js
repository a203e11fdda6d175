import {noDialog, switchTo} from "./tour_steps";
import {registry} from "@web/core/registry";

const card = (name) => `.o_kanban_record:contains('${name}')`;
const column = (name) => `.o_kanban_group:contains('${name}')`;
const dragTo = (name, stage) => ({
    content: `drag «${name}» to «${stage}»`,
    trigger: card(name),
    run: `drag_and_drop(${column(stage)})`,
});
const inColumn = (name, stage) => ({
    content: `«${name}» is in «${stage}»`,
    trigger: `${column(stage)} ${card(name)}`,
});
const chooseReason = (reason) => ({
    content: "say the reason",
    trigger: `.modal .o_field_widget[name=lost_reason_id] .o_selection_badge:contains('${reason}')`,
    run: "click",
});
const confirm = {
    content: "close it",
    trigger: ".modal .btn-primary[name=action_lost_reason_apply]",
    run: "click",
};

/** A lead is dragged to «Not Interested»: the form asks why. Then it is dragged back. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_lead_lost_and_reopened", {
    steps: () => [
        {content: "the board of leads", trigger: card("Talleres de la calle Mayor")},
        dragTo("Talleres de la calle Mayor", "Not Interested"),
        {content: "the form asks", trigger: ".modal .o_field_widget[name=lost_reason_id]"},
        {content: "changed my mind", trigger: ".modal .btn-secondary[special=cancel]", run: "click"},
        noDialog,
        inColumn("Talleres de la calle Mayor", "Contact Attempt"),
        dragTo("Talleres de la calle Mayor", "Not Interested"),
        chooseReason("Ya tiene gestoría"),
        confirm,
        noDialog,
        {
            content: "it left the column",
            trigger: `${column("Contact Attempt")}:not(:has(${card("Talleres de la calle Mayor")}))`,
        },
        {
            content: "open the closing column",
            trigger: ".o_kanban_group.o_column_folded:contains('Not Interested')",
            run: "click",
        },
        inColumn("Talleres de la calle Mayor", "Not Interested"),
        {
            content: "it counts in its column",
            trigger: `${column("Not Interested")} .o_column_progress, ${column("Not Interested")} .o_kanban_counter`,
        },
        dragTo("Talleres de la calle Mayor", "Contact Established"),
        inColumn("Talleres de la calle Mayor", "Contact Established"),
    ],
});

const openSearch = {
    content: "open the filters",
    trigger: ".o_searchview_dropdown_toggler:not(.show)",
    run: "click",
};
const closeSearch = {
    content: "close the filters",
    trigger: ".o_searchview_dropdown_toggler.show",
    run: "click",
};
const filter = (name) => ({
    content: `filter «${name}»`,
    trigger: `.o_filter_menu .o_menu_item:text('${name}')`,
    run: "click",
});
const noCard = (name) => ({content: `«${name}» is not seen`, trigger: `body:not(:has(${card(name)}))`});
const row = (name) => `.o_data_row:contains('${name}')`;

/** The board shows what is lost in its column with its total; the list, only what is alive; each filter its own. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_closed_in_its_column", {
    steps: () => [
        {content: "the board", trigger: card("Laboral viva")},
        {
            content: "the closing column is folded, and says how many there are",
            trigger: ".o_kanban_group.o_column_folded:contains('Closed Lost'):contains('(1)')",
            run: "click",
        },
        inColumn("Laboral perdida", "Closed Lost"),
        {content: "with its total", trigger: `${column("Closed Lost")} .o_animated_number:contains('5')`},
        {content: "the others have theirs", trigger: `${column("Analysis")} .o_animated_number:contains('1')`},
        {
            content: "a part of the bar of the column",
            trigger: `${column("Closed Lost")} .o_column_progress .progress-bar`,
            run: "click",
        },
        inColumn("Laboral perdida", "Closed Lost"),
        noCard("Laboral apartada"),
        openSearch,
        filter("Archived"),
        closeSearch,
        {content: "what was put away is found", trigger: card("Laboral apartada")},
        noCard("Laboral viva"),
        {content: "take the filter off", trigger: ".o_searchview_facet .o_facet_remove", run: "click"},
        {content: "the board again", trigger: card("Laboral viva")},
        inColumn("Laboral perdida", "Closed Lost"),
        noCard("Laboral apartada"),
        switchTo("list"),
        {content: "what is alive is there", trigger: row("Laboral viva")},
        {content: "what is lost is not", trigger: `body:not(:has(${row("Laboral perdida")}))`},
        {content: "nor in the total", trigger: ".o_list_footer:contains('1,000')"},
        openSearch,
        filter("Lost"),
        closeSearch,
        {content: "asked for, it is", trigger: row("Laboral perdida")},
        {content: "and alone", trigger: `body:not(:has(${row("Laboral viva")})):not(:has(${row("Laboral apartada")}))`},
    ],
});

/** An opportunity is lost to a competitor from its status bar, with what was typed before saved. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_lost_to_competitor", {
    steps: () => [
        {
            content: "something is typed and not saved yet",
            trigger: ".o_field_widget[name=name] textarea, .o_field_widget[name=name] input",
            run: "edit Laboral de la calle Mayor, revisada",
        },
        {
            content: "more stages",
            trigger: ".o_statusbar_status .o_last.dropdown-toggle, .o_statusbar_status .dropdown-toggle",
            run: "click",
        },
        {
            content: "lost to a competitor",
            trigger: ".o-dropdown--menu .dropdown-item:contains('Closed Lost to Competitor')",
            run: "click",
        },
        {content: "the form asks", trigger: ".modal .o_field_widget[name=weak_points]"},
        chooseReason("Ya tiene gestoría"),
        {
            content: "which competitor",
            trigger: ".modal .o_field_widget[name=competitor_id] input",
            run: "edit Asesoría Rival",
        },
        {
            content: "this one",
            trigger: ".o-autocomplete--dropdown-menu .dropdown-item:contains('Asesoría Rival')",
            run: "click",
        },
        {
            content: "where we were weak",
            trigger: ".modal .o_field_widget[name=weak_points] textarea",
            run: "edit Sin nóminas en la propuesta",
        },
        confirm,
        noDialog,
        {content: "it is lost", trigger: ".o_widget_web_ribbon .text-bg-danger"},
        {content: "the form is not dirty", trigger: "body:not(:has(.o_form_button_save:visible))"},
    ],
});

/** A lead is dragged to «Converted to Opportunity», lacks its NIF, gets it in the form and is an opportunity. */
registry.category("web_tour.tours").add("despacho_crm.pipeline_converted_by_drag", {
    steps: () => [
        {content: "the board of leads", trigger: card("Talleres de la calle Mayor")},
        dragTo("Talleres de la calle Mayor", "Converted to Opportunity"),
        {
            content: "the form asks for the NIF",
            trigger: ".modal .o_field_widget[name=lead_vat] input",
            run: "edit B58378431",
        },
        {content: "convert", trigger: ".modal .btn-primary[name=action_apply]", run: "click"},
        {content: "it is an opportunity", trigger: ".o_form_view .o_statusbar_status:contains('Quotation Requested')"},
    ],
});

/** What was taken for spam comes back from the message; columns of what is not on the board say where it is. */
const markSpam = [
    {content: "a lead", trigger: `${row("Vender enlaces")} .o_list_record_selector input`, run: "click"},
    {content: "spam", trigger: ".o_control_panel button[name=action_mark_spam]", run: "click"},
    {content: "it left", trigger: `body:not(:has(${row("Vender enlaces")}))`},
];
registry.category("web_tour.tours").add("despacho_crm.pipeline_spam_and_converted", {
    steps: () => [
        // The notice does not stay: the list may take longer to come anew.
        ...markSpam.slice(0, 2),
        {content: "by mistake", trigger: ".o_notification button:contains('Undo')", run: "click"},
        {content: "it is back", trigger: row("Vender enlaces")},
        ...markSpam,
        switchTo("kanban"),
        {
            content: "the column of spam says how many",
            trigger: ".o_kanban_group.o_column_folded:contains('Spam'):contains('(1)')",
            run: "click",
        },
        inColumn("Vender enlaces", "Spam"),
        {
            content: "that of what was converted is empty",
            trigger: ".o_kanban_group.o_column_folded:contains('Converted to Opportunity')",
            run: "click",
        },
        {content: "and says why", trigger: ".o_despacho_converted a", run: "click"},
        {content: "the opportunity", trigger: row("Talleres")},
    ],
});
