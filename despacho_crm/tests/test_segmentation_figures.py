from psycopg2.errors import UniqueViolation

from odoo import Command, fields
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestSegmentationFigures(DespachoCommon):
    """How large a company is: the years, and what they say of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Year = cls.env["despacho.company.year"]

    def year(self, year, partner=None, **figures):
        return self.Year.create({"partner_id": (partner or self.vega).id, "year": year, **figures})

    def known(self, partner=None):
        partner = partner or self.vega
        return partner.figures_year, partner.employees, partner.turnover, partner.size_class

    def test_the_company_has_the_figures_of_the_last_year_known_of_each(self):
        self.year(2023, employees=8, turnover=900_000)
        self.assertEqual(self.known(), (2023, 8, 900_000, "micro"))
        self.year(2024, employees=12)
        self.assertEqual(self.known(), (2024, 12, 900_000, "micro"), "one year out of its limits is not enough")
        self.year(2022, employees=1, turnover=1)
        self.assertEqual(self.known(), (2024, 12, 900_000, "micro"))

    def test_what_is_of_an_earlier_year_says_of_which(self):
        self.year(2023, turnover=900_000, profit=5)
        self.assertFalse(self.vega.figures_note)
        line = self.year(2024, employees=0)
        vega = self.vega.with_context(lang="en_US")
        self.assertEqual(vega.figures_note, "Turnover: of 2023. Result: of 2023")
        line.turnover = 1_000_000
        self.assertEqual(vega.figures_note, "Result: of 2023")

    def test_two_years_running_out_of_its_limits_change_its_size(self):
        self.year(2022, employees=8)
        self.year(2023, employees=15)
        line = self.year(2024, employees=20)
        self.assertEqual(self.vega.size_class, "small")
        self.assertEqual(line.size_class, "small")
        line.employees = 5
        self.assertEqual((self.vega.size_class, line.size_class), ("micro", "micro"))
        self.vega.company_year_ids.unlink()
        self.assertEqual(self.known(), (0, False, 0, False))

    def test_a_company_without_employees_is_another_thing_than_one_of_which_it_is_not_known(self):
        self.year(2024, employees=0)
        self.year(2024, self.pilar, turnover=30_000)
        self.assertEqual((self.vega.employees, self.pilar.employees), (0, False))
        self.assertIs(self.pilar.employees, False)
        both = [("id", "in", (self.vega + self.pilar).ids)]
        search = self.env["res.partner"].search
        self.assertEqual(search([*both, ("employees", "=", 0)]), self.vega)
        self.assertEqual(search([*both, ("employees", "=", False)]), self.pilar)
        self.assertEqual(search([*both, ("employees", "<", 5)]), self.vega)
        self.assertEqual((self.vega + self.pilar).read(["employees"])[1]["employees"], False)

    def test_its_label_is_not_that_of_the_people_of_odoo(self):
        """Where Odoo's app of employees is installed, «Employees» of a contact are its records: two alike confuse."""
        self.assertNotEqual(self.env["res.partner"]._fields["employees"].string, "Employees")

    def test_figures_written_on_the_company_itself_go_to_a_year(self):
        last = fields.Date.context_today(self.vega).year - 1
        self.vega.write({"employees": 7, "turnover": 500_000})
        self.assertEqual(self.vega.company_year_ids.mapped("year"), [last])
        self.vega.write({"employees": 9})
        self.assertEqual(len(self.vega.company_year_ids), 1)
        self.assertEqual(self.known(), (last, 9, 500_000, "micro"))
        self.vega.write({"employees": 3, "figures_year": 2019})
        self.assertEqual(self.vega.company_year_ids.mapped("employees"), [9, 3])
        self.assertEqual(self.vega.employees, 9)

    def test_a_new_company_comes_with_its_figures(self):
        company = self.new_company(employees=60, turnover=12_000_000, figures_year=2024)
        self.assertEqual(self.known(company), (2024, 60, 12_000_000, "medium"))
        blank = self.new_company(employees=False, turnover=0)
        self.assertFalse(blank.company_year_ids)

    def test_the_figures_given_for_a_person_are_those_of_the_company(self):
        line = self.year(2024, self.luis, employees=4)
        self.assertEqual(line.partner_id, self.vega)
        self.assertEqual(self.vega.employees, 4)

    def test_a_year_of_a_company_is_told_once(self):
        self.year(2024, employees=1)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.year(2024, employees=2)

    def test_on_the_sheet_the_years_are_written_and_the_size_is_seen_when_it_is_saved(self):
        with Form(self.vega.with_user(self.ana)) as form:
            for year, employees in ((2023, 30), (2024, 40)):
                with form.company_year_ids.new() as line:
                    line.year = year
                    line.employees = employees
        self.assertEqual(self.known(), (2024, 40, 0, "small"))
        self.assertEqual([bar["employees"] for bar in self.vega.figures_chart], [30, 40])

    def test_many_years_at_once_cost_no_query_for_each(self):
        companies = self.env["res.partner"].create([{"name": f"Empresa {number}"} for number in range(45)])
        counts = []
        for some in (companies[:5], companies[5:]):
            values = [{"partner_id": company.id, "year": 2024, "employees": 5} for company in some]
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            self.Year.create(values)
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0] + 2)
        self.assertEqual(set(companies.mapped("size_class")), {"micro"})

    def test_of_joined_companies_the_years_add_up_and_go_apart_again(self):
        twin = self.new_company("Talleres Vega")
        mine, theirs = self.year(2023, employees=20), self.year(2024, twin, employees=25)
        same = self.year(2023, twin, employees=99)
        merge = (
            self.env["despacho.merge"]
            .with_user(self.sara)
            ._join(self.vega.with_user(self.sara), twin.with_user(self.sara))
        )
        self.assertEqual((mine.partner_id, theirs.partner_id, same.partner_id), (self.vega, self.vega, twin))
        self.assertEqual(self.known(), (2024, 25, 0, "small"))
        merge.action_undo()
        self.assertEqual((theirs.partner_id, self.known()), (twin, (2023, 20, 0, "small")))
        self.assertEqual(self.known(twin)[:2], (2024, 25))

    def test_who_becomes_part_of_a_company_brings_its_years(self):
        self.year(2023, employees=3)
        brought = self.year(2024, self.pilar, employees=1)
        self.pilar.write({"parent_id": self.vega.id, "vat": False})
        self.assertEqual(brought.partner_id, self.vega)
        self.assertEqual(self.vega.figures_year, 2024)

    def test_emptying_the_list_of_years_by_command_updates_the_company(self):
        self.year(2024, employees=3)
        self.vega.write({"company_year_ids": [Command.clear()]})
        self.assertEqual(self.known(), (0, False, 0, False))
