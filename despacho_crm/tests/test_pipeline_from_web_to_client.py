from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPipelineFromWebToClient(HttpCase):
    """Somebody writes through the web and signs: all the way, in Chromium and in Spanish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        cls.env.company.write(
            {
                "country_id": cls.env.ref("base.es").id,
                "pipeline_rules": True,
                "nif_mandatory": True,
                "onboarding_plan_id": cls.env.ref("despacho_crm.plan_onboarding").id,
                # Where it is not chosen yet, sending a quotation asks for it first.
                "external_report_layout_id": cls.env.ref("web.external_layout_standard").id,
            }
        )
        # As an installation in Spanish leaves them.
        cls.env.ref("base.user_admin").lang = "es_ES"
        cls.env["mail.activity.plan"]._name_playbooks()
        cls.elena = new_test_user(
            cls.env,
            "elena_alta",
            groups="despacho_crm.group_user",
            lang="es_ES",
            tz="Europe/Madrid",
            name="Elena Soler",
            email="elena@asesoria.example",
        )
        cls.service = cls.env["product.product"].create(
            {"name": "Cuota mensual", "type": "service", "list_price": 90.0, "taxes_id": False}
        )
        # Only what the tour looks for.
        cls.env["crm.lead"].search([]).active = False

    def stages_of(self, lead):
        """Return the stages in which the lead has been, in order, by what is written in its conversation."""
        changes = lead.message_ids.sudo().tracking_value_ids.filtered(lambda c: c.field_id.name == "stage_id")
        changes = changes.sorted("id")
        return [changes[0].old_value_integer, *changes.mapped("new_value_integer")]

    def test_a_contact_of_the_web_goes_through_every_stage_and_is_a_client(self):
        self.start_tour(
            "/odoo/action-crm.crm_lead_all_leads?view_type=kanban",
            "despacho_crm.pipeline_from_web_to_client",
            login=self.elena.login,
            timeout=300,
        )
        self.env.invalidate_all()
        lead = self.env["crm.lead"].search([("email_from", "=", "nuria@soler.example")])
        passed = [
            self.env.ref(f"despacho_crm.stage_{name}")
            for name in (
                "lead_new",
                "lead_attempt",
                "lead_contacted",
                "lead_interested",
                "lead_qualifying",
                "opportunity_requested",
                "opportunity_analysis",
                "opportunity_proposal",
                "opportunity_negotiation",
                "opportunity_won",
            )
        ]
        self.assertEqual(self.stages_of(lead), [stage.id for stage in passed])
        self.assertEqual({int(stage) for stage in lead.duration_tracking if stage.isdigit()}, {s.id for s in passed})
        self.assertEqual((lead.type, lead.won_status, lead.user_id), ("opportunity", "won", self.elena))
        self.assertEqual(lead.medium_id, self.env.ref("utm.utm_medium_website"))
        answers = lead.qualification_answer_ids.filtered(lambda answer: answer.state == "favourable")
        self.assertEqual((len(answers), answers.user_id), (3, self.elena))
        self.check_contacts(lead)
        self.check_client(lead)

    def check_contacts(self, lead):
        """Each contact is in the log with how it went; of what the stages left behind nothing is open."""
        activities = self.env["mail.activity"].with_context(active_test=False).search([("lead_id", "=", lead.id)])
        logged = activities.filtered("result").sorted("id")
        self.assertEqual(
            [(contact.channel, contact.direction, contact.result) for contact in logged],
            [("web", "inbound", "answered"), ("call", "outbound", "no_answer"), ("call", "outbound", "spoke")],
        )
        self.assertFalse(any(logged.mapped("active")))
        self.assertEqual((logged[2].reaction, logged[2].chance), ("undecided", 50))
        self.assertEqual(logged[2].feedback, "Lo consulta con su socio")

    def check_client(self, lead):
        client = lead.partner_id.commercial_partner_id
        self.assertEqual((client.name, client.nif_key), ("Soler Diseño SL", "B58378431"))
        self.assertEqual((lead.partner_id.name, lead.partner_id.email), ("Nuria Soler", "nuria@soler.example"))
        order = lead.order_ids
        self.assertEqual((order.state, order.amount_total, order.order_line.product_id), ("sale", 90, self.service))
        plan = self.env.ref("despacho_crm.plan_onboarding")
        started = client.activity_ids.filtered("playbook_template_id")
        self.assertEqual(started.playbook_template_id, plan.template_ids)
        self.assertEqual((len(started), started.user_id), (4, self.elena))
        self.assertTrue(lead.implementation_date)
        self.assertEqual(client.lifecycle, "client")
