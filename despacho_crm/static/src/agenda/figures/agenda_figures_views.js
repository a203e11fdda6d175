import {AgendaSearchModel} from "@despacho_crm/agenda/agenda_search_model";
import {graphView} from "@web/views/graph/graph_view";
import {pivotView} from "@web/views/pivot/pivot_view";
import {registry} from "@web/core/registry";

for (const view of [pivotView, graphView]) {
    registry.category("views").add(`despacho_agenda_${view.type}`, {...view, SearchModel: AgendaSearchModel});
}
