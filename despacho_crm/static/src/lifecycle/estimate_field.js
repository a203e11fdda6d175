import {MonetaryField, monetaryField} from "@web/views/fields/monetary/monetary_field";
import {registry} from "@web/core/registry";

/** An amount that nobody may have estimated yet: then it says so, without the symbol of a currency beside nothing. */
export class EstimateField extends MonetaryField {
    static template = "despacho_crm.EstimateField";
    static props = {...MonetaryField.props, placeholder: {type: String, optional: true}};

    /** The symbol follows what is being typed. */
    get currency() {
        return this.value || this.state.value ? super.currency : null;
    }
}

registry.category("fields").add("despacho_estimate", {
    ...monetaryField,
    component: EstimateField,
    isEmpty: () => false,
    extractProps: (info) => ({...monetaryField.extractProps(info), placeholder: info.attrs.placeholder}),
});
