from odoo import api, fields, models


class DespachoDossierSeal(models.TransientModel):
    """What was learnt from an action, asked when its dossier is sealed."""

    _name = "despacho.dossier.seal"
    _description = "Seal the dossier of a commercial action"

    action_id = fields.Many2one("despacho.action", string="Commercial action", required=True, readonly=True)
    lessons = fields.Html(compute="_compute_learnt", store=True, readonly=False, string="What to do again")
    mistakes = fields.Html(compute="_compute_learnt", store=True, readonly=False, string="What not to do again")
    response_count = fields.Integer(related="action_id.response_count")
    interview_count = fields.Integer(related="action_id.interview_count")

    @api.depends("action_id")
    def _compute_learnt(self):
        for wizard in self:
            wizard.lessons = wizard.action_id.lessons
            wizard.mistakes = wizard.action_id.mistakes

    def action_confirm(self):
        """Keep what was learnt with the action, and seal its dossier."""
        self.ensure_one()
        action = self.action_id
        action.write({"lessons": self.lessons, "mistakes": self.mistakes})
        action._seal()
        return {"type": "ir.actions.act_window_close"}
