from odoo import api, fields, models
from odoo.exceptions import UserError

STATES = [
    ("draft", "Being prepared"),
    ("sent", "Waiting for the signature"),
    ("upcoming", "Signed, not in force yet"),
    ("signed", "In force"),
    ("ended", "Ended"),
    ("superseded", "Replaced"),
    ("cancel", "Cancelled"),
]


class SaleOrder(models.Model):
    """A quotation whose fees say what they include is an engagement letter, signed before it is confirmed."""

    _inherit = "sale.order"

    order_clause_ids = fields.One2many("despacho.order.clause", "order_id", string="What each fee includes")
    is_engagement = fields.Boolean(
        string="Engagement letter",
        compute="_compute_is_engagement",
        store=True,
        help="One of its fees at least says what it includes: it is printed, signed and kept as engagement letter.",
    )
    engagement_state = fields.Selection(
        STATES, string="State of the letter", compute="_compute_engagement_state", store=True
    )
    engagement_object = fields.Text(string="What the firm is engaged for")
    engagement_start = fields.Date(string="In force from", copy=False)
    engagement_end = fields.Date(
        string="In force until", copy=False, help="Empty: until either side ends it, with the notice agreed."
    )
    engagement_notice_days = fields.Integer(
        string="Days of notice", default=lambda self: self.env.company.engagement_notice_days
    )
    engagement_signed_on = fields.Datetime(string="Letter signed on", readonly=True, copy=False)
    engagement_signed_how = fields.Selection(
        [("online", "Online"), ("paper", "On paper")], string="Signed", readonly=True, copy=False
    )
    engagement_sha256 = fields.Char(
        string="Fingerprint (SHA-256)",
        readonly=True,
        copy=False,
        help="Whoever has a copy of the signed PDF computes it anew: if it is this one, not a letter was changed.",
    )
    engagement_client_copy_id = fields.Many2one(
        "ir.attachment",
        string="Copy of the client",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    engagement_firm_copy_id = fields.Many2one(
        "ir.attachment",
        string="Copy of the firm",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    engagement_version = fields.Integer(
        string="Version",
        default=1,
        readonly=True,
        copy=False,
        help="It goes up when what the client had been shown changes.",
    )
    engagement_shown = fields.Char(readonly=True, copy=False)  # fingerprint of the text that the client was shown
    engagement_origin_id = fields.Many2one(
        "sale.order",
        string="Replaces the letter",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        check_company=True,
    )
    engagement_change = fields.Selection(
        [("renewal", "Renewal"), ("scope", "Change of scope")], string="Because of", readonly=True, copy=False
    )
    engagement_superseded_by_id = fields.Many2one(
        "sale.order", string="Replaced by", readonly=True, copy=False, index="btree_not_null", ondelete="set null"
    )

    _check_engagement_dates = models.Constraint(
        "CHECK (engagement_end IS NULL OR engagement_start IS NULL OR engagement_end >= engagement_start)",
        "An engagement ends after it begins.",
    )

    @api.depends("order_line.clause_ids")
    def _compute_is_engagement(self):
        for order in self:
            order.is_engagement = bool(order.order_line.clause_ids)

    # What is asked before it is confirmed

    def _engagement_refusal(self):
        """Return why the order cannot be confirmed as far as its letter goes, or ''."""
        self.ensure_one()
        # sudo: what a company decided holds for whoever confirms
        if self.engagement_signed_on or not self.company_id.sudo().engagement_mandatory:
            return ""
        if not self.is_engagement:
            return self.env._(
                "%(order)s is no engagement letter yet: none of its fees says what it includes. Complete it in «What "
                "each fee includes» and have the client sign it; then confirm it.",
                order=self.name,
            )
        return self.env._(
            "The client has not signed the engagement letter %(order)s. Send it to be signed online, or keep the "
            "signed paper with «Signed on paper»; then confirm it.",
            order=self.name,
        )

    def _confirmation_error_message(self):
        return super()._confirmation_error_message() or self._engagement_refusal() or False

    def _engagement_check_confirmed(self):
        """Refuse orders that are confirmed without the letter that their company asks for, however it was done."""
        for order in self.filtered(lambda order: order.state == "sale"):
            message = order._engagement_refusal()
            if message:
                raise UserError(message)

    def _has_to_be_signed(self):
        asked = super()._has_to_be_signed()
        if self.is_engagement and self.signature and not self.engagement_signed_on:
            # What was signed before it was a letter is no signature of the letter.
            asked = self.state in ("draft", "sent") and not self.is_expired and self.require_signature
        return asked and not (self.is_engagement and self._engagement_lacking())

    def _has_to_be_paid(self):
        # What is paid is confirmed: first the letter.
        return super()._has_to_be_paid() and not self._engagement_refusal()

    def _is_confirmation_amount_reached(self):
        # Who pays by a link before signing has paid: the order waits for the letter, and is confirmed with it.
        return super()._is_confirmation_amount_reached() and not self._engagement_refusal()
