import pytz

from odoo import api, fields, models

from ...tools import habits
from ...tools.call_back import call_back
from ...tools.next_contact import days_until_next
from ..activity.mail_activity import REACHED

#: The channels in which somebody speaks to each recipient.
PERSONAL = ("call", "visit", "event")
#: The channel of a contact in the log, by the channel of the action.
CONTACT_CHANNEL = {"call": "call", "visit": "visit", "event": "meeting"}
#: Where each one is, as whoever calls or visits says it.
CALLING_STATES = [
    ("waiting", "Nobody yet"),
    ("taken", "Being contacted"),
    ("again", "Once again"),
    ("done", "Attended to"),
    ("failed", "Not reached"),
    ("stopped", "Not to be contacted"),
]
_CALLING_STATE_OF = {"sent": "done", "failed": "failed", "stopped": "stopped", "excluded": "stopped"}


class DespachoActionRecipient(models.Model):
    """A recipient to whom somebody speaks: who has them now, when to try again, how many times it was tried."""

    _inherit = "despacho.action.recipient"

    caller_id = fields.Many2one(
        "res.users", string="Being called by", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )
    taken_until = fields.Datetime(
        string="Kept for them until",
        readonly=True,
        copy=False,
        help="Who is called is of nobody else until then: afterwards, if nothing was noted, anybody may call.",
    )
    call_on = fields.Datetime(
        string="Call again on",
        readonly=True,
        copy=False,
        help="Day and hour that was agreed, or that the list proposes.",
    )
    call_user_id = fields.Many2one(
        "res.users",
        string="Who calls again",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="Who agreed it with them.",
    )
    call_tries = fields.Integer(string="Tries", readonly=True, copy=False, aggregator="avg")
    last_call_on = fields.Datetime(string="Last try", readonly=True, copy=False)
    calling_state = fields.Selection(CALLING_STATES, string="Where it is", compute="_compute_calling_state")
    state_shown = fields.Char(
        string="Where it stands",
        compute="_compute_state_shown",
        help="What is sent was sent or not; whoever is called, visited or invited was attended to or not.",
    )
    log_ids = fields.One2many(
        "mail.activity", "recipient_id", string="Contacts", context={"active_test": False}, readonly=True, copy=False
    )
    sheet_phone = fields.Char(string="Phone of the sheet today", compute="_compute_sheet_phone", compute_sudo=True)

    _to_call = models.Index("(action_id, call_on) WHERE state = 'waiting' AND included")

    @api.depends("state", "taken_until", "call_on")
    def _compute_calling_state(self):
        now = fields.Datetime.now()
        for recipient in self:
            waiting = "again" if recipient.call_on else "waiting"
            if recipient.taken_until and recipient.taken_until > now:
                waiting = "taken"
            recipient.calling_state = _CALLING_STATE_OF.get(recipient.state, waiting)

    @api.depends("state", "channel", "calling_state")
    @api.depends_context("lang")
    def _compute_state_shown(self):
        calling = dict(self._fields["calling_state"]._description_selection(self.env))
        for channel, recipients in self.grouped("channel").items():
            labels = self._get_state_labels(channel)
            for recipient in recipients:
                waits = channel in PERSONAL and recipient.state == "waiting"
                shown = calling[recipient.calling_state] if waits else labels.get(recipient.state)
                recipient.state_shown = shown or ""

    @api.model
    def _get_state_labels(self, channel):
        """Return {state: its words}: a call or a visit is not «sent»."""
        labels = dict(self._fields["state"]._description_selection(self.env))
        if channel in PERSONAL:
            calling = dict(self._fields["calling_state"]._description_selection(self.env))
            named = {state: calling[_CALLING_STATE_OF[state]] for state in ("sent", "failed", "stopped")}
            labels |= {**named, "waiting": calling["waiting"]}
        return labels

    @api.depends("partner_id.phone", "lead_id.phone", "phone")
    def _compute_sheet_phone(self):
        """What was approved is called; that the contact has another number today is told."""
        for recipient in self:
            today = recipient.partner_id.phone or recipient.lead_id.phone
            recipient.sheet_phone = today if today and today != recipient.phone else False

    def _contact_document(self):
        """Return the record in whose log a contact is written down: the lead that they are, or their sheet."""
        self.ensure_one()
        lead = self.lead_id
        return lead if lead and lead.active else self.partner_id

    def _data_origin(self):
        """Return where their data come from, of those to whom it has to be told; or nothing."""
        self.ensure_one()
        # sudo: whoever calls has to be able to say it
        notices = self.env["despacho.privacy.notice"].sudo()
        own = [("partner_id", "=", self.partner_id.id)] if self.partner_id else [("lead_id", "=", self.lead_id.id)]
        known = notices.search([*own, ("company_id", "=", self.company_id.id)], limit=1)
        return known.data_source or ""

    # What follows from a contact

    def _contacted(self, activities):
        """Bring the rows up to date after contacts with them were noted, or corrected.

        Two keys of the context come from whoever notes it: ``call_back_on``, when they are to be called again from
        this list (False: never), and ``call_back_by``, who agreed it.
        """
        rows = self.filtered(lambda row: row.channel in PERSONAL and row.action_id.state in ("running", "done"))
        log = self.env["mail.activity"].with_context(active_test=False)
        tries = dict(
            log._read_group([("recipient_id", "in", rows.ids), ("result", "!=", False)], ["recipient_id"], ["__count"])
        )
        for row in rows:
            contact = activities.filtered(lambda one, row=row: one.recipient_id == row).sorted("done_at")[-1:]
            if contact:
                row.write(row._prepare_contacted(contact, tries.get(row, 0)))

    def _prepare_contacted(self, contact, tries):
        """Return what a contact changes of the row."""
        values = {
            "caller_id": False,
            "taken_until": False,
            "call_tries": tries,
            "last_call_on": contact.done_at,
            "call_on": False,
            "call_user_id": False,
        }
        reached = contact.result in REACHED
        again = self._call_again_on(contact, tries)
        if again:
            values.update(call_on=again, call_user_id=self.env.context.get("call_back_by"))
        if self.state in ("waiting", "sent", "failed"):
            over = "sent" if reached or contact.result == "refused" else "failed"
            values["state"] = "waiting" if again else over
            if values["state"] == "sent":
                values["sent_on"] = self.sent_on or contact.done_at
        if reached:
            values["reached"] = True
        if self.channel != "call":
            values.update(self._prepare_attendance(contact))
        return values

    def _call_again_on(self, contact, tries):
        """Return when to call again from this list, or False."""
        said = self.env.context.get("call_back_on")
        if said is not None:
            return fields.Datetime.to_datetime(said) or False
        return self._propose_call_back(contact.result, tries, contact.done_at)

    def _propose_call_back(self, result, tries, moment):
        """Return when to try again somebody who was not reached; False when there is nothing more to try."""
        if result not in ("no_answer", "left_message") or self.channel != "call":
            return False
        if tries >= self.action_id.call_max_tries:
            return False
        zone = pytz.timezone(self.env.context.get("tz") or self.env.user.tz or habits.TIME_ZONE)
        local = pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)
        again = call_back(local, days_until_next(result, None))
        return zone.localize(again).astimezone(pytz.utc).replace(tzinfo=None)
