from datetime import date

from odoo.tests import tagged

from .completion_common import CompletionCommon


@tagged("post_install", "-at_install")
class TestCompletionShown(CompletionCommon):
    """What the screens of proposed NIFs and of the nights say."""

    def test_a_doubtful_proposal_says_why(self):
        self.assertFalse(self.rows(self.needy).doubt)
        (self.holder.zip, self.needy.zip) = ("48001", "48930")
        self.touch(self.holder | self.needy)
        self.match_changes()
        self.completions.invalidate_model()
        self.assertEqual(self.rows(self.needy).doubt, "They are at different addresses")

    def test_a_night_is_called_by_its_day_and_leads_to_what_waits(self):
        night = self.nights.create({"date": date(2026, 11, 21)}).with_user(self.sara)
        self.assertRegex(night.display_name, "(?i)^Night of 21 nov 2026$")
        self.assertEqual((night.waiting_now, night.waiting_nif_now), (1, 1))
        self.assertEqual(night.action_open_waiting()["tag"], "despacho_match_review")
        self.assertEqual(night.action_open_waiting_nif()["res_model"], "despacho.completion")
        self.pair(self.needy, self.holder).with_user(self.sara).review_reject()
        night.invalidate_recordset()
        self.assertEqual((night.waiting_now, night.waiting_nif_now), (0, 0))
