from odoo import api, fields, models


class DespachoRegistryChoice(models.TransientModel):
    """Whose an act of the register is, when several contacts may be it, or one that was not thought of."""

    _name = "despacho.registry.choice"
    _description = "Whose an act of the register is"

    act_id = fields.Many2one("despacho.registry.act", required=True, readonly=True, ondelete="cascade")
    name = fields.Char(related="act_id.name")
    text = fields.Text(related="act_id.text")
    possible_ids = fields.Many2many(related="act_id.possible_ids")
    partner_id = fields.Many2one("res.partner", string="It is", domain="[('parent_id', '=', False)]")

    @api.model
    def _ask(self, act):
        """Return the action that asks about ``act``."""
        only = act.possible_ids if len(act.possible_ids) == 1 else act.possible_ids.browse()
        choice = self.create({"act_id": act.id, "partner_id": only.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Which of ours is it?"),
            "res_model": self._name,
            "res_id": choice.id,
            "views": [(False, "form")],
            "target": "new",
        }

    def action_confirm(self):
        self.act_id._confirm(self.partner_id)
        return {"type": "ir.actions.act_window_close"}

    def action_dismiss(self):
        self.act_id.action_dismiss()
        return {"type": "ir.actions.act_window_close"}
