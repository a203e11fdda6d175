from datetime import timedelta

from odoo import fields
from odoo.tests import tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityChance(ActivityCommon):
    """How likely somebody sees it that they contract, and what the lead says."""

    def test_the_chance_that_somebody_sees_is_the_probability_of_the_lead(self):
        now = fields.Datetime.now()
        for days, chance, probability in ((4, 75, 75), (2, 25, 25), (3, 90, 25), (1, 0, 1), (0, 100, 99)):
            done_at = now - timedelta(days=days)
            self.plan(self.lead).with_user(self.ana)._log_result(
                {"result": "spoke", "chance": chance, "done_at": done_at}
            )
            self.assertEqual(self.lead.probability, probability, f"{chance} % said {days} days ago")
        self.assertFalse(self.lead.is_automated_probability)
        self.plan(self.lead).with_user(self.ana)._log_result({"result": "spoke"})
        self.assertEqual(self.lead.probability, 99, "who says none leaves it as it is")

    def test_what_is_closed_keeps_its_probability(self):
        self.lead.action_set_lost()
        self.plan(self.lead)._log_result({"result": "spoke", "chance": 50})
        self.assertEqual(self.lead.probability, 0)
