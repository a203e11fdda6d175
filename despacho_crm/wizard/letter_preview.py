import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class DespachoLetterPreview(models.TransientModel):
    """A letter as one of its real addressees will get it."""

    _name = "despacho.letter.preview"
    _description = "Preview of a letter"

    action_id = fields.Many2one("despacho.action", required=True, readonly=True)
    recipient_id = fields.Many2one(
        "despacho.action.recipient",
        string="As it goes to",
        compute="_compute_recipient_id",
        store=True,
        readonly=False,
        domain="[('action_id', '=', action_id), ('included', '=', True)]",
    )
    partner_id = fields.Many2one(
        "res.partner", string="As it would go to", compute="_compute_partner_id", store=True, readonly=False
    )
    is_frozen = fields.Boolean(compute="_compute_is_frozen")
    slips = fields.Char(related="action_id.letter_slips")
    pdf = fields.Binary(string="Letter", attachment=False, readonly=True)

    @api.depends("action_id")
    def _compute_is_frozen(self):
        for preview in self:
            preview.is_frozen = preview.action_id.state not in ("draft", "freezing")

    @api.depends("action_id")
    def _compute_recipient_id(self):
        for preview in self:
            mine = [("action_id", "=", preview.action_id.id), ("included", "=", True)]
            preview.recipient_id = preview.is_frozen and preview.recipient_id.search(mine, order="number", limit=1)

    @api.depends("action_id")
    def _compute_partner_id(self):
        for preview in self:
            action = preview.action_id
            partners = action.partner_ids[:1] or action.lead_ids.partner_id[:1]
            if not partners and action.segment_ids:
                members = self.env["despacho.segment.member"]
                partners = members.search([("segment_id", "in", action.segment_ids.ids)], limit=1).partner_id
            preview.partner_id = False if preview.is_frozen else partners

    def _show(self):
        """Draw the letter and open it."""
        self.ensure_one()
        recipient = self._get_recipient()
        if recipient:
            content, _pages = self.action_id._make_letters(recipient)
            self.pdf = base64.b64encode(content)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The letter, as it arrives"),
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }

    def _get_recipient(self):
        """Return the frozen recipient, or before that one like the contact chosen would be."""
        if self.recipient_id or self.is_frozen:
            return self.recipient_id
        partner = self.partner_id
        if not partner:
            return self.recipient_id
        company = partner.commercial_partner_id
        return self.recipient_id.new(
            {
                "action_id": self.action_id.id,
                "number": 1,
                "partner_id": partner.id,
                "name": partner.name if partner != company else False,
                "company_name": company.name,
                "nif_key": company.nif_key,
                "function": partner.function,
                "street": partner.street or company.street,
                "zip": partner.zip or company.zip,
                "city": partner.city or company.city,
                "state_name": (partner.state_id or company.state_id).name,
                "country_name": (partner.country_id or company.country_id).name,
                "email": partner.email,
                "values": {"sector": company.sector_id.name, "activity": company.cnae_id.name},
            }
        )

    def action_show(self):
        """Draw it for whoever was chosen."""
        if not self._get_recipient():
            raise UserError(self.env._("Choose somebody to see the letter as it would reach them."))
        return self._show()

    def action_next(self):
        """Draw it for the next one of the action."""
        self.ensure_one()
        mine = [("action_id", "=", self.action_id.id), ("included", "=", True)]
        rows = self.recipient_id
        following = rows.search([*mine, ("number", ">", self.recipient_id.number)], order="number", limit=1)
        self.recipient_id = following or rows.search(mine, order="number", limit=1)
        return self._show()
