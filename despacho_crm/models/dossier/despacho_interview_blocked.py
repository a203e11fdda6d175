from odoo import models


class DespachoInterview(models.Model):
    """Minutes that were kept before one of those who were there was blocked: others download them without that person.

    Those of a blocked client, or of a lead about one, are hidden with them.
    """

    _inherit = "despacho.interview"

    def action_print(self):
        action = super().action_print()
        return action if self.attachment_id.has_access("read") else self._download_redacted()

    def _download_redacted(self):
        self.ensure_one()
        return {"type": "ir.actions.act_url", "url": f"/despacho/interview/{self.id}", "target": "download"}

    def _get_redacted(self):
        """Return (name of the file, its content) of the minutes without those whose data are blocked."""
        self.ensure_one()
        # sudo: the paper is whole but for them, whoever downloads it
        minutes = self.sudo().with_context(without_blocked=True)
        name = self.env._("%(document)s (without blocked persons)", document=minutes._get_paper_name())
        return f"{name}.pdf", self.env["despacho.paper"]._print(minutes._get_sheet(), minutes.company_id)

    def _get_those_there(self):
        there = super()._get_those_there()
        if not self.env.context.get("without_blocked"):
            return there
        return there.filtered(lambda person: not person.privacy_blocked)
