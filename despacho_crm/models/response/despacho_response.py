from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

from ..activity.mail_activity_type import CHANNELS

KINDS = [
    ("interested", "Interested"),
    ("information", "Wants information"),
    ("later", "Later on"),
    ("not_interested", "Not interested"),
    ("wrong_person", "Wrong person"),
    ("complaint", "Complaint"),
    ("unsubscribe", "Wants no more"),
]
SOURCES = [
    ("reply", "E-mail reply"),
    ("click", "Click"),
    ("open", "Opened"),
    ("bounce", "Returned"),
    ("unsubscribe", "Way out of the message"),
    ("call", "Call"),
    ("visit", "Visit or event"),
    ("web", "Web form"),
    ("typed", "Noted by hand"),
    ("post", "Post"),
]
#: What a machine noticed: nobody has said anything, so there is nothing to classify, and once is enough.
SIGNALS = ("open", "click", "bounce")
#: With these whoever received it was reached.
REACHING = frozenset({"reply", "click", "open", "unsubscribe", "call", "visit", "web", "typed", "post"})
#: The channel by which an answer of each source comes.
CHANNEL_OF_SOURCE = {
    "reply": "email",
    "click": "email",
    "open": "email",
    "bounce": "email",
    "unsubscribe": "email",
    "call": "call",
    "visit": "visit",
    "web": "web",
    "post": "post",
}
#: What a person may still say of a response once it is there. The rest is evidence.
_OPEN = frozenset({"kind", "text", "next_date", "user_id", "everything"})


