/** The text of a letter, with a button for each thing that it may say of its addressee. */

import {HtmlField, htmlField} from "@html_editor/fields/html_field";
import {onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";

export class LetterField extends HtmlField {
    static template = "despacho_crm.LetterField";

    setup() {
        super.setup();
        const orm = useService("orm");
        this.merge = useState({labels: []});
        onWillStart(async () => {
            this.merge.labels = await orm.cache().call("despacho.action", "get_merge_labels", []);
        });
    }

    /** Put a merge field where the cursor is; at the end of the text where it has not been there yet. */
    insert(label) {
        const {shared, editable, document} = this.editor;
        const selection = shared.selection.getSelectionData();
        if (!selection.documentSelectionIsInEditable) {
            shared.selection.focusEditable();
            const last = editable.lastElementChild || editable;
            shared.selection.setCursorEnd(last);
        }
        shared.dom.insert(document.createTextNode(`«${label}»`));
        shared.history.addStep();
    }
}

export const letterField = {
    ...htmlField,
    component: LetterField,
};

registry.category("fields").add("despacho_letter", letterField);
