from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ...tools.privacy import address
from ..privacy.words import CHANNELS, PURPOSES, WAYS_IN, WAYS_OUT


class DespachoConsent(models.Model):
    """Somebody lets the firm address them through a channel, for a purpose: who, when, how, with which words.

    One row each time that it is given: what proves it is not written over by the next one. It stays when
    the contact is deleted, and follows it when two are joined.
    """

    _name = "despacho.consent"
    _description = "Consent"
    _order = "given_on desc, id desc"
    _rec_name = "name"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", string="Contact", ondelete="set null", index="btree_not_null", check_company=True
    )
    lead_id = fields.Many2one(
        "crm.lead", string="Lead", ondelete="set null", index="btree_not_null", check_company=True
    )
    name = fields.Char(string="Who", readonly=True, help="As they were called when they consented.")
    company_id = fields.Many2one(
        "res.company", string="Firm", required=True, index=True, default=lambda self: self.env.company
    )
    channel = fields.Selection(CHANNELS, required=True, default="email")
    address = fields.Char(
        compute="_compute_address",
        store=True,
        readonly=False,
        index="btree_not_null",
        help="The e-mail or the number that they gave: with another one, they are asked again.",
    )
    purpose = fields.Selection(PURPOSES, string="For what", required=True, default="all")
    given_on = fields.Date(string="Given on", required=True, default=fields.Date.context_today)
    how = fields.Selection(WAYS_IN, string="How", required=True, default="form")
    evidence = fields.Text(
        string="Proof",
        required=True,
        help="What proves it: where the form is kept, the address of the web form, who was there.",
    )
    evidence_file = fields.Binary(string="Document", attachment=True)
    evidence_filename = fields.Char(string="Name of the document")
    text_shown = fields.Text(
        string="Words that they accepted",
        required=True,
        default=lambda self: self._default_text(),
        help="Exactly those that they read or heard.",
    )
    text_version = fields.Char(string="Version of the words", help="The date or number of the form.")
    recorded_by = fields.Many2one(
        "res.users", string="Noted down by", readonly=True, default=lambda self: self.env.user
    )
    withdrawn_on = fields.Datetime(string="Withdrawn on", readonly=True, copy=False)
    withdrawn_how = fields.Selection(WAYS_OUT, string="How it was withdrawn", readonly=True, copy=False)
    state = fields.Selection(
        [("given", "In force"), ("withdrawn", "Withdrawn")], compute="_compute_state", search="_search_state"
    )

    _given_idx = models.Index("(company_id, channel, address) WHERE withdrawn_on IS NULL")

    @api.model
    def _default_text(self):
        return self.env._(
            "I agree that %(firm)s sends me information about its services. I can withdraw it at any time.",
            firm=self.env.company.name,
        )

    @api.depends("withdrawn_on")
    def _compute_state(self):
        for consent in self:
            consent.state = "withdrawn" if consent.withdrawn_on else "given"

    @api.model
    def _search_state(self, operator, value):
        if operator != "in":
            return NotImplemented
        asked = fields.Domain.FALSE
        for state, wanted in (("given", "="), ("withdrawn", "!=")):
            if state in value:
                asked |= fields.Domain("withdrawn_on", wanted, False)
        return asked

    @api.depends("partner_id", "lead_id", "channel")
    def _compute_address(self):
        for consent in self:
            who = consent.partner_id or consent.lead_id
            if consent.channel not in ("email", "phone", "sms"):
                consent.address = False
            elif not consent.address or consent._origin.channel != consent.channel:
                consent.address = self._address_of(who, consent.channel)

    @api.model
    def _address_of(self, record, channel):
        """Return the address of a contact or lead as it is compared, or False."""
        if not record:
            return False
        if channel == "email":
            return record.email_normalized
        return record.phone_sanitized or address.phone(record.phone)

    @api.constrains("partner_id", "lead_id", "channel", "address", "given_on", "evidence", "text_shown")
    def _check_proof(self):
        today = fields.Date.context_today(self)
        for consent in self:
            if consent.given_on > today:
                raise ValidationError(self.env._("Nobody has consented on a day to come: correct the date."))
            if not (consent.evidence or "").strip() or not (consent.text_shown or "").strip():
                raise ValidationError(
                    self.env._("Without what proves it and the words that were accepted, a consent is worth nothing.")
                )
            if consent.channel in ("email", "phone", "sms") and not consent.address:
                raise ValidationError(
                    self.env._("Say the e-mail or the number for which «%(who)s» consents.", who=consent.name or "")
                )

    @api.model
    def _clean_address(self, channel, text):
        """Return the address as it is compared; raise if it is none."""
        clean = tools.email_normalize(text) if channel == "email" else address.phone(text)
        if not clean:
            raise ValidationError(self.env._("«%(address)s» is no e-mail nor phone number: correct it.", address=text))
        return clean
