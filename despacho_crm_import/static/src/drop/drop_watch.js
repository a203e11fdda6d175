import {Component, onMounted, onWillUnmount} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";

/** So often the screen asks how far the job is. */
const PAUSE = 2000;

/** While a box is looked at, what comes in shows by itself. */
export class DropWatch extends Component {
    static template = "despacho_crm_import.DropWatch";
    static props = {...standardWidgetProps};

    setup() {
        onMounted(() => {
            this.timer = setInterval(() => this.ask(), PAUSE);
        });
        onWillUnmount(() => clearInterval(this.timer));
    }

    get isLooking() {
        return this.props.record.data.is_looking;
    }

    /** What a person is writing stays. */
    async ask() {
        if (this.isLooking && !this.asking && !this.props.record.dirty) {
            this.asking = true;
            try {
                await this.props.record.load();
            } finally {
                this.asking = false;
            }
        }
    }
}

registry.category("view_widgets").add("despacho_drop_watch", {
    component: DropWatch,
    fieldDependencies: [{name: "is_looking", type: "boolean"}],
});
