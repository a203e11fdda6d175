from odoo import models
from odoo.exceptions import ValidationError


class CrmLead(models.Model):
    """Where the firm says so, nothing is won before its client has signed the engagement letter."""

    _inherit = "crm.lead"

    def _stage_check_entry(self, stage, vals):
        result = super()._stage_check_entry(stage, vals)
        if stage.outcome == "won":
            self._stage_check_letter(stage)
        return result

    def _stage_check_letter(self, stage):
        # It is a rule of its own: it holds too where the stages have none.
        asked = self.filtered(lambda lead: lead._pipeline_company().engagement_mandatory)
        if self.env.su or not asked:
            return
        # sudo: the letter counts whoever of the firm made it
        orders = self.env["sale.order"].sudo()
        signed = orders.search(
            [
                ("opportunity_id", "in", asked.ids),
                ("engagement_signed_on", "!=", False),
                ("state", "!=", "cancel"),
            ]
        ).opportunity_id
        for lead in asked - signed.with_env(self.env):
            raise ValidationError(
                self.env._(
                    "To take «%(lead)s» to «%(stage)s» its client has to have signed the engagement letter. Open its "
                    "quotation, send it to be signed or keep the signed paper there: then it is won by itself.",
                    lead=lead.name,
                    stage=stage.name,
                )
            )
