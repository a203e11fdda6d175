"""Contacts logged by a consultant."""

from ..picture import DIALOG, LIST, Picture, page

USER = "nuria.casadevall"

PICTURES = (
    Picture(
        "resultado",
        USER,
        page("despacho_crm.action_agenda_mine"),
        (
            LIST,
            (".o_data_row:has(.fa-phone) button[name='action_log_result']", "click"),
            (".modal [name='result'] .o_selection_badge[value='\"spoke\"']", "click"),
            (".modal [name='reaction'] .o_selection_badge[value='\"interested\"']", "click"),
            (".modal [name='chance'] .o_selection_badge[value='\"50\"']", "click"),
            (".modal .o_despacho_next",),
        ),
        of=DIALOG,
        size=(1366, 960),
    ),
    Picture(
        "entrada",
        USER,
        page("despacho_crm.action_agenda_mine"),
        (LIST, (".o_despacho_inbound_systray", "click"), (".modal .o_despacho_who input",)),
        of=DIALOG,
        size=(1366, 900),
    ),
)
