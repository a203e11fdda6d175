from odoo import Command
from odoo.tests import tagged

from odoo.addons.despacho_crm.exceptions import StageQuestion

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineLossForm(PipelineCommon):
    """Core's form of the loss, which asks what the stage needs."""

    def ask(self, leads, **values):
        action = self.env.ref("crm.crm_lead_lost_action")
        self.assertEqual(action.res_model, "crm.lead.lost")
        return self.as_user(self.ana, "crm.lead.lost").create({"lead_ids": [Command.set(leads.ids)], **values})

    def test_it_proposes_the_closing_stage_of_the_type(self):
        self.assertEqual(self.ask(self.own_lead()).stage_id, self.stage("lead_not_interested"))
        self.assertEqual(self.ask(self.own_lead("opportunity")).stage_id, self.stage("opportunity_lost"))

    def test_it_closes_many_at_once(self):
        leads = self.own_lead() | self.own_lead(stage_id=self.stage("lead_attempt").id)
        self.ask(leads, lost_reason_id=self.price.id, lost_feedback="<p>No contestan</p>").action_lost_reason_apply()
        self.assertEqual(leads.stage_id, self.stage("lead_not_interested"))
        self.assertEqual(leads.mapped("won_status"), ["lost", "lost"])

    def test_of_both_types_at_once_each_goes_to_its_own(self):
        lead, opportunity = self.own_lead(), self.own_lead("opportunity")
        self.ask(lead | opportunity, lost_reason_id=self.price.id).action_lost_reason_apply()
        self.assertEqual(lead.stage_id, self.stage("lead_not_interested"))
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost"))

    def test_it_asks_for_the_competitor_where_the_stage_does(self):
        opportunity = self.own_lead("opportunity")
        form = self.ask(
            opportunity,
            stage_id=self.stage("opportunity_lost_competitor").id,
            lost_reason_id=self.price.id,
            competitor_id=self.rival.id,
            weak_points="Sin nóminas",
        )
        form.action_lost_reason_apply()
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost_competitor"))
        self.assertEqual((opportunity.competitor_id, opportunity.weak_points), (self.rival, "Sin nóminas"))

    def test_it_does_not_let_the_reason_out(self):
        with self.assertRaises(StageQuestion):
            self.ask(self.own_lead()).action_lost_reason_apply()
