from lxml import etree

from odoo.tests import tagged

from .campaign_common import CampaignCommon
from .campaign_results_common import ResultsCommon

#: What is aimed at, and what was counted of it.
_PAIRS = {
    "target_recipients": "recipient_count",
    "target_responses": "response_count",
    "target_leads": "lead_count",
    "target_clients": "client_count",
    "target_revenue": "revenue",
    "budget": "cost",
}


@tagged("post_install", "-at_install")
class TestCampaignTargets(ResultsCommon, CampaignCommon):
    """What a campaign aims at stands beside what was counted of it."""

    def test_each_number_aimed_at_stands_beside_the_one_that_is_counted(self):
        arch = self.env["despacho.campaign"].with_user(self.ana).get_view(view_type="form")["arch"]
        (page,) = etree.fromstring(arch).xpath("//page[@name='targets']")
        rows = [[field.get("name") for field in row.iter("field")] for row in page.iter("div")]
        self.assertEqual({names[1]: names[0] for names in rows if len(names) == 2}, _PAIRS)
        aimed = {name for name in self.env["despacho.campaign"]._fields if name.startswith("target_")}
        self.assertLessEqual(aimed, set(_PAIRS), "nothing that is aimed at goes without being counted")

    def test_the_numbers_are_those_of_all_the_actions_of_the_campaign(self):
        self.spring.with_user(self.ana).write(
            {
                "target_recipients": 10,
                "target_responses": 4,
                "target_leads": 3,
                "target_clients": 2,
                "target_revenue": 1000,
                "budget": 300,
            }
        )
        letters = self.new_action("Cartas", self.spring, cost=50)
        self.calls.cost = 200
        self.new_lead(letters, self.pins, 100, "2026-04-01")
        self.invoice(self.mar, 500)
        self.env.flush_all()
        self.env.invalidate_all()
        (read,) = self.spring.with_user(self.ana).web_read({name: {} for pair in _PAIRS.items() for name in pair})
        self.assertEqual(
            {aimed: (read[counted], read[aimed]) for aimed, counted in _PAIRS.items()},
            {
                "target_recipients": (4, 10),
                "target_responses": (2, 4),
                "target_leads": (3, 3),
                "target_clients": (1, 2),
                "target_revenue": (500, 1000),
                "budget": (250, 300),
            },
        )

    def test_what_is_aimed_at_in_another_campaign_has_numbers_of_its_own(self):
        self.assertEqual([self.campaign[counted] for counted in _PAIRS.values()], [0] * len(_PAIRS))
