from odoo.tests import HttpCase, tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityShown(HttpCase, DespachoCommon):
    """How a number is read on the screen, whatever the form in which it is kept."""

    def test_the_number_of_a_lead_is_shown_as_on_paper(self):
        lead = self.env["crm.lead"].create(
            {"name": "Nóminas", "type": "opportunity", "vat": "b-12.345.674", "user_id": self.ana.id}
        )
        self.assertEqual(lead.vat, "ESB12345674")
        self.start_tour(
            f"/odoo/action-crm.crm_lead_action_pipeline/{lead.id}", "despacho_crm.identity_nif", login=self.ana.login
        )
        self.assertEqual(lead.vat, "FR23334175221")
