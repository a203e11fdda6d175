from odoo import models
from odoo.exceptions import ValidationError

from ...exceptions import StageQuestion


class CrmLead(models.Model):
    """A proposal is made to somebody, and only a client can be won."""

    _inherit = "crm.lead"

    def _stage_check_entry(self, stage, vals):
        result = super()._stage_check_entry(stage, vals)
        self._stage_check_client(stage, vals)
        return result

    def _stage_check_client(self, stage, vals):
        """Refuse to take to a proposal, or to win, opportunities that do not say with whom."""
        ruled = self._pipeline_rules_apply().filtered(lambda lead: vals.get("type", lead.type) == "opportunity")
        lacking = {}
        for lead in ruled:
            client = self.env["res.partner"].browse(vals.get("partner_id", lead.partner_id.id) or ())
            if not client:
                lacking[lead] = self.env._(
                    "To take «%(lead)s» to «%(stage)s», choose its client.", lead=lead.name, stage=stage.name
                )
            elif stage.outcome == "won" and lead._pipeline_company().nif_mandatory:
                lacking[lead] = client._nif_document_message()
        needing = ruled if stage.outcome == "won" else ruled.filtered(lacking.get)._stage_proposing(stage)
        lacking = {lead: lacking[lead] for lead in needing if lacking.get(lead)}
        if not lacking:
            return
        message = "\n".join(lacking.values())
        if len(lacking) > 1:
            raise ValidationError(message)
        raise StageQuestion(
            message, self._stage_client_action(stage, next(iter(lacking))), self.env._("Choose the client")
        )

    def _stage_proposing(self, stage):
        """Return those of the opportunities that have a proposal already in ``stage``, or are further on."""
        if stage.outcome != "open":
            return self.browse()
        proposals = self._stages_for(trigger="quotation")
        return self.filtered(lambda lead: lead in proposals and not stage._is_before(proposals[lead]))

    def _stage_client_action(self, stage, lead):
        """Return the form that asks who the client of ``lead`` is, and then takes all of ``self`` to ``stage``."""
        return {
            "type": "ir.actions.act_window",
            "name": stage.name,
            "res_model": "despacho.lead.client",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "dialog_size": "medium",
                "default_lead_ids": self.ids,
                "default_lead_id": lead.id,
                "default_stage_id": stage.id,
                "default_partner_id": lead._find_matching_partner().id,
            },
        }

    def _stage_check_write(self, vals):
        """Refuse to go back from opportunity to lead, and to take the client away from what has been won."""
        result = super()._stage_check_write(vals)
        if vals.get("type") == "lead":
            for lead in self.filtered(lambda lead: lead.type == "opportunity")._pipeline_rules_apply():
                raise ValidationError(
                    self.env._(
                        "«%(lead)s» is an opportunity already and does not become a lead again. "
                        "If nothing comes of it, close it as lost.",
                        lead=lead.name,
                    )
                )
        if "partner_id" in vals and not vals["partner_id"] and "stage_id" not in vals:
            won = self.filtered(lambda lead: lead.stage_id.outcome == "won" and lead.partner_id)
            for lead in won._pipeline_rules_apply():
                raise ValidationError(
                    self.env._(
                        "«%(lead)s» is won, and what is won has a client. Choose another one, "
                        "instead of leaving it empty.",
                        lead=lead.name,
                    )
                )
        return result
