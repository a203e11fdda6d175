from odoo import models
from odoo.exceptions import AccessError

from ...tools.client_actions import RELOAD, said

#: Joinings taken back by one click: the others wait for the next one.
_AT_A_TIME = 200


class DespachoMatchNight(models.Model):
    """Seeing what a night joined, and taking it back."""

    _inherit = "despacho.match.night"

    def action_open_merges(self):
        """Show the joinings of the night."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_merges")
        return {**action, "domain": [("night_id", "=", self.id)], "context": {"active_test": False}}

    def action_undo_all(self):
        """Take back what the job joined and completed that night, the latest first."""
        self.ensure_one()
        if not self.env.su and not self.env.user.has_group("despacho_crm.group_steward"):
            raise AccessError(self.env._("Taking back what was joined is the task of the data steward."))
        standing = [("night_id", "=", self.id), ("automatic", "=", True), ("state", "=", "done")]
        merges = self.env["despacho.merge"].search(standing, order="id desc", limit=_AT_A_TIME)
        merges.action_undo()
        left = self.env["despacho.merge"].search_count(standing)
        message = self.env._("%(count)s joinings taken back.", count=len(merges))
        if left:
            message += " " + self.env._("%(count)s are left: press the button again.", count=left)
        return said(message, then=RELOAD)
