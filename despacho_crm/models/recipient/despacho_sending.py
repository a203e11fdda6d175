from odoo import api, fields, models
from odoo.tools import SQL

from ..campaign.despacho_action import CHANNELS
from ..privacy.words import GATE_BASES


class DespachoSending(models.Model):
    """The register of what was sent, to whom and on which basis: of the actions, and of mailings outside them."""

    _name = "despacho.sending"
    _description = "Register of what was sent"
    _auto = False
    _order = "date desc, id desc"
    _rec_name = "subject"
    # What it is read from: written to the database before it is asked.
    _depends = {
        "despacho.action": ["name", "subject"],
        "despacho.action.recipient": [
            *("action_id", "basis", "channel", "commercial_partner_id", "company_id", "company_name", "email"),
            *("erased", "evidence", "lead_id", "name", "number", "partner_id", "phone", "reached", "sent_on"),
            *("street", "zip", "city", "privacy_blocked"),
        ],
        "mailing.mailing": ["subject", "user_id"],
        "mailing.trace": [
            *("email", "mass_mailing_id", "model", "res_id", "sent_datetime", "trace_status", "trace_type"),
            "privacy_blocked",
        ],
        "res.partner": ["commercial_partner_id", "name"],
        "res.users": ["company_id"],
    }

    date = fields.Datetime(string="Sent on", readonly=True)
    subject = fields.Char(string="What", readonly=True)
    channel = fields.Selection(CHANNELS, readonly=True)
    recipient_id = fields.Many2one("despacho.action.recipient", readonly=True)
    action_id = fields.Many2one("despacho.action", string="Action", readonly=True)
    mailing_id = fields.Many2one("mailing.mailing", string="Mailing", readonly=True)
    company_id = fields.Many2one("res.company", string="Company of the firm", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Contact", readonly=True)
    commercial_partner_id = fields.Many2one("res.partner", string="Company of the contact", readonly=True)
    lead_id = fields.Many2one("crm.lead", readonly=True)
    name = fields.Char(string="To whom", readonly=True)
    company_name = fields.Char(string="Company", readonly=True)
    address = fields.Char(string="Where to", readonly=True)
    basis = fields.Selection(GATE_BASES, string="Legal basis", readonly=True)
    evidence = fields.Text(string="What it rests on", readonly=True)
    reached = fields.Boolean(string="Was reached", readonly=True)

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT 2 * item.id AS id, item.sent_on AS date,
                   COALESCE(NULLIF(action.subject, ''), action.name) AS subject,
                   item.channel, item.id AS recipient_id, item.action_id, NULL::int AS mailing_id, item.company_id,
                   item.partner_id, item.commercial_partner_id, item.lead_id, item.name, item.company_name,
                   CASE WHEN item.erased THEN NULL
                        WHEN item.channel = 'email' THEN item.email
                        WHEN item.channel IN ('call', 'sms', 'event') THEN item.phone
                        ELSE CONCAT_WS(', ', NULLIF(item.street, ''), CONCAT_WS(' ', item.zip, item.city))
                    END AS address,
                   item.basis, item.evidence, COALESCE(item.reached, FALSE) AS reached, item.privacy_blocked
              FROM despacho_action_recipient item JOIN despacho_action action ON action.id = item.action_id
             WHERE item.sent_on IS NOT NULL
             UNION ALL
            SELECT 2 * trace.id + 1, trace.sent_datetime, mailing.subject,
                   CASE trace.trace_type WHEN 'sms' THEN 'sms' ELSE 'email' END, NULL, NULL, mailing.id,
                   sender.company_id, partner.id, partner.commercial_partner_id,
                   CASE WHEN trace.model = 'crm.lead' THEN lead.id END,
                   COALESCE(partner.name, lead.contact_name, lead.partner_name), NULL, trace.email, NULL, NULL,
                   trace.trace_status IN ('open', 'reply'), trace.privacy_blocked
              FROM mailing_trace trace
              JOIN mailing_mailing mailing ON mailing.id = trace.mass_mailing_id
              LEFT JOIN res_users sender ON sender.id = COALESCE(mailing.user_id, mailing.create_uid)
              LEFT JOIN crm_lead lead ON trace.model = 'crm.lead' AND lead.id = trace.res_id
              LEFT JOIN res_partner partner ON partner.id = CASE trace.model WHEN 'res.partner' THEN trace.res_id
                                                                             WHEN 'crm.lead' THEN lead.partner_id END
             WHERE trace.model <> 'despacho.action.recipient' AND trace.sent_datetime IS NOT NULL
            """
        )

    @api.model
    def _of(self, partners=None, leads=None, email=None):
        """Return what was sent to these contacts, leads or this address, as a domain."""
        domain = fields.Domain.FALSE
        if partners:
            domain |= fields.Domain("partner_id", "in", partners.ids)
        if leads:
            domain |= fields.Domain("lead_id", "in", leads.ids)
        if email:
            domain |= fields.Domain("address", "=ilike", email.replace("_", r"\_").replace("%", r"\%"))
        return domain
