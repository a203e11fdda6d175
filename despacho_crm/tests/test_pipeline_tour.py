from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.despacho_crm.tools import nif


@tagged("post_install", "-at_install")
class TestPipelineTour(HttpCase):
    """What people do with the stages, in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env.company.write({"country_id": cls.env.ref("base.es").id, "pipeline_rules": True, "nif_mandatory": True})
        cls.env["despacho.qualification.question"].search([]).active = False
        cls.reason = cls.env["crm.lost.reason"].create({"name": "Ya tiene gestoría"})
        cls.rival = cls.env["res.partner"].create(
            {
                "name": "Asesoría Rival SL",
                "is_company": True,
                "vat": nif.make_spanish("A", "7200001"),
                "is_competitor": True,
            }
        )
        cls.ana = new_test_user(cls.env, "despacho_ana", groups="despacho_crm.group_user", lang="en_US", name="Ana")
        # Only what the tours look for.
        cls.env["crm.lead"].search([]).active = False

    def stage(self, name):
        return self.env.ref(f"despacho_crm.stage_{name}")

    def new_lead(self, lead_type="lead", **values):
        return self.env["crm.lead"].create(
            {
                "name": "Talleres de la calle Mayor",
                "type": lead_type,
                "user_id": self.ana.id,
                "partner_name": "Talleres Mayor SL",
                **values,
            }
        )

    def test_a_lead_is_dragged_to_not_interested_and_back(self):
        lead = self.new_lead(stage_id=self.stage("lead_attempt").id)
        self.start_tour(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban",
            "despacho_crm.pipeline_lead_lost_and_reopened",
            login=self.ana.login,
        )
        self.assertEqual((lead.stage_id, lead.active), (self.stage("lead_contacted"), True))
        self.assertFalse(lead.lost_reason_id)
        self.env.flush_all()
        changes = lead.message_ids.tracking_value_ids.filtered(lambda change: change.field_id.name == "lost_reason_id")
        self.assertIn("Ya tiene gestoría", changes.mapped("new_value_char"))

    def test_an_opportunity_is_lost_to_a_competitor_from_its_status_bar(self):
        opportunity = self.new_lead("opportunity", name="Laboral de la calle Mayor")
        self.start_tour(
            f"/odoo/action-crm.crm_lead_action_pipeline/{opportunity.id}",
            "despacho_crm.pipeline_lost_to_competitor",
            login=self.ana.login,
        )
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost_competitor"))
        self.assertEqual((opportunity.won_status, opportunity.lost_reason_id), ("lost", self.reason))
        self.assertEqual(opportunity.competitor_id, self.rival)
        self.assertEqual(opportunity.weak_points, "Sin nóminas en la propuesta")
        self.assertEqual(opportunity.name, "Laboral de la calle Mayor, revisada")

    def test_the_board_shows_what_is_lost_and_the_list_does_not(self):
        values = {"stage_id": self.stage("opportunity_analysis").id}
        self.new_lead("opportunity", name="Laboral viva", expected_revenue=1000, **values)
        lost = self.new_lead("opportunity", name="Laboral perdida", expected_revenue=5000, **values)
        lost.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
        lost.action_set_lost(lost_reason_id=self.reason.id)
        self.new_lead("opportunity", name="Laboral apartada", **values).action_archive()
        self.start_tour(
            "/odoo/action-crm.crm_lead_opportunities?view_type=kanban",
            "despacho_crm.pipeline_closed_in_its_column",
            login=self.ana.login,
        )

    def test_the_columns_of_spam_and_of_what_is_converted_say_where_the_records_are(self):
        self.env["crm.lead"].search([("is_spam", "=", True), ("active", "=", False)]).unlink()
        self.new_lead(name="Vender enlaces")
        self.new_lead(name="Talleres").convert_opportunity(self.rival)
        self.start_tour(
            "/odoo/action-crm.crm_lead_all_leads?view_type=list",
            "despacho_crm.pipeline_spam_and_converted",
            login=self.ana.login,
        )

    def test_a_lead_is_dragged_to_converted_and_the_form_asks_for_its_nif(self):
        lead = self.new_lead()
        self.start_tour(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban",
            "despacho_crm.pipeline_converted_by_drag",
            login=self.ana.login,
        )
        self.assertEqual((lead.type, lead.stage_id), ("opportunity", self.stage("opportunity_requested")))
        self.assertEqual(lead.partner_id.nif_key, "B58378431")
