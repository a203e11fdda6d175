import {AgendaSearchModel} from "./agenda_search_model";
import {kanbanView} from "@web/views/kanban/kanban_view";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";

for (const view of [listView, kanbanView]) {
    registry.category("views").add(`despacho_agenda_${view.type}`, {...view, SearchModel: AgendaSearchModel});
}
