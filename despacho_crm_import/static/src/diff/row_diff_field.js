import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** Field by field: what the base has, what the file says, which of them stays and why; a click chooses the other. */
export class RowDiffField extends Component {
    static template = "despacho_crm_import.RowDiff";
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
    }

    get diff() {
        return this.props.record.data[this.props.name] || {lines: []};
    }

    get lines() {
        return this.diff.lines;
    }

    canChoose(line) {
        return !this.props.readonly && this.diff.open && line.choosable;
    }

    async choose(line, side) {
        const {record} = this.props;
        // Who goes back to what would be so by itself has chosen nothing.
        await this.orm.call(record.resModel, "action_pick", [
            [record.resId],
            line.field,
            line.side === side ? false : side,
        ]);
        await record.load();
    }
}

/** The same in a list: what changes, and what stays although the file says otherwise. */
export class RowDiffCompact extends Component {
    static template = "despacho_crm_import.RowDiffCompact";
    static props = {...standardFieldProps};

    get lines() {
        const diff = this.props.record.data[this.props.name];
        return diff?.compared ? diff.lines.filter((line) => line.side) : [];
    }
}

registry.category("fields").add("despacho_row_diff", {component: RowDiffField, supportedTypes: ["json"]});
registry.category("fields").add("list.despacho_row_diff", {component: RowDiffCompact, supportedTypes: ["json"]});
registry.category("fields").add("kanban.despacho_row_diff", {component: RowDiffCompact, supportedTypes: ["json"]});
