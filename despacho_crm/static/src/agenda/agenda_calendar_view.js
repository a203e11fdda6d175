import {AgendaSearchModel} from "./agenda_search_model";
import {CalendarCommonPopover} from "@web/views/calendar/calendar_common/calendar_common_popover";
import {CalendarCommonRenderer} from "@web/views/calendar/calendar_common/calendar_common_renderer";
import {CalendarModel} from "@web/views/calendar/calendar_model";
import {CalendarRenderer} from "@web/views/calendar/calendar_renderer";
import {calendarView} from "@web/views/calendar/calendar_view";
import {registry} from "@web/core/registry";

export class AgendaCalendarModel extends CalendarModel {
    /** The columns of a week have no room on the phone, whatever was last looked at on a wide screen. */
    getLocalStorageScale() {
        return this.env.isSmall ? "day" : super.getLocalStorageScale();
    }

    /** What could not be moved is drawn again where it was. */
    async updateRecord() {
        try {
            await super.updateRecord(...arguments);
        } catch (error) {
            await this.load();
            throw error;
        }
    }
}

/** An entry is looked at: it is changed where it comes from. */
export class AgendaCalendarPopover extends CalendarCommonPopover {
    get isEventEditable() {
        return false;
    }
}

export class AgendaCalendarCommonRenderer extends CalendarCommonRenderer {
    static components = {...CalendarCommonRenderer.components, Popover: AgendaCalendarPopover};
    static eventTemplate = "despacho_crm.AgendaCalendarEvent";

    /** Calls of minutes at the same hour: what does not fit is one click away. */
    get options() {
        return {...super.options, eventMaxStack: 3, slotEventOverlap: false};
    }

    convertRecordToEvent(record) {
        const {movable, event_id} = record.rawRecord;
        return {
            ...super.convertRecordToEvent(record),
            startEditable: movable,
            // Only meetings last.
            durationEditable: movable && Boolean(event_id) && !record.isAllDay,
        };
    }
}

export class AgendaCalendarRenderer extends CalendarRenderer {
    static components = {
        ...CalendarRenderer.components,
        day: AgendaCalendarCommonRenderer,
        week: AgendaCalendarCommonRenderer,
        month: AgendaCalendarCommonRenderer,
    };
}

registry.category("views").add("despacho_agenda_calendar", {
    ...calendarView,
    Model: AgendaCalendarModel,
    Renderer: AgendaCalendarRenderer,
    SearchModel: AgendaSearchModel,
});
