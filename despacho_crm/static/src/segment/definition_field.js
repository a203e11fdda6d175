import {Component, onMounted, onWillDestroy, onWillStart, status, useEffect, useRef, useState} from "@odoo/owl";
import {Domain} from "@web/core/domain";
import {DomainSelector} from "@web/core/domain_selector/domain_selector";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {TreeEditor} from "@web/core/tree_editor/tree_editor";
import {KeepLast} from "@web/core/utils/concurrency";
import {useService} from "@web/core/utils/hooks";
import {debounce} from "@web/core/utils/timing";
import {useRecordObserver} from "@web/model/relational_model/utils";
import {formatInteger} from "@web/views/fields/formatters";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/** What follows from each change of the definition waits that long for the next one, in milliseconds. */
const PAUSE = 250;
/** Texts count as they are typed; numbers and dates once they are whole. */
const TYPED = /\p{L}/u;

/** Services are called by their own name, and not by that of the catalogue that they are in. */
const SERVICES = "product.category";
const SHORT = {hierarchical_naming: false};

class SegmentTreeEditor extends TreeEditor {
    getValueEditorInfo(node) {
        const info = super.getValueEditorInfo(node);
        if (this.getResModel(node) !== SERVICES || !info.component) {
            return info;
        }
        return {...info, extractProps: (given) => ({...info.extractProps(given), context: SHORT})};
    }
}
SegmentTreeEditor.components = {...TreeEditor.components, TreeEditor: SegmentTreeEditor};

/** Odoo's editor, whose «child of» is in the words of who looks for an activity. */
class SegmentDomainSelector extends DomainSelector {
    static components = {...DomainSelector.components, TreeEditor: SegmentTreeEditor};

    getOperatorEditorInfo(fieldDef) {
        const info = super.getOperatorEditorInfo(fieldDef);
        const extractProps = (given) => {
            const props = info.extractProps(given);
            const name = (option) => (option[0] === "child_of" ? [option[0], _t("is, or is part of,")] : option);
            return {...props, options: props.options.map(name)};
        };
        return {...info, extractProps};
    }
}

/**
 * The definition of a segment, for whoever thinks in sectors, places and services: the conditions that are asked for
 * most are a click away, Odoo's editor has all the others, and the count follows each change.
 */
export class SegmentDefinitionField extends Component {
    static template = "despacho_crm.SegmentDefinitionField";
    static components = {SegmentDomainSelector};
    static props = {...standardFieldProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.names = useService("name");
        this.root = useRef("root");
        this.state = useState({count: null, sample: [], message: false, counting: false});
        this.last = new KeepLast();
        this.asked = null;
        this.groups = [];
        this.added = false;
        this.countSoon = debounce(() => this.count(), PAUSE);
        this.typedSoon = debounce((input) => this.takeTyped(input), PAUSE);
        onMounted(() => this.count());
        onWillDestroy(() => {
            this.countSoon.cancel();
            this.typedSoon.cancel();
        });
        onWillStart(async () => {
            [this.groups] = await Promise.all([this.orm.call("despacho.segment", "criteria", []), this.loadServices()]);
        });
        useRecordObserver((record) => {
            // Read here, so that a change of any of them is noticed.
            const {kind, with_contacts: withContacts, company_id: company} = record.data;
            const asked = [record.data[this.props.name] || "[]", company?.id || false, Boolean(withContacts)];
            if (kind !== "list" && JSON.stringify(asked) !== JSON.stringify(this.asked)) {
                this.asked = asked;
                this.state.counting = true;
                if (status(this) === "mounted") {
                    this.countSoon();
                }
            }
        });
        useEffect(
            () => {
                if (this.added) {
                    // Whoever adds a condition says next which.
                    this.added = false;
                    const rows = this.root.el.querySelectorAll(".o_tree_editor_condition");
                    const input = rows[rows.length - 1]?.querySelector(
                        ".o_tree_editor_editor:last-child input:not([readonly])",
                    );
                    input?.focus();
                }
            },
            () => [this.domain],
        );
    }

    get domain() {
        return this.props.record.data[this.props.name] || "[]";
    }

    get isEmpty() {
        return this.domain.trim() === "[]";
    }

    get counted() {
        return formatInteger(this.state.count || 0);
    }

    get others() {
        const others = this.state.count - this.state.sample.length;
        return others > 0 ? _t("and %s more", formatInteger(others)) : "";
    }

    /** The names of the services in what is there already. */
    async loadServices() {
        const {records} = await this.orm.webSearchRead(SERVICES, [], {
            specification: {display_name: {}},
            context: SHORT,
        });
        const names = records.map((service) => [service.id, service.display_name]);
        this.names.addDisplayNames(SERVICES, Object.fromEntries(names));
    }

    async count() {
        if (!this.asked) {
            return;
        }
        const [domain, company, withContacts] = this.asked;
        const known = this.props.record.resId || false;
        const found = await this.last.add(
            this.orm.silent.call("despacho.segment", "preview", [domain, company, withContacts, known]),
        );
        Object.assign(this.state, found, {counting: false});
    }

    update(domain) {
        this.props.record.update({[this.props.name]: domain});
    }

    /** Add a ready condition to those that there are. */
    add(criterion) {
        const domains = this.isEmpty ? [criterion.domain] : [this.domain, criterion.domain];
        this.added = true;
        this.update(Domain.and(domains).toString());
    }

    clear() {
        this.update("[]");
    }

    onInput(ev) {
        if (ev.target.matches(".o_tree_editor_editor > input[type=text].o_input") && TYPED.test(ev.target.value)) {
            this.typedSoon(ev.target);
        }
    }

    /** What is being typed counts before the cursor leaves. */
    takeTyped(input) {
        if (input.isConnected) {
            input.dispatchEvent(new Event("change", {bubbles: true}));
        }
    }

    openContact(id) {
        this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: id,
            views: [[false, "form"]],
            target: "new",
        });
    }
}

registry.category("fields").add("despacho_segment_definition", {
    component: SegmentDefinitionField,
    displayName: _t("Definition of a segment"),
    supportedTypes: ["char", "text"],
    isEmpty: () => false,
    fieldDependencies: [
        {name: "kind", type: "selection"},
        {name: "with_contacts", type: "boolean"},
    ],
});
