from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL

from ..campaign.despacho_action import CHANNELS
from ..lifecycle.res_partner import GROUP
from ..privacy.words import GATE_BASES, GATE_REASONS
from ..segmentation.res_partner_structure import CONTACT_ROLES
from .words import ADDRESSED, FREEZING_REASONS, STATES, STOPPING_REASONS

#: What is written of the correspondence with somebody.
_TECHNICAL = frozenset({"message_bounce", "message_main_attachment_id"})
#: To whom it was sent: also what came back, and whoever was reached though they may be called again.
SENT = Domain("sent_on", "!=", False) | Domain("reached", "=", True)
SENT_SQL = SQL("(recipient.sent_on IS NOT NULL OR recipient.reached)")


class DespachoActionRecipient(models.Model):
    """A recipient of a commercial action, as they were when it was approved: one row for each of its audience.

    Whoever is left out has a row as well, with the reason. The row is what leaves: nothing of it follows the contact
    afterwards. It is written in SQL by the job that freezes (``despacho_action_freeze.py``); later only what happens
    with it is written.
    """

    _name = "despacho.action.recipient"
    _description = "Recipient of a commercial action"
    _inherit = ["mail.thread.blacklist"]
    _order = "action_id desc, number"
    _primary_email = "email"
    # What was approved is what leaves: never to the address that the contact has today.
    _mail_defaults_to_email = True
    _mail_post_access = "read"
    _rec_names_search = ["name", "company_name", "nif_key", "email", "phone"]

    action_id = fields.Many2one(
        "despacho.action", string="Action", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="action_id.company_id", store=True, index=True, readonly=True, string="Company of the firm"
    )
    channel = fields.Selection(CHANNELS, required=True, readonly=True)
    number = fields.Integer(string="No.", required=True, readonly=True, aggregator=None)

    partner_id = fields.Many2one(
        "res.partner", string="Contact", readonly=True, index="btree_not_null", ondelete="set null"
    )
    commercial_partner_id = fields.Many2one(
        "res.partner", string="Company of the contact", readonly=True, index="btree_not_null", ondelete="set null"
    )
    lead_id = fields.Many2one("crm.lead", readonly=True, index="btree_not_null", ondelete="set null")
    list_contact_id = fields.Many2one(
        "mailing.contact",
        string="Contact of a mailing list",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        groups=GROUP,
    )

    name = fields.Char(readonly=True)
    company_name = fields.Char(string="Company", readonly=True)
    nif_key = fields.Char(string="NIF", readonly=True)
    function = fields.Char(string="Position in the company", readonly=True)
    contact_role = fields.Selection(CONTACT_ROLES, string="Role with us", readonly=True)
    street = fields.Char(readonly=True)
    zip = fields.Char(string="Postcode", readonly=True)
    city = fields.Char(readonly=True)
    state_id = fields.Many2one("res.country.state", string="Province", readonly=True, ondelete="set null")
    state_name = fields.Char(string="Province, as written", readonly=True)
    country_name = fields.Char(string="Country", readonly=True)
    email = fields.Char(string="E-mail", readonly=True)
    phone = fields.Char(readonly=True)
    phone_sanitized = fields.Char(string="Phone number", readonly=True, index="btree_not_null")
    lang = fields.Char(string="Language", readonly=True)
    # Of the company, never of the person: sector, activity, size, province, relation, temperature, segments, lists.
    values = fields.Json(string="What was known then", readonly=True)

    values_shown = fields.Text(string="Known then", compute="_compute_values_shown")

    included = fields.Boolean(string="Is addressed", readonly=True)
    reason = fields.Selection([*FREEZING_REASONS, *GATE_REASONS, *STOPPING_REASONS], string="Why not", readonly=True)
    reason_text = fields.Char(string="Why not, in full", readonly=True)
    basis = fields.Selection(GATE_BASES, string="Legal basis", readonly=True)
    evidence = fields.Text(string="What it rests on", readonly=True)
    addressed = fields.Selection(ADDRESSED, string="Addressee chosen", readonly=True)
    addressed_why = fields.Char(string="Why this addressee", readonly=True)

    state = fields.Selection(STATES, required=True, readonly=True, default="preparing")
    sent_on = fields.Datetime(string="Sent on", readonly=True)
    reached = fields.Boolean(string="Was reached", readonly=True)
    erased = fields.Boolean(
        string="Data erased",
        readonly=True,
        help="The person asked for it, or the time to keep it is over: the number and the counts stay.",
    )

    _once = models.UniqueIndex("(action_id, number)", "This number of the action is taken already.")
    _to_prepare = models.Index("(action_id, number) WHERE state = 'preparing'")
    _to_send = models.Index("(action_id, number) WHERE state IN ('waiting', 'leaving')")
    _address = models.Index("(email_normalized) WHERE email_normalized IS NOT NULL")
    _sent = models.Index("(company_id, sent_on DESC) WHERE sent_on IS NOT NULL")

    @api.depends("name", "company_name", "number")
    def _compute_display_name(self):
        for recipient in self:
            names = [name for name in (recipient.name, recipient.company_name) if name]
            recipient.display_name = ", ".join(dict.fromkeys(names)) or self.env._(
                "No. %(number)s", number=recipient.number
            )

    @api.depends("values")
    @api.depends_context("lang")
    def _compute_values_shown(self):
        labels = self.env["despacho.action"]._known_labels()
        for recipient in self:
            lines = [f"{label}: {read(recipient)}" for label, read in labels if read(recipient)]
            recipient.values_shown = "\n".join(lines)

    @api.model_create_multi
    def create(self, vals_list):
        self._check_program()
        return super().create(vals_list)

    def write(self, vals):
        # What the e-mail gateway notes of its own is not of what was approved.
        if not vals.keys() <= _TECHNICAL:
            self._check_program()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_program(self):
        self._check_program()

    @api.model
    def _check_program(self):
        if not self.env.su:
            raise AccessError(
                self.env._(
                    "The recipients of an action stay as they were approved: nobody changes, adds or deletes them. "
                    "What happens with them is noted with the buttons of the action."
                )
            )

    def _mail_get_partners(self, introspect_fields=False):
        # To the address that was approved, which may not be the one that the contact has today.
        nobody = self.env["res.partner"]
        return dict.fromkeys(self.ids, nobody)
