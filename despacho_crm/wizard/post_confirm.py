from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DespachoPostConfirm(models.TransientModel):
    """Letters that go to the post office, and those that have to be taken out of the pile before."""

    _name = "despacho.post.confirm"
    _description = "Mark letters as posted"

    run_ids = fields.Many2many("despacho.post.run", string="Bundles", required=True)
    posted_on = fields.Date(string="Posted on", required=True, default=fields.Date.context_today)
    out_ids = fields.Many2many(
        "despacho.action.recipient", string="Letters to take out", compute="_compute_out_ids", compute_sudo=True
    )
    letter_count = fields.Integer(string="Letters to post", compute="_compute_out_ids", compute_sudo=True)

    @api.depends("run_ids")
    def _compute_out_ids(self):
        for wizard in self:
            runs = wizard.run_ids._origin
            wizard.out_ids = runs._take_out()
            wizard.letter_count = len(runs.recipient_ids.filtered(lambda row: row.state == "leaving"))

    @api.constrains("posted_on")
    def _check_posted_on(self):
        if any(wizard.posted_on > fields.Date.context_today(wizard) for wizard in self):
            raise ValidationError(self.env._("Letters that will be posted are marked when they have been."))

    def action_confirm(self):
        self.ensure_one()
        self.run_ids.action_id.check_access("write")
        self.run_ids._post(self.posted_on)
        return {"type": "ir.actions.act_window_close"}
