import {Component, onMounted, onWillUnmount} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Nothing is asked more often than that, however often the job tells something. */
const PACE = 2000;
/** Without news for so long, the screen asks by itself. */
const SILENCE = 10000;

/**
 * How many messages of an action are prepared, and how many have left; it goes on by itself while the job works.
 */
export class MailProgress extends Component {
    static template = "despacho_crm.MailProgress";
    static props = {...standardWidgetProps};

    setup() {
        this.bus = useService("bus_service");
        this.asked = Date.now();
        this.onProgress = this.onProgress.bind(this);
        onMounted(() => {
            this.bus.subscribe("despacho_mailing/progress", this.onProgress);
            this.timer = setInterval(() => this.ask(SILENCE), PACE);
        });
        onWillUnmount(() => {
            this.bus.unsubscribe("despacho_mailing/progress", this.onProgress);
            clearInterval(this.timer);
        });
    }

    get data() {
        return this.props.record.data;
    }

    get isUnderWay() {
        return this.data.state === "running" && this.data.mail_waiting > 0;
    }

    get percent() {
        const {mail_total: total, mail_waiting: waiting} = this.data;
        return total ? Math.round((100 * (total - waiting)) / total) : 0;
    }

    get text() {
        const {mail_total: total, mail_left: left, mail_prepared: prepared} = this.data;
        const parts = [
            _t("%(done)s of %(total)s messages have left", {
                done: formatInteger(left),
                total: formatInteger(total),
            }),
        ];
        if (this.isUnderWay && prepared < total) {
            parts.push(_t("%s are prepared", formatInteger(prepared)));
        }
        return parts.join(" · ");
    }

    async onProgress({id}) {
        if (id === this.props.record.resId) {
            await this.ask(PACE);
        }
    }

    async ask(pace) {
        if (this.isUnderWay && Date.now() - this.asked > pace && !(await this.props.record.isDirty())) {
            this.asked = Date.now();
            await this.props.record.load();
        }
    }
}

registry.category("view_widgets").add("despacho_mail_progress", {
    component: MailProgress,
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "mail_total", type: "integer"},
        {name: "mail_left", type: "integer"},
        {name: "mail_waiting", type: "integer"},
        {name: "mail_prepared", type: "integer"},
    ],
});
