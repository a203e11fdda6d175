from unittest.mock import patch

from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineScoring(PipelineCommon):
    """Core's predictive scoring learns from losses as if the stage of the lost were not there."""

    def test_the_scoring_learns_from_the_stage_where_it_was_lost(self):
        opportunity = self.own_lead("opportunity", stage_id=self.stage("opportunity_analysis").id)
        self.lose(opportunity, "opportunity_lost")
        values = opportunity.sudo()._pls_get_lead_pls_values(domain=[("id", "=", opportunity.id)])
        self.assertIn(("stage_id", self.stage("opportunity_analysis").id), values[opportunity.id]["values"])

    def test_losing_and_reopening_leaves_the_scoring_as_it_was(self):
        self.env["ir.config_parameter"].set_param("crm.pls_start_date", "2020-01-01")
        opportunity = self.own_lead("opportunity", stage_id=self.stage("opportunity_analysis").id)
        frequencies = self.env["crm.lead.scoring.frequency"]

        def lost_counts():
            stages = frequencies.search([("variable", "=", "stage_id"), ("team_id", "=", opportunity.team_id.id)])
            return {row.value: round(row.lost_count, 1) for row in stages if row.lost_count > 0.5}

        before = lost_counts()
        self.lose(opportunity, "opportunity_lost")
        lost = lost_counts()
        self.assertIn(str(self.stage("opportunity_analysis").id), lost)
        self.assertNotIn(str(self.stage("opportunity_negotiation").id), lost.keys() - before.keys())
        opportunity.stage_id = self.stage("opportunity_requested")
        self.assertEqual(lost_counts(), before)

    def test_won_straight_after_lost_teaches_the_scoring_the_won_stage(self):
        self.env["ir.config_parameter"].set_param("crm.pls_start_date", "2020-01-01")
        analysis, won = self.stage("opportunity_analysis"), self.stage("opportunity_won")
        opportunity = self.lose(
            self.own_lead("opportunity", stage_id=analysis.id, partner_id=self.vega.id), "opportunity_lost"
        )
        learnt = {}
        leads = self.env.registry["crm.lead"]
        prepare = leads._pls_prepare_frequencies

        def learn(records, lead_values, leads_pls_fields, target_state=None):
            learnt.setdefault(target_state, []).extend(
                values["stage_id"] for values in lead_values if "stage_id" in values
            )
            return prepare(records, lead_values, leads_pls_fields, target_state=target_state)

        with patch.object(leads, "_pls_prepare_frequencies", learn):
            opportunity.stage_id = won
        self.assertEqual(learnt, {"won": [won.id], "lost": [analysis.id]})
