"""An action by SMS in Chromium and in Spanish; run by ``test_sms.py`` on a database that can send text messages."""

from unittest.mock import patch

from odoo.tests import HttpCase, tagged

from odoo.addons.despacho_crm.tests.mailing_common import MailingCommon
from odoo.addons.sms.tools.sms_api import SmsApi


@tagged("post_install", "-at_install")
class TestSmsTour(MailingCommon, HttpCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        self.leo.sudo().write({"lang": "es_ES", "tz": "Europe/Madrid"})
        for number, person in enumerate(self.people):
            person.phone = f"60000000{number}"
        self.consent(self.people, channel="sms")
        self.action = self.new_action("Aviso de renta", self.spring, channel="sms", partner_ids=self.people.ids)

    def walk(self, tour):
        url = f"/odoo/despacho.action/{self.action.id}"
        self.start_tour(url, f"despacho_crm.{tour}", login="despacho_leo", timeout=180)
        self.env.invalidate_all()

    def test_it_is_written_approved_launched_and_followed_in_its_action(self):
        left = []

        def contact(_api, _endpoint, params, timeout=15):
            numbers = [to for message in params["messages"] for to in message["numbers"]]
            left.extend(to["number"] for to in numbers)
            return [{"uuid": to["uuid"], "state": "success", "credit": 1} for to in numbers]

        self.walk("sms_launch")
        self.assertEqual(self.action.state, "running")
        with patch.object(SmsApi, "_contact_iap", contact):
            self.run_job("despacho_crm.ir_cron_sms_leave")
        self.assertEqual(sorted(left), sorted(self.people.mapped("phone_sanitized")))
        self.walk("sms_follow")
