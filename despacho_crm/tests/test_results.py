from odoo import fields
from odoo.tests import tagged
from odoo.tools import format_amount, formatLang

from .campaign_common import CampaignCommon
from .campaign_results_common import ResultsCommon


@tagged("post_install", "-at_install")
class TestResults(ResultsCommon, CampaignCommon):
    """What came of an action and of a campaign, and the records behind each number."""

    def test_each_number_is_that_of_its_records(self):
        action = self.calls.with_user(self.ana)
        numbers = {
            "recipient_count": 4,
            "excluded_count": 1,
            "sent_count": 3,
            "reached_count": 2,
            "response_count": 2,
            "interested_count": 1,
            "not_interested_count": 1,
            "lead_count": 2,
            "opportunity_count": 1,
            "client_count": 1,
        }
        for name, number in numbers.items():
            with self.subTest(name):
                self.assertEqual(action[name], number)
                if name != "excluded_count":
                    self.assertEqual(len(self.opened(action, name)), number)
        self.assertEqual(action.contracted, 1200)

    def test_of_a_new_client_everything_counts_and_nothing_of_before(self):
        self.invoice(self.mar, 500, date="2026-05-01")
        self.invoice(self.mar, 300, line=self.fiscal, date="2026-06-01")
        self.assertEqual(self.calls.revenue, 800)
        self.calls.cost = 200
        self.assertEqual((self.calls.return_amount, self.calls.return_percent), (600, 300))
        self.assertEqual(set(self.opened(self.calls, "revenue").mapped("amount_untaxed")), {500, 300})

    def test_of_who_was_a_client_already_only_the_service_promoted_counts(self):
        self.invoice(self.mar, 900, date="2026-01-15")
        self.invoice(self.mar, 500, date="2026-05-01")
        self.invoice(self.mar, 300, line=self.fiscal, date="2026-06-01")
        self.invoice(self.mar, 100, line=self.renta, date="2026-06-01", kind="out_refund")
        self.assertEqual(self.calls.revenue, 200)

    def test_who_two_actions_won_counts_in_the_first(self):
        letters = self.new_action("Cartas", self.spring)
        self.win(self.new_lead(letters, self.mar, 100, "2026-04-01"))
        self.invoice(self.mar, 500, date="2026-05-01")
        self.assertEqual((self.calls.revenue, letters.revenue), (500, 0))
        self.assertEqual((self.spring.revenue, self.spring.client_count, self.spring.lead_count), (500, 1, 3))

    def test_a_client_won_twice_is_one_and_opens_one(self):
        again = self.new_lead(self.calls, self.mar, 300, "2026-03-20")
        self.win(again)
        self.assertEqual((self.calls.client_count, self.calls.contracted), (1, 1500))
        self.assertEqual(self.opened(self.calls, "client_count"), self.won)
        self.assertEqual(self.opened(self.calls, "contracted"), self.won | again)
        self.assertEqual(len(self.opened(self.calls, "client_count", "province", "Girona")), 1)
        facts = dict(self.calls._get_results_facts().pairs)
        self.assertEqual(facts[self.env._("Clients won")], "1")

    def test_the_dossier_says_what_the_screen_says(self):
        self.calls.cost = 200
        self.invoice(self.mar, 500, date="2026-05-01")
        pairs = [
            ("Leads", "2"),
            ("Opportunities", "1"),
            ("Clients won", "1"),
            ("Contracted", format_amount(self.env, 1200, self.calls.currency_id)),
            ("Invoiced since then", format_amount(self.env, 500, self.calls.currency_id)),
            ("Return on the cost", f"{formatLang(self.env, 150, digits=1)} %"),
        ]
        self.assertEqual(self.calls.with_user(self.ana)._get_results_facts().pairs, pairs)
        # Whoever may not see a client whose data are blocked counts it too, on paper as on the screen.
        self.env["despacho.privacy.block"].sudo()._block(self.mar, self.env["crm.lead"], "other", note="De la prueba")
        self.env.invalidate_all()
        action = self.calls.with_user(self.ana)
        self.assertEqual((action.client_count, action.revenue, action.return_percent), (1, 500, 150))
        self.assertEqual(action.with_context(without_blocked=True)._get_results_facts().pairs, pairs)

    def test_of_what_cost_nothing_the_dossier_says_no_return_and_of_no_sale_no_money(self):
        letters = self.new_action("Cartas", self.spring)
        self.assertFalse(letters._get_results_facts().pairs)
        letters.cost = 200
        lost = f"{formatLang(self.env, -100, digits=1)} %"
        self.assertEqual(letters._get_results_facts().pairs, [("Return on the cost", lost)])

    def test_each_company_of_the_firm_wins_its_own_clients(self):
        other = self.env["res.company"].create({"name": "Otra firma"})
        campaign = self.new_campaign("De la otra", reviewed=True, company_id=other.id)
        action = self.new_action("Llamadas de la otra", campaign, user=self.env.user)
        values = {"name": "De la otra", "partner_id": self.mar.id, "expected_revenue": 700, "company_id": other.id}
        lead = self.env["crm.lead"].create({**values, "type": "lead", "commercial_action_id": action.id})
        self.created(lead, "2026-04-10")
        self.win(lead)
        self.env.flush_all()
        won = self.env.execute_query_dict(self.env["despacho.results"]._won_sql(action.ids))
        self.assertEqual([row["lead_id"] for row in won], lead.ids)
        self.invoice(self.mar, 500, date="2026-05-01")
        self.assertEqual((self.calls.revenue, action.revenue), (500, 0))

    def test_by_segment_each_row_opens_its_own(self):
        rows = {row["label"]: row for row in self.calls.with_user(self.ana).results_table("segment")["rows"]}
        self.assertEqual(rows["Restaurantes"]["values"]["recipient_count"], 2)
        self.assertEqual(rows["Girona"]["values"]["recipient_count"], 2)
        unknown = next(row for row in rows.values() if row["key"] == "")
        self.assertEqual(unknown["values"]["recipient_count"], 1)
        for label in ("Restaurantes", "Girona", unknown["label"]):
            row = rows[label]
            for name, number in row["values"].items():
                if name in ("contracted", "revenue"):
                    continue
                with self.subTest(f"{label}: {name}"):
                    self.assertEqual(len(self.opened(self.calls, name, "segment", row["key"])), number)

    def test_by_province_nobody_is_counted_twice(self):
        total, *rows = self.calls.results_table("province")["rows"]
        for name in ("recipient_count", "response_count", "lead_count", "client_count", "contracted"):
            with self.subTest(name):
                self.assertEqual(sum(row["values"][name] for row in rows), total["values"][name])

    def test_beside_the_earlier_actions_of_the_service(self):
        letters = self.new_action("Cartas", self.spring)
        letters._set_state("running", launched_on=fields.Datetime.now())
        rows = letters.with_user(self.ana).results_table("earlier")["rows"]
        self.assertEqual([row["label"] for row in rows], ["Cartas", "Llamadas de primavera"])
        self.assertEqual(rows[1]["values"]["lead_count"], 2)
        self.assertEqual(len(self.opened(letters, "lead_count", "earlier", rows[1]["key"])), 2)

    def test_a_campaign_adds_up_its_actions(self):
        self.calls.cost = 50
        rows = self.spring.with_user(self.ana).results_table("action")["rows"]
        self.assertEqual(rows[0]["values"], rows[1]["values"])
        self.assertEqual((self.spring.cost, self.spring.recipient_count), (50, 4))

    def test_the_review_takes_the_numbers_of_the_action(self):
        self.look()
        review = self.campaign.review_ids
        self.assertEqual((review.recipient_count, review.lead_count, review.client_count), (4, 2, 1))

    def test_many_actions_cost_the_queries_of_one(self):
        others = self.env["despacho.action"].browse()
        for number in range(5):
            others += self.new_action(f"Otra {number}")
        actions = (self.calls + others).with_user(self.ana)
        actions.mapped("name")
        self.env.flush_all()
        with self.assertQueryCount(4):
            self.env["despacho.results"]._count(actions, "id")
