import {Component} from "@odoo/owl";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";
import {patch} from "@web/core/utils/patch";
import {sprintf} from "@web/core/utils/strings";
import {Many2XAutocomplete} from "@web/views/fields/relational_utils";

/** Shorter texts are like anybody's name. */
const SHORTEST = 3;

/** Before «Create "…"» makes a contact: those that it may be. */
export class QuickCreateDialog extends Component {
    static template = "despacho_crm.QuickCreateDialog";
    static components = {Dialog};
    static props = {close: Function, name: String, found: Array, use: Function, create: Function};

    get title() {
        return _t("It may be there already");
    }

    get intro() {
        return sprintf(_t("Before «%s» is created: might it be one of these?"), this.props.name);
    }

    details(found) {
        return [found.nif, found.city].filter(Boolean).join(" · ");
    }

    async choose(action) {
        await action();
        this.props.close();
    }
}

patch(Many2XAutocomplete.prototype, {
    setup() {
        super.setup();
        this.dialog = useService("dialog");
    },

    buildCreateSuggestion(request) {
        const suggestion = super.buildCreateSuggestion(request);
        if (this.props.resModel !== "res.partner" || request.trim().length < SHORTEST) {
            return suggestion;
        }
        const create = suggestion.onSelect;
        return {...suggestion, onSelect: () => this.createUnlessThere(request.trim(), create)};
    },

    /** Create the contact, unless it may be there already: then ask. */
    async createUnlessThere(name, create) {
        const found = await this.orm.call("res.partner", "match_typed", [{name}]);
        if (!found.length) {
            await create();
            return;
        }
        let answered = false;
        const answer = (action) => () => {
            answered = true;
            return action();
        };
        this.dialog.add(
            QuickCreateDialog,
            {
                name,
                found,
                use: (partner) => answer(() => this.props.update([{id: partner.id, display_name: partner.name}]))(),
                create: answer(create),
            },
            {
                onClose: () => {
                    const input = this.autoCompleteContainer.el?.querySelector("input");
                    if (!answered && input) {
                        // Neither this one nor a new one: what was typed is none.
                        input.value = this.props.value;
                    }
                    input?.focus();
                },
            },
        );
    },
});
