from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.portfolio.significance import interval
from .profile_common import TODAY, ProfileCommon


@tagged("post_install", "-at_install")
class TestProfileHonest(ProfileCommon):
    """What a profile says is not more than what is known, and each figure is what it opens."""

    def _law(self):
        return self.profile.market_ids.filtered(
            lambda row: row.sector_id == self.law.sector_id and row.size_class == "small"
        )

    def _opened(self, row):
        action = row.action_view_companies()
        census = self.env["despacho.census.company"].with_user(self.eva).with_context(**action["context"])
        return census.search(action["domain"])

    def test_a_row_of_the_market_opens_the_companies_that_it_counts(self):
        self.calculate()
        for row in self.profile.market_ids:
            opened = self._opened(row)
            self.assertEqual(len(opened), row.companies, row.display_name)
            self.assertNotIn(self.best[0].nif_key, opened.mapped("nif_key"))
            self.assertTrue(all(opened.mapped("in_market")))

    def test_natural_persons_are_counted_neither_in_the_census_nor_among_the_clients(self):
        self.calculate()
        row = self._law()
        clients, companies, expected = row.clients, row.companies, row.expected
        persons = self.env["res.partner"].concat(
            *(self._new_one(f"Letrada {number}", self.law, 20, self.girona) for number in range(30))
        )
        for person in persons:
            person.vat = self.nif_of("")
        self.env["despacho.billing.year"].create(
            [
                {
                    "partner_id": person.id,
                    "year": TODAY.year - 1,
                    "amount": 500,
                    "company_id": self.company.id,
                    "as_of": f"{TODAY.year - 1}-12-31",
                }
                for person in persons
            ]
        )
        self.calculate()
        self.assertEqual(self.profile.client_count, 130, "they are clients that are learnt from")
        row = self._law()
        self.assertEqual((row.clients, row.companies), (clients, companies))
        self.assertAlmostEqual(row.expected, expected, 3)

    def test_the_whole_market_is_known_no_better_than_the_share_of_the_firm(self):
        self.calculate()
        rows = self.profile.market_ids
        won, free = sum(rows.mapped("clients")), sum(rows.mapped("companies"))
        least, most = interval(won, won + free)
        clients, _revenue = self.profile._market_total(rows)
        share = won / (won + free)
        self.assertLessEqual(clients[1], clients[0] * least / share + 0.01)
        self.assertGreaterEqual(clients[2], clients[0] * most / share - 0.01)

    def test_a_target_profile_of_a_row_asks_in_the_provinces_of_the_row(self):
        self.calculate()
        target = self.env["despacho.target.profile"].browse(
            self._law().with_user(self.marta).action_target_profile()["res_id"]
        )
        self.assertEqual(target.state_ids, self.profile._market_states())

    def test_where_half_are_of_the_best_some_are_still_very_alike(self):
        self.profile.best_share = 50
        self.calculate()
        score = self.profile.score_ids.filtered(lambda row: row.partner_id == self.best[0])
        self.assertGreater(score.score - self.profile.base_points, 1)
        self.assertEqual(score.band, "a")

    def test_bands_are_so_many_points_above_the_others(self):
        self.calculate()
        for row in self.profile.score_ids:
            above = row.score - self.profile.base_points
            if abs(above - 1) > 1e-6:
                self.assertEqual(row.band == "a", above > 1)

    def test_a_client_put_away_is_in_the_list_of_the_best_that_counts_it(self):
        self.best[0].active = False
        self.calculate()
        action = self.profile.action_view_best()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(found), self.profile.best_count)
        self.assertIn(self.best[0], found.partner_id)

    def test_how_well_it_does_is_told_with_its_range_and_chance_is_not_praised(self):
        self.calculate()
        self.assertTrue(self.profile.trial_low < self.profile.trial_area < self.profile.trial_high)
        self.assertGreater(self.profile.trial_low, 0.5)
        praised = self.profile.trial_verdict
        self.profile.sudo().write({"trial_area": 0.58, "trial_low": 0.46, "trial_high": 0.7})
        self.profile.invalidate_recordset(["trial_verdict"])
        self.assertNotEqual(self.profile.trial_verdict, praised)
        self.assertRegex(self.profile.trial_verdict, r"0.46.*0.70")

    def test_nothing_calculated_comes_as_a_default_value(self):
        profiles = self.env["despacho.client.profile"].with_user(self.eva)
        made = profiles.with_context(default_state="ready", default_trial_area=0.99).create(
            {"name": "Colado", "company_id": self.company.id}
        )
        self.assertEqual((made.state, made.trial_area), ("draft", 0))

    # The growth plan

    def _plan(self, **values):
        return (
            self.env["despacho.growth.plan"]
            .with_user(self.marta)
            .create({"name": "Plan", "company_id": self.company.id, "previous_id": False, **values})
        )

    def test_a_line_does_not_slip_into_an_approved_plan_as_a_default_value(self):
        plan = self._plan()
        plan.line_ids.create({"plan_id": plan.id, "name": "Hoteles", "decision": "grow"})
        plan.action_approve()
        with self.assertRaises(UserError):
            plan.line_ids.with_context(default_plan_id=plan.id).create({"name": "Colada"})
        with self.assertRaises(UserError):
            plan.write({"line_ids": [Command.create({"name": "Colada"})]})

    def test_a_plan_is_not_approved_by_a_default_value(self):
        plans = self.env["despacho.growth.plan"].with_user(self.eva).with_context(default_state="approved")
        self.assertEqual(plans.create({"name": "Colado", "company_id": self.company.id}).state, "draft")

    def test_what_was_decided_stays_when_it_is_proposed_no_more(self):
        plan = self._plan()
        plan.action_fill()
        shops = plan.line_ids.filtered(lambda line: line.kind == "sector" and line.sector_id == self.shops.sector_id)
        shops.write({"decision": "leave", "note": "Cierran"})
        # All but two of them become lawyers: too few to be told of.
        (self.best | self.others).filtered(lambda one: one.cnae_id == self.shops)[2:].cnae_id = self.law
        plan.action_fill()
        self.assertTrue(shops.exists())
        self.assertEqual((shops.decision, shops.note, shops.clients), ("leave", "Cierran", 2))
        plan.action_fill()
        self.assertEqual(len(plan.line_ids.filtered(lambda line: line.note == "Cierran")), 1)

    def test_the_lines_of_the_market_open_the_clients_that_they_count(self):
        self.profile.market_state_ids = self.girona
        self.best[20:].state_id = self.barcelona
        self.calculate()
        plan = self._plan(profile_id=self.profile.id)
        plan.action_fill()
        lines = plan.line_ids.filtered(lambda line: line.kind == "market")
        self.assertTrue(lines.filtered("clients"))
        for line in lines:
            opened = self.env["res.partner"].with_user(self.marta).search(line.action_view_clients()["domain"])
            self.assertEqual(len(opened), line.clients, line.name)
