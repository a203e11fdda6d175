import {_t} from "@web/core/l10n/translation";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";
import {RelationalModel} from "@web/model/relational_model/relational_model";

class RecordThatNamesWhatMisses extends RelationalModel.Record {
    /** Say which fields are not filled in, or not as they should. */
    _displayInvalidFieldNotification() {
        const names = [...this._invalidFields].map((name) => `«${this.fields[name].string}»`);
        return this.model.notification.add(_t("Before you go on, fill in %s.", names.join(", ")), {type: "danger"});
    }
}

class ModelThatNamesWhatMisses extends RelationalModel {
    static Record = RecordThatNamesWhatMisses;
}

registry.category("views").add("despacho_missing_form", {...formView, Model: ModelThatNamesWhatMisses});
