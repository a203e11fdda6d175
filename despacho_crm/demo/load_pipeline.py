"""Leads and opportunities, what was done about them and what is planned."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo.fields import Command
from odoo.tools import SQL, groupby

from .pipeline import LOST_REASONS, SOURCES
from .services import LINES

_ZONE = ZoneInfo("Europe/Madrid")
_TYPES = {
    "call": "mail.mail_activity_data_call",
    "email": "mail.mail_activity_data_email",
    "meeting": "mail.mail_activity_data_meeting",
    "todo": "mail.mail_activity_data_todo",
}


def load(loader):
    env, leads = loader.env, loader.world.leads
    words = {
        "sources": _by_name(env["utm.source"], SOURCES),
        "tags": _by_name(env["crm.tag"], LINES.values()),
        "reasons": _by_name(env["crm.lost.reason"], LOST_REASONS),
    }
    stages = env["crm.stage"].search([("is_won", "=", False)])
    won_stage = env["crm.stage"].search([("is_won", "=", True)], limit=1)
    records = env["crm.lead"].create([_values(loader, lead, words, stages, won_stage) for lead in leads])
    by_code = dict(zip((lead.code for lead in leads), records, strict=True))
    _load_done(loader, by_code)
    _load_planned(loader, by_code)
    for name, reason in words["reasons"].items():
        lost = [by_code[lead.code].id for lead in leads if lead.reason == name]
        env["crm.lead"].browse(lost).action_set_lost(lost_reason_id=reason.id)
    for lead in leads:
        if lead.closed:
            by_code[lead.code].date_closed = _moment(lead.closed, 17)
    _date_back(env, [(by_code[lead.code].id, _moment(lead.created, 9)) for lead in leads])
    loader.name(by_code)


def _by_name(model, names):
    """Return {name: record}, making those that are missing."""
    found = {record.name: record for record in model.search([("name", "in", list(names))])}
    missing = [name for name in names if name not in found]
    return found | dict(zip(missing, model.create([{"name": name} for name in missing]), strict=True))


def _values(loader, lead, words, stages, won_stage):
    team = loader.teams.get(_department(loader, lead.owner)) or loader.teams["negocio"]
    stage = won_stage if lead.outcome == "won" else stages[min(int(lead.stage * len(stages)), len(stages) - 1)]
    if lead.outcome == "lead":
        stage = stages[:1]
    values = {
        "type": "lead" if lead.outcome == "lead" else "opportunity",
        "name": lead.name,
        "partner_id": loader.partners[lead.party].id if lead.party else False,
        "user_id": loader.users[lead.owner].id if lead.owner else False,
        "team_id": team.id,
        "stage_id": stage.id,
        "expected_revenue": lead.revenue,
        "priority": lead.priority,
        "tag_ids": [Command.set(words["tags"][LINES[lead.line]].ids)],
        "source_id": words["sources"][lead.source].id,
        "description": lead.description,
        "date_deadline": lead.deadline,
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


def _activity(loader, lead, record, action):
    owner = loader.users.get(lead.owner) or loader.env.user
    return {
        "res_model_id": loader.env["ir.model"]._get_id("crm.lead"),
        "res_id": record.id,
        "activity_type_id": loader.env.ref(_TYPES[action.kind]).id,
        "summary": action.summary,
        "date_deadline": action.date,
        "user_id": owner.id,
    }


def _load_done(loader, by_code):
    """Mark as done, in the name of who did it, and on the day when it was."""
    env = loader.env
    rows = [(lead, action) for lead in loader.world.leads for action in lead.actions if action.feedback]
    activities = env["mail.activity"].create(
        [_activity(loader, lead, by_code[lead.code], action) for lead, action in rows]
    )
    done = sorted(
        zip(activities, rows, strict=True), key=lambda pair: (pair[0].user_id.id, pair[1][1].feedback, pair[0].id)
    )
    for (user, feedback), group in groupby(done, key=lambda pair: (pair[0].user_id, pair[1][1].feedback)):
        batch = env["mail.activity"].browse([activity.id for activity, _row in group])
        messages, _next = batch.with_user(user).sudo()._action_done(feedback=feedback)
        for activity, message in zip(batch, messages, strict=True):
            activity.date_done = activity.date_deadline
            message.date = _moment(activity.date_deadline, 9 + activity.id % 9)


def _load_planned(loader, by_code):
    """Plan the next steps. A visit goes into the calendar, which plans the activity itself."""
    env = loader.env
    planned = [(lead, action) for lead in loader.world.leads for action in lead.actions if not action.feedback]
    env["mail.activity"].create(
        [_activity(loader, lead, by_code[lead.code], action) for lead, action in planned if action.kind != "meeting"]
    )
    env["calendar.event"].create(
        [
            {
                "name": f"{action.summary}: {by_code[lead.code].partner_name or by_code[lead.code].name}",
                "start": _moment(action.date, action.hour),
                "stop": _moment(action.date, action.hour) + timedelta(hours=1),
                "user_id": loader.users[lead.owner].id,
                "partner_ids": [Command.set(loader.users[lead.owner].partner_id.ids)],
                "res_model_id": env["ir.model"]._get_id("crm.lead"),
                "res_id": by_code[lead.code].id,
                "opportunity_id": by_code[lead.code].id if lead.outcome == "open" else False,
            }
            for lead, action in planned
            if action.kind == "meeting"
        ]
    )


def _moment(day, hour):
    """Return the naive UTC datetime of ``hour`` in Spain on ``day``."""
    local = datetime.combine(day, time(hour), tzinfo=_ZONE)
    return local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)


def _date_back(env, rows):
    """Set when the leads came. The ORM refuses to write it, and the age of a lead is all in it."""
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE crm_lead SET create_date = came.day FROM (VALUES %s) AS came (id, day) WHERE crm_lead.id = came.id",
            SQL(", ").join(SQL("(%s, %s::timestamp)", lead_id, moment) for lead_id, moment in rows),
        )
    )
    env["crm.lead"].invalidate_model(["create_date"])
