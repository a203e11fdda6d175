from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.despacho_crm.models.calling.despacho_action_recipient_take import LEASE

from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestCallingTurn(ResponseCommon):
    """Whose turn it is, and for how long somebody is kept."""

    def take(self, user, action=None):
        return self.env["despacho.action.recipient"].with_user(user)._take_next(action or self.calls, user)

    def test_two_callers_have_two_people(self):
        self.assertEqual(self.take(self.ana), self.row_luis)
        self.assertEqual(self.take(self.sara), self.row_pilar)

    def test_who_comes_back_finds_the_person_that_they_had(self):
        self.take(self.ana)
        self.assertEqual(self.take(self.ana), self.row_luis)

    def test_who_closes_the_browser_keeps_nobody_for_ever(self):
        now = fields.Datetime.now()
        self.take(self.ana)
        with freeze_time(now + LEASE - timedelta(minutes=1)):
            self.assertEqual(self.take(self.sara), self.row_pilar)
        with freeze_time(now + LEASE * 3):
            self.assertEqual(self.take(self.marta), self.row_luis)

    def test_a_company_that_somebody_speaks_to_is_not_called_from_another_list(self):
        other = self.running("Otra lista")
        self.recipient(other, 1, partner=self.vega)
        second = self.recipient(other, 2, partner=self.new_company("Otra SL", phone="+34 633 44 55 66"))
        self.take(self.ana)
        self.assertEqual(self.take(self.sara, other), second)

    def test_what_was_agreed_with_somebody_waits_for_them_a_while(self):
        now = fields.Datetime.now()
        self.row_pilar.write({"call_on": now - timedelta(minutes=5), "call_user_id": self.sara.id})
        self.assertEqual(self.take(self.ana), self.row_luis)
        self.assertEqual(self.take(self.sara), self.row_pilar)
        self.row_pilar._release(call_on=now - timedelta(hours=3), call_user_id=self.sara.id)
        self.assertEqual(self.take(self.marta), self.row_pilar, "a call that was agreed is not forgotten")

    def test_nobody_is_called_before_the_hour_that_was_agreed(self):
        self.row_luis.call_on = fields.Datetime.now() + timedelta(hours=1)
        self.assertEqual(self.take(self.ana), self.row_pilar)

    def test_who_is_left_for_later_comes_after_the_others(self):
        calling = self.env["despacho.calling"].with_user(self.ana)
        calling = calling.browse(self.calls.with_user(self.ana).action_call()["res_id"])
        calling.action_skip()
        self.assertEqual(calling.recipient_id, self.row_pilar)
        calling.action_skip()
        calling.action_skip()
        self.assertFalse(calling.recipient_id)
        self.assertTrue(calling.next_message)
        with freeze_time(fields.Datetime.now() + timedelta(hours=2)):
            calling.action_next()
            self.assertEqual(calling.recipient_id, self.row_luis)

    def test_who_stops_leaves_the_person_to_the_others(self):
        opened = self.calls.with_user(self.ana).action_call()
        self.env["despacho.calling"].with_user(self.ana).browse(opened["res_id"]).action_stop()
        self.assertEqual(self.take(self.sara), self.row_luis)

    def test_a_person_of_the_list_is_chosen_unless_a_colleague_has_them(self):
        opened = self.row_pilar.with_user(self.ana).action_take()
        self.assertEqual(self.env[opened["res_model"]].browse(opened["res_id"]).recipient_id, self.row_pilar)
        with self.assertRaises(UserError):
            self.row_pilar.with_user(self.sara).action_take()

    def test_who_took_too_long_is_told_that_a_colleague_has_the_person(self):
        opened = self.calls.with_user(self.ana).action_call()
        calling = self.env["despacho.calling"].with_user(self.ana).browse(opened["res_id"])
        with freeze_time(fields.Datetime.now() + LEASE * 2):
            self.take(self.sara)
            with self.assertRaises(UserError):
                calling.action_no_answer()
