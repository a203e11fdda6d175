from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestBillingYear(LifecycleCommon):
    """What other programs invoiced: whose it is, who sees it, what it says of the relation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Line = cls.env["despacho.billing.year"]
        cls.fiscal = cls.env["product.category"].create(
            {"name": "Fiscal", "parent_id": cls.env["product.category"]._services_root().id}
        )

    def bill(self, partner, year, amount, **values):
        values.setdefault("as_of", max(self.today, date(year, 12, 31)))
        return self.Line.create({"partner_id": partner.id, "year": year, "amount": amount, **values})

    def read_relation(self, partner):
        self.settle()
        return partner.lifecycle

    # Whose it is

    def test_what_is_invoiced_to_a_person_of_a_company_is_the_companys(self):
        line = self.bill(self.luis, 2020, 100)
        self.assertEqual(line.partner_id, self.vega)

    def test_a_person_who_joins_a_company_brings_what_was_invoiced_to_it(self):
        line = self.bill(self.pilar, 2020, 100)
        self.pilar.write({"parent_id": self.vega.id, "vat": False})
        self.assertEqual(line.partner_id, self.vega)

    def test_there_is_one_amount_of_a_client_year_service_and_program(self):
        self.bill(self.vega, 2020, 100, source="FactuSol")
        self.bill(self.vega, 2020, 100, source="Contaplus")
        self.bill(self.vega, 2020, 100, source="FactuSol", service_line_id=self.fiscal.id)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"), self.cr.savepoint():
            self.bill(self.vega, 2020, 300, source="factusol ")

    def test_only_service_lines_say_the_service(self):
        other = self.env["product.category"].create({"name": "Material"})
        with self.assertRaises(ValidationError):
            self.bill(self.vega, 2020, 100, service_line_id=other.id)

    def test_of_two_clients_that_are_joined_the_amounts_add_up_and_go_apart_again(self):
        twin = self.new_company("Talleres Vega", company_id=False)
        lines = self.bill(self.vega, 2020, 100), self.bill(twin, 2020, 40)
        merge = (
            self.env["despacho.merge"]
            .with_user(self.sara)
            ._join(self.vega.with_user(self.sara), twin.with_user(self.sara))
        )
        self.assertEqual([line.partner_id for line in lines], [self.vega] * 2)
        self.assertEqual(self.vega.billing_year_total, 140)
        merge.action_undo()
        self.assertEqual([line.partner_id for line in lines], [self.vega, twin])

    def test_what_was_invoiced_to_an_establishment_becomes_the_companys(self):
        branch = self.new_company("Talleres Vega Inca", street="Polígono 3", city="Inca")
        line = self.bill(branch, 2020, 100)
        self.env["despacho.merge"].with_user(self.sara)._establish(
            self.vega.with_user(self.sara), branch.with_user(self.sara)
        )
        self.assertEqual(line.partner_id, self.vega)

    # Who sees it

    def test_the_users_read_the_stewards_write_and_others_see_nothing(self):
        line = self.bill(self.vega, 2020, 100)
        for user, allowed in ((self.ana, "read"), (self.ines, "read"), (self.sara, "read write create unlink")):
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(f"{user.name} {operation}"):
                    self.assertEqual(line.with_user(user).has_access(operation), operation in allowed.split())
        for user in (self.pau, self.rosa):
            with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
                line.with_user(user).read(["amount"])
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            self.vega.with_user(self.pau).read(["billing_year_total"])

    def test_each_company_sees_what_it_invoiced(self):
        branch = self.new_branch("Filial", "es")
        self.bill(self.vega, 2019, 70, company_id=branch.id)
        self.bill(self.vega, 2020, 100)
        self.settle()
        ana = self.vega.with_user(self.ana)
        self.assertEqual((ana.billing_year_total, ana.invoiced_total), (100, 100))
        self.assertEqual((ana.client_since_year, self.vega.sudo().client_since_year), (2020, 2019))
        self.assertEqual(self.vega.sudo().invoiced_total, 170)
        self.assertEqual(self.as_user(self.ana, "despacho.billing.year").search_count([]), 1)

    # What it says of the relation

    def test_whoever_was_invoiced_last_year_is_a_client_and_long_ago_a_former_one(self):
        self.bill(self.vega, self.today.year - 1, 500)
        self.bill(self.pilar, self.today.year - 6, 500)
        self.assertEqual(self.read_relation(self.vega), "client")
        self.assertEqual(self.read_relation(self.pilar), "former")
        self.assertIn(f"in {self.today.year - 1} with another program", self.vega.lifecycle_reason)

    def test_what_was_given_back_makes_nobody_a_client(self):
        self.bill(self.vega, self.today.year - 1, -500)
        self.assertEqual(self.read_relation(self.vega), "prospect")

    def test_a_correction_and_a_deletion_are_told(self):
        line = self.bill(self.vega, self.today.year - 1, 500)
        self.assertEqual(self.read_relation(self.vega), "client")
        line.amount = 0
        self.assertEqual(self.read_relation(self.vega), "prospect")
        line.amount = 20
        self.assertEqual(self.read_relation(self.vega), "client")
        line.unlink()
        self.assertEqual(self.read_relation(self.vega), "prospect")

    def test_it_adds_to_what_is_invoiced_here(self):
        self.invoice(self.vega, days=1, amount=80)
        self.bill(self.vega, self.today.year - 3, 500)
        self.bill(self.vega, self.today.year - 2, 300, service_line_id=self.fiscal.id)
        self.settle()
        self.assertEqual((self.vega.invoiced_total, self.vega.invoiced_12m), (880, 80))
        self.assertEqual(self.vega.client_since_year, self.today.year - 3)
        self.assertRegex(self.vega.lifecycle_reason, "^Invoiced on", "what is told to the day goes before")

    def test_of_a_year_the_part_within_twelve_months_counts_in_them(self):
        year = self.today.year - 1
        self.bill(self.vega, year, 365, as_of=date(year, 12, 31))
        self.settle()
        begin = self.today.replace(year=year) if (self.today.month, self.today.day) != (2, 29) else date(year, 2, 28)
        days = (date(year, 12, 31) - date(year, 1, 1)).days + 1
        self.assertAlmostEqual(self.vega.invoiced_12m, 365 * (date(year, 12, 31) - begin).days / days, 2)

    def test_a_year_that_has_not_ended_counts_whole(self):
        self.bill(self.vega, self.today.year, 90, as_of=self.today)
        self.settle()
        self.assertEqual(self.vega.invoiced_12m, 90)

    def test_the_nightly_job_says_the_same(self):
        self.bill(self.vega, self.today.year - 1, 365)
        self.settle()
        before = self.vega.read(["lifecycle", "invoiced_12m", "invoiced_total", "client_since_year"])
        self.assertFalse(self.env["res.partner"]._lifecycle_update_all() & self.vega)
        self.assertEqual(self.vega.read(["lifecycle", "invoiced_12m", "invoiced_total", "client_since_year"]), before)

    def test_the_button_opens_the_years_of_the_client(self):
        line = self.bill(self.vega, 2020, 100)
        self.bill(self.pilar, 2020, 100)
        action = self.luis.action_billing_years()
        self.assertEqual(self.Line.search(action["domain"]), line)
