"""Contacts logged by a consultant."""

from datetime import datetime, time

from ..picture import DIALOG, LIST, Picture, page

USER = "nuria.casadevall"


def _in_the_morning(wizard):
    """The agenda, from which what is logged happened this morning, at whatever hour the picture is taken."""

    def address(env):
        env["ir.default"].set(wizard, "done_at", datetime.combine(datetime.now(), time(8, 40)))
        return page("despacho_crm.action_agenda_mine")

    return address


PICTURES = (
    Picture(
        "resultado",
        USER,
        _in_the_morning("despacho.activity.result"),
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
        _in_the_morning("despacho.inbound"),
        (LIST, (".o_despacho_inbound_systray", "click"), (".modal .o_despacho_who input",)),
        of=DIALOG,
        size=(1366, 900),
    ),
)
