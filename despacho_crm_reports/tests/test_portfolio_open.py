import io
from collections import Counter

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .portfolio_common import PortfolioCommon


@tagged("post_install", "-at_install")
class TestPortfolioOpen(PortfolioCommon):
    """What a figure says is what it opens; the market is counted from the census; the cube goes to a spreadsheet."""

    @classmethod
    def make_more(cls):
        cls.env["despacho.census.company"].sudo().search([]).unlink()
        cls.env["despacho.census.company"].create({"name": "Mar", "nif_key": cls.mar.nif_key, "cnae": "5610"})
        cls.market = (
            cls.new_census("Uno", "5611", cls.girona, cnae_year="2025", size_class="micro")
            | cls.new_census("Dos", "5610", cls.girona, cnae_year="2009", size_class="micro")
            | cls.new_census("Tres", "41", cls.lleida, cnae_year="2025")
            | cls.new_census("Sin actividad", False)
        )

    def opened(self, domain):
        action = self.env["despacho.portfolio.cell"].with_user(self.ana).action_companies(domain)
        records = self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])
        return records.search(action["domain"])

    def counted(self, domain):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        [(count,)] = Cell._read_group(domain, [], ["company_count:sum"])
        return count

    def test_a_figure_of_contacts_opens_as_many_as_it_says(self):
        for domain in (
            [("year", "=", 2026), ("kind", "=", "client")],
            [("year", "=", 2025), ("service_line_id", "=", self.payroll.id)],
            [("year", "=", 2026), ("section_id.code", "=", "I"), ("partner_id", "!=", False)],
            [("lost", "=", True)],
        ):
            self.assertTrue(self.counted(domain))
            self.assertEqual(len(self.opened(domain)), self.counted(domain), domain)
        self.assertEqual(self.opened([("year", "=", 2025), ("lost", "=", True)]), self.duna)

    def test_a_figure_opens_those_that_its_measure_counts(self):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        for domain, measure, expected in (
            ([("year", "=", 2025)], "client_count", self.mar),
            ([("year", "=", 2025)], "lost_count", self.duna),
            ([("year", "=", 2025)], "churn", self.duna),
            ([("year", "=", 2025)], "revenue", self.mar),
            ([("year", "=", 2025)], "growth", self.mar | self.duna),
            ([("year", "=", 2026)], "acquired_count", self.cala),
            ([("year", "=", 2026)], "contacts", self.ola),
            ([("year", "=", 2026), ("service_line_id", "=", self.law.id)], "client_count", self.env["res.partner"]),
        ):
            action = Cell.action_companies(domain, measure=measure)
            found = self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])
            self.assertEqual(found.search(action["domain"]), expected, (domain, measure))

    def test_who_came_back_and_went_again_is_one_company_in_the_total_as_in_what_it_opens(self):
        """Roca buys in 2022 and 2024 and in no other year; in 2026 it buys of another company of the group as well."""
        roca = self.new_company("Roca SL", self.building, self.lleida)
        branch = self.env["res.company"].create({"name": "Sucursal"})
        self.ana.company_ids += branch
        for year in (2022, 2024):
            self.invoice(roca, f"{year}-03-01", [(self.taxes, 100)])
        billed = [(self.mar, 2024), (self.cala, 2025), (self.mar, 2025), (self.cala, 2026)]
        self.env["despacho.billing.year"].create(
            [{"partner_id": one.id, "year": year, "amount": 90, "company_id": branch.id} for one, year in billed]
        )
        self.refresh()
        self.env["despacho.portfolio.cell"]._build(branch, shared=False)
        both = (self.env.company | branch).ids
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana).with_context(allowed_company_ids=both)
        by_year = {
            year: lost for year, lost in Cell._read_group([("partner_id", "=", roca.id)], ["year"], ["lost_count:sum"])
        }
        self.assertEqual({year for year, lost in by_year.items() if lost}, {2023, 2025})
        for domain, measure, expected in (
            ([("partner_id", "=", roca.id)], "lost_count", 1),
            ([("company_id", "in", both)], "lost_count", None),
            ([("company_id", "in", both), ("partner_id", "in", (self.mar | self.cala).ids)], "acquired_count", 2),
        ):
            [(counted,)] = Cell._read_group(domain, [], [f"{measure}:sum"])
            action = Cell.action_companies(domain, measure=measure)
            found = self.env["res.partner"].with_user(self.ana).with_context(**action["context"])
            self.assertEqual(found.search_count(action["domain"]), counted, (domain, measure))
            if expected is not None:
                self.assertEqual(counted, expected, (domain, measure))

    def test_where_there_is_nobody_the_market_does_not_open_instead(self):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        for measure in ("clients", "lost", "prospects", "revenue"):
            [tile] = [one for one in Cell.get_map(measure, 2026)["provinces"] if one["id"] == self.lleida.id]
            action = Cell.action_map(measure, 2026, False, self.lleida.id)
            self.assertEqual(action["res_model"], "res.partner", measure)
            if not tile["value"]:
                found = self.env["res.partner"].with_user(self.ana).with_context(**action["context"])
                self.assertFalse(found.search(action["domain"]), measure)
        self.assertFalse(self.opened([("kind", "=", "client"), ("year", "=", 1999)]))

    def test_a_figure_of_both_opens_the_contacts_and_tells_of_the_market(self):
        action = self.env["despacho.portfolio.cell"].with_user(self.ana).action_companies([("year", "=", 2026)])
        self.assertEqual(action["res_model"], "res.partner")
        self.assertIn("4", action["name"])

    def test_a_row_of_the_market_opens_its_companies_and_no_empty_sheet(self):
        for row in self.cells(("kind", "=", "census")):
            action = row.action_open_partner()
            found = self.env[action["res_model"]].with_user(self.ana).search(action["domain"])
            self.assertLessEqual(set(found.ids), set(self.market.ids))
            self.assertEqual(len(found), row.company_count)
        action = self.cells(("partner_id", "=", self.mar.id))[:1].action_open_partner()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.mar.id))

    def test_the_market_is_who_is_in_the_census_and_no_contact(self):
        self.assertEqual(self.counted([("kind", "=", "census")]), 4)
        self.assertEqual(self.opened([("kind", "=", "census")]), self.market)

    def test_a_figure_of_the_market_opens_its_companies_whatever_their_classification(self):
        of_2026 = [("kind", "=", "census"), ("year", "=", 2026)]
        for extra, expected in (
            ([("sector_id", "=", self.catering.id)], self.market[:2]),
            ([("section_id", "=", self.building.parent_id.id)], self.market[2]),
            ([("sector_id", "=", False)], self.market[3]),
            ([("state_id", "=", self.girona.id), ("size_class", "=", "micro")], self.market[:2]),
            ([("region_id", "=", self.girona.region_id.id)], self.market[:3]),
        ):
            self.assertEqual(self.opened(of_2026 + extra), expected, extra)
            self.assertEqual(self.counted(of_2026 + extra), len(expected), extra)

    def test_on_the_map_each_province_says_and_opens_its_own(self):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        for measure, code, year, expected in (
            ("clients", "GI", 2026, 2),
            ("revenue", "GI", 2025, 420),
            ("prospects", "L", 2026, 1),
            ("census", "L", 2026, 1),
            ("lost", "L", 2025, 1),
            ("churn", "L", 2025, 100),
        ):
            page = Cell.get_map(measure, year)
            self.assertEqual(len(page["provinces"]), 52)
            [tile] = [one for one in page["provinces"] if one["code"] == code]
            self.assertEqual(tile["value"], expected, measure)
            action = Cell.action_map(measure, year, False, tile["id"])
            found = self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])
            companies = {"revenue": 1, "churn": 1}.get(measure, expected)
            self.assertEqual(found.search_count(action["domain"]), companies, measure)
        page = Cell.get_map("clients", 2026, self.catering.parent_id.id)
        self.assertEqual((page["total"], page["elsewhere"]), (2, 0))
        self.assertEqual(Cell.get_map("lost", 2023)["elsewhere"], 1)

    def test_money_of_several_currencies_is_told_in_that_of_the_company(self):
        """Mar was invoiced 210 in euros and cala 55 in another currency, two of which are worth one euro."""
        other = self.env["res.currency"].create({"name": "DSP", "symbol": "D", "rounding": 0.01})
        self.env["res.currency.rate"].create(
            {"currency_id": other.id, "company_id": self.env.company.id, "name": "2026-01-01", "rate": 2}
        )
        self.env.flush_all()
        self.env.cr.execute(
            SQL("UPDATE despacho_portfolio_cell SET currency_id = %s WHERE partner_id = %s", other.id, self.cala.id)
        )
        self.env.invalidate_all()
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        page = Cell.get_map("revenue", 2026)
        self.assertEqual((page["currency"], page["total"]), (self.env.company.currency_id.id, 237.5))
        [tile] = [one for one in page["provinces"] if one["id"] == self.girona.id]
        self.assertEqual(tile["value"], 237.5)
        _name, content = Cell._get_cube_file([("year", "=", 2026)])
        header, *rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        revenue = header.index(Cell._fields["revenue"]._description_string(Cell.env))
        self.assertEqual(sum(row[revenue] for row in rows), 237.5)

    def test_who_may_not_analyse_gets_no_map_nor_file(self):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.sara)
        for attempt in (Cell.get_map, lambda: Cell._get_cube_file([])):
            with self.assertRaises(AccessError):
                attempt()

    def test_the_spreadsheet_adds_up_to_the_portfolio_and_names_nobody(self):
        Cell = self.env["despacho.portfolio.cell"].with_user(self.ana)
        name, content = Cell._get_cube_file([("company_id", "in", (self.env.company.id, False))])
        self.assertTrue(name.endswith("2026-06-15.xlsx"))
        header, *rows = load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)
        revenue = header.index(Cell._fields["revenue"]._description_string(Cell.env))
        expected, found = Counter(), Counter()
        for year, amount in self.figures([("company_id", "=", self.env.company.id)], "year", "revenue:sum").items():
            expected[year] += amount
        for row in rows:
            found[row[0]] += row[revenue]
        self.assertEqual(+found, +expected)
        self.assertNotIn("Mar SL", str(rows))
        hours = load_workbook(io.BytesIO(content)).active.cell(2, len(header))
        self.assertEqual(hours.number_format, "#,##0.00", "hours are no euros")

    def test_who_is_blocked_is_in_no_row_of_who_may_not_see_them(self):
        before = self.counted([("year", "=", 2026), ("kind", "=", "prospect")])
        self.env["despacho.privacy.block"].sudo()._block(self.ola, self.env["crm.lead"], "other", note="De la prueba")
        self.env.invalidate_all()
        self.assertEqual(self.counted([("year", "=", 2026), ("kind", "=", "prospect")]), before - 1)
        self.assertFalse(self.cells(("partner_id", "=", self.ola.id)))
