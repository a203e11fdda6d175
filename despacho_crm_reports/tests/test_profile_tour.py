from odoo.tests import HttpCase, tagged

from .profile_common import ProfileCommon


@tagged("post_install", "-at_install")
class TestProfileTour(HttpCase, ProfileCommon):
    """The profile of the best clients and the growth plan, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        modules = self.env["ir.module.module"].search([("name", "in", ("despacho_crm", "despacho_crm_reports"))])
        modules._update_translations(["es_ES"])
        self.marta.write({"lang": "es_ES", "company_id": self.company.id})

    def open(self, action, tour):
        self.start_tour(
            f"/odoo/action-despacho_crm_reports.{action}?cids={self.company.id}",
            tour,
            login=self.marta.login,
            timeout=180,
        )

    def test_a_partner_learns_who_the_best_clients_are_and_looks_for_more(self):
        self.profile.unlink()
        self.open("action_client_profiles", "despacho_crm_reports.profile")
        target = self.env["despacho.target.profile"].search([("company_id", "=", self.company.id)])
        self.assertEqual(target.client_profile_id.name, "Los mejores del Ter")
        self.assertIn(self.law.sector_id, target.cnae_ids)

    def test_with_few_clients_nothing_is_made_up(self):
        self.profile.best_share = 5
        self.open("action_client_profiles", "despacho_crm_reports.profile_few")
        self.assertEqual(self.profile.state, "few")

    def test_the_growth_plan_is_filled_decided_and_approved(self):
        self.calculate(self.marta)
        self.open("action_growth_plans", "despacho_crm_reports.growth_plan")
        plan = self.env["despacho.growth.plan"].search([("company_id", "=", self.company.id)])
        self.assertEqual((plan.state, plan.objective_clients >= 8), ("approved", True))
        self.assertTrue(plan.line_ids.filtered("decision"))
