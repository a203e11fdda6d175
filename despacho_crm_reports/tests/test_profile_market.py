from statistics import mean, stdev

from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from ..tools.portfolio.market import Cell, sized
from .profile_common import ProfileCommon


@tagged("post_install", "-at_install")
class TestProfileMarket(ProfileCommon):
    """The companies of the census: how alike, how many, what may be expected."""

    def setUp(self):
        super().setUp()
        self.profile = self.calculate()

    def test_the_kinds_count_every_company_of_the_census_that_is_no_client(self):
        [[total]] = self.env.execute_query(
            SQL(
                """
                SELECT COUNT(*) FROM despacho_census_company census
                 WHERE census.company_id = %s
                   AND NOT EXISTS (SELECT FROM res_partner WHERE nif_key = census.nif_key)
                """,
                self.company.id,
            )
        )
        self.assertEqual(total, 59)
        cells = self.env["despacho.client.cell"].search([("profile_id", "=", self.profile.id)])
        shared = self.env["despacho.census.company"].search_count(
            [("company_id", "=", False), ("is_person", "=", False)]
        )
        self.assertEqual(sum(cells.mapped("companies")), total + shared)
        self.assertEqual(sum(cells.mapped("clients")), 100)

    def _of(self, sector, size):
        return self.profile.market_ids.filtered(lambda row: row.sector_id == sector and row.size_class == size)

    def test_the_market_is_of_the_provinces_where_there_are_clients(self):
        row = self._of(self.law.sector_id, "small")
        opened = self.env["despacho.census.company"].with_user(self.eva).search(row.action_view_companies()["domain"])
        mine = opened.filtered("company_id")
        self.assertEqual(len(mine), 20, "neither the client that a list has too nor the one of Soria")
        self.assertEqual(row.companies, len(opened))
        self.assertEqual(row.clients, 42)
        self.assertEqual(row.band, "a")
        self.assertEqual(self._of(self.shops.sector_id, "micro").band, "d")

    def test_the_expected_is_what_the_statistics_say(self):
        rows = self.profile.market_ids
        cells = self.env["despacho.client.cell"]._read_group(
            self.profile._market_cells(), ["sector_id", "size_class"], ["companies:sum", "clients:sum", "revenue:sum"]
        )
        expected = {
            one.key: one
            for one in sized(
                [Cell((sector.id, size), free + mine, mine, float(sold)) for sector, size, free, mine, sold in cells],
                self.profile.market_spread,
            )
        }
        for row in rows:
            one = expected[row.sector_id.id, row.size_class]
            self.assertAlmostEqual(row.expected, one.clients, delta=0.06)
            self.assertAlmostEqual(row.revenue, one.revenue, delta=0.01)
            self.assertAlmostEqual(row.revenue_low, one.revenue_range[0], delta=0.01)
            self.assertAlmostEqual(row.revenue_high, one.revenue_range[1], delta=0.01)
            self.assertLessEqual(row.expected_low, row.expected)
            self.assertGreaterEqual(row.expected_high, row.expected)

    def test_the_revenue_is_known_no_better_than_what_one_client_buys(self):
        bought = [row.value for row in self.profile.score_ids if row.kind == "client"]
        self.assertEqual(len(bought), 100)
        self.assertAlmostEqual(self.profile.market_spread, stdev(bought) / mean(bought), 4)
        rows = self.profile.market_ids
        clients, revenue = self.profile._market_total(rows)
        self.assertGreater(revenue[2] / revenue[0], clients[2] / clients[0])
        self.assertLess(revenue[1] / revenue[0], clients[1] / clients[0])

    def test_the_whole_errs_less_than_the_sum_of_its_parts(self):
        clients, revenue = self.profile._market_total(self.profile.market_ids)
        for middle, low, high in (clients, revenue):
            self.assertTrue(0 <= low <= middle <= high)
        self.assertLessEqual(
            clients[2] - clients[0], sum(row.expected_high - row.expected_low for row in self.profile.market_ids)
        )
        self.assertTrue(self.profile.market_words)

    def test_a_census_that_surely_lacks_companies_is_not_believed(self):
        self.assertTrue(self.profile.market_doubt, "a firm with 100 clients among 160 companies")
        rows = self.profile.market_ids
        rows.sudo().companies = 5000
        self.assertFalse(self.profile._market_doubted(rows))

    def test_other_provinces_make_another_market(self):
        self.profile.market_state_ids = self.spain.state_ids.filtered(lambda state: state.code == "SO")
        row = self._of(self.law.sector_id, "small")
        mine = self.env["despacho.census.company"].search(row.action_view_companies()["domain"]).filtered("company_id")
        self.assertEqual(mine.mapped("name"), ["Abogados de Soria"])

    def test_companies_of_the_census_are_found_by_their_likeness_and_say_it(self):
        Census = self.env["despacho.census.company"].with_user(self.eva).with_context(client_profile_id=self.profile.id)
        own = Domain("company_id", "=", self.company.id)
        alike = Census.search(own & Domain("likeness", "=", "a"))
        self.assertEqual(set(alike.mapped("cnae")), {"6910"})
        every = Census.search(own)
        self.assertEqual(every.filtered(lambda one: one.likeness == "a"), alike)
        found = Census.search(own & Domain("likeness", "in", ("b", "c", "d")))
        self.assertEqual(found | alike, every.filtered("likeness"))
        self.assertTrue(all(one.likeness_points for one in alike))

    def test_candidates_are_alike_and_not_in_the_base(self):
        action = self.profile.action_view_candidates()
        found = self.env["despacho.census.company"].with_user(self.eva).with_context(**action["context"])
        found = found.search(action["domain"]).filtered("company_id")
        self.assertEqual(len(found), 20)
        self.assertNotIn(self.best[0].nif_key, found.mapped("nif_key"))

    def test_the_target_profile_asks_for_the_same_companies(self):
        profile = self.profile.with_user(self.marta)
        target = self.env["despacho.target.profile"].browse(profile.action_target_profile()["res_id"])
        self.assertEqual(target.client_profile_id, profile)
        self.assertIn(self.law.sector_id, target.cnae_ids)
        self.assertTrue(target.size_small)
        mine = self.env["despacho.census.company"].search(target._get_domain()).filtered("company_id")
        self.assertEqual(len(mine.filtered(lambda one: one.cnae == "6910")), 21)
        self.assertTrue(target.note)

    def test_one_row_of_the_market_makes_a_target_profile_too(self):
        row = self._of(self.law.sector_id, "small").with_user(self.marta)
        target = self.env["despacho.target.profile"].browse(row.action_target_profile()["res_id"])
        self.assertEqual(target.cnae_ids, self.law.sector_id)
        self.assertTrue(target.size_small and not target.size_micro)

    def test_the_census_says_nothing_to_who_may_not_analyse(self):
        self.assertNotIn("likeness", self.env["despacho.census.company"].with_user(self.ana).fields_get())

    def test_codes_of_both_classifications_have_their_sector_of_today(self):
        codes = self.env["despacho.cnae"]._sectors_by_code()
        self.assertEqual(codes["6910", "2025"], self.law.sector_id.id)
        self.assertEqual(codes["6910", "2009"], self.law.sector_id.id)
        self.assertEqual(codes["69", "2009"], self.law.sector_id.id)
