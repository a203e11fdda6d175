from odoo.exceptions import AccessError
from odoo.tests import tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleShown(LifecycleCommon):
    """The relation is one for the firm; amounts, invoices and quotations are shown by company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.new_branch("Filial", "es")
        cls.env.user.company_ids |= cls.branch
        cls.journal = cls.env["account.journal"].create(
            {"name": "Ventas filial", "code": "VFIL", "type": "sale", "company_id": cls.branch.id}
        )
        cls.give_companies(cls, cls.ana, cls.firm)
        cls.give_companies(cls, cls.sara, cls.firm | cls.branch)

    def invoice_of_branch(self, partner, amount, days=1):
        """Leave an invoice as the branch's: it has no chart of accounts of its own."""
        move = self.invoice(partner, days=days, amount=amount)
        self.env.flush_all()
        self.env.cr.execute("UPDATE account_move SET company_id = %s WHERE id = %s", [self.branch.id, move.id])
        self.env.invalidate_all()
        partner._lifecycle_update()

    def test_the_amounts_are_those_of_the_companies_of_the_user(self):
        self.invoice(self.vega, days=40, amount=100)
        self.invoice_of_branch(self.vega, 777)
        ana, sara = self.vega.with_user(self.ana), self.vega.with_user(self.sara)
        self.assertEqual((sara.invoiced_12m, sara.invoiced_total), (877, 877))
        self.assertEqual((ana.invoiced_12m, ana.invoiced_total), (100, 100))
        self.assertEqual((ana.last_invoice_date, sara.last_invoice_date), (self.days_ago(40), self.days_ago(1)))
        self.assertEqual(self.vega.sudo().invoiced_total, 877)

    def test_the_relation_is_the_same_for_all_and_its_reason_says_no_more(self):
        self.invoice_of_branch(self.vega, 777)
        ana, sara = self.vega.with_user(self.ana), self.vega.with_user(self.sara)
        self.assertEqual((ana.lifecycle, ana.temperature), ("client", "warm"))
        self.assertFalse(ana.invoiced_12m or ana.last_invoice_date)
        self.assertEqual((ana.lifecycle_reason, ana.temperature_reason), ("Invoiced by another company",) * 2)
        self.assertNotIn("777", ana.priority_why)
        self.assertRegex(sara.lifecycle_reason, "^Invoiced on")
        with self.assertRaises(AccessError):
            ana.read(["temperature_signals"])

    def test_what_is_found_sorted_and_added_up_agrees_with_what_is_shown(self):
        self.invoice(self.pilar, amount=200)
        self.invoice_of_branch(self.vega, 777)
        self.settle()
        people = [("id", "in", (self.vega | self.pilar).ids)]
        for user, found, total in ((self.ana, self.pilar, 200), (self.sara, self.vega | self.pilar, 977)):
            with self.subTest(user.name):
                Partner = self.as_user(user)
                self.assertEqual(Partner.search([*people, ("invoiced_12m", ">", 0)], order="invoiced_12m desc"), found)
                self.assertEqual(Partner._read_group(people, aggregates=["invoiced_12m:sum"]), [(total,)])
                months = Partner._read_group([*people, ("last_invoice_date", "!=", False)], ["last_invoice_date:month"])
                self.assertTrue(months)

    def test_a_quotation_of_another_company_has_no_day(self):
        order = self.env["sale.order"].with_company(self.branch).create({"partner_id": self.vega.id})
        order.state = "sent"
        self.env.flush_all()
        self.vega._lifecycle_update()
        self.assertIn("of another company", self.vega.with_user(self.ana).temperature_reason)
        self.assertRegex(self.vega.with_user(self.sara).temperature_reason, r"quotation of .*\d")

    def test_the_discounts_are_those_of_the_companies_of_the_user(self):
        for company in (self.firm, self.branch):
            line = {"product_id": self.service.id, "discount": 10}
            order = (
                self.env["sale.order"]
                .with_company(company)
                .create({"partner_id": self.vega.id, "company_id": company.id, "order_line": [(0, 0, line)]})
            )
            order.state = "sale"
        self.env.flush_all()
        self.vega._lifecycle_update()
        offered = [self.vega.with_user(user).discount_offered for user in (self.ana, self.sara)]
        self.assertEqual(offered, [1, 2])

    def test_a_list_costs_the_queries_of_one_row(self):
        people = self.vega | self.pilar | self.new_company(vat=self.nif_of())
        names = ["invoiced_12m", "invoiced_total", "last_invoice_date"]

        def queries(partners):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            partners.with_user(self.ana).read(names)
            return self.cr.sql_log_count - before

        queries(people)
        self.assertEqual(queries(people), queries(self.vega))

    # The first company

    def test_the_rules_are_those_of_the_first_company_that_is_not_archived(self):
        reference = self.env["res.company"]._lifecycle_reference()
        self.invoice(self.vega, days=60)
        others = self.env["res.company"].search([("id", "!=", reference.id)], order="id")
        self.assertTrue(others)
        others[0].lifecycle_client_months = 1
        self.env.flush_all()
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.lifecycle, "client")
        self.env.cr.execute("UPDATE res_company SET active = FALSE WHERE id = %s", [reference.id])
        self.env.invalidate_all()
        self.assertEqual(self.env["res.company"]._lifecycle_reference(), others[0])
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.lifecycle, "former")
