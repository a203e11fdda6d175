from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .quality_common import QualityCommon


@tagged("post_install", "-at_install")
class TestQualityReview(QualityCommon):
    """The dose of the week."""

    def dealt(self, user=None):
        return self.reviews.search([("user_id", "=", (user or self.ana).id)])

    def new_prospects(self, number, **values):
        partners = self.new_company("Nueva 0", **values)
        for index in range(1, number):
            partners |= self.new_company(f"Nueva {index}", **values)
        return partners

    def test_each_gets_the_worst_of_those_whom_they_look_after(self):
        self.rate()
        self.reviews._deal(self.ana | self.marta)
        self.assertEqual(self.dealt().partner_id, self.vega)
        self.assertEqual(self.dealt().score_before, self.record_of(self.vega).score)

    def test_the_dose_is_what_the_firm_says_or_the_person(self):
        self.new_prospects(6, user_id=self.ana.id)
        self.firm.quality_dose = 4
        self.rate()
        self.reviews._deal(self.ana)
        self.assertEqual(len(self.dealt()), 4)
        self.reviews._deal(self.ana)
        self.assertEqual(len(self.dealt()), 4)
        self.ana.quality_dose = 5
        self.reviews._deal(self.ana)
        self.assertEqual(len(self.dealt()), 5)

    def test_what_is_of_nobody_is_for_the_stewards(self):
        loose = self.new_prospects(5)
        self.firm.quality_dose = 3
        self.rate()
        self.reviews._deal(self.ana | self.sara | self.marta)
        self.assertFalse(self.dealt().partner_id & loose)
        sara, marta = self.dealt(self.sara).partner_id, self.dealt(self.marta).partner_id
        self.assertEqual(sara | marta, loose)
        self.assertFalse(sara & marta)
        self.assertLessEqual(max(len(sara), len(marta)), 3)

    def test_it_is_opened_corrected_and_ticked_off(self):
        self.rate()
        self.as_user(self.ana, "despacho.quality.review").action_my_review()
        review = self.dealt().with_user(self.ana)
        self.assertEqual(review.action_open()["res_id"], self.vega.id)
        self.assertIn("an e-mail", review.missing)
        self.vega.with_user(self.ana).email = "info@vega.example"
        review.action_done()
        self.assertEqual(review.state, "done")
        self.assertGreater(review.score_after, review.score_before)
        self.assertEqual(self.vega.quality_checked_on, fields.Date.context_today(self.vega))
        self.assertEqual(self.vega.quality_checked_uid, self.ana)

    def test_what_was_checked_is_not_asked_again_for_some_time(self):
        self.rate()
        self.vega.with_user(self.ana).action_quality_checked()
        self.reviews._deal(self.ana)
        self.assertFalse(self.dealt())
        self.vega.quality_checked_on = fields.Date.context_today(self.vega) - timedelta(days=91)
        self.reviews._deal(self.ana)
        self.assertEqual(self.dealt().partner_id, self.vega)

    def test_whoever_checks_it_spares_it_to_the_colleague(self):
        self.rate()
        self.reviews._deal(self.ana)
        self.vega.with_user(self.sara).action_quality_checked()
        self.assertEqual(self.dealt().state, "done")

    def test_it_may_be_left_for_another_time_and_taken_back(self):
        self.rate()
        self.reviews._deal(self.ana)
        review = self.dealt().with_user(self.ana)
        review.action_skip()
        self.assertEqual(review.state, "skipped")
        review.action_reopen()
        self.assertEqual((review.state, review.done_on), ("todo", False))

    def test_the_job_deals_to_all(self):
        self.rate()
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_quality_review").method_direct_trigger()
        self.assertEqual(self.dealt().partner_id, self.vega)
