import {ReviewAction} from "@despacho_crm/matching/review_action";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {sprintf} from "@web/core/utils/strings";
import {GroupsDialog} from "../groups/groups_dialog";
import {ImportCertainDialog} from "./import_certain_dialog";
import {ImportReviewPair} from "./import_review_pair";
import {ImportReviewSession, showCandidate} from "./import_review_session";

/** The rows of a file of which a person has to say who they are: the screen of the duplicates, with a file at its left. */
export class ImportReviewAction extends ReviewAction {
    static template = "despacho_crm_import.ReviewAction";
    static components = {...ReviewAction.components, ReviewPair: ImportReviewPair};
    static keys = {
        j: "isThis",
        n: "isOther",
        m: "leaveOut",
        k: "skip",
        arrowright: "skip",
        arrowleft: "back",
        z: "undo",
        u: "undo",
        1: "showFirst",
        2: "showSecond",
        3: "showThird",
        4: "showFourth",
        5: "showFifth",
    };

    makeSession(orm) {
        const {band, import_id: importId, active_id: activeId} = this.props.action.context || {};
        this.importId = importId || activeId;
        return new ImportReviewSession(orm, {
            band,
            context: {import_id: this.importId},
            notify: (what, text) => this.notify(what, text),
        });
    }

    notify(what, text) {
        if (what === "gone") {
            this.notification.add(_t("Somebody else has already decided on this row."), {type: "info"});
        } else {
            super.notify(what, text);
        }
    }

    get decidedLabel() {
        return _t("Decided:");
    }

    get nothingLeft() {
        return _t("Nothing is left to decide on");
    }

    get nothingLeftWhy() {
        return _t("Go back to the file and apply it. Until then, every decision can be taken back.");
    }

    get doneTexts() {
        return {
            this: _t("«%(one)s» is %(other)s."),
            other: _t("«%(one)s» is another: it is created."),
            out: _t("«%(one)s» is left out."),
            skip: _t("«%(one)s» is left for later."),
        };
    }

    certainDone(count) {
        return count === 1 ? _t("One certain row accepted.") : sprintf(_t("%s certain rows accepted."), count);
    }

    get certainDialog() {
        return ImportCertainDialog;
    }

    async isThis() {
        if (!this.can("this")) {
            return;
        }
        const {sides, fields} = this.pair;
        const touched = fields.filter((row) => row.touched);
        const picks = touched.map((row) => [row.field, row.chosen ? "base" : "file"]);
        await this.session.decide("this", [sides[1].id, Object.fromEntries(picks)]);
    }

    async isOther() {
        if (this.pair) {
            await this.session.decide("other");
        }
    }

    async leaveOut() {
        if (this.pair) {
            await this.session.decide("out");
        }
    }

    show(place) {
        if (this.pair?.candidates[place]) {
            showCandidate(this.pair, place);
        }
    }

    showFirst() {
        this.show(0);
    }

    showSecond() {
        this.show(1);
    }

    showThird() {
        this.show(2);
    }

    showFourth() {
        this.show(3);
    }

    showFifth() {
        this.show(4);
    }

    openGroups() {
        const onClose = () => this.session.mutex.exec(() => this.session.reread());
        this.dialog.add(GroupsDialog, {importId: this.importId}, {onClose});
    }

    /** Back to the file whose rows these are. */
    openList() {
        return this.action.doAction(
            {
                type: "ir.actions.act_window",
                res_model: "despacho.import",
                res_id: this.importId,
                views: [[false, "form"]],
            },
            {stackPosition: "replacePreviousAction"},
        );
    }
}

registry.category("actions").add("despacho_import_review", ImportReviewAction);
