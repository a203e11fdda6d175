import {choose, done} from "./tour_steps";
import {registry} from "@web/core/registry";

/** The badge of the sheet, by its colour: whatever the language, green is a client and blue a lead. */
function relation(colour) {
    return {
        content: `the badge of the sheet is ${colour}`,
        trigger: `.o_form_view div[name=relation_badges] .o_field_badge[name=lifecycle] .text-bg-${colour}`,
    };
}

/** A prospect calls: its sheet says that it is a lead, how warm and why. */
registry.category("web_tour.tours").add("despacho_crm.lifecycle_inbound", {
    steps: () => [
        {content: "a prospect", trigger: ".o_form_view div[name=relation_badges]"},
        {content: "they have called us", trigger: "button[name=action_log_inbound]", run: "click"},
        choose("channel", "call"),
        {
            content: "what they want",
            trigger: ".modal [name=wants] textarea",
            run: "edit Llevar la contabilidad",
        },
        ...done,
        relation("info"),
        {content: "its relation", trigger: ".o_notebook a[name=relation]", run: "click"},
        {
            content: "warm, and why",
            trigger: ".o_field_widget[name=temperature_reason]:not(:empty)",
        },
        {
            content: "somebody knows better",
            trigger: "div[name=temperature_line] button.btn-outline-danger",
            run: "click",
        },
        {
            content: "hot, by hand",
            trigger: "div[name=relation_badges] .o_field_badge[name=temperature] .text-bg-danger",
        },
        {content: "withdrawn", trigger: "button[name=action_temperature_automatic]", run: "click"},
        {
            content: "warm again",
            trigger: "div[name=relation_badges] .o_field_badge[name=temperature] .text-bg-warning",
        },
    ],
});

/** Its first invoice is posted. */
registry.category("web_tour.tours").add("despacho_crm.lifecycle_invoice", {
    steps: () => [
        {content: "post it", trigger: ".o_form_view button[name=action_post]:not(.d-none)", run: "click"},
        {
            content: "it is posted",
            trigger:
                ".o_arrow_button_current[data-value=posted], .o_statusbar_status button[data-value=posted].o_arrow_button_current",
        },
    ],
});

/** And its sheet says that it is a client. */
registry.category("web_tour.tours").add("despacho_crm.lifecycle_client", {
    steps: () => [
        relation("success"),
        {content: "its relation", trigger: ".o_notebook a[name=relation]", run: "click"},
        {content: "with what it was invoiced", trigger: ".o_field_widget[name=invoiced_12m]:contains(1.200)"},
    ],
});

/** Who is to be called today, with why and the number; once called, it is off the list. */
registry.category("web_tour.tours").add("despacho_crm.lifecycle_calls", {
    steps: () => [
        {
            content: "the one that is due comes first",
            trigger: ".o_data_row:first:contains(Bodega Sol) a[href^='tel:']",
        },
        {
            content: "with its reason",
            trigger: ".o_data_row:contains(Bodega Sol) td[name=priority_why]:contains(+)",
        },
        {
            content: "it was called",
            trigger: ".o_data_row:contains(Bodega Sol) button[name=action_log_contact]",
            run: "click",
        },
        choose("result", "spoke"),
        choose("reaction", "interested"),
        ...done,
    ],
});
