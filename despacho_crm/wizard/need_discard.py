from odoo import fields, models

from ..models.need.despacho_need import DISCARD_REASONS


class DespachoNeedDiscard(models.TransientModel):
    """Why some needs are discarded."""

    _name = "despacho.need.discard"
    _description = "Discard needs"

    need_ids = fields.Many2many("despacho.need", string="Needs", required=True)
    reason = fields.Selection(DISCARD_REASONS, required=True)
    note = fields.Char(string="Details")

    def action_apply(self):
        self.ensure_one()
        self.need_ids.write({"status": "discarded", "discard_reason": self.reason, "discard_note": self.note})
        return {"type": "ir.actions.act_window_close"}
