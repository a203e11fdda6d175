from odoo.tests import HttpCase, tagged

from .feeding_common import FeedingCommon


@tagged("post_install", "-at_install")
class TestFeedingTour(HttpCase, FeedingCommon):
    """From a profile to prospects, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        (self.ana | self.sara).lang = "es_ES"

    def test_a_steward_makes_a_profile_and_feeds_the_base_each_week(self):
        self.start_tour("/odoo/target-profiles", "despacho_crm.feeding", login=self.sara.login, timeout=120)
        feeding = self.env["despacho.feeding"].search([("name", "=", "Bares de Girona")])
        self.assertEqual((feeding.state, feeding.profile_id.name, feeding.per_week), ("running", "Bares de Girona", 2))
        self.assertEqual(len(feeding.week_ids.lead_ids), 2)

    def test_whoever_sells_chooses_candidates_and_discards_others(self):
        self.start_tour(
            f"/odoo/target-profiles/{self.profile.id}", "despacho_crm.candidates", login=self.ana.login, timeout=120
        )
        leads = self.env["crm.lead"].search([("source_id", "=", self.env.ref("despacho_crm.utm_source_census").id)])
        self.assertEqual((leads.name, leads.user_id), ("Bar Uno SL", self.ana))
        self.assertEqual(self.env["despacho.feeding.discard"].search([]).name, "Bar Dos SL")
