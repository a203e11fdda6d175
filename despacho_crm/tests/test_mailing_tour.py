from odoo.tests import tagged

from .mailing_tour_case import MailingTourCase

BEA = "bea@clientes.example"


@tagged("post_install", "-at_install")
class TestMailingTour(MailingTourCase):
    """An action by e-mail from its text to the way out, in Chromium and in Spanish, with a server that catches it."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        (self.ana | self.leo).sudo().write({"lang": "es_ES", "tz": "Europe/Madrid"})
        self.action = self.new_action("Renta por correo", self.spring, channel="email", partner_ids=self.people.ids)

    def walk(self, tour, login, timeout=180):
        self.start_tour(f"/odoo/despacho.action/{self.action.id}", f"despacho_crm.{tour}", login=login, timeout=timeout)
        self.env.invalidate_all()

    def test_an_action_by_e_mail_from_its_text_to_the_way_out(self):
        with self.server() as catcher:
            self.walk("mailing_write", "despacho_ana")
            self.assertEqual(self.action.subject, "La renta se acerca")
            self.assertIn("La renta se acerca", catcher.to("ana@asesoria.example").message["Subject"])
            self.walk("mailing_launch", "despacho_leo")
            self.assertEqual(self.action.state, "running")
            catcher.messages.clear()
            self.send(catcher)
            self.assertEqual(
                catcher.addressees(), dict.fromkeys(self.people.mapped("email_normalized"), 1), "what really left"
            )
            caught = catcher.to(BEA)
        self.assertIn("B87654323", caught.html)
        self.take_the_way_out(caught)
        response = self.env["despacho.response"].search([("recipient_id.email_normalized", "=", BEA)])
        self.assertIn("unsubscribe", response.mapped("kind"))
        self.assertTrue(self.env["mail.blacklist"].search_count([("email", "=", BEA)]))
        self.rows(self.action)[BEA]._mail_traces().set_replied()
        self.walk("mailing_follow", "despacho_leo")
