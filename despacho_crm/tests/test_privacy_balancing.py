from datetime import timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyBalancing(PrivacyCommon):
    def test_a_new_version_takes_the_place_of_the_one_before_and_both_are_kept(self):
        first = self.balance()
        action = first.with_user(self.marta).action_new_version()
        second = self.env["despacho.balancing"].browse(action["res_id"])
        self.assertEqual((second.state, second.interest), ("draft", first.interest))
        second.interest = "Otro interés"
        second.with_user(self.marta).action_approve()
        self.assertEqual((first.state, second.state), ("replaced", "in_force"))
        self.assertEqual(second.version, first.version + 1)
        self.assertNotEqual(first.seal, second.seal)
        self.assertEqual(first.seal, first._get_seal(), "what was approved is what there is")
        self.assertEqual(second.approved_by, self.marta)

    def test_the_text_to_begin_with_is_of_those_whom_it_is_about(self):
        draft = self.env["despacho.balancing"].create({"name": "Cartas", "necessity": "La nuestra"})
        professional = draft.impact
        draft.audience = "consumer"
        self.assertNotEqual(draft.impact, professional)
        self.assertEqual(draft.necessity, "La nuestra")
        draft.expectations = "Lo que esperan"
        draft.audience = "professional"
        self.assertEqual((draft.impact, draft.expectations), (professional, "Lo que esperan"))

    def test_what_was_approved_is_not_changed_by_anybody(self):
        balancing = self.balance()
        for records in (balancing, balancing.with_user(self.marta), balancing.sudo()):
            with self.assertRaises(UserError):
                records.write({"interest": "Otro"})
            with self.assertRaises(UserError):
                records.unlink()
        with self.assertRaises(UserError):
            balancing.with_user(self.marta).write({"state": "draft"})

    def test_only_who_answers_for_data_protection_writes_and_approves(self):
        draft = self.env["despacho.balancing"].create({})
        for user in (self.ana, self.sara):
            with self.assertRaises(AccessError):
                draft.with_user(user).action_approve()
            with self.assertRaises(AccessError):
                draft.with_user(user).write({"interest": "Otro"})
        self.assertTrue(self.env["despacho.balancing"].with_user(self.ana).search([("id", "=", draft.id)]))
        with self.assertRaises(AccessError):
            self.env["despacho.balancing"].with_user(self.pau).search([])

    def test_one_that_says_that_we_may_not_lets_nobody_be_called(self):
        self.balance(prevails=False)
        self.assertEqual(self.judge(self.luis, "call").reason, "no_balancing")

    def test_it_has_to_be_looked_at_again(self):
        with self.assertRaises(UserError):
            self.balance(review_on=self.today)
        self.balance(review_on=self.today + timedelta(days=1))
        self.assertTrue(self.judge(self.luis, "call").allowed)
        tomorrow = self.today + timedelta(days=1)
        self.assertFalse(self.env["despacho.balancing"]._get_in_force(self.firm, tomorrow))

    def test_it_is_for_the_channels_and_people_that_it_says(self):
        self.balance(by_post=False, by_visit=True)
        self.assertEqual(self.judge(self.luis, "post").reason, "no_balancing")
        self.assertTrue(self.judge(self.luis, "visit").allowed)
        with self.assertRaises(ValidationError):
            self.env["despacho.balancing"].create({"by_phone": False, "by_post": False, "by_visit": False})

    def test_the_trail_is_read_by_who_answers_for_it_and_written_by_nobody(self):
        self.balance()
        trace = self.audit.search([("event", "=", "balancing")], limit=1)
        self.assertEqual(trace.with_user(self.marta).user_name, self.env.user.name)
        for user in (self.ana, self.sara, self.pau):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.audit.with_user(user).search([])
        for records in (trace, trace.sudo(), trace.with_user(self.marta)):
            with self.assertRaises(UserError):
                records.write({"text": "Otra cosa"})
            with self.assertRaises(UserError):
                records.unlink()
        with self.assertRaises(UserError):
            self.audit.with_user(self.marta).create({"event": "other", "at": "2026-01-01"})

    def test_of_who_was_destroyed_the_trail_keeps_no_name(self):
        self.consent(self.marga)
        trace = self.audit.search([("partner_id", "=", self.marga.id)])
        self.audit._forget(self.marga)
        self.assertEqual((trace.subject, trace.text, trace.event), (False, False, "consent"))
