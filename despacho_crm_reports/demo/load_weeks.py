"""The weeks of everybody: those before, as they were confirmed, and that of these days, to confirm."""

from datetime import timedelta

from ..tools.planning import borders

#: How far back they go.
WEEKS = 3
_NOTES = (
    "Dos propuestas en marcha; la semana que viene toca insistir.",
    "Semana corta por la fiesta local: quedan llamadas para el lunes.",
    "Buena respuesta a la campaña de nóminas. Falta apoyo de fiscal para dos visitas.",
    False,
    "Poco tiempo para llamar: cierre del trimestre.",
)


def load(env):
    weeks = env["despacho.week"]
    company = env.company
    this, _sunday = borders.week(env["despacho.planning.facts"]._today())
    people = weeks._people(company)
    for back in range(WEEKS, 0, -1):
        made = weeks.create(
            [
                {"user_id": user.id, "company_id": company.id, "date": this - timedelta(days=borders.DAYS * back)}
                for user in people
            ]
        )
        for number, week in enumerate(made):
            _live(week, _NOTES[(back + number) % len(_NOTES)])
    for user in people:
        weeks._of_person(user, company, this)


def _live(week, notes):
    """The week as it went: what was done in it, and confirmed on its Friday; what came is done or late by now."""
    week._fill_facts(week._as_person())
    friday = borders.moment(week.date + timedelta(days=4), 13)
    values = {"state": "confirmed", "confirmed_by": week.user_id.id}
    week.write({**values, "notes": notes, "written_on": friday, "confirmed_on": friday, "mailed_on": friday})
