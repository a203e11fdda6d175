import {Component, onMounted, onWillUnmount, useState} from "@odoo/owl";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

/** Without news for so long, the screen asks by itself. */
const SILENCE = 8000;

/**
 * How far the job is that works on the record of a form, as it tells on the bus: how many are left, how many a second.
 *
 * Each kind of job says on which `channel` it tells, in which states of the record it is `underWay`, how many there are
 * in all (`total`), how many were left when the record was read (`leftBefore`), and what is said (`text`).
 */
export class JobProgress extends Component {
    static template = "despacho_crm.JobProgress";
    static props = {...standardWidgetProps};
    static channel = "";
    static underWay = [];

    setup() {
        const {channel} = this.constructor;
        this.bus = useService("bus_service");
        this.state = useState({left: null, rate: 0});
        this.heard = Date.now();
        this.onProgress = this.onProgress.bind(this);
        onMounted(() => {
            this.bus.subscribe(channel, this.onProgress);
            this.timer = setInterval(() => this.askAfterSilence(), SILENCE / 4);
        });
        onWillUnmount(() => {
            this.bus.unsubscribe(channel, this.onProgress);
            clearInterval(this.timer);
        });
    }

    get data() {
        return this.props.record.data;
    }

    isUnderWay(state = this.data.state) {
        return this.constructor.underWay.includes(state);
    }

    get left() {
        return this.state.left ?? this.leftBefore;
    }

    get percent() {
        return this.total ? Math.round((100 * (this.total - this.left)) / this.total) : 0;
    }

    async onProgress(payload) {
        if (payload.id !== this.props.record.resId) {
            return;
        }
        this.heard = Date.now();
        if (this.isUnderWay(payload.state)) {
            Object.assign(this.state, {left: payload.left, rate: payload.rate});
        } else {
            await this.props.record.load();
        }
    }

    async askAfterSilence() {
        if (Date.now() - this.heard > SILENCE && this.isUnderWay()) {
            this.heard = Date.now();
            this.state.left = null;
            await this.props.record.load();
        }
    }
}
