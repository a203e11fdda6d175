import {Component, onWillStart, useState} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {sprintf} from "@web/core/utils/strings";

/** The rows of a file by kinds, with how many there are of each: all of a kind are decided on at once. */
export class GroupsDialog extends Component {
    static template = "despacho_crm_import.GroupsDialog";
    static components = {Dialog};
    static props = {close: Function, importId: Number};

    setup() {
        this.orm = useService("orm");
        this.state = useState({busy: false, name: "", open: false, undecided: 0, kinds: [], fields: [], last: false});
        onWillStart(() => this.ask("get_groups"));
    }

    async ask(method, ...args) {
        this.state.busy = true;
        try {
            Object.assign(this.state, await this.orm.call("despacho.import", method, [[this.props.importId], ...args]));
        } finally {
            this.state.busy = false;
        }
    }

    get title() {
        return sprintf(_t("Decide by groups: %s"), this.state.name);
    }

    undecided(group) {
        return group.undecided === 1 ? _t("1 undecided") : sprintf(_t("%s undecided"), group.undecided);
    }

    rows(group) {
        return group.count === 1 ? _t("1 row") : sprintf(_t("%s rows"), group.count);
    }

    /** Whether all the rows of the group are decided so. */
    isChosen(group, choice) {
        return choice.count === group.count;
    }

    decide(group, choice) {
        return this.ask("decide_group", group.key, choice.key);
    }

    undo() {
        return this.ask("undo_group", this.state.last.id);
    }
}

/** Open the panel; what opened it is read again when it closes. */
function openGroups(env, action) {
    return new Promise((resolve) => {
        env.services.dialog.add(
            GroupsDialog,
            {importId: action.params.import_id},
            {onClose: () => resolve({type: "ir.actions.act_window_close"})},
        );
    });
}

registry.category("actions").add("despacho_import_groups", openGroups);
