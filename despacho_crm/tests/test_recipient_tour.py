from odoo import fields
from odoo.tests import HttpCase, tagged

from .recipient_common import RecipientCommon


@tagged("post_install", "-at_install")
class TestRecipientTour(RecipientCommon, HttpCase):
    """An audience is frozen and looked at, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        self.leo.sudo().write({"lang": "es_ES", "tz": "Europe/Madrid"})
        self.mar.phone = False
        self.action = self.new_action(
            "Llamadas de la prueba",
            self.autumn,
            channel="call",
            script="<p>Buenos días</p>",
            partner_ids=(self.sol | self.luna | self.mar).ids,
        )

    def test_who_approves_sees_whom_it_addresses_and_why_not_the_others(self):
        self.start_tour("/odoo", "despacho_crm.recipient_freeze", login="despacho_leo", timeout=180)
        self.assertEqual(self.action.state, "approved")
        rows = self.action.recipient_ids
        stopped = rows.filtered(lambda row: row.state == "stopped")
        self.assertEqual((stopped.partner_id, stopped.reason), (self.boss, "stopped_by_hand"))
        self.assertEqual(rows.filtered(lambda row: row.state == "waiting").partner_id, self.olga)

    def test_the_register_says_with_what_right_somebody_was_addressed(self):
        self.action.addressee_post = "contable"
        rows = self.freeze(self.action)
        rows.filtered("included").sudo().write({"state": "sent", "sent_on": fields.Datetime.now()})
        self.start_tour("/odoo", "despacho_crm.recipient_register", login="despacho_leo", timeout=120)
