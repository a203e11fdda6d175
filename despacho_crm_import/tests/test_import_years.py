from odoo.tests import tagged

from .undo_common import UndoCase

HEADER = "NIF|Empresa|Empleados 2022|Empleados 2023|Facturación 2022|Facturación 2023|Ventas 2024"


@tagged("post_install", "-at_install")
class TestImportYears(UndoCase):
    """A list with a column of figures for each year: each is recognised, compared, written and taken back alone."""

    def content(self, *rows, header=HEADER):
        return self.csv(header, *(f"{self.nifs[place]}|{row}" for place, row in enumerate(rows)))

    def years(self, partner):
        self.env.invalidate_all()
        return {line.year: (line.employees, line.turnover) for line in partner.company_year_ids}

    def test_each_column_says_its_year_and_the_figures_are_those_of_each(self):
        record = self.review(self.content("Acme Suministros SL|9|10|100|200|300", "Nueva SL||0||50,5|"), "list")
        told = [(column.field, column.said_year) for column in record.column_ids.sorted("position")]
        self.assertEqual(
            told,
            [
                ("nif", False),
                ("name", False),
                ("employees", "2022"),
                ("employees", "2023"),
                ("turnover", "2022"),
                ("turnover", "2023"),
                ("turnover", "2024"),
            ],
        )
        self.assertTrue(record.has_years)
        row = record.row_ids.filtered("partner_id")
        wanted = {"employees:2022": 9, "employees:2023": 10, "turnover:2022": 100, "turnover:2023": 200}
        self.assertEqual({name: new for name, (__, new) in row.changes.items()}, {**wanted, "turnover": 300})
        labels = {line["field"]: line["label"] for line in row.diff["lines"]}
        self.assertEqual((labels["turnover:2022"], labels["turnover"]), ("Turnover 2022", "Turnover 2024"))
        self.assertIn("Employees 2023: – → 10", row.difference)
        record.action_apply()
        self.assertEqual(record.error_count, 0, record.row_ids.mapped("error"))
        self.assertEqual(self.years(self.acme), {2022: (9, 100), 2023: (10, 200), 2024: (False, 300)})
        self.assertEqual((self.acme.turnover, self.acme.employees, self.acme.figures_year), (300, 10, 2024))
        self.assertEqual(self.years(self.partner(1)), {2023: (0, 50.5)})

    def test_the_same_again_is_no_news_and_another_figure_replaces_that_of_its_year_alone(self):
        rows = "Acme Suministros SL|9|10|100|200|300", "Nueva SL|1|2|3|4|5"
        self.run_import(self.content(*rows), "list")
        self.assertVerdicts(self.run_import(self.content(*rows), "list"), same=2)
        record = self.review(self.content("Acme Suministros SL|9|10|100|250|300"), "list")
        self.assertEqual(record.row_ids.changes, {"turnover:2023": [200, 250]})
        record.action_apply()
        self.assertEqual(self.years(self.acme)[2023], (10, 250))

    def test_what_a_person_wrote_of_a_year_stays(self):
        self.env["despacho.company.year"].create({"partner_id": self.acme.id, "year": 2023, "turnover": 777})
        record = self.run_import(self.content("Acme Suministros SL||10||200|300"), "billing")
        self.assertEqual(record.row_ids.kept, {"turnover:2023": [777, 200, "typed"]})
        self.assertEqual(self.years(self.acme), {2023: (10, 777), 2024: (False, 300)})

    def test_undone_the_base_is_as_it_was(self):
        self.env["despacho.company.year"].create({"partner_id": self.acme.id, "year": 2022, "employees": 5})
        before = self.years(self.acme)
        record = self.run_import(self.content("Acme Suministros SL||10|100|200|300", "Nueva SL|1|2|3|4|5"), "list")
        self.assertEqual(self.years(self.acme)[2022], (5, 100))
        created = self.partner(1)
        self.undo(record)
        self.assertEqual(self.years(self.acme), before)
        self.assertEqual((self.acme.employees, self.acme.turnover), (5, 0))
        self.assertFalse(created.exists())
        self.assertFalse(self.env["despacho.value.origin"]._get_by_partner(self.acme))

    def test_each_year_knows_where_it_came_from(self):
        self.run_import(self.content("Acme Suministros SL|9|10|100|200|300"), "list")
        lines = self.env["despacho.value.origin.line"].search([("partner_id", "=", self.acme.id)])
        told = {line.label: (line.value, line.still) for line in lines}
        self.assertEqual(told["Turnover 2022"], ("100", "yes"))
        self.assertEqual(told["Employees 2023"], ("10", "yes"))
        self.assertEqual(told["Turnover"], ("300", "yes"))
        self.acme.company_year_ids.filtered(lambda line: line.year == 2022).turnover = 101
        lines.invalidate_recordset()
        self.assertEqual({line.label for line in lines if line.still == "no"}, {"Turnover 2022"})

    def test_a_group_and_a_person_decide_on_a_year(self):
        self.run_import(self.content("Acme Suministros SL|9|10|100|200|300"), "list")
        record = self.review(self.content("Acme Suministros SL|9|10|111|222|300"), "billing")
        titles = {group["key"]: group["title"] for group in record.get_groups()["fields"]}
        self.assertEqual(titles, {"change:turnover:2023": "Turnover 2023", "change:turnover:2022": "Turnover 2022"})
        record.decide_group("change:turnover:2022", "base")
        self.assertEqual(record.row_ids.changes, {"turnover:2023": [200, 222]})
        record.row_ids.action_pick("turnover:2023", "base")
        self.assertEqual(record.row_ids.verdict, "same")

    def test_thousands_are_multiplied_and_shown_so_before_anything_is_done(self):
        sales = "Ingresos de explotación mil EUR"
        header = f"NIF|Nombre|{sales} 2023|{sales} 2022|Número empleados 2023"
        record = self.review(self.content("Acme Suministros SL|1.234,5|n.d.|12", header=header), "list")
        columns = record.column_ids.sorted("position")
        self.assertEqual(columns.mapped("field"), ["nif", "name", "turnover", "turnover", "employees"])
        self.assertEqual(columns[2].repairs.replace(",", "."), "1.234.500")
        record.action_apply()
        self.assertEqual(self.years(self.acme), {2023: (12, 1234500)})
        self.assertFalse(self.acme.comment)

    def test_what_is_no_number_stays_in_the_notes(self):
        record = self.run_import(self.content("Acme Suministros SL||||mucha|300", "Nueva SL||||5|"), "list")
        self.assertIn("mucha", self.acme.comment)
        self.assertIn("Turnover 2023", record.row_ids.sorted("number")[0].repairs)
        self.assertEqual(self.years(self.acme), {2024: (False, 300)})

    def test_a_list_of_one_year_keeps_to_it_and_one_of_none_is_of_the_year_before(self):
        header = "NIF|Nombre|Facturación|Facturación 2023"
        record = self.run_import(
            self.content("Acme Suministros SL|400|200", header=header), "list", source_date="2026-05-01"
        )
        self.assertEqual(self.years(self.acme), {2023: (False, 200), 2025: (False, 400)})
        self.assertEqual(record.column_ids.sorted("position").mapped("said_year"), [False, False, "2025", "2023"])

    def test_a_later_year_than_the_one_that_a_person_wrote_is_added(self):
        self.env["despacho.company.year"].create({"partner_id": self.acme.id, "year": 2021, "turnover": 50})
        self.run_import(self.content("Acme Suministros SL||||200|300"), "list")
        self.assertEqual(self.years(self.acme), {2021: (False, 50), 2023: (False, 200), 2024: (False, 300)})

    def test_more_rows_take_no_more_queries(self):
        def content(first, last):
            rows = (f"{self.nifs[number]}|Empresa {number} SL|1|2|3|4|5" for number in range(first, last))
            return self.csv(HEADER, *rows)

        self.assertFlatReview(content, source="list")

    def test_a_list_explained_once_is_known_with_the_columns_of_the_next_year(self):
        header = "NIF|Nombre|Cifra zz 2022|Cifra zz 2023|Otra zz 2022|Otra zz 2023"
        first = self.upload(self.content("Acme Suministros SL|100|200|1|2", header=header), filename="cifras 2023.csv")
        first.action_read()
        columns = first.column_ids.sorted("position")
        columns[2].field = columns[3].field = "turnover"
        first.action_review()
        first.action_apply()
        again = self.upload(
            self.content(
                "Acme Suministros SL|200|300|2|3", header=header.replace("2023", "2024").replace("2022", "2023")
            )
        )
        again.action_read()
        self.assertEqual(again.profile_id, first.profile_id)
        told = [(column.field, column.said_year, column.guess_reason) for column in again.column_ids.sorted("position")]
        self.assertEqual(
            told[2:],
            [
                ("turnover", "2023", "profile"),
                ("turnover", "2024", "profile"),
                (False, False, "profile"),
                (False, False, "profile"),
            ],
        )
        again.action_review()
        again.action_apply()
        self.assertEqual(self.years(self.acme), {2022: (False, 100), 2023: (False, 200), 2024: (False, 300)})
        self.assertEqual(self.env["despacho.import.profile"].search_count([("kind", "=", "learned")]), 1)
