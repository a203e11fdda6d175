"""The objectives of everybody, since the demo world has something to tell."""

from datetime import timedelta

from odoo.fields import Domain

from odoo.addons.despacho_crm.demo.staff import PRESENTER
from odoo.addons.despacho_crm.models.activity.agenda_columns import DOCUMENTS

from ..models.planning.despacho_month_work import MODELS
from ..tools.planning import borders

#: How far back they go.
MONTHS = 8
_WHY_NOT = (
    "Semana de la Feria de Girona: casi todo el equipo estuvo en el stand",
    "Cierre del trimestre: fiscal no dio abasto y se aplazaron las visitas",
    "Baja de una semana por gripe",
    "Dos clientes aplazaron la decisión al mes siguiente",
    "Faltó el material de la campaña y se llamó más tarde",
)
_WHY_OTHERWISE = "Con la campaña de este mes llegaremos a más empresas"
_CONCLUSIONS = "Reservar dos mañanas por semana para llamar: cuando se deja para la tarde no se llama."
_REMARKS = "Seguimiento de las propuestas pendientes antes de abrir nuevas."


def load(env):
    months = env["despacho.month"]
    company = env.company
    this = borders.month(months._today(company))[0]
    presenter = env["res.users"].search([("login", "=", PRESENTER)], limit=1)
    people = months._get_planning_people(company)
    teams = months._get_planning_teams(people)
    for back in range(MONTHS, 0, -1):
        made = months._prepare(company, borders.months_after(this, -back), people, teams)
        _live(made.sorted(lambda month: not month.user_id), back)
    current = months._prepare(company, this, people, teams)
    _aim_higher(current.filtered(lambda month: month.user_id == presenter))
    _begin(current.sorted(lambda month: not month.user_id))
    months._prepare(company, borders.months_after(this, 1), people, teams)


def _live(months, back):
    """The months as they went: what was planned for them, the reasons of what was not reached, closed."""
    _begin(months)
    for number, month in enumerate(months):
        for line in month.line_ids.filtered("needs_reason"):
            line.deviation_reason = _WHY_NOT[(back + number + line.sequence) % len(_WHY_NOT)]
        month.write({"remarks": _REMARKS, "conclusions": _CONCLUSIONS if back % 3 == 0 else False})
    months._close()
    for month in months:
        month.closed_on = borders.moment(month.date_end + timedelta(days=3), 10)
        month.closed_by = month.user_id or month._get_leader()


def _begin(months):
    """The months as they began, people before teams: what was done since then was planned."""
    for month in months:
        for work in month.work_ids:
            work.planned_ids = _planned(month, work)
        month.state = "running"
    months._count()


def _planned(month, work):
    """Return what was to be done in a month, whatever became of it."""
    if not month.user_id:
        return work._find_planned_of_people()
    first, after = borders.bounds(month.date, month.date_end)
    days = Domain("date_deadline", ">=", month.date) & Domain("date_deadline", "<=", month.date_end)
    domain = {
        "activities": days & Domain("res_model", "in", DOCUMENTS),
        "closings": days & Domain("type", "=", "opportunity"),
        "actions": Domain("date_planned", ">=", first) & Domain("date_planned", "<", after),
    }[work.kind]
    records = month.env[MODELS[work.kind]].with_context(active_test=False)
    return records.search(domain & Domain("user_id", "=", month.user_id.id), order="id").ids


def _aim_higher(months):
    for line in months.line_ids.filtered(lambda line: line.kind == "calls"):
        line.write({"target": line.proposed + 10, "reason": _WHY_OTHERWISE})
