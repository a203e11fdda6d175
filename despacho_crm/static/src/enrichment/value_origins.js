import {Component, onWillUnmount, useEffect, useRef, xml} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {useService} from "@web/core/utils/hooks";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** While the pointer stays on the sheet, what was read is good for so long: somebody may save meanwhile. */
const FRESH = 15000;

/**
 * Where the value of each field comes from, told when the pointer stays on it («AEAT, 12/11/2026», «Typed by Ana»).
 *
 * Nothing is asked of the server until somebody moves the pointer over the sheet, and then once.
 */
export class ValueOrigins extends Component {
    static template = xml`<span class="d-none" t-ref="root"/>`;
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.root = useRef("root");
        this.origins = {};
        this.readAt = 0;
        this.readFor = 0;
        this.isGone = false;
        this.hovered = null;
        useEffect(
            (el) => {
                const sheet = el && el.closest(".o_form_sheet, .o_form_renderer");
                const onOver = (ev) => this.onOver(ev.target);
                sheet?.addEventListener("mouseover", onOver, true);
                return () => sheet?.removeEventListener("mouseover", onOver, true);
            },
            () => [this.root.el],
        );
        onWillUnmount(() => {
            this.isGone = true;
        });
    }

    onOver(target) {
        const record = this.props.record;
        if (!record.resId) {
            return;
        }
        const now = Date.now();
        if (this.readFor !== record.resId || now - this.readAt > FRESH) {
            if (this.readFor !== record.resId) {
                this.origins = {};
            }
            this.readAt = now;
            this.readFor = record.resId;
            this.read(record.resId);
        }
        const field = target.closest && target.closest(".o_field_widget[name]");
        // What is inside of a list of other records is theirs.
        if (!field || field.parentElement.closest(".o_field_widget[name]")) {
            return;
        }
        this.hovered = field;
        this.tell(field);
    }

    async read(resId) {
        const origins = await this.orm.silent.call("res.partner", "get_value_origins", [resId]);
        if (!this.isGone && this.readFor === resId) {
            this.origins = origins;
            if (this.hovered) {
                this.tell(this.hovered);
            }
        }
    }

    tell(field) {
        const words = this.props.record.dirty ? "" : this.origins[field.getAttribute("name")];
        if (words) {
            field.dataset.tooltip = words;
            field.dataset.valueOrigin = "1";
        } else if (field.dataset.valueOrigin) {
            delete field.dataset.tooltip;
            delete field.dataset.valueOrigin;
        }
    }
}

registry.category("view_widgets").add("despacho_value_origins", {component: ValueOrigins});