class DespachoResponse(models.Model):
    """What a recipient of a commercial action answered, or what was noticed of him."""

    _name = "despacho.response"
    _description = "Response to a commercial action"
    _inherit = ["mail.thread"]
    _order = "date desc, id desc"
    _rec_names_search = ["recipient_id.name", "recipient_id.company_name", "partner_id.complete_name"]

    action_id = fields.Many2one(
        "despacho.action", string="Commercial action", required=True, index=True, ondelete="restrict"
    )
    campaign_id = fields.Many2one(related="action_id.campaign_id", store=True, index=True, string="Campaign")
    company_id = fields.Many2one(related="action_id.company_id", store=True, index=True)
    recipient_id = fields.Many2one(
        "despacho.action.recipient", string="Recipient", index="btree_not_null", ondelete="restrict"
    )
    partner_id = fields.Many2one("res.partner", string="Contact", index="btree_not_null", ondelete="set null")
    commercial_partner_id = fields.Many2one(
        "res.partner",
        string="Client or prospect",
        compute="_compute_commercial_partner_id",
        store=True,
        index="btree_not_null",
        ondelete="set null",
    )
    lead_id = fields.Many2one(
        "crm.lead",
        string="Lead it was sent to",
        index="btree_not_null",
        ondelete="set null",
        help="The lead or opportunity that the recipient was, where there was no contact yet.",
    )
    created_lead_id = fields.Many2one(
        "crm.lead",
        string="Lead it became",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    activity_id = fields.Many2one(
        "mail.activity",
        string="Contact in the log",
        index="btree_not_null",
        ondelete="set null",
        readonly=True,
        copy=False,
    )
    who = fields.Char(string="Who", compute="_compute_who")
    kind = fields.Selection(
        KINDS, string="What they answered", tracking=True, index="btree_not_null", help="Empty: to be classified."
    )
    source = fields.Selection(SOURCES, string="How it came", required=True, default="typed")
    channel = fields.Selection(CHANNELS, compute="_compute_channel", store=True, readonly=False, precompute=True)
    date = fields.Datetime(string="When", required=True, default=fields.Datetime.now, index=True)
    text = fields.Text(string="In their words")
    next_date = fields.Date(string="Contact again on")
    everything = fields.Boolean(
        string="By no channel at all",
        help="They want nothing more from us by any channel. Without it, by the one of this response.",
    )
    user_id = fields.Many2one(
        "res.users", string="Noted by", index="btree_not_null", domain=[("share", "=", False)], ondelete="set null"
    )
    to_classify = fields.Boolean(compute="_compute_to_classify", store=True, precompute=True)

    _signal_uniq = models.UniqueIndex("(recipient_id, source) WHERE source IN ('open', 'click', 'bounce')")
    _to_classify_idx = models.Index("(action_id) WHERE to_classify")
    _activity_uniq = models.UniqueIndex("(activity_id) WHERE activity_id IS NOT NULL")

    @api.depends("partner_id.commercial_partner_id")
    def _compute_commercial_partner_id(self):
        for response in self:
            response.commercial_partner_id = response.partner_id.commercial_partner_id

    @api.depends("recipient_id", "partner_id", "lead_id")
    def _compute_who(self):
        for response in self:
            # sudo: what was frozen of the recipient says who it was, also once the contact is not to be seen.
            recipient = response.recipient_id.sudo()
            names = (recipient.company_name, recipient.name) if recipient else ()
            named = " · ".join(dict.fromkeys(name for name in names if name))
            response.who = named or response.partner_id.display_name or response.lead_id.display_name or ""

    @api.depends("who", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for response in self:
            said = kinds.get(response.kind)
            response.display_name = f"{response.who}: {said}" if said else response.who

    @api.depends("source")
    def _compute_channel(self):
        for response in self:
            response.channel = CHANNEL_OF_SOURCE.get(response.source, response.channel)

    @api.depends("kind", "source")
    def _compute_to_classify(self):
        for response in self:
            response.to_classify = not response.kind and response.source not in SIGNALS

    @api.model
    def _record(self, recipient, kind, source, **vals):
        """Note what recipients answered, with what follows from it. The one way in.

        What a machine notices (opened, clicked, returned) is noted once for each recipient, in one query
        for all of them. Of an answer every one counts.

        :param recipient: ``despacho.action.recipient``, of none, one or several; without any, ``vals`` say
            ``action_id``, and ``partner_id`` or ``lead_id`` where they are known
        :param kind: a code of KINDS, or False where somebody is to read it first
        :param source: a code of SOURCES
        :return: the responses that are new
        """
        # sudo: who answers is outside, and what he answers is to be noted whoever hears it.
        recipients, responses = recipient.sudo(), self.sudo()
        if source in SIGNALS and not kind:
            found = responses._record_signals(recipients, source, vals.get("date"))
        else:
            shared = {"kind": kind, "source": source, **vals}
            rows = [{**shared, "recipient_id": one.id} for one in recipients] or [shared]
            quiet = responses.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
            found = quiet.create(rows)
        return found.with_env(self.env)

    @api.model
    def _record_signals(self, recipients, source, date=None):
        """Note that each of the recipients opened, clicked or could not be reached, where it is not noted yet."""
        if not recipients:
            return self.browse()
        self.flush_model()
        recipients.flush_model(["action_id", "partner_id", "lead_id"])
        self.env["despacho.action"].flush_model(["campaign_id", "company_id"])
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """
                INSERT INTO despacho_response
                       (action_id, campaign_id, company_id, recipient_id, partner_id, commercial_partner_id, lead_id,
                        source, channel, date, to_classify, create_uid, create_date, write_uid, write_date)
                SELECT action.id, action.campaign_id, action.company_id, recipient.id, partner.id,
                       partner.commercial_partner_id, recipient.lead_id,
                       %(source)s, %(channel)s, %(date)s, FALSE, %(uid)s, %(now)s, %(uid)s, %(now)s
                  FROM despacho_action_recipient recipient
                  JOIN despacho_action action ON action.id = recipient.action_id
                  LEFT JOIN res_partner partner ON partner.id = recipient.partner_id
                 WHERE recipient.id = ANY(%(ids)s)
                ON CONFLICT DO NOTHING
                RETURNING id
                """,
                source=source,
                channel=CHANNEL_OF_SOURCE[source],
                date=date or now,
                uid=self.env.uid,
                now=now,
                ids=recipients.ids,
            )
        )
        found = self.browse([response_id for (response_id,) in rows])
        found._tell_recipients()
        return found

    @api.model_create_multi
    def create(self, vals_list):
        prepared = [self._prepare_response(vals) for vals in vals_list]
        responses = super().create(prepared)
        responses._tell_recipients()
        responses._classified({})
        return responses

    @api.model
    def _prepare_response(self, vals):
        """Complete what the recipient says: whose action it is, and who he is."""
        vals = dict(vals)
        # sudo: as above
        recipient = self.env["despacho.action.recipient"].sudo().browse(vals.get("recipient_id") or ())
        if recipient:
            vals["action_id"] = recipient.action_id.id
            vals["partner_id"] = vals.get("partner_id") or recipient.partner_id.id
            if "lead_id" not in vals:
                vals["lead_id"] = recipient.lead_id.id
        elif vals.get("lead_id") and not vals.get("partner_id"):
            # sudo: who hears an answer need not see the leads of others
            vals["partner_id"] = self.env["crm.lead"].sudo().browse(vals["lead_id"]).partner_id.id
        if "user_id" not in vals and not self.env.su:
            vals["user_id"] = self.env.uid
        return vals

    def write(self, vals):
        if not self.env.su and not _OPEN.issuperset(vals) and not self.env.user.has_group("despacho_crm.group_manager"):
            raise AccessError(
                self.env._(
                    "A response stays as it came. What may be changed is what it means, the note, the next day and "
                    "who attends to it; for the rest ask a manager."
                )
            )
        before = {response: response.kind for response in self} if "kind" in vals else {}
        result = super().write(vals)
        changed = self.filtered(lambda response: response in before and before[response] != response.kind)
        if changed:
            changed._classified(before)
        return result

    def _tell_recipients(self):
        """Whoever answers was reached."""
        # sudo: the frozen rows are written by nobody in person
        reached = self.filtered(lambda response: response.source in REACHING).sudo().recipient_id
        # What is sealed stays as it was: what comes later counts after it.
        open_rows = reached.filtered(lambda recipient: recipient.action_id.state != "sealed")
        open_rows.filtered(lambda recipient: not recipient.reached).write({"reached": True})

    def _classified(self, before):
        """Do what follows from what the responses mean.

        :param dict before: {response: the kind that it had}, nothing for new ones
        """

    @api.model
    def _open_new(self, context):
        """Return the action that asks for a response by hand, with the defaults of ``context``."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Note a response"),
            "res_model": self._name,
            "views": [(self.env.ref("despacho_crm.view_despacho_response_note").id, "form")],
            "target": "new",
            "context": {"dialog_size": "medium", **context},
        }
