"""The commercial agenda, as a consultant and who leads a team see it."""

from ..picture import LIST, Picture, page

PICTURES = (
    Picture("agenda", "nuria.casadevall", page("despacho_crm.action_agenda_mine"), (LIST,), size=(1366, 600)),
    Picture(
        "agenda-equipo",
        "admin",
        page("despacho_crm.action_agenda_team"),
        (LIST,),
        also=("despacho_crm/static/description/agenda.png",),
    ),
    Picture(
        "agenda-calendario",
        "admin",
        page("despacho_crm.action_agenda_everyone"),
        (LIST, (".o_cp_switch_buttons button.o_calendar", "click"), (".o_calendar_view .fc-event",)),
    ),
)
