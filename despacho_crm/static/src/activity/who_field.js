import {AutoComplete} from "@web/core/autocomplete/autocomplete";
import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useService} from "@web/core/utils/hooks";

const FIELD_OF = {"res.partner": "partner_id", "crm.lead": "lead_id"};

/** One box for whoever contacts: what is typed is looked for among contacts and leads, and kept if nobody has it. */
export class WhoField extends Component {
    static template = "despacho_crm.WhoField";
    static components = {AutoComplete};
    static props = {...standardFieldProps, placeholder: {type: String, optional: true}};

    setup() {
        this.orm = useService("orm");
    }

    get value() {
        return this.props.record.data[this.props.name] || "";
    }

    get sources() {
        return [{options: (text) => this.search(text.trim()), optionSlot: "option"}];
    }

    async search(text) {
        if (!text) {
            return [];
        }
        const found = await this.orm.silent.call("despacho.inbound", "search_who", [text]);
        const options = found.map((who) => ({
            label: who.name,
            data: {detail: who.detail, icon: who.model === "crm.lead" ? "fa-star-o" : "fa-address-book-o"},
            onSelect: () =>
                this.props.record.update({
                    [this.props.name]: who.name,
                    [FIELD_OF[who.model]]: {id: who.id, display_name: who.name},
                }),
        }));
        return [
            ...options,
            {
                label: _t("New: %s", text),
                data: {icon: "fa-plus"},
                cssClass: "o_despacho_who_new",
                onSelect: () => this.keep(text),
            },
        ];
    }

    keep(text) {
        return this.props.record.update({[this.props.name]: text});
    }
}

registry.category("fields").add("despacho_who", {
    component: WhoField,
    displayName: _t("Who contacts"),
    supportedTypes: ["char"],
    extractProps: ({placeholder}) => ({placeholder}),
});
