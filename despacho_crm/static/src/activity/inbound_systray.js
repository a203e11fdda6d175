import {Component, onWillStart, useState} from "@odoo/owl";
import {registry} from "@web/core/registry";
import {user} from "@web/core/user";
import {useService} from "@web/core/utils/hooks";

/** In the top bar: somebody calls or writes, and it is written down from wherever one is. */
export class InboundSystray extends Component {
    static template = "despacho_crm.InboundSystray";
    static props = [];

    setup() {
        this.action = useService("action");
        this.state = useState({shown: false});
        onWillStart(async () => {
            this.state.shown = await user.hasGroup("despacho_crm.group_user");
        });
    }

    open() {
        return this.action.doAction("despacho_crm.action_despacho_inbound");
    }
}

registry.category("systray").add("despacho_crm.inbound", {Component: InboundSystray}, {sequence: 28});
