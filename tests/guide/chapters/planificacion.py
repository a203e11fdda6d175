"""The week and the month, as who looks for business and who leads the firm see them."""

from datetime import timedelta

from ..picture import Picture, form, page


def _of_friday(env):
    """The weeks as on a Friday afternoon, whichever day it is: the last one is written, and some have confirmed it."""
    today = env["despacho.planning.facts"]._today()
    weeks = env["despacho.week"].search([("date", "<=", today - timedelta(days=today.weekday()))])
    weeks.filtered(lambda week: week.date_end >= today).unlink()
    last = weeks.exists().filtered(lambda week: week.date_end >= today - timedelta(days=7))
    last.write({"state": "draft"})
    last._fill()
    (last - last[::3]).write({"state": "confirmed"})
    return page("despacho_crm_reports.action_weeks")


_MONTH = [("scope", "=", "person"), ("user_id.login", "=", "admin"), ("state", "=", "running")]

PICTURES = (
    Picture(
        "mi-semana",
        "admin",
        page("despacho_crm_reports.action_my_week_page"),
        ((".o_despacho_my_week section[name='pipeline'] canvas",),),
        size=(1366, 860),
    ),
    Picture(
        "parte",
        "admin",
        form("despacho_crm_reports.action_weeks", "despacho.week", [("user_id.login", "=", "admin")], "date desc"),
        ((".o_form_view .o_data_row",),),
        size=(1366, 860),
        also=("despacho_crm_reports/static/description/week.png",),
    ),
    Picture(
        "partes-equipo",
        "ines.calvo",
        _of_friday,
        ((".o_list_view .o_data_row",),),
    ),
    Picture(
        "mes",
        "admin",
        form("despacho_crm_reports.action_months", "despacho.month", _MONTH, "date desc"),
        ((".o_form_view .o_data_row",),),
    ),
    Picture(
        "mes-evolucion",
        "admin",
        page("despacho_crm_reports.action_month_trend"),
        ((".o_graph_view canvas",),),
        size=(1366, 640),
    ),
)
