import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

const ICONS = {
    call: "fa-phone",
    email: "fa-envelope",
    visit: "fa-map-marker",
    meeting: "fa-users",
    message: "fa-comments",
    post: "fa-send",
    web: "fa-globe",
    social: "fa-share-alt",
};
const KIND_ICONS = {email: "fa-envelope-o", stage: "fa-arrow-right", meeting: "fa-users"};

/** What was or is to be done, with the icon of its channel in front: a column that is read at a glance. */
export class AgendaActionField extends Component {
    static template = "despacho_crm.AgendaActionField";
    static props = {...standardFieldProps};

    get text() {
        return this.props.record.data[this.props.name] || "";
    }

    get icon() {
        const {channel, kind} = this.props.record.data;
        return KIND_ICONS[kind] || ICONS[channel] || "fa-check-square-o";
    }

    /** The word that the icon stands for, for those who do not see it. */
    get title() {
        const {channel, kind} = this.props.record.data;
        const name = channel && kind === "activity" ? "channel" : "kind";
        const selection = this.props.record.fields[name].selection;
        const found = selection.find(([value]) => value === this.props.record.data[name]);
        return found ? found[1] : "";
    }

    get inbound() {
        return this.props.record.data.direction === "inbound";
    }
}

registry.category("fields").add("despacho_agenda_action", {
    component: AgendaActionField,
    supportedTypes: ["char"],
    fieldDependencies: [
        {name: "channel", type: "selection", readonly: true},
        {name: "kind", type: "selection", readonly: true},
        {name: "direction", type: "selection", readonly: true},
    ],
});
