import {KanbanRenderer} from "@web/views/kanban/kanban_renderer";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {onMounted} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** On a phone one column is seen at a time: the board opens at the first one that has something in it. */
export class CampaignKanbanRenderer extends KanbanRenderer {
    setup() {
        super.setup();
        onMounted(() => {
            const {isGrouped, groups} = this.props.list;
            const first = this.env.isSmall && isGrouped && groups.find((group) => group.count);
            if (first) {
                const column = this.rootRef.el.querySelector(`.o_kanban_group[data-id="${first.id}"]`);
                column?.scrollIntoView({inline: "center", block: "nearest"});
            }
        });
    }
}

registry.category("views").add("despacho_campaign_kanban", {...kanbanView, Renderer: CampaignKanbanRenderer});
