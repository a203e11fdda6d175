from odoo import fields, models
from odoo.fields import Domain

from ..identity.by_code import BY_CODE


class CrmLead(models.Model):
    """A won opportunity starts the implementation with the client, once."""

    _inherit = "crm.lead"

    implementation_date = fields.Datetime(
        string="Implementation started on",
        readonly=True,
        copy=False,
        prefetch="pipeline",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("partner_id"):
            self._implementation_start()
        return result

    def _stage_entered(self, old_stages):
        result = super()._stage_entered(old_stages)
        self.filtered(lambda lead: old_stages[lead].outcome == "won")._implementation_cancel()
        self._implementation_end_selling()
        self._implementation_start()
        return result

    def _implementation_end_selling(self):
        """Who has signed is not followed up any more: take away the contacts that other contacts led to.

        What somebody planned apart, and what is in the calendar, is left.
        """
        won = self._pipeline_has_stages().filtered(lambda lead: lead.stage_id.outcome == "won")
        # sudo: whoever wins the opportunity also ends the selling of colleagues.
        activities = self.env["mail.activity"].sudo()
        following = Domain("previous_activity_type_id", "!=", False) & Domain("channel", "!=", False)
        own = Domain("playbook_stage_id", "=", False) & Domain("calendar_event_id", "=", False)
        activities.search(won._activity_domain() & following & own).unlink()

    def _implementation_cancel(self):
        """What is not won after all has nothing to start: take away the open steps; what was done is kept."""
        cancelled = self.filtered(lambda lead: lead.stage_id.outcome != "won" and lead.implementation_date)
        if not cancelled:
            return
        # sudo: the steps are on the client and of several people, whoever moves the opportunity.
        activities = self.env["mail.activity"].sudo()
        activities.search([("playbook_lead_id", "in", cancelled.ids), ("automated", "=", True)]).unlink()
        cancelled.implementation_date = False

    def _merge_dependences(self, opportunities):
        won = opportunities.filtered(lambda lead: lead.won_status == "won")
        if won:
            # sudo: the steps are on the client and of several people; what was done is of the joined record too.
            activities = self.env["mail.activity"].sudo().with_context(active_test=False)
            activities.search([("playbook_lead_id", "in", won.ids)]).playbook_lead_id = self
        return super()._merge_dependences(opportunities)

    def _implementation_start(self):
        """Plan the onboarding of the services sold, for won opportunities that know their client."""
        started = self.filtered(
            lambda lead: (
                lead.stage_id.outcome == "won"
                and lead.type == "opportunity"
                and lead.partner_id
                and not lead.implementation_date
            )
        )._pipeline_has_stages()
        if not started:
            return
        started.implementation_date = fields.Datetime.now()
        # sudo: the onboarding is the firm's, whoever wins the opportunity may not write on the client.
        # Who gets a step does not follow the client's conversations.
        self.env["mail.activity"].sudo().with_context(nif_unfollowed=BY_CODE)._plan(
            (lead.partner_id.commercial_partner_id, lead._implementation_prepare_activity(template))
            for lead in started
            for template in lead._implementation_plans().template_ids
        )

    def _implementation_plans(self):
        """Return the onboarding plans of what was sold, each once; the company's where a service has none."""
        self.ensure_one()
        lead = self.sudo()  # sudo: categories and plans are read by whoever wins
        default = lead._pipeline_company()._onboarding_plan()
        plans = lead.env["mail.activity.plan"]
        for category in lead._implementation_services():
            plans |= category._onboarding_plan() or default or plans
        return (plans or default or plans).filtered("active")

    def _implementation_services(self):
        """Return the categories of the services sold: those of the confirmed orders, or those the lead is about."""
        self.ensure_one()
        sold = self.order_ids.filtered(lambda order: order.state == "sale").order_line.product_id.categ_id
        return sold or self.service_line_ids

    def _implementation_prepare_activity(self, template):
        self.ensure_one()
        values = self._playbook_prepare_step(template, template._playbook_responsible(self))
        return {**values, "playbook_lead_id": self.id}
