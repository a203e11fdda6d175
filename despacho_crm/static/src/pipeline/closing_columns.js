/**
 * What is lost or spam is archived, and the board shows it in its closing columns all the same. Lists, totals and
 * reports go on with what is alive, and the filters of what is archived or lost find what they say.
 */
import {CrmKanbanModel} from "@crm/views/crm_kanban/crm_kanban_model";
import {Domain} from "@web/core/domain";
import {patch} from "@web/core/utils/patch";

const ALIVE_OR_CLOSED = [
    "|",
    ["active", "=", true],
    ["stage_id.outcome", "in", ["not_interested", "spam", "lost", "lost_competitor"]],
];

/** Whoever searches by «active» decides what is seen, as everywhere. */
function speaksOfActive(domain) {
    return domain.some((part) => Array.isArray(part) && part[0] === "active");
}

patch(CrmKanbanModel.prototype, {
    _getNextConfig() {
        const config = super._getNextConfig(...arguments);
        const {context, domain, groupBy, resModel} = config;
        const hasColumns = resModel === "crm.lead" && groupBy?.[0] === "stage_id" && !context.forecast_field;
        if (hasColumns && context.active_test !== false && !speaksOfActive(domain)) {
            config.domain = Domain.and([domain, ALIVE_OR_CLOSED]).toList();
        }
        return config;
    },
});
