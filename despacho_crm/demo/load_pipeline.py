"""Leads and opportunities, each in its stage since when it came to it."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from .pipeline import SOURCES, TRAITS

_ZONE = ZoneInfo("Europe/Madrid")
_FRIDAY = 4
#: What is known when each question of the qualification is answered, in their order.
_ANSWERS = (
    "Cambian de asesoría porque no les contestan.",
    "Hoy pagan 310 € al mes.",
    "Decide la gerente; ya hemos hablado con ella.",
    "Es un caso como otros que llevamos.",
    "Quieren empezar en enero.",
)


def load(loader):
    env, leads = loader.env, loader.world.leads
    words = {
        "sources": _by_name(env["utm.source"], SOURCES),
        "tags": _by_name(env["crm.tag"], TRAITS),
    }
    records = env["crm.lead"].create([_values(loader, lead, words) for lead in leads])
    loader.leads = dict(zip((lead.code for lead in leads), records, strict=True))
    _load_answers(loader)
    for lead in leads:
        if lead.closed:
            loader.leads[lead.code].date_closed = past(lead.closed, 17)
    date_back(env, [(loader.leads[lead.code].id, past(lead.created, 9), past(lead.moved, 13)) for lead in leads])
    loader.name(loader.leads)


def _by_name(model, names):
    """Return {name: record}, making those that are missing."""
    names = sorted(names)
    found = {record.name: record for record in model.search([("name", "in", names)])}
    missing = [name for name in names if name not in found]
    return found | dict(zip(missing, model.create([{"name": name} for name in missing]), strict=True))


def _values(loader, lead, words):
    team = loader.teams.get(_department(loader, lead.owner)) or loader.teams["negocio"]
    values = {
        "type": "lead" if lead.outcome == "lead" else "opportunity",
        "name": lead.name,
        "partner_id": loader.partners[lead.party].id if lead.party else False,
        "user_id": loader.users[lead.owner].id if lead.owner else False,
        "team_id": team.id,
        "company_id": loader.company.id,
        "stage_id": loader.env.ref(f"despacho_crm.stage_{lead.stage}").id,
        "expected_revenue": lead.revenue,
        "priority": lead.priority,
        "tag_ids": [Command.set([words["tags"][name].id for name in lead.traits])],
        "service_line_ids": [Command.set(loader.lines[lead.line].ids)],
        "source_id": words["sources"][lead.source].id,
        "description": lead.description,
        "date_deadline": lead.deadline,
        "wake_date": lead.wake,
        "lost_reason_id": loader.env.ref(f"despacho_crm.lost_reason_{lead.reason}").id if lead.reason else False,
        "competitor_id": loader.rivals[lead.competitor].id if lead.competitor else False,
        "weak_points": lead.weak_points,
    }
    if lead.probability:
        values["probability"] = lead.probability
    if not lead.party:
        values |= {
            "contact_name": lead.contact,
            "partner_name": lead.company or False,
            "email_from": lead.email,
            "phone": lead.phone,
            "city": lead.town.name,
            "zip": lead.postcode,
            "state_id": loader.state(lead.town.province).id,
            "country_id": loader.env.ref("base.es").id,
        }
    return values


def _department(loader, login):
    return next((member.department for member in loader.world.staff if member.login == login), "")


def _load_answers(loader):
    """Answer the first questions of the leads that are being qualified, and leave the others to be answered."""
    for lead in loader.world.leads:
        record = loader.leads[lead.code]
        if not lead.answers or not lead.owner:
            continue
        record._qualification_ensure()
        answers = record.qualification_answer_ids.sorted("sequence")
        for answer, note in zip(answers[: lead.answers], _ANSWERS, strict=False):
            # Who answers is who looks after the lead.
            answer.with_user(loader.users[lead.owner]).sudo().write({"state": "favourable", "note": note})


def moment(day, hour, minute=0):
    """Return the naive UTC datetime of that hour in Spain on ``day``."""
    local = datetime.combine(day, time(hour, minute), tzinfo=_ZONE)
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def past(day, hour, minute=0):
    """Return the moment of that day, or now if it is yet to come: this may be loaded early in the morning."""
    return min(moment(day, hour, minute), fields.Datetime.now())


def last_workday(day):
    """Return that day, or the Friday before it if it falls on a weekend."""
    return day - timedelta(days=max(0, day.weekday() - _FRIDAY))


def date_back(env, rows):
    """Set when the leads came, and to their stage. The ORM writes the hour of the load, and their age is all in it."""
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            UPDATE crm_lead
               SET create_date = came.day, date_last_stage_update = came.moved,
                   date_open = CASE WHEN date_open IS NULL THEN NULL ELSE came.day END
              FROM (VALUES %s) AS came (id, day, moved)
             WHERE crm_lead.id = came.id
            """,
            SQL(", ").join(SQL("(%s, %s::timestamp, %s::timestamp)", *row) for row in rows),
        )
    )
    env["crm.lead"].invalidate_model(["create_date", "date_last_stage_update", "date_open"])
