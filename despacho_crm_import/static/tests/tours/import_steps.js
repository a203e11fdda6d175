/** Steps that the tours of the imports share. */

import {dropFile} from "@despacho_crm/../tests/tours/tour_steps";

/** A file of `lines` as an old Spanish program writes it: cp1252. */
export function oldFile(name, lines) {
    const codes = {"€": 0x80};
    const bytes = Uint8Array.from([...lines, ""].join("\r\n"), (char) => codes[char] || char.charCodeAt(0));
    return new File([bytes], name, {type: "text/csv"});
}

export const newImport = {
    content: "start an import",
    trigger: ".o_list_button_add, .o-kanban-button-new",
    run: "click",
};

/** What the rows of the file are: `lead`, `census`... */
export function rowsAre(target) {
    return {
        content: `the rows are: ${target}`,
        trigger: `.o_field_radio[name=target] input[data-value=${target}]`,
        run: "click",
    };
}

/** Where the file comes from: `agenda`, `list`... */
export function comesFrom(kind) {
    return {
        content: `it comes from: ${kind}`,
        trigger: `.o_field_radio[name=source_kind] input[data-value=${kind}]`,
        run: "click",
    };
}

export const readFile = {
    content: "read it",
    trigger: "button[name=action_read]:contains(Leer el fichero)",
    run: "click",
};

/** From the list of imports to the columns of a file, of contacts unless `target` says otherwise. */
export function bringFile(getFile, kind, target) {
    return [newImport, ...dropFile(getFile), ...(target ? [rowsAre(target)] : []), comesFrom(kind), readFile];
}

export const review = {
    content: "review",
    trigger: "button[name=action_review]:contains(Revisar)",
    run: "click",
};

export const apply = [
    {content: "apply", trigger: "button[name=action_apply]:contains(Aplicar)", run: "click"},
    {content: "sure", trigger: ".modal-footer .btn-primary:contains(Aplicar)", run: "click"},
];

export const goBack = {content: "go back", trigger: ".o_back_button, .breadcrumb-item:last a", run: "click"};

/** Say of the column with that title what it is. */
export function columnIs(title, field) {
    const row = `.o_data_row:contains(${title}) td[name=field]`;
    return [
        {content: `the column «${title}»`, trigger: row, run: "click"},
        {content: "opens the list of what it may be", trigger: `${row} .o_select_menu_toggler`, run: "click"},
        {content: `it is «${field}»`, trigger: `.o_select_menu_item:contains(${field})`, run: "click"},
        {content: "it is written there", trigger: `${row} .o_select_menu_toggler:value(${field})`},
    ];
}
