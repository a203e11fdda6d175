from odoo import api, fields, models


class MailingMailing(models.Model):
    """What the screen of the e-mail of an action needs."""

    _inherit = "mailing.mailing"

    action_state = fields.Selection(related="action_id.state", string="State of the action")
    version_count = fields.Integer(string="Versions of this e-mail", compute="_compute_version_count")

    @api.depends("action_id.mailing_ids")
    def _compute_version_count(self):
        for mailing in self:
            mailing.version_count = len(mailing.action_id.mailing_ids)

    def action_back_to_action(self):
        """Open the action that this e-mail is of."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "despacho.action",
            "res_id": self.action_id.id,
            "views": [(False, "form")],
        }

    def action_delete_version(self):
        """Forget this version: the others stay."""
        self.ensure_one()
        action = self.action_back_to_action()
        self._check_action_open()
        # sudo: whoever writes the e-mail of an action may delete a version of it
        self.sudo().unlink()
        return action

    def action_open_version(self):
        """Open the editor of this version."""
        self.ensure_one()
        return self.action_id._open_mailing(self)
