from collections import defaultdict
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .portfolio_common import PortfolioCommon


@tagged("post_install", "-at_install")
class TestPortfolio(PortfolioCommon):
    """The portfolio adds up to the invoices, counts each company once, and opens who it counts."""

    def test_the_revenue_of_each_year_is_that_of_the_invoices(self):
        """The reference: what the invoices themselves say, and the years of other programs, added up one by one."""
        expected = defaultdict(float)
        moves = self.env["account.move"].search(
            [("state", "=", "posted"), ("move_type", "in", ("out_invoice", "out_refund", "out_receipt"))]
        )
        for move in moves.filtered(lambda move: move.company_id == self.env.company):
            expected[move.invoice_date.year] += move.amount_untaxed_signed
        for billed in self.env["despacho.billing.year"].search([("company_id", "=", self.env.company.id)]):
            expected[billed.year] += billed.amount
        found = self.figures([("company_id", "=", self.env.company.id)], "year", "revenue:sum")
        self.assertEqual({year: amount for year, amount in found.items() if amount}, dict(expected))
        self.assertEqual(expected[2025], 420)

    def test_the_revenue_of_each_service_is_that_of_the_lines_and_the_rest_is_told_apart(self):
        expected = defaultdict(float)
        for line in self.env["account.move.line"].search(
            [("move_id.move_type", "in", ("out_invoice", "out_refund")), ("display_type", "=", "product")]
        ):
            if line.parent_state == "posted" and line.company_id == self.env.company and line.date.year == 2026:
                expected[line.product_id.categ_id] -= line.balance
        found = self.figures([("year", "=", 2026), ("revenue", "!=", 0)], "service_line_id", "revenue:sum")
        self.assertEqual(found, {self.taxes: 110, self.payroll: 150, self.env["product.category"]: 5})
        self.assertEqual(found, dict(expected))

    def test_the_year_before_is_the_revenue_of_the_year_before(self):
        measures = ("revenue:sum", "revenue_before:sum", "growth:avg")
        found = self.figures([("partner_id", "=", self.mar.id)], "year", *measures)
        self.assertEqual(found[2025], [420, 110, 100 * 310 / 110])
        self.assertEqual(found[2026][:2], [210, 420])

    def test_a_client_of_two_services_is_one_client(self):
        self.assertEqual(len(self.cells(("partner_id", "=", self.mar.id), ("year", "=", 2026))), 2)
        by_year = self.figures([], "year", "client_count:sum")
        self.assertEqual((by_year[2025], by_year[2026]), (1, 2))
        by_service = self.figures([("year", "=", 2026), ("bought", "=", True)], "service_line_id", "client_count:sum")
        self.assertEqual(by_service, {self.taxes: 2, self.payroll: 1, self.env["product.category"]: 1})
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        [(ever,)] = Cell._read_group([("bought", "=", True)], [], ["client_count:sum"])
        self.assertEqual(ever, 4)

    def test_services_per_client_and_revenue_per_client(self):
        found = self.figures([("year", "=", 2026)], "year", "services_per_client:avg", "revenue_per_client:avg")
        self.assertEqual(found[2026], [1.5, 132.5])

    def test_who_came_and_who_went(self):
        came = self.figures([], "year", "acquired_count:sum")
        # Of 2022, the first year that is known, nobody can tell who was new.
        self.assertEqual({year: count for year, count in came.items() if count}, {2023: 1, 2024: 1, 2026: 1})
        gone = self.figures([], "year", "lost_count:sum")
        self.assertEqual({year: count for year, count in gone.items() if count}, {2023: 1, 2025: 1})
        self.assertEqual(self.figures([("year", "=", 2025)], "year", "churn:avg")[2025], 50)

    def test_who_leaves_a_service_is_no_client_of_it_and_is_not_lost(self):
        """In 2024 duna has payroll and taxes, and goes; mar has law in 2024 and leaves only that."""
        self.invoice(self.duna, "2024-08-01", [(self.payroll, 10)])
        self.invoice(self.mar, "2024-08-01", [(self.law, 40)])
        self.refresh()
        measures = ("client_count:sum", "lost_count:sum", "churn:avg", "services_per_client:avg")
        found = self.figures([("year", "=", 2025)], "service_line_id", *measures)
        self.assertEqual(found[self.law], [0, 0, 0, False], "mar left law and is a client of other things")
        self.assertEqual(found[self.taxes], [1, 1, 50, 1], "mar stayed and duna went")
        self.assertEqual(found[self.payroll][:3], [1, 1, 100], "who had it the year before was duna, and mar not yet")
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        [whole] = Cell._read_group([("year", "=", 2025)], [], measures)
        self.assertEqual(list(whole), [1, 1, 50, 2])

    def test_of_several_years_the_rates_are_of_each_year(self):
        """2023: mar, 2024: mar and duna, 2025: mar: of three who could go in the two last years, one went."""
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        years = [("year", "in", (2024, 2025))]
        [(lost, churn)] = Cell._read_group(years, [], ["lost_count:sum", "churn:avg"])
        self.assertEqual((lost, round(churn, 4)), (1, round(100 / 3, 4)))

    def test_the_first_year_that_is_known_did_not_grow_out_of_nothing(self):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        by_year = self.figures([], "year", "growth:avg")
        self.assertIs(by_year[2022], False)
        [(growth,)] = Cell._read_group([("year", "<=", 2024)], [], ["growth:avg"])
        self.assertAlmostEqual(growth, 100 * (100 + 310 - 1000 - 100) / (1000 + 100))

    def test_some_old_invoices_of_a_few_are_not_those_of_a_year(self):
        """In 2025 twenty-two bought, and in 2024 only mar and duna."""
        companies = [self.new_company(f"Empresa {place}") for place in range(21)]
        for company in companies:
            self.invoice(company, "2025-02-01", [(self.taxes, 10)])
        self.refresh()
        came = self.figures([], "year", "acquired_count:sum")
        self.assertEqual({year: count for year, count in came.items() if count}, {2026: 1}, "of 2025, nobody can tell")
        growth = self.figures([], "year", "growth:avg")
        self.assertIs(growth[2025], False)
        self.assertTrue(growth[2026])

    def test_the_last_months_of_a_year_are_not_a_year(self):
        """The firm came to Odoo in September of 2024, and brought nothing from before."""
        branch = self.env["res.company"].create({"name": "Recién llegada"})
        companies = [self.new_company(f"Empresa {place}") for place in range(3)]
        for year, months in ((2024, (9,)), (2025, (3, 9)), (2026, (3,))):
            for month in months:
                for company in companies[: year - 2023]:
                    self.invoice(company, f"{year}-{month:02}-01", [(self.taxes, 10)])
        self.env["account.move"].search([("partner_id", "in", [one.id for one in companies])]).flush_recordset()
        self.env.cr.execute(
            "UPDATE account_move SET company_id = %s WHERE commercial_partner_id = ANY(%s)",
            (branch.id, [one.id for one in companies]),
        )
        self.env["despacho.portfolio.cell"]._build(branch)
        self.env.invalidate_all()
        rows = self.env["despacho.portfolio.cell"]._read_group(
            [("company_id", "=", branch.id)],
            ["year"],
            ["revenue:sum", "revenue_before:sum", "growth:avg", "acquired_count:sum"],
            order="year",
        )
        self.assertEqual(
            [(year, revenue, before or 0, growth, new) for year, revenue, before, growth, new in rows],
            [(2024, 10, 0, False, 0), (2025, 40, 0, False, 0), (2026, 30, 20, 50.0, 1)],
        )

    def test_who_has_not_bought_yet_this_year_is_not_lost(self):
        self.invoice(self.ola, "2025-11-01", [(self.law, 70)])
        self.refresh()
        [row] = self.cells(("partner_id", "=", self.ola.id), ("year", "=", 2026))
        self.assertEqual((row.kind, row.lost), ("client", False))

    def test_of_the_year_that_runs_the_one_before_counts_until_the_same_day(self):
        self.invoice(self.cala, "2025-06-15", [(self.taxes, 40)])
        self.invoice(self.cala, "2025-06-16", [(self.taxes, 400)])
        self.env["despacho.billing.year"].create({"partner_id": self.duna.id, "year": 2025, "amount": 365})
        self.refresh()
        before = self.figures([("year", "=", 2026)], "partner_id", "revenue_before:sum")
        self.assertEqual((before[self.cala], before[self.mar]), (40, 420))
        self.assertAlmostEqual(before[self.duna], 166, msg="the days of the year until the 15th of June")
        self.assertEqual(self.figures([("year", "=", 2025)], "partner_id", "revenue:sum")[self.cala], 440)

    def test_what_another_program_invoiced_until_the_summer_is_of_those_months(self):
        """The firm came to Odoo on the 10th of April of 2025: all that the other one told had gone by in June."""
        self.env["despacho.billing.year"].create(
            [
                {"partner_id": self.duna.id, "year": 2025, "amount": 365, "as_of": "2025-04-10"},
                {"partner_id": self.cala.id, "year": 2025, "amount": 332, "as_of": "2025-11-28"},
            ]
        )
        self.refresh()
        before = self.figures([("year", "=", 2026)], "partner_id", "revenue_before:sum")
        self.assertEqual(before[self.duna], 365)
        self.assertAlmostEqual(before[self.cala], 166, msg="166 of the 332 days until the 28th of November")

    def test_of_this_year_everybody_is_what_the_relation_is_today(self):
        mine = (self.mar | self.cala | self.duna | self.brisa | self.ola).ids
        kinds = self.figures([("year", "=", 2026), ("partner_id", "in", mine)], "kind", "partner_id:recordset")
        self.assertEqual(kinds["client"], self.mar | self.cala)
        self.assertEqual(kinds["former"], self.duna | self.brisa)
        self.assertEqual(kinds["prospect"], self.ola)

    def test_no_row_is_without_currency(self):
        """One without would make the screen warn, of every amount beside it, that there are several currencies."""
        self.assertFalse(self.cells(("currency_id", "=", False)))
        mine = self.cells(("company_id", "=", self.env.company.id))
        self.assertEqual(mine.currency_id, self.env.company.currency_id)
        shared = self.cells(("company_id", "=", False))
        self.assertEqual(shared.currency_id, self.env["res.company"]._lifecycle_reference().currency_id)

    def test_a_row_says_what_is_known_of_its_company(self):
        row = self.cells(("partner_id", "=", self.cala.id))[:1]
        self.assertEqual((row.sector_id, row.section_id.code), (self.catering, "I"))
        self.assertEqual((row.state_id, row.region_id), (self.girona, self.girona.region_id))
        self.assertEqual((row.size_class, row.legal_form), ("micro", self.cala.legal_form))

    def test_what_attending_them_costs_is_counted_once(self):
        found = self.figures([("year", "=", 2026)], "partner_id", "contacts:sum")
        self.assertEqual((found[self.ola], found[self.mar]), (1, 0))

    def test_making_it_again_changes_nothing(self):
        def told():
            rows = self.cells()
            return sorted((row.partner_id.id, row.year, row.service_line_id.id, row.revenue) for row in rows)

        before = told()
        self.refresh()
        self.assertEqual(told(), before)

    def test_the_job_makes_that_of_each_company_and_does_not_begin_again(self):
        self.env["despacho.portfolio.cell"].sudo().search([]).unlink()
        self.env["res.company"].sudo().search([]).portfolio_on = False
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_reports.ir_cron_portfolio").method_direct_trigger()
        self.env.invalidate_all()
        self.assertTrue(self.cells(("partner_id", "=", self.mar.id)))
        made = self.env.company.portfolio_on
        self.env["despacho.portfolio.cell"].sudo().search([]).unlink()
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_reports.ir_cron_portfolio").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.env.company.portfolio_on, made)
        self.assertFalse(self.cells(("partner_id", "=", self.mar.id)))

    def test_the_job_waits_for_who_is_making_it_by_hand(self):
        Cell = self.env["despacho.portfolio.cell"]
        self.env["res.company"].sudo().search([]).portfolio_on = False
        job = self.env.ref("despacho_crm_reports.ir_cron_portfolio")
        with patch.object(type(Cell), "_is_free", lambda _cells: False):
            with self.enter_registry_test_mode():
                job.method_direct_trigger()
            with self.assertRaises(UserError):
                Cell._build(self.env.company)
        self.env.invalidate_all()
        self.assertFalse(self.env.company.portfolio_on)
        later = self.env["ir.cron.trigger"].sudo().search([("cron_id", "=", job.id)]).mapped("call_at")
        self.assertIn(fields.Datetime.now() + timedelta(minutes=10), later)

    def test_another_company_has_its_own(self):
        other = self.env["res.company"].create({"name": "Sucursal"})
        self.env["despacho.billing.year"].create(
            {"partner_id": self.mar.id, "year": 2025, "amount": 9, "company_id": other.id}
        )
        self.env["despacho.portfolio.cell"]._build(other)
        self.env.invalidate_all()
        self.assertEqual(self.figures([("year", "=", 2025)], "partner_id", "revenue:sum")[self.mar], 420)
        self.ana.company_ids += other
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana).with_context(allowed_company_ids=other.ids)
        self.assertEqual(Cell.search([("year", "=", 2025)]).mapped("revenue"), [9])
        self.assertNotIn(self.cala, Cell.search([]).partner_id)

    def test_only_who_analyses_sees_it_and_nobody_writes_it(self):
        self.assertTrue(self.cells(user=self.ana))
        with self.assertRaises(AccessError):
            self.cells(user=self.sara)
        row = self.cells()[:1]
        for attempt in (lambda: row.write({"year": 1}), row.unlink, lambda: row.create({"year": 1})):
            with self.assertRaises(AccessError):
                attempt()
        with self.assertRaises(AccessError):
            self.env["despacho.portfolio.cell"].with_user(self.sara).action_build()
        with self.assertRaises(AccessError):
            self.mar.with_user(self.sara).read(["portfolio_cell_ids"])

    def test_a_manager_analyses_without_being_told_so(self):
        self.sara.group_ids = [Command.link(self.env.ref("despacho_crm.group_manager").id)]
        self.assertTrue(self.cells(user=self.sara))

    def test_who_is_joined_to_another_leaves_no_row_behind(self):
        twin = self.new_company("Mar", self.catering, vat=False)
        self.invoice(twin, "2026-01-10", [(self.law, 30)])
        self.refresh()
        self.assertTrue(self.cells(("partner_id", "=", twin.id)))
        merges = self.env["despacho.merge"].with_user(self.sara)
        self.assertTrue(merges._join(self.mar.with_user(self.sara), twin.with_user(self.sara)))
        self.refresh()
        found = self.figures([("year", "=", 2026)], "partner_id", "revenue:sum")
        self.assertEqual(found[self.mar], 240)
        self.assertNotIn(twin, found)
