from odoo import models
from odoo.exceptions import ValidationError

from ...exceptions import StageQuestion


class CrmLead(models.Model):
    """A lead that is taken to «Converted» becomes an opportunity, as with the button."""

    _inherit = "crm.lead"

    def _stage_convert(self):
        """Convert the leads as core's assistant does: with the customer that is known, or a new one."""
        if not self:
            return
        self._pipeline_rules_apply()._stage_check_conversion()
        self.filtered(lambda lead: not lead.active).action_unarchive()
        for lead in self:
            lead._handle_partner_assignment(force_partner_id=lead._find_matching_partner().id, create_missing=True)
            lead.convert_opportunity(lead.partner_id)

    def _stage_check_conversion(self):
        """Ask for what the leads lack to be opportunities: all that each of them lacks, at once."""
        lacking = {lead: messages for lead in self if (messages := lead._conversion_lacks())}
        if not lacking:
            return
        first = next(iter(lacking))
        message = "\n".join(text for messages in lacking.values() for text in messages)
        action = first._stage_conversion_action()
        if rest := self - first:
            message = self.env._(
                "Nothing is converted yet, because something is missing:\n%(lacking)s\n"
                "Complete now «%(first)s». Afterwards convert the rest: %(rest)s.",
                lacking=message,
                first=first.name,
                rest=", ".join(f"«{lead.name}»" for lead in rest),
            )
            # The form is about the first; the client shows the message beside it.
            action["context"]["stage_question_notice"] = message
        raise StageQuestion(message, action, self.env._("Complete and convert"))

    def _conversion_lacks(self):
        """Return what the lead lacks to be an opportunity, in sentences."""
        self.ensure_one()
        lacks = []
        try:
            self._check_nif_for_conversion({})
        except ValidationError as error:
            lacks.append(str(error))
        return lacks + self._qualification_lacks()

    def _qualification_lacks(self):
        """Return the sentences about the leads with required questions of the qualification unanswered."""
        return [
            self.env._(
                "Before converting «%(lead)s», answer in its qualification: %(questions)s.",
                lead=lead.name,
                questions=", ".join(missing.mapped("display_name")),
            )
            for lead in self
            if (missing := lead._qualification_missing())
        ]

    def _stage_conversion_action(self):
        """Return core's assistant of the conversion, on this lead."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("crm.action_crm_lead2opportunity_partner")
        action["context"] = {
            "dialog_size": "extra-large",
            "active_model": self._name,
            "active_id": self.id,
            "active_ids": self.ids,
            "default_lead_id": self.id,
        }
        return action

    def convert_opportunity(self, partner, user_ids=False, team_id=False):
        if not self.env.context.get("convert_only_ready"):
            return super().convert_opportunity(partner, user_ids=user_ids, team_id=team_id)
        # Shared out by core, which converts what it gives: who gets a lead that is not ready qualifies it first.
        ready = self.filtered(lambda lead: lead._conversion_is_ready())
        (self - ready)._handle_salesmen_assignment(user_ids=user_ids, team_id=team_id)
        return super(CrmLead, ready).convert_opportunity(partner, user_ids=user_ids, team_id=team_id)

    def _conversion_is_ready(self):
        """Say whether the lead has what an opportunity needs, whoever converts it."""
        self.ensure_one()
        try:
            self._check_nif_for_conversion({"partner_id": self.partner_id.id})
        except ValidationError:
            return False
        return not self._pipeline_has_stages() or not self._qualification_missing()

    def _convert_opportunity_data(self, customer, team_id=False):
        # A lead without stage gets one of those that it will be able to be in.
        lead = self.with_context(pipeline_type="opportunity")
        return super(CrmLead, lead)._convert_opportunity_data(customer, team_id)

    def _stage_check_write(self, vals):
        """Refuse to convert leads with required questions of the qualification unanswered."""
        result = super()._stage_check_write(vals)
        if vals.get("type") == "opportunity":
            converting = self.filtered(lambda lead: lead.type == "lead")._pipeline_rules_apply()
            if lacks := converting._qualification_lacks():
                raise ValidationError("\n".join(lacks))
        return result
