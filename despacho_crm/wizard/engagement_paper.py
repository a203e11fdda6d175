import base64

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DespachoEngagementPaper(models.TransientModel):
    """The letter that the client signed with a pen, scanned."""

    _name = "despacho.engagement.paper"
    _description = "Engagement letter signed on paper"

    order_id = fields.Many2one("sale.order", string="Engagement letter", required=True, readonly=True)
    order_state = fields.Selection(related="order_id.state")
    file = fields.Binary(string="Signed letter (PDF)", required=True, attachment=False)
    filename = fields.Char()
    signed_by = fields.Char(
        string="Signed by", required=True, compute="_compute_signed_by", store=True, readonly=False, precompute=True
    )
    signed_on = fields.Date(string="On", required=True, default=fields.Date.context_today)

    @api.depends("order_id")
    def _compute_signed_by(self):
        for wizard in self:
            wizard.signed_by = wizard.order_id.engagement_client_name

    @api.constrains("signed_on")
    def _check_signed_on(self):
        if any(wizard.signed_on > fields.Date.context_today(wizard) for wizard in self):
            raise ValidationError(self.env._("A letter is kept once it has been signed, not before."))

    def action_keep(self):
        """Keep the paper as both copies of the letter, which does not change from here on."""
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        # Where the firm does not ask for it before, the work may have been confirmed on somebody's word.
        order._engagement_check_signable(("draft", "sent", "sale"))
        content = base64.b64decode(self.file)
        if not content.startswith(b"%PDF"):
            raise ValidationError(self.env._("Scan the signed letter as PDF: this file is something else."))
        order.sudo().signed_by = self.signed_by  # sudo: users do not sign for the client but here
        order._engagement_keep(content, "paper", fields.Datetime.to_datetime(self.signed_on))
        return {"type": "ir.actions.act_window_close"}

    def action_keep_and_confirm(self):
        """Keep the paper and confirm the order."""
        self.action_keep()
        self.order_id.action_confirm()
        return {"type": "ir.actions.act_window_close"}
