from odoo.tests import HttpCase, new_test_user, tagged

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
class TestEngagementTour(EngagementCommon, HttpCase):
    """From the library of clauses to the signed letter, its invoice and the opportunity won, in Chromium."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.noa = new_test_user(
            self.env,
            "noa",
            groups="despacho_crm.group_manager,account.group_account_invoice",
            lang="es_ES",
            tz="Europe/Madrid",
            name="Noa Sala",
            email="noa@asesoria.example",
        )
        self.noa.partner_id.write({"personal_nif": self.nif_of(""), "function": "Socia"})
        self.firm.write({"engagement_mandatory": True, "engagement_signatory_id": self.noa.id})
        self.vega.country_id = self.spain
        self.luis.lang = "es_ES"
        self.payroll.name = "Laboral de prueba"
        self.slips.name = "Nóminas de prueba"
        self.lead = self.env["crm.lead"].create(
            {
                "name": "Nóminas de Vega",
                "type": "opportunity",
                "partner_id": self.luis.id,
                "company_id": self.firm.id,
                "user_id": self.noa.id,
            }
        )
        self.env.flush_all()

    def test_from_the_clause_to_the_invoice(self):
        library = self.env.ref("despacho_crm.action_clauses")
        self.start_tour(f"/odoo/action-{library.id}", "despacho_crm.engagement_library", login="noa", timeout=120)
        clause = self.clauses.search([("text", "=", "Recursos y pleitos")])
        self.assertEqual((clause.kind, clause.service_line_id), ("excluded", self.payroll))

        self.start_tour(f"/odoo/crm.lead/{self.lead.id}", "despacho_crm.engagement_quotation", login="noa", timeout=120)
        order = self.lead.order_ids
        self.assertEqual(order.engagement_state, "sent")

        self.start_tour(order.get_portal_url(), "despacho_crm.engagement_portal", login=None, timeout=120)
        self.env.invalidate_all()
        self.assertEqual((order.state, order.engagement_state, order.signed_by), ("sale", "signed", "Luis Vega"))
        self.assertEqual(self.lead.stage_id.outcome, "won")
        self.assertTrue(order.engagement_client_copy_id and order.engagement_firm_copy_id)

        self.start_tour("/odoo", "despacho_crm.engagement_signed", login="noa", timeout=120)
        self.assertIn("Recursos y pleitos", order.invoice_ids.engagement_exclusions)

        self.start_tour("/odoo", "despacho_crm.engagement_change", login="noa", timeout=120)
        new = order.engagement_next_ids
        self.assertNotIn("Recursos y pleitos", new.order_clause_ids.mapped("text"))
        self.assertIn("Recursos y pleitos", order.order_clause_ids.mapped("text"))
