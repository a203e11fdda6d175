"""What was done with leads, clients and prospects, and what is planned: all in the one log."""

from datetime import timedelta

from markupsafe import Markup

from odoo.fields import Command

from . import load_history
from .load_pipeline import moment, past

_TYPES = {
    "call": "mail.mail_activity_data_call",
    "email": "mail.mail_activity_data_email",
    "meeting": "mail.mail_activity_data_meeting",
    "todo": "mail.mail_activity_data_todo",
    "visit": "despacho_crm.mail_activity_type_visit",
    "web": "despacho_crm.mail_activity_type_contact",
    "social": "despacho_crm.mail_activity_type_contact",
}
_CHANNELS = {"web", "social"}


def load(loader):
    rows = [
        (lead.owner, loader.leads[lead.code], action)
        for lead in loader.world.leads
        for action in lead.actions
        if lead.code in loader.leads
    ]
    rows += [
        (relation.owner, loader.partners[relation.party], action)
        for relation in loader.world.relations
        for action in relation.actions
        if relation.party in loader.partners
    ]
    done = [row for row in rows if row[2].feedback]
    planned = [row for row in rows if not row[2].feedback]
    meetings = [row for row in planned if row[2].kind == "meeting" and row[1]._name == "crm.lead"]
    load_done(loader, done, load_history.of_leads(loader))
    load_history.date_back(loader.env["crm.lead"].concat(*loader.leads.values()))
    loader.env["mail.activity"].create([_values(loader, *row) for row in planned if row not in meetings])
    _load_meetings(loader, meetings)


def _values(loader, owner, record, action):
    env = loader.env
    values = {
        "res_model_id": env["ir.model"]._get_id(record._name),
        "res_id": record.id,
        "activity_type_id": env.ref(_TYPES[action.kind]).id,
        "summary": action.summary,
        "date_deadline": action.date,
        "user_id": (loader.users.get(owner) or env.user).id,
        "direction": "inbound" if action.inbound else "outbound",
    }
    if action.kind in _CHANNELS:
        values["channel"] = action.kind
    if action.attempt:
        values["playbook_stage_id"] = env.ref("despacho_crm.stage_lead_attempt").id
        values["is_protocol_decision"] = action.decision
    return values


def load_done(loader, rows, told=()):
    """Keep what was done as of the day and hour when it was, and say it in the conversation.

    ``told``: values of what else is in the conversations.
    """
    env = loader.env
    # What is planned after each is in the world as well.
    activities = (
        env["mail.activity"]
        .with_context(contact_next="planned", contact_known_to_lead=True)
        .create(
            [
                {
                    **_values(loader, owner, record, action),
                    "active": False,
                    "feedback": action.feedback,
                    "result": action.result or False,
                    "reaction": action.reaction or False,
                    "next_days": action.next_days,
                    "done_at": past(action.date, action.hour, action.minute),
                    "date_done": action.date,
                    **({} if action.chance is None else {"chance": action.chance}),
                }
                for owner, record, action in rows
            ]
        )
    )
    subtype = env.ref("mail.mt_activities")
    said = [
        {
            "model": record._name,
            "res_id": record.id,
            "message_type": "notification",
            "subtype_id": subtype.id,
            "mail_activity_type_id": activity.activity_type_id.id,
            "author_id": activity.user_id.partner_id.id,
            "email_from": activity.user_id.email,
            "date": activity.done_at,
            "body": Markup("<p><b>%s</b></p><p>%s</p>") % (action.summary, action.feedback),
        }
        for activity, (_owner, record, action) in zip(activities, rows, strict=True)
    ]
    # A conversation is read in the order in which it was written.
    env["mail.message"].create(sorted([*said, *told], key=lambda one: one["date"]))


def _load_meetings(loader, rows):
    """Plan the visits: they go into the calendar, which plans the activity itself."""
    env = loader.env
    env["calendar.event"].create(
        [
            {
                "name": f"{action.summary}: {record.partner_name or record.name}",
                "start": moment(action.date, action.hour),
                "stop": moment(action.date, action.hour) + timedelta(hours=1),
                "user_id": loader.users[owner].id,
                "partner_ids": [Command.set(loader.users[owner].partner_id.ids)],
                "res_model_id": env["ir.model"]._get_id("crm.lead"),
                "res_id": record.id,
                "opportunity_id": record.id if record.type == "opportunity" else False,
            }
            for owner, record, action in rows
        ]
    )
