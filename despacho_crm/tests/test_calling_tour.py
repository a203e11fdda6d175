from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from .response_common import ResponseCommon


class CallingTour(ResponseCommon, HttpCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.ana.write({"lang": "es_ES", "tz": "Europe/Madrid"})
        cls.env["despacho.action"].search([("state", "=", "running")])._set_state("done")

    def list_of(self, name, channel="call"):
        """Return an action that is running, for Vega, two more companies and Pilar, in that order."""
        action = self.running(name, channel, script="<p>Les llamo por la renta de este año.</p>")
        sur = self.new_company("Bodega Sur SL", phone="+34 633 44 55 66")
        norte = self.new_company("Gestoría Norte SL", phone="+34 644 55 66 77")
        for number, (partner, company) in enumerate(
            ((self.luis, "Talleres Vega SL"), (sur, sur.name), (norte, norte.name), (self.pilar, False)), 1
        ):
            self.recipient(action, number, partner=partner, company_name=company)
        return action

    def url(self):
        return f"/odoo/action-{self.env.ref('despacho_crm.action_calling_actions').id}"


@tagged("post_install", "-at_install")
class TestCallingTour(CallingTour):
    """A morning of calls at the desk."""

    def test_a_list_is_called_through_at_the_desk(self):
        action = self.list_of("Llamadas de otoño")
        self.start_tour(self.url(), "despacho_crm.calling", login=self.ana.login)
        self._check(action)

    def _check(self, action):
        vega, sur, norte, pilar = action.recipient_ids.sorted("number")
        self.assertEqual(vega.response_ids.created_lead_id.commercial_action_id, action)
        self.assertEqual((sur.state, bool(sur.call_on)), ("waiting", True))
        self.assertEqual(norte.response_ids.kind, "unsubscribe")
        self.assertGreater(pilar.call_on, fields.Datetime.now() + timedelta(minutes=30))
        self.assertFalse(action.recipient_ids.caller_id)


@tagged("post_install", "-at_install")
class TestCallingTourPhone(TestCallingTour):
    """The same morning on the phone, and the door of an event."""

    browser_size = "390x844"
    touch_enabled = True

    def test_a_list_is_called_through_at_the_desk(self):
        action = self.list_of("Llamadas de otoño")
        self.start_tour(self.url(), "despacho_crm.calling_phone", login=self.ana.login)
        self._check(action)

    def test_who_comes_to_an_event_is_marked_at_the_door(self):
        action = self.list_of("Jornada de otoño", "event")
        self.start_tour(self.url(), "despacho_crm.calling_event", login=self.ana.login)
        vega, sur, _norte, _pilar = action.recipient_ids.sorted("number")
        self.assertEqual((vega.attendance, sur.attendance), ("came", "absent"))
        self.assertEqual(vega.response_ids.kind, "information")


@tagged("post_install", "-at_install")
class TestResponseTour(CallingTour):
    """What people answer is read, and noted by hand."""

    def test_what_people_wrote_is_classified(self):
        self.record(self.row_luis, False, "reply", text="Llámenme")
        self.record(self.row_pilar, False, "reply", text="Dejen de escribirme")
        action = self.env.ref("despacho_crm.action_responses_to_classify")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_crm.response", login=self.ana.login)
        self.assertEqual(self.row_luis.response_ids.created_lead_id.partner_id, self.luis)
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", self.pilar.email_normalized)]))

    def test_what_somebody_says_is_noted_by_hand_and_becomes_a_lead(self):
        self.start_tour(f"/odoo/despacho.action/{self.calls.id}", "despacho_crm.response_typed", login=self.ana.login)
        response = self.row_luis.response_ids
        self.assertEqual((response.kind, response.channel, response.user_id), ("interested", "call", self.ana))
        self.assertEqual(response.created_lead_id.partner_id, self.luis)
