import {utils} from "@web/core/ui/ui_service";
import {registry} from "@web/core/registry";
import {SearchModel} from "@web/search/search_model";
import {kanbanView} from "@web/views/kanban/kanban_view";

/** A column for each day on a wide screen; one list after the other on the phone, where columns are pages. */
export class AgendaKanbanSearchModel extends SearchModel {
    async load(config) {
        await super.load(utils.isSmall() ? {...config, defaultGroupBy: undefined} : config);
    }
}

registry.category("views").add("despacho_agenda_kanban", {...kanbanView, SearchModel: AgendaKanbanSearchModel});
