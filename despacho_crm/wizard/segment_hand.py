from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.client_actions import CLOSE, said


class DespachoSegmentHand(models.TransientModel):
    """Who is added to segments, or left out of them, by hand, and why."""

    _name = "despacho.segment.hand"
    _description = "Add to a segment, or leave out"

    hand = fields.Selection([("in", "Add"), ("out", "Leave out")], required=True, default="in")
    segment_ids = fields.Many2many("despacho.segment", string="Segments", required=True)
    partner_ids = fields.Many2many("res.partner", string="Contacts", required=True)
    reason = fields.Char(help="So that whoever sees it later knows why the definition does not count.")

    def action_apply(self):
        self.ensure_one()
        if not self.segment_ids or not self.partner_ids:
            raise UserError(self.env._("Choose at least one segment and one contact."))
        if self.hand == "out" and not (self.reason or "").strip():
            raise UserError(self.env._("Say why they are left out: whoever prepares the next action will ask."))
        self.segment_ids._set_hand(self.partner_ids, self.hand, self.reason)
        names = ", ".join(self.segment_ids.mapped("name"))
        if self.hand == "in":
            message = self.env._("Added to «%(segments)s»: %(count)s.", segments=names, count=len(self.partner_ids))
        else:
            message = self.env._("Left out of «%(segments)s»: %(count)s.", segments=names, count=len(self.partner_ids))
        return said(message, then=CLOSE)
