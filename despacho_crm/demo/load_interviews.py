"""Minutes of visits and meetings: of a commercial action, of opportunities, and one that is still being written."""

from datetime import timedelta

from odoo import fields
from odoo.fields import Command

from ..tools.next_contact import next_day
from . import interviews
from .as_of import as_of
from .load_pipeline import past


def load(loader):
    """Write the minutes of opportunities, each by whoever looks after it."""
    for stage, days, words, needs, steps in interviews.OF_OPPORTUNITIES:
        lead = _lead_in(loader, stage)
        if lead:
            minutes = _write(loader, lead, days, words, needs, steps)
            loader.name({f"interview_{stage}": minutes})


def load_spring(loader, action):
    """Write the minutes of the visit to the first one of ``action`` who was interested: they go into its dossier."""
    interested = action.response_ids.filtered(lambda response: response.kind == "interested").sorted("id")[:1]
    row = interested.recipient_id
    if not row.partner_id:
        return
    held = past(fields.Date.add(interested.date.date(), days=2), 10)
    values = row.action_interview()["context"]
    interview = loader.env["despacho.interview"].with_context(**values).with_user(action.user_id)
    minutes = interview.create({**interviews.SPRING, "date": held, "user_ids": [Command.set(action.user_id.ids)]})
    _close(minutes, held)
    loader.name({"interview_data_calls": minutes.with_env(loader.env)})


def _lead_in(loader, stage):
    """Return the first opportunity of that stage of a company with people, which somebody looks after."""
    return loader.env["crm.lead"].search(
        [
            ("type", "=", "opportunity"),
            ("stage_id", "=", loader.env.ref(f"despacho_crm.stage_{stage}").id),
            ("partner_id.is_company", "=", True),
            ("partner_id.child_ids", "!=", False),
            ("user_id", "!=", False),
            ("interview_ids", "=", False),
        ],
        order="id",
        limit=1,
    )


def _write(loader, lead, days, words, needs, steps):
    today, env = loader.world.today, loader.env
    held = past(today - timedelta(days=days), 10)
    minutes = (
        env["despacho.interview"]
        .with_user(lead.user_id)
        .create(
            {
                **words,
                "date": held,
                "lead_id": lead.id,
                "partner_id": lead.partner_id.commercial_partner_id.id,
                "contact_ids": [Command.set(lead.partner_id.commercial_partner_id.child_ids[:2].ids)],
                "user_ids": [Command.set(lead.user_id.ids)],
                "service_line_ids": [Command.set(lead.service_line_ids.ids)],
                "need_line_ids": [
                    Command.create(
                        {
                            "name": what,
                            "kind": kind,
                            "service_line_id": lead.service_line_ids[:1].id,
                            "date_due": fields.Date.add(today, months=months) if months else False,
                        }
                    )
                    for what, kind, months in needs
                ],
                "step_ids": [
                    Command.create(
                        {
                            "name": what,
                            "date_deadline": next_day(today, ahead),
                            "activity_type_id": env.ref(kind).id,
                            "user_id": lead.user_id.id,
                        }
                    )
                    for what, ahead, kind in steps
                ],
            }
        )
    )
    if days > interviews.WRITTEN_IN:
        _close(minutes, held)
    return minutes.with_env(env)


def _close(minutes, held):
    """Close the minutes some hours after the interview."""
    written = min(held + timedelta(hours=4), fields.Datetime.now())
    with as_of(minutes.env, written):
        # What the log would move or plan because of it is in the world as well.
        minutes.with_context(contact_next="planned", contact_known_to_lead=True).action_close()
