from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tests import Form, tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineStages(PipelineCommon):
    """Which stages there are, for whom, and where records start."""

    def columns(self, **context):
        leads = self.as_user(self.ana, "crm.lead", **context)
        domain = [("type", "=", context["default_type"])]
        return self.columns_of(leads, domain)

    def columns_of(self, leads, domain):
        groups = leads.with_context(read_group_expand=True).web_read_group(domain, ["stage_id"])["groups"]
        return [group["stage_id"][0] for group in groups]

    def test_each_kind_of_record_has_its_stages_in_the_order_of_the_document(self):
        stages = self.env["crm.stage"]
        ours = self.env["ir.model.data"].search([("module", "=", "despacho_crm"), ("model", "=", "crm.stage")])
        known = Domain("id", "in", ours.mapped("res_id"))
        self.assertEqual(
            stages.search(known & Domain("lead_type", "=", "lead")).mapped("outcome"),
            ["open"] * 5 + ["not_interested", "snoozed", "converted", "spam"],
        )
        self.assertEqual(
            stages.search(known & Domain("lead_type", "=", "opportunity")).mapped("outcome"),
            ["open"] * 4 + ["won", "lost", "lost_competitor"],
        )

    def test_every_stage_tells_what_to_do_in_it(self):
        for stage in self.env["crm.stage"].search([("lead_type", "!=", "both")]):
            self.assertTrue(stage.requirements, stage.name)

    def test_only_the_ends_of_the_road_are_folded(self):
        folded = self.env["crm.stage"].search([("fold", "=", True), ("lead_type", "!=", "both")])
        self.assertEqual(
            set(folded.mapped("outcome")),
            {"not_interested", "converted", "spam", "won", "lost", "lost_competitor"},
        )

    def test_a_new_record_starts_in_the_first_stage_of_its_type(self):
        self.assertEqual(self.own_lead().stage_id, self.stage("lead_new"))
        self.assertEqual(self.own_lead("opportunity").stage_id, self.stage("opportunity_requested"))

    def test_a_stage_for_both_that_comes_first_is_not_where_new_records_start(self):
        self.env["crm.stage"].create({"name": "De antes", "sequence": -1})
        self.assertEqual(self.own_lead().stage_id, self.stage("lead_new"))
        self.assertEqual(self.own_lead("opportunity").stage_id, self.stage("opportunity_requested"))

    def test_the_board_shows_the_columns_of_its_type(self):
        leads, opportunities = self.columns(default_type="lead"), self.columns(default_type="opportunity")
        self.assertIn(self.stage("lead_new").id, leads)
        self.assertIn(self.stage("lead_not_interested").id, leads)
        self.assertNotIn(self.stage("opportunity_analysis").id, leads)
        self.assertIn(self.stage("opportunity_analysis").id, opportunities)
        self.assertNotIn(self.stage("lead_new").id, opportunities)

    def test_the_board_knows_its_type_by_its_domain_too(self):
        leads = self.as_user(self.ana, "crm.lead")
        columns = self.columns_of(leads, [("type", "=", "lead")])
        self.assertIn(self.stage("lead_new").id, columns)
        self.assertNotIn(self.stage("opportunity_analysis").id, columns)

    def test_a_column_with_records_is_shown_whatever_its_type(self):
        self.own_lead().sudo().stage_id = self.stage("opportunity_analysis")
        self.assertIn(self.stage("opportunity_analysis").id, self.columns(default_type="lead"))

    def test_the_picker_of_the_form_offers_the_stages_of_the_type(self):
        domain = self.env["crm.lead"]._fields["stage_id"].domain
        self.assertIn("lead_type", domain)

    def test_a_lead_is_refused_in_a_stage_of_opportunities_with_what_to_do(self):
        lead = self.own_lead()
        with self.assertRaisesRegex(ValidationError, "Convert it to opportunity first"):
            lead.stage_id = self.stage("opportunity_proposal")

    def test_an_opportunity_does_not_go_back_to_the_stages_of_leads(self):
        with self.assertRaisesRegex(ValidationError, "is an opportunity already"):
            self.own_lead("opportunity").stage_id = self.stage("lead_attempt")

    def test_a_record_is_not_created_in_a_stage_of_the_other_type(self):
        with self.assertRaisesRegex(ValidationError, "Convert it to opportunity first"):
            self.own_lead(stage_id=self.stage("opportunity_proposal").id)

    def test_a_stage_for_both_takes_both(self):
        shared = self.env["crm.stage"].create({"name": "De antes"})
        self.assertEqual(shared.lead_type, "both")
        for lead in (self.own_lead(), self.own_lead("opportunity")):
            lead.stage_id = shared
            self.assertEqual(lead.stage_id, shared)

    def test_companies_without_the_rules_move_as_they_like(self):
        self.firm.pipeline_rules = False
        lead = self.own_lead()
        lead.stage_id = self.stage("opportunity_proposal")
        self.assertEqual(lead.stage_id, self.stage("opportunity_proposal"))

    def test_the_rules_are_on_where_the_law_is_spanish(self):
        self.assertFalse(self.new_branch().pipeline_rules)
        self.assertTrue(self.new_branch("Otra", "es").pipeline_rules)

    def test_won_is_said_once_and_known_by_both(self):
        stage = self.env["crm.stage"].create({"name": "Firmado", "is_won": True})
        self.assertEqual(stage.outcome, "won")
        stage.outcome = "open"
        self.assertFalse(stage.is_won)
        stage.is_won = True
        self.assertEqual(stage.outcome, "won")
        stage.is_won = False
        self.assertEqual(stage.outcome, "open")
        self.assertTrue(self.env["crm.stage"].create({"name": "Cobrado", "outcome": "won"}).is_won)

    def test_a_stage_with_people_at_work_is_not_made_a_closing_one(self):
        stage = self.env["crm.stage"].create({"name": "Viva"})
        self.own_lead(stage_id=stage.id)
        with self.assertRaisesRegex(ValidationError, "Take them to other stages"):
            stage.outcome = "lost"

    def test_a_stage_with_live_records_of_another_company_does_not_become_a_closing_one(self):
        stage = self.env["crm.stage"].create({"name": "De todas"})
        branch = self.new_branch()
        lead = self.env["crm.lead"].create({"name": "De la sucursal", "company_id": branch.id, "stage_id": stage.id})
        as_manager = stage.with_user(self.marta)
        self.assertFalse(self.as_user(self.marta, "crm.lead").search([("id", "=", lead.id)]))
        with self.assertRaisesRegex(ValidationError, "There are 1 records"), self.env.cr.savepoint():
            as_manager.outcome = "lost"
        lead.active = False
        as_manager.with_context(active_test=False).outcome = "lost"
        self.assertEqual(stage.outcome, "lost")

    def test_nobody_leaves_a_record_without_stage(self):
        lead = self.own_lead()
        with self.assertRaisesRegex(ValidationError, "has to be in a stage"), self.env.cr.savepoint():
            lead.stage_id = False
        self.assertEqual(lead.stage_id, self.stage("lead_new"))

    def test_a_record_that_comes_without_stage_goes_to_the_first_of_its_type(self):
        self.assertEqual(self.own_lead(stage_id=False).stage_id, self.stage("lead_new"))
        opportunity = self.own_lead("opportunity", stage_id=False)
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_requested"))

    def test_without_the_rules_a_record_may_be_without_stage_as_in_odoo(self):
        self.firm.pipeline_rules = False
        lead = self.own_lead()
        lead.stage_id = False
        self.assertFalse(lead.stage_id)

    def test_the_map_counts_leads_and_opportunities_closed_ones_included(self):
        stage = self.env["crm.stage"].create({"name": "Contada"})
        self.own_lead(stage_id=stage.id)
        self.own_lead(stage_id=stage.id).sudo().active = False
        self.own_lead("opportunity", stage_id=stage.id)
        self.assertEqual((stage.lead_count, stage.opportunity_count), (2, 1))

    def test_a_manager_corrects_the_map_on_the_form(self):
        stage = self.env["crm.stage"].create({"name": "Mal puesta"})
        with Form(stage.with_user(self.marta)) as form:
            form.lead_type = "opportunity"
            form.outcome = "won"
        self.assertTrue(stage.is_won)

    def test_leads_rot_like_opportunities_and_what_waits_does_not(self):
        lead, waiting = self.own_lead(), self.own_lead()
        waiting.sudo().write({"stage_id": self.stage("lead_future").id, "wake_date": "2099-01-01"})
        self.stage("lead_future").rotting_threshold_days = 3
        for record in lead | waiting:
            record.sudo().date_last_stage_update = "2026-01-01 10:00:00"
        self.env.flush_all()
        self.assertTrue(lead.is_rotting)
        self.assertFalse(waiting.is_rotting)
        found = self.env["crm.lead"].search([("is_rotting", "=", True), ("id", "in", (lead | waiting).ids)])
        self.assertEqual(found.ids, lead.ids)

    def test_joined_records_land_in_a_stage_of_their_type(self):
        team = self.env["crm.team"].create({"name": "Otro equipo"})
        own = self.env["crm.stage"].create({"name": "Del otro", "team_ids": team.ids})
        lead = self.own_lead(user_id=False, team_id=team.id)
        lead.stage_id = own
        opportunity = self.own_lead("opportunity", user_id=False)
        merged = (lead | opportunity).merge_opportunity()
        self.assertEqual(merged.type, "opportunity")
        self.assertIn(merged.stage_id.lead_type, ("opportunity", "both"))
