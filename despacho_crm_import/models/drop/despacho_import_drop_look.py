from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

#: So long the screen waits for the job to look.
_PATIENCE = timedelta(minutes=5)


class DespachoImportDrop(models.Model):
    """A person has a box looked at, and sees what comes of it."""

    _inherit = "despacho.import.drop"

    look_asked_on = fields.Datetime(
        string="Look asked for on", readonly=True, copy=False, help="When a person last had it looked at."
    )
    is_looking = fields.Boolean(string="Is being looked at", compute="_compute_is_looking")

    @api.depends("look_asked_on", "last_look", "file_ids.state")
    def _compute_is_looking(self):
        for drop in self:
            asked = drop.look_asked_on
            is_recent = asked and asked > fields.Datetime.now() - _PATIENCE
            is_to_look = drop.kind == "folder" and not (drop.last_look and drop.last_look >= asked) if asked else False
            drop.is_looking = is_recent and (is_to_look or "waiting" in drop.file_ids.mapped("state"))

    def action_look_now(self):
        """Have what is there imported now, and say what is seen."""
        self.ensure_one()
        self.check_access("write")
        if obstacle := self._get_obstacle():
            raise UserError(obstacle)
        message = self._get_seen_message() if self.kind == "folder" else self._get_mail_message()
        self.look_asked_on = fields.Datetime.now()
        self._look_soon()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "info",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _look_soon(self):
        self.env.ref("despacho_crm_import.ir_cron_look")._trigger()
