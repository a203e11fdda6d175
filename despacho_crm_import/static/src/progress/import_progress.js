import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Without news for so long, the screen asks by itself. */
const SILENCE = 8000;
const UNDER_WAY = ["reviewing", "applying", "undoing"];

/**
 * How far the job is that reviews a file, applies it or undoes it: rows, rows a second, time that is left.
 */
export class ImportProgress extends Component {
    static template = "despacho_crm_import.ImportProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.bus = useService("bus_service");
        this.state = useState({left: null, rate: 0});
        this.heard = Date.now();
        this.onProgress = this.onProgress.bind(this);
        onMounted(() => {
            this.bus.subscribe("despacho_import/progress", this.onProgress);
            this.timer = setInterval(() => this.askAfterSilence(), SILENCE / 4);
        });
        onWillUnmount(() => {
            this.bus.unsubscribe("despacho_import/progress", this.onProgress);
            clearInterval(this.timer);
        });
    }

    get isUndoing() {
        return this.props.record.data.state === "undoing";
    }

    get total() {
        const {state, row_count: rows, staged_count: staged, undo_total: chosen} = this.props.record.data;
        return {reviewing: rows, undoing: chosen}[state] ?? staged;
    }

    get left() {
        if (this.state.left !== null) {
            return this.state.left;
        }
        const {waiting_count: waiting, undo_left_count: chosen} = this.props.record.data;
        return this.isUndoing ? chosen : waiting;
    }

    get percent() {
        return this.total ? Math.round((100 * (this.total - this.left)) / this.total) : 0;
    }

    get text() {
        const parts = [
            _t("%(done)s of %(total)s rows", {
                done: formatInteger(this.total - this.left),
                total: formatInteger(this.total),
            }),
        ];
        if (this.state.rate) {
            parts.push(_t("%s rows a second", formatInteger(this.state.rate)));
            parts.push(this.remaining);
        }
        return parts.join(" · ");
    }

    get remaining() {
        const seconds = Math.ceil(this.left / this.state.rate);
        return seconds < 90
            ? _t("about %s seconds are left", seconds)
            : _t("about %s minutes are left", Math.round(seconds / 60));
    }

    async onProgress(payload) {
        if (payload.id !== this.props.record.resId) {
            return;
        }
        this.heard = Date.now();
        if (UNDER_WAY.includes(payload.state)) {
            Object.assign(this.state, {left: payload.left, rate: payload.rate});
        } else {
            await this.props.record.load();
        }
    }

    async askAfterSilence() {
        if (Date.now() - this.heard > SILENCE && UNDER_WAY.includes(this.props.record.data.state)) {
            this.heard = Date.now();
            this.state.left = null;
            await this.props.record.load();
        }
    }
}

registry.category("view_widgets").add("despacho_import_progress", {
    component: ImportProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "row_count", type: "integer"},
        {name: "staged_count", type: "integer"},
        {name: "waiting_count", type: "integer"},
        {name: "undo_total", type: "integer"},
        {name: "undo_left_count", type: "integer"},
    ],
});
