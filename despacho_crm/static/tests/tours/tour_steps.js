/** Steps that several tours share. */

import {download} from "@web/core/network/download";
import {stepUtils} from "@web_tour/tour_utils";

export const noDialog = {content: "the dialog closes", trigger: "body:not(:has(.modal))"};

/** The dialog of a contact is confirmed. */
export const done = [{content: "done", trigger: ".modal button[name=action_confirm]", run: "click"}, noDialog];

/** Choose a badge of a field of the dialog. */
export function choose(field, value) {
    return {
        content: `${field}: ${value}`,
        trigger: `.modal [name=${field}] .o_selection_badge[value='"${value}"']`,
        run: "click",
    };
}

/** Open an entry of a menu of the bar; both by their external ids. Menus that have no room are behind the cross. */
export function openMenu(menu, entry) {
    const button = `button[data-menu-xmlid='${menu}']`;
    return [
        {
            content: `open ${menu}`,
            trigger: `.o_menu_sections:has(${button})`,
            run({click}) {
                const shown = this.anchor.querySelector(button).offsetParent;
                return click(`.o_menu_sections ${shown ? button : ".o_menu_sections_more button"}`);
            },
        },
        {
            content: `choose ${entry}`,
            trigger: `.o-dropdown--menu .dropdown-item[data-menu-xmlid='${entry}']`,
            run: "click",
        },
    ];
}

/** Which entries are in «Cuidar los datos». */
const CARE =
    /menu_(nif_|completions|cnae_to|enrichment_|privacy_|quality_|match_|merges|relations_deleted|despacho_import)/;

/** The menu of the bar where an entry of ours is: «Base del despacho» or «Cuidar los datos». */
export function menuOf(entry) {
    return CARE.test(entry) ? "despacho_crm.menu_despacho_care" : "despacho_crm.menu_despacho_base";
}

/** Open an entry of «Base del despacho» or of «Cuidar los datos» and, where its title is given, wait for its screen. */
export function openBase(entry, title) {
    const opened = {content: `«${title}» is there`, trigger: `.o_last_breadcrumb_item:contains('${title}')`};
    return [...openMenu(menuOf(entry), entry), ...(title ? [opened] : [])];
}

/** Open the CRM and an entry of it, as `openBase`: how most days begin. */
export function beginWith(entry, title) {
    return [...stepUtils.goToAppSteps("crm.crm_menu_root", "open the CRM"), ...openBase(entry, title)];
}

/** Look for a text in what the box of the screen searches first. */
export function search(text) {
    return [
        {content: `type «${text}»`, trigger: ".o_searchview_input", run: `edit ${text}`},
        {content: "search", trigger: ".o_searchview_autocomplete .o-dropdown-item:first", run: "click"},
    ];
}

/** The list has as many records as that, over all its pages. */
export function counts(number) {
    return {
        content: `there are ${number}`,
        trigger: `.o_control_panel .o_pager_limit:contains(/^${number}$/)`,
    };
}

export const selectPage = {
    content: "all of the page",
    trigger: ".o_list_view thead .o_list_record_selector input",
    run: "click",
};

/** Look for a company in the list of contacts that is open, and open its form. */
export function openCompany(name, searched = name) {
    return [
        ...search(searched),
        {
            content: `open ${name}`,
            trigger: `.o_data_row:contains('${name}') td[name=complete_name]`,
            run: "click",
        },
        {
            content: "its form is there",
            trigger: `.o_form_view .o_last_breadcrumb_item:contains('${name}')`,
        },
    ];
}

/** Go to another view of the screen. */
export function switchTo(view) {
    return {
        content: `show as ${view}`,
        trigger: `.o_cp_switch_buttons button.o_${view}`,
        run: "click",
    };
}

/** An inbound contact is opened from the top bar: through the web, of somebody who is not in the base. */
export function somebodyWrites(name) {
    return [
        {content: "the top bar", trigger: ".o_despacho_inbound_systray", run: "click"},
        choose("channel", "web"),
        {content: "who is it", trigger: ".modal .o_despacho_who input", run: `edit ${name}`},
        {content: "nobody of the base", trigger: ".o_despacho_who_new a", run: "click"},
        {content: "the name is there", trigger: `.modal [name=contact_name] input:value(${name})`},
    ];
}

/** Answer that a question of the qualification, in its row of the lead's tab, is favourable; by its word. */
export function answerFavourably(question, favourable) {
    return [
        {
            content: `the question «${question}»`,
            trigger: `[name=qualification_answer_ids] .o_data_row:contains(${question}) td[name=state]`,
            run: "click",
        },
        {
            content: "its answers",
            trigger: "[name=qualification_answer_ids] .o_selected_row [name=state] .o_select_menu_toggler",
            run: "click",
        },
        {content: "favourable", trigger: `.o_select_menu_item:contains(/^${favourable}/)`, run: "click"},
    ];
}

/** Give a file to the box that takes them; `getFile` may have to wait for it. */
export function dropFile(getFile) {
    return [
        {
            content: "choose the file",
            trigger: ".o_despacho_file_drop .o_select_file_button",
            async run() {
                const transfer = new DataTransfer();
                transfer.items.add(await getFile());
                const input = document.querySelector(".o_despacho_file_drop input.o_input_file");
                input.files = transfer.files;
                input.dispatchEvent(new Event("change"));
            },
        },
        {content: "the file is there", trigger: ".o_despacho_file_drop input[type=text]"},
    ];
}

/** Let downloads happen, and leave the name of the file where the tour can see it. */
export function noteDownloads() {
    const original = download._download;
    download._download = async (options) => {
        document.body.dataset.downloaded = await original(options);
        return document.body.dataset.downloaded;
    };
}

/** Ask for the file of what is selected, after `noteDownloads`. */
export const downloadFile = [
    {
        content: "open the actions",
        trigger: ".o_control_panel .o_cp_action_menus button:contains(Acciones)",
        run: "click",
    },
    {content: "the file", trigger: ".o-dropdown--menu .o_menu_item:contains(Fichero Excel)", run: "click"},
    {
        content: "it arrives under its Spanish name",
        trigger: "body[data-downloaded^='Fichero de clientes y prospectos']:not(.o_ui_blocked)",
    },
];
