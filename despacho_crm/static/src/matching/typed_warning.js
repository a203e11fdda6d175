import {Component, onWillUnmount, status, useRef, useEffect, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {useDebounced} from "@web/core/utils/timing";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** What is compared, and in which fields of each model it is typed; the first one that says something counts. */
const TYPED = {
    "res.partner": {
        name: ["name"],
        vat: ["vat"],
        phone: ["phone"],
        email: ["email"],
        zip: ["zip"],
        street: ["street"],
        state_id: ["state_id"],
        company_id: ["company_id"],
    },
    "crm.lead": {
        name: ["partner_name", "contact_name"],
        vat: ["vat"],
        phone: ["phone"],
        email: ["email_from"],
        zip: ["zip"],
        street: ["street"],
        state_id: ["state_id"],
        company_id: ["company_id"],
    },
};
/** A postcode alone, or the company of the user, is nobody's. */
const TELLING = ["name", "vat", "phone", "email"];
const PAUSE = 500;

/**
 * «Might it be this one?»: as something is typed that the base already has, one line says so. It never blocks.
 *
 * A saved record is only looked for again when what was typed in it changes.
 */
export class TypedWarning extends Component {
    static template = "despacho_crm.TypedWarning";
    static props = {...standardWidgetProps};

    setup() {
        this.action = useService("action");
        this.orm = useService("orm").silent;
        this.root = useRef("root");
        this.state = useState({found: []});
        this.keepLast = new KeepLast();
        this.asked = "";
        this.look = useDebounced(() => this.ask(), PAUSE);
        useRecordObserver((record) => {
            // Reading them here is what makes the widget hear of their changes.
            const typed = this.read(record);
            if (record.resId !== this.resId || !record.dirty) {
                this.resId = record.resId;
                this.saved = JSON.stringify(typed);
            }
            this.look();
        });
        useEffect(
            (form) => {
                const onInput = () => this.look();
                form?.addEventListener("input", onInput);
                return () => form?.removeEventListener("input", onInput);
            },
            () => [this.form],
        );
        onWillUnmount(() => this.look.cancel());
    }

    get form() {
        return this.root.el?.closest(".o_form_view, .o_kanban_quick_create, .o_form_renderer");
    }

    /** Return {what: text or id} of what the record says, with the field that is being typed as it stands. */
    read(record) {
        const focused = document.activeElement;
        const widget = this.form?.contains(focused) && focused.closest(".o_field_widget[name]");
        const beingTyped =
            widget && ["INPUT", "TEXTAREA"].includes(focused.tagName) ? widget.getAttribute("name") : null;
        const values = {};
        for (const [what, fields] of Object.entries(TYPED[record.resModel] || {})) {
            for (const field of fields) {
                let value = record.data[field];
                if (field === beingTyped && ["char", "text"].includes(record.fields[field]?.type)) {
                    value = focused.value.trim();
                }
                value = value?.id || (typeof value === "object" ? false : value);
                if (value) {
                    values[what] = value;
                    break;
                }
            }
        }
        return values;
    }

    async ask() {
        // The record may still have told of a change after the form was left.
        if (status(this) === "destroyed") {
            return;
        }
        const {record} = this.props;
        const typed = this.read(record);
        const key = JSON.stringify(typed);
        const said = TELLING.some((what) => String(typed[what] || "").length > 2);
        if (!said || this.isKnown(record) || (record.resId && key === this.saved)) {
            this.asked = "";
            this.state.found = [];
            return;
        }
        if (key === this.asked) {
            return;
        }
        this.asked = key;
        const id = record.resModel === "res.partner" ? record.resId : false;
        this.state.found = await this.keepLast.add(
            this.orm.call("res.partner", "match_typed", [{...typed, id: id || false}]),
        );
    }

    /** A lead that says whose it is needs no hint; a person within a company is looked after by it. */
    isKnown(record) {
        return Boolean(record.resModel === "crm.lead" ? record.data.partner_id : record.data.parent_id);
    }

    /** What is said of one that was found, besides its name. */
    details(found) {
        return [found.nif, found.city].filter(Boolean).join(" · ");
    }

    /** A lead takes the contact; the dialog of a field gives it to the field; elsewhere it is opened. */
    get useLabel() {
        if (this.props.record.resModel === "crm.lead") {
            return _t("It is this one");
        }
        return this.env.despachoUseInstead ? _t("Use this one") : "";
    }

    async use(found) {
        if (this.props.record.resModel === "crm.lead") {
            await this.props.record.update({partner_id: {id: found.id, display_name: found.name}});
        } else {
            await this.env.despachoUseInstead(found);
        }
    }

    link(found) {
        return `/odoo/res.partner/${found.id}`;
    }
}

registry.category("view_widgets").add("despacho_typed_warning", {component: TypedWarning});
