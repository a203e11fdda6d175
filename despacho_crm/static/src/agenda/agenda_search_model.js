import {SearchModel} from "@web/search/search_model";
import {utils} from "@web/core/ui/ui_service";

/** The filter with which boards and figures begin where the list asks for some days. */
const AHEAD = "ahead";
/** What is late is to be seen from wherever. */
const LATE = "late";

/**
 * The days that the list shows by default would hide what lies ahead in the other views. As long as nobody has
 * touched them, each view has its own: the calendar its range, boards and figures all from this week on.
 */
export class AgendaSearchModel extends SearchModel {
    async load(config) {
        const {viewType} = this.env.config;
        const small = utils.isSmall();
        // A column for each day on a wide screen; on the phone one list after the other, where columns are pages.
        await super.load(viewType === "kanban" && small ? {...config, defaultGroupBy: undefined} : config);
        this.agendaView = viewType === "kanban" && small ? "list" : viewType;
        const untouched = config.state ? config.state.agendaUntouched : this._hasDays(this._daysOf("list"));
        this.agendaUntouched = untouched && this._daysOf("list").length > 0;
        if (this.agendaUntouched) {
            const others = this.query.filter(({searchItemId}) => !this._dayItems().includes(searchItemId));
            this.query = [...others, ...this._daysOf(this.agendaView).map((searchItemId) => ({searchItemId}))];
        }
        this._boundBoard();
        this._reset();
    }

    async _notify() {
        if (!this.blockNotification) {
            this._boundBoard();
        }
        return super._notify();
    }

    /** Columns of the days of all that ever was are of use to nobody: a board without any filter is from this week. */
    _boundBoard() {
        const groupings = ["groupBy", "dateGroupBy"];
        const bound = this.query.some(({searchItemId}) => !groupings.includes(this.searchItems[searchItemId].type));
        if (this.agendaView === "kanban" && !bound && !this.globalDomain.length) {
            const {id} = Object.values(this.searchItems).find(({name}) => name === AHEAD);
            this.query.push({searchItemId: id});
        }
    }

    exportState() {
        const agendaUntouched = this.agendaUntouched && this._hasDays(this._daysOf(this.agendaView));
        return {...super.exportState(), agendaUntouched};
    }

    /** @returns {Number[]} the filters of the group of the days */
    _dayItems() {
        const items = Object.values(this.searchItems);
        const {groupId} = items.find(({name}) => name === AHEAD);
        return items.filter((item) => item.groupId === groupId).map(({id}) => id);
    }

    /** @returns {Number[]} the filters of the days with which a view begins */
    _daysOf(view) {
        const days = this._dayItems();
        const defaults = days.filter((id) => this.searchItems[id].isDefault);
        if (view === "list" || !defaults.length) {
            return defaults;
        }
        if (view === "calendar") {
            return [];
        }
        const names = defaults.map((id) => this.searchItems[id].name).filter((name) => name === LATE);
        return days.filter((id) => [AHEAD, ...names].includes(this.searchItems[id].name));
    }

    _hasDays(wanted) {
        const days = this._dayItems();
        const chosen = this.query.filter(({searchItemId}) => days.includes(searchItemId));
        return chosen.length === wanted.length && chosen.every(({searchItemId}) => wanted.includes(searchItemId));
    }
}
