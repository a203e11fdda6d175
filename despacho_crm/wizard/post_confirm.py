from odoo import api, fields, models
from odoo.exceptions import ValidationError


class DespachoPostConfirm(models.TransientModel):
    """Letters that go to the post office, and those that have to be taken out of the pile before."""

    _name = "despacho.post.confirm"
    _description = "Mark letters as posted"

    run_ids = fields.Many2many("despacho.post.run", string="Bundles", required=True)
    posted_on = fields.Date(string="Posted on", required=True, default=fields.Date.context_today)
    out_ids = fields.Many2many("despacho.action.recipient", string="Letters to take out", compute="_compute_out_ids")
    out_hidden = fields.Char(
        string="Letters no.",
        compute="_compute_out_ids",
        help="The number stands in small on each letter, after «Ref.».",
    )
    letter_count = fields.Integer(string="Letters to post", compute="_compute_out_ids")

    @api.depends("run_ids")
    @api.depends_context("uid")
    def _compute_out_ids(self):
        for wizard in self:
            runs = wizard.run_ids._origin
            out = runs._take_out()
            # Whose data are blocked is named to nobody: their letter is known by its number.
            shown = out.with_env(self.env)._filtered_access("read")
            wizard.out_ids = shown
            wizard.out_hidden = wizard._tell_numbers(out - shown)
            # sudo: how many there are, whoever may see them
            rows = runs.sudo().recipient_ids
            wizard.letter_count = len(rows.filtered(lambda row: row.state == "leaving"))

    def _tell_numbers(self, rows):
        """Return the numbers of these letters, of several bundles with the bundle in which each one is."""
        # sudo: only their numbers
        rows = rows.sudo().sorted(lambda row: (row.action_id.id, row.post_run_id.number, row.number))
        numbers = {run: ", ".join(str(row.number) for row in mine) for run, mine in rows.grouped("post_run_id").items()}
        if len(self.run_ids) == 1:
            return ", ".join(numbers.values())
        return "; ".join(f"{run.display_name}: {found}" for run, found in numbers.items())

    @api.constrains("posted_on")
    def _check_posted_on(self):
        if any(wizard.posted_on > fields.Date.context_today(wizard) for wizard in self):
            raise ValidationError(self.env._("Letters that will be posted are marked when they have been."))

    def action_confirm(self):
        self.ensure_one()
        self.run_ids.action_id.check_access("write")
        self.run_ids._post(self.posted_on)
        return {"type": "ir.actions.act_window_close"}
