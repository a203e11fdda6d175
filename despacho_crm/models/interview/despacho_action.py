from odoo import fields, models


class DespachoAction(models.Model):
    """The interviews that came from an action: document 4 of its dossier."""

    _inherit = "despacho.action"

    interview_ids = fields.One2many("despacho.interview", "action_id", string="Interviews", copy=False)
    interview_count = fields.Integer(string="Number of interviews", compute="_compute_interview_count")

    def _compute_interview_count(self):
        found = self.env["despacho.interview"]._read_group([("action_id", "in", self.ids)], ["action_id"], ["__count"])
        counts = {action.id: count for action, count in found}
        for action in self:
            action.interview_count = counts.get(action._origin.id, 0)

    def action_interviews(self):
        """Open the interviews that came from the action, or write the first one."""
        self.ensure_one()
        defaults = {"default_action_id": self.id, "default_service_line_ids": self.service_line_id.ids}
        return self.env["despacho.interview"]._open_of([("action_id", "=", self.id)], defaults)
