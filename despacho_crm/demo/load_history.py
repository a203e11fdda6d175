"""The stages that each lead and opportunity went through, as Odoo writes them down when somebody moves it."""

from odoo.fields import Command
from odoo.tools import SQL

from .load_pipeline import past
from .talks import working_day

_LEAD = ("lead_new", "lead_contacted", "lead_qualifying")
_OFFERED = ("opportunity_requested", "opportunity_analysis", "opportunity_proposal")
#: Stage -> those before it, in order.
_BEFORE = {
    "lead_new": (),
    "lead_attempt": _LEAD[:1],
    "lead_contacted": ("lead_new", "lead_attempt"),
    "lead_interested": _LEAD[:2],
    "lead_qualifying": _LEAD[:2],
    "lead_not_interested": ("lead_new", "lead_attempt"),
    "lead_future": _LEAD[:2],
    "lead_spam": _LEAD[:1],
    "opportunity_requested": (),
    "opportunity_analysis": _OFFERED[:1],
    "opportunity_proposal": _OFFERED[:2],
    "opportunity_negotiation": _OFFERED,
    "opportunity_won": (*_OFFERED, "opportunity_negotiation"),
    "opportunity_lost": (_OFFERED[0], _OFFERED[2]),
    "opportunity_lost_competitor": _OFFERED,
}
_SUBTYPES = {
    "won": "crm.mt_lead_won",
    **dict.fromkeys(("lost", "lost_competitor", "not_interested"), "crm.mt_lead_lost"),
}


def changes(stage, created, moved, is_client):
    """Return the changes of stage of who came one day and was moved to ``stage`` another: [(from, to, day)].

    A client asks for a quotation at once; of somebody else it was a lead first.
    """
    way = [*_BEFORE[stage], stage]
    if stage.startswith("opportunity_") and not is_client:
        way = [*_LEAD, *way]
    steps, length = len(way) - 1, moved - created
    return [
        (before, after, working_day(created + length * place / steps, moved))
        for place, (before, after) in enumerate(zip(way, way[1:], strict=False), 1)
    ]


def of_leads(loader):
    """Return the messages of the leads of the world, where each is already in its stage."""
    clients = {party.code for party in loader.world.clients}
    found = []
    for lead in loader.world.leads:
        moves = changes(lead.stage, lead.created, lead.moved, lead.party in clients)
        found += messages(loader.leads[lead.code], moves)
    return found


def messages(lead, moves):
    """Return the values of the messages that tell the changes of stage of a lead, which is where it is already."""
    env = lead.env
    field = env["ir.model.fields"]._get("crm.lead", "stage_id").id
    # In the language of who moved it.
    words = env(context=dict(env.context, lang=env.ref("base.user_admin").lang))
    author, reached = (lead.user_id or env.user).partner_id, lead.date_last_stage_update
    found = []
    for place, (before, after, day) in enumerate(moves, 1):
        old, new = (words.ref(f"despacho_crm.stage_{stage}") for stage in (before, after))
        tracked = {
            "field_id": field,
            "old_value_integer": old.id,
            "old_value_char": old.name,
            "new_value_integer": new.id,
            "new_value_char": new.name,
        }
        found.append(
            {
                "model": lead._name,
                "res_id": lead.id,
                "message_type": "notification",
                "subtype_id": env.ref(_SUBTYPES.get(new.outcome, "crm.mt_lead_stage")).id,
                "author_id": author.id,
                "email_from": author.email,
                "date": reached if place == len(moves) else min(past(day, 10, 5 * place), reached),
                "body": "",
                "tracking_value_ids": [Command.create(tracked)],
            }
        )
    return found


def date_back(leads):
    """What was tracked was tracked by whom the message says, when it says: the ORM writes the hour of the load."""
    env = leads.env
    env.flush_all()
    env.cr.execute(
        SQL(
            """
            UPDATE mail_tracking_value tracking
               SET create_date = message.date, write_date = message.date,
                   create_uid = COALESCE(lead.user_id, tracking.create_uid)
              FROM mail_message message JOIN crm_lead lead ON lead.id = message.res_id
             WHERE message.id = tracking.mail_message_id AND message.model = 'crm.lead'
               AND lead.id = ANY(%s)
            """,
            leads.ids,
        )
    )
    env["mail.tracking.value"].invalidate_model(["create_date", "write_date", "create_uid"])
