from odoo import fields, models
from odoo.exceptions import UserError


class DespachoPrivacyLift(models.TransientModel):
    """Somebody who said no changed their mind: why we know it."""

    _name = "despacho.privacy.lift"
    _description = "Lift an Opposition"

    opposition_ids = fields.Many2many("despacho.opposition", required=True)
    why = fields.Text(string="How they asked for it", required=True)

    def action_lift(self):
        self.ensure_one()
        if not (self.why or "").strip():
            raise UserError(self.env._("Say how they asked for it: somebody may ask for the proof."))
        self.opposition_ids._lift(self.why.strip())
        return {"type": "ir.actions.act_window_close"}
