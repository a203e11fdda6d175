from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestCallingAttendance(ResponseCommon):
    """Who says that they come to an event or a visit, who comes and who does not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.talk = cls.running("Jornada de la prueba", "event")
        cls.guests = cls.recipient(cls.talk, 1, partner=cls.luis) | cls.recipient(cls.talk, 2, partner=cls.pilar)

    def test_many_are_marked_at_once(self):
        guests = self.guests.with_user(self.ana)
        guests.action_registered()
        self.assertEqual(guests.mapped("attendance"), ["registered", "registered"])
        self.assertEqual(guests.mapped("state"), ["waiting", "waiting"])
        guests[0].action_came()
        guests[1].action_absent()
        self.assertEqual(guests.mapped("attendance"), ["came", "absent"])
        self.assertEqual(guests.mapped("reached"), [True, False])
        self.assertEqual(self.log_of(self.luis).result, "visited")
        self.assertEqual(self.log_of(self.pilar).result, "no_answer")
        self.assertFalse(guests.sudo().response_ids, "that somebody came is no answer yet")

    def test_who_was_marked_wrongly_is_corrected_without_a_second_contact(self):
        guest = self.guests[0].with_user(self.ana)
        guest.action_absent()
        guest.action_came()
        self.assertEqual(guest.attendance, "came")
        self.assertEqual(self.log_of(self.luis).mapped("result"), ["visited"])

    def test_marking_twice_is_once(self):
        guest = self.guests[0].with_user(self.ana)
        guest.action_came()
        guest.action_came()
        self.assertEqual(len(self.log_of(self.luis)), 1)

    def test_a_visit_that_is_noted_says_who_came_and_what_they_answered(self):
        visits = self.running("Visitas de la prueba", "visit")
        row = self.recipient(visits, 1, partner=self.luis)
        action = row.with_user(self.ana).action_result()
        dialog = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        dialog.result = "visited"
        dialog.reaction = "information"
        dialog.save().action_confirm()
        self.assertEqual((row.attendance, row.state, row.reached), ("came", "sent", True))
        self.assertEqual((row.response_ids.kind, row.response_ids.source), ("information", "visit"))

    def test_nobody_comes_to_a_call(self):
        with self.assertRaises(UserError):
            self.row_luis.with_user(self.ana).action_came()
