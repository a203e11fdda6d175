import {CrmKanbanDynamicGroupList} from "@crm/views/crm_kanban/crm_kanban_model";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";

patch(CrmKanbanDynamicGroupList.prototype, {
    /**
     * A record may end elsewhere than where it was dropped: a converted lead goes on among the opportunities.
     */
    async moveRecord(dataRecordId, dataGroupId, refId, targetGroupId) {
        await super.moveRecord(...arguments);
        const group = this.groups.find((candidate) => candidate.id === targetGroupId);
        if (dataGroupId === targetGroupId || group?.groupByField.name !== "stage_id") {
            return;
        }
        const record = group.list.records.find((candidate) => candidate.id === dataRecordId);
        if (record && record.data.stage_id && record.data.stage_id.id !== group.value) {
            this.model.notification.add(_t("Converted: it goes on among the opportunities."), {type: "success"});
            await this.model.load();
        }
    },
});
