import {onWillStart, useState} from "@odoo/owl";
import {CrmKanbanRenderer} from "@crm/views/crm_kanban/crm_kanban_renderer";
import {patch} from "@web/core/utils/patch";
import {useService} from "@web/core/utils/hooks";

patch(CrmKanbanRenderer, {template: "despacho_crm.CrmKanbanRenderer"});

/**
 * What is converted is an opportunity and on no board of leads: its column says where it goes on.
 */
patch(CrmKanbanRenderer.prototype, {
    setup() {
        super.setup();
        this.orm = useService("orm");
        this.actionService = useService("action");
        this.converted = useState({stageIds: []});
        onWillStart(async () => {
            if (this.props.list.resModel === "crm.lead" && this.props.list.groupByField?.name === "stage_id") {
                this.converted.stageIds = await this.orm
                    .cache({type: "disk"})
                    .search("crm.stage", [["outcome", "=", "converted"]]);
            }
        });
    },

    isConvertedColumn(group) {
        return group.groupByField.name === "stage_id" && this.converted.stageIds.includes(group.value);
    },

    openConverted() {
        return this.actionService.doAction("despacho_crm.action_crm_lead_converted");
    },
});
