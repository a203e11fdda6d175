import {CertainDialog} from "@despacho_crm/matching/certain_dialog";
import {_t} from "@web/core/l10n/translation";
import {sprintf} from "@web/core/utils/strings";

/** Before all the certain rows are accepted: how many they are, and some of them. */
export class ImportCertainDialog extends CertainDialog {
    static model = "despacho.import.row";

    get title() {
        return _t("Accept all the certain ones");
    }

    get intro() {
        const {count} = this.state;
        return count === 1
            ? _t("One row surely is a contact of the base:")
            : sprintf(_t("%s rows surely are a contact of the base. Some of them:"), count);
    }

    get caution() {
        return _t("Nothing is written until you apply the file, and until then it can be taken back.");
    }

    get progress() {
        return sprintf(_t("%(joined)s of %(count)s accepted"), this.state);
    }

    get acceptLabel() {
        const {count} = this.state;
        return count === 1 ? _t("They are the same") : sprintf(_t("Accept %s rows"), count);
    }
}
