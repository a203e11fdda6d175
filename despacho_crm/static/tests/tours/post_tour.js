import {confirmed, openPage} from "./action_steps";
import {noDialog} from "./tour_steps";
import {registry} from "@web/core/registry";

const LETTER = ".o_field_widget[name=body]";

/** The letter is written with the data of each one, and seen as it arrives. */
export const writeLetter = [
    openPage("letter"),
    {
        content: "write the letter",
        trigger: `${LETTER} .odoo-editor-editable:visible`,
        run: "editor Apreciado amigo, le escribimos a",
    },
    {
        content: "the company of each one, where the cursor is",
        trigger: `${LETTER} .o_despacho_merge button:eq(2):visible`,
        run: "click",
    },
    {content: "it stands in the text", trigger: `${LETTER} .odoo-editor-editable:contains(/a.?«[^»]+»/)`},
    {
        content: "see it as it arrives",
        trigger: "button[name=action_preview_letter]:visible:enabled",
        run: "click",
    },
    {content: "somebody real gets it", trigger: ".modal [name=partner_id] input:value(/ SL$/)"},
    {content: "as it is on paper", trigger: ".modal .o_field_pdf_viewer iframe"},
    {content: "it is right", trigger: ".modal footer .btn-primary", run: "click"},
    noDialog,
];

/** The letters of the action that runs, and their labels. */
export const printed = [
    openPage("post"),
    {
        content: "the letters are there to be printed",
        trigger: "[name=post_run_ids] .o_data_row button[name=action_letters]",
    },
    {content: "and the labels", trigger: "[name=post_run_ids] .o_data_row button[name=action_labels]"},
];

const toThePostOffice = {
    content: "they go to the post office",
    trigger: "[name=post_run_ids] .o_data_row button[name=action_posted]",
    run: "click",
};

const areLeft = [
    {content: "posted", trigger: ".modal button[name=action_confirm]", run: "click"},
    noDialog,
    {
        content: "nothing is left to post",
        trigger: "[name=post_run_ids] .o_data_row:not(:has(button[name=action_posted])) .text-bg-success",
    },
];

/** The bundle goes to the post office; `before` is what is seen before saying so. */
export function post(...before) {
    return [toThePostOffice, ...before, ...areLeft];
}

registry.category("web_tour.tours").add("despacho_crm.post", {
    steps: () => [
        ...writeLetter,
        ...confirmed("action_approve"),
        ...confirmed("action_launch"),
        ...printed,
        ...post({
            content: "who said no meanwhile is taken out of the pile",
            trigger: ".modal [name=out_ids] .o_data_row:contains(Mar SL)",
        }),
        ...confirmed("action_finish"),
        {content: "it may be sealed", trigger: ".o_form_statusbar button[name=action_seal]"},
    ],
});
