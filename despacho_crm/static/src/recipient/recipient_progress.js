import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Without news for so long, the screen asks by itself. */
const SILENCE = 8000;

/**
 * How far the job is that prepares the recipients of an action: how many, and how many a second.
 */
export class RecipientProgress extends Component {
    static template = "despacho_crm.RecipientProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.bus = useService("bus_service");
        this.state = useState({left: null, rate: 0});
        this.heard = Date.now();
        this.onProgress = this.onProgress.bind(this);
        onMounted(() => {
            this.bus.subscribe("despacho_recipient/progress", this.onProgress);
            this.timer = setInterval(() => this.askAfterSilence(), SILENCE / 4);
        });
        onWillUnmount(() => {
            this.bus.unsubscribe("despacho_recipient/progress", this.onProgress);
            clearInterval(this.timer);
        });
    }

    get isUnderWay() {
        return this.props.record.data.state === "freezing";
    }

    get total() {
        return this.props.record.data.freeze_total;
    }

    get left() {
        return this.state.left ?? this.props.record.data.freeze_left;
    }

    get percent() {
        return this.total ? Math.round((100 * (this.total - this.left)) / this.total) : 0;
    }

    get text() {
        const text = _t("Preparing the recipients: %(done)s of %(total)s", {
            done: formatInteger(this.total - this.left),
            total: formatInteger(this.total),
        });
        if (!this.state.rate) {
            return text;
        }
        const pace = _t("%s a second", formatInteger(this.state.rate));
        return `${text} · ${pace}`;
    }

    async onProgress(payload) {
        if (payload.id !== this.props.record.resId) {
            return;
        }
        this.heard = Date.now();
        if (payload.state === "freezing") {
            Object.assign(this.state, {left: payload.left, rate: payload.rate});
        } else {
            await this.props.record.load();
        }
    }

    async askAfterSilence() {
        if (Date.now() - this.heard > SILENCE && this.isUnderWay) {
            this.heard = Date.now();
            this.state.left = null;
            await this.props.record.load();
        }
    }
}

registry.category("view_widgets").add("despacho_recipient_progress", {
    component: RecipientProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "freeze_total", type: "integer"},
        {name: "freeze_left", type: "integer"},
    ],
});
