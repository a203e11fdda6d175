from odoo import fields, models

from ..campaign.despacho_action import CHANNELS
from ..lifecycle.res_partner import GROUP
from ..segmentation.res_partner_structure import CONTACT_ROLES
from .words import ADDRESSED, FREEZING_REASONS, GATE_BASES, GATE_REASONS, STATES, STOPPING_REASONS


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
    _mailing_enabled = True
    _primary_email = "email"
    # What was approved is what leaves: never to the address that the contact has today.
    _mail_defaults_to_email = True
    _mail_post_access = "read"

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
    function = fields.Char(string="Post", readonly=True)
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

    included = fields.Boolean(string="Is addressed", readonly=True)
    reason = fields.Selection([*FREEZING_REASONS, *GATE_REASONS, *STOPPING_REASONS], string="Why not", readonly=True)
    reason_text = fields.Char(string="Why not, in full", readonly=True)
    basis = fields.Selection(GATE_BASES, string="Legal basis", readonly=True)
    evidence = fields.Text(string="What it rests on", readonly=True)
    addressed = fields.Selection(ADDRESSED, string="Addressee chosen", readonly=True)
    addressed_why = fields.Char(string="Why this addressee", readonly=True)

    state = fields.Selection(STATES, required=True, readonly=True, default="preparing")
    sent_on = fields.Datetime(readonly=True)
    reached = fields.Boolean(readonly=True)
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
