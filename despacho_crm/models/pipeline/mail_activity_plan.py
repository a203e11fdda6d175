from odoo import api, fields, models
from odoo.exceptions import ValidationError


class MailActivityPlan(models.Model):
    """The playbooks that come with the product, in the language of the firm."""

    _inherit = "mail.activity.plan"

    @api.model
    def _name_playbooks(self, names=None):
        """Write the words of the playbooks as the administrator reads them: plans have one language.

        :param names: those of the playbooks, without module; by default all of them
        """
        lang = self.env.ref("base.user_admin").lang
        speaking = self.with_context(lang=lang)
        for xmlid, name in speaking._playbook_names().items():
            plan = self.env.ref(f"despacho_crm.{xmlid}", raise_if_not_found=False)
            if plan and (names is None or xmlid in names):
                plan.name = name
        for xmlid, summary in speaking._playbook_steps().items():
            step = self.env.ref(f"despacho_crm.{xmlid}", raise_if_not_found=False)
            if step and (names is None or xmlid.rpartition("_")[0] in names):
                step.summary = summary

    @api.model
    def _playbook_names(self):
        return {
            "playbook_lead_new": self.env._("Lead: New"),
            "playbook_lead_contacted": self.env._("Lead: Contact Established"),
            "playbook_lead_interested": self.env._("Lead: Interested Undecided"),
            "playbook_lead_qualifying": self.env._("Lead: Qualification in Progress"),
            "playbook_lead_not_interested": self.env._("Lead: Not Interested"),
            "playbook_lead_future": self.env._("Lead: Contact in the Future"),
            "playbook_opportunity_requested": self.env._("Opportunity: Quotation Requested"),
            "playbook_opportunity_analysis": self.env._("Opportunity: Analysis"),
            "playbook_opportunity_proposal": self.env._("Opportunity: In Proposal"),
            "playbook_opportunity_negotiation": self.env._("Opportunity: In Negotiation"),
            "playbook_opportunity_lost": self.env._("Opportunity: Closed Lost"),
            "playbook_opportunity_lost_competitor": self.env._("Opportunity: Closed Lost to Competitor"),
            "plan_onboarding": self.env._("Onboarding of a new client"),
        }

    @api.model
    def _playbook_steps(self):
        return {
            "playbook_lead_new_1": self.env._("Review the basic information and prepare the first strategy of contact"),
            "playbook_lead_contacted_1": self.env._("Ask the key questions: needs and level of interest"),
            "playbook_lead_interested_1": self.env._("Give more information or solve doubts to encourage the decision"),
            "playbook_lead_interested_2": self.env._("Decide whether to contact again in the future"),
            "playbook_lead_qualifying_1": self.env._("Go deeper into needs, budget and viability of the conversion"),
            "playbook_lead_not_interested_1": self.env._("Document the reasons and end the active follow-up"),
            "playbook_lead_future_1": self.env._("Resume contact on the date agreed"),
            "playbook_opportunity_requested_1": self.env._("Prepare and send the quotation for what was asked"),
            "playbook_opportunity_analysis_1": self.env._("Gather the additional information that is needed"),
            "playbook_opportunity_analysis_2": self.env._("Adjust the proposal to the case"),
            "playbook_opportunity_proposal_1": self.env._("Follow up closely: solve doubts and requested changes"),
            "playbook_opportunity_proposal_2": self.env._("Ask for an answer to the proposal"),
            "playbook_opportunity_negotiation_1": self.env._("Negotiate terms to reach a satisfactory agreement"),
            "playbook_opportunity_lost_1": self.env._("Document the reasons, for later analysis"),
            "playbook_opportunity_lost_competitor_1": self.env._(
                "Analyse the weak points of the proposal, to improve in the future"
            ),
            "plan_onboarding_1": self.env._("Start the implementation of what was agreed"),
            "plan_onboarding_2": self.env._("Welcome the client and ask for the documents that are needed"),
            "plan_onboarding_3": self.env._("First meeting with the client and those who will do the work"),
            "plan_onboarding_4": self.env._("Check with the client that the service works as agreed"),
        }


class MailActivityPlanTemplate(models.Model):
    """Steps that are for whoever is something to the lead or to its client: nobody has to be asked."""

    _inherit = "mail.activity.plan.template"

    responsible_type = fields.Selection(
        selection_add=[
            ("owner", "The person of the lead or opportunity"),
            ("adviser", "The adviser of the client"),
            ("team_leader", "Team leader"),
        ],
        ondelete={"owner": "set default", "adviser": "set default", "team_leader": "set default"},
    )

    @api.model
    def default_get(self, fields):
        result = super().default_get(fields)
        if self._is_for_leads() and result.get("responsible_type") == "on_demand":
            result["responsible_type"] = "owner"
        return result

    def _is_for_leads(self):
        """Say whether the plan is of leads, which starts by itself: there is nobody to ask."""
        # Core's form says of what a plan is that is not saved yet.
        return (self.plan_id.res_model or self.env.context.get("default_res_model")) == "crm.lead"

    @api.depends("activity_type_id")
    def _compute_responsible_type(self):
        result = super()._compute_responsible_type()
        for template in self:
            if template.responsible_type == "on_demand" and template._is_for_leads():
                template.responsible_type = "owner"
        return result

    @api.constrains("plan_id", "responsible_type")
    def _check_responsible_team_leader(self):
        for template in self:
            if template.responsible_type == "team_leader" and template.plan_id.res_model != "crm.lead":
                raise ValidationError(
                    self.env._(
                        "The plan «%(plan)s» is not of leads or opportunities, so its steps have no team leader. "
                        "Choose another assignment.",
                        plan=template.plan_id.name,
                    )
                )

    @api.constrains("plan_id", "responsible_type")
    def _check_responsible_of_client(self):
        for template in self:
            of_client = template.responsible_type in ("owner", "adviser")
            if of_client and template.plan_id.res_model not in ("crm.lead", "res.partner"):
                raise ValidationError(
                    self.env._(
                        "The plan «%(plan)s» is not of leads, opportunities or contacts, so its steps are of no "
                        "adviser. Choose another assignment.",
                        plan=template.plan_id.name,
                    )
                )

    def _playbook_responsible(self, lead):
        """Return who does the step for the ``lead``, whose person gets what nobody else can do: may be nobody yet."""
        return self._playbook_named(lead) or lead._playbook_owner()

    def _playbook_named(self, lead):
        """Return whom the step names, which may be nobody."""
        self.ensure_one()
        responsible = self.env["res.users"]
        if self.responsible_type == "other":
            responsible = self.responsible_id
        elif self.responsible_type == "owner":
            responsible = lead._playbook_owner()
        elif self.responsible_type == "team_leader":
            responsible = lead._playbook_leader()
        elif self.responsible_type == "adviser":
            # sudo: whose client it is holds also for who does not see the client.
            responsible = lead.sudo().partner_id.commercial_partner_id.user_id
        return responsible.filtered("active").with_env(lead.env)

    def _determine_responsible(self, on_demand_responsible, applied_on_record):
        if self.responsible_type not in ("owner", "adviser", "team_leader"):
            return super()._determine_responsible(on_demand_responsible, applied_on_record)
        if applied_on_record._name == "crm.lead":
            responsible = self._playbook_named(applied_on_record)
            responsible = responsible or on_demand_responsible or applied_on_record._playbook_owner()
        else:
            responsible = applied_on_record.commercial_partner_id.user_id.filtered("active") or on_demand_responsible
        return {"responsible": responsible or self.env.user, "error": False, "warning": False}
