import {CharField, charField} from "@web/views/fields/char/char_field";
import {registry} from "@web/core/registry";
import {useInputField} from "@web/views/fields/input_field_hook";
import {useRef} from "@odoo/owl";

const SPANISH = /^ES(?=[0-9A-Z]{9}$)/;

/** A Spanish number is shown as on paper, without the prefix with which Odoo keeps it; of other countries, as it is. */
export class NifField extends CharField {
    setup() {
        this.input = useRef("input");
        useInputField({getValue: () => this.formattedValue, parse: (value) => this.parse(value)});
    }

    get formattedValue() {
        return super.formattedValue.replace(SPANISH, "");
    }
}

registry.category("fields").add("despacho_nif", {...charField, component: NifField});
