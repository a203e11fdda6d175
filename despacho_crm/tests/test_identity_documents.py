from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import DespachoCommon

PENDING = "has no valid NIF"


@tagged("post_install", "-at_install")
class TestIdentityDocuments(DespachoCommon):
    """No paper with tax effects goes out to somebody without NIF, with the exceptions of the law."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.env["product.product"].create({"name": "Asesoría fiscal", "type": "service"})
        cls.pending = cls.new_company("Sol SL", country_id=cls.spain.id)
        cls.exempt = cls.new_company("Dupont", nif_exemption_reason="foreign", country_id=cls.france.id)
        cls.eva = cls.env["res.partner"].create({"name": "Eva", "country_id": cls.spain.id})

    def new_order(self, partner):
        return self.as_user(self.ana, "sale.order").create(
            {
                "partner_id": partner.id,
                "order_line": [Command.create({"product_id": self.service.id, "price_unit": 90})],
            }
        )

    def new_invoice(self, partner, move_type="out_invoice", price=90):
        line = {"name": "Asesoría", "price_unit": price, "tax_ids": False}
        values = {"move_type": move_type, "partner_id": partner.id, "invoice_line_ids": [Command.create(line)]}
        if move_type.startswith("in_"):
            values["invoice_date"] = "2026-01-15"
        return self.as_user(self.ines, "account.move").create(values)

    # Quotations

    def test_a_quotation_to_a_company_without_number_is_not_confirmed(self):
        order = self.new_order(self.pending)
        with self.assertRaisesRegex(UserError, PENDING):
            order.action_confirm()
        self.assertEqual(order.state, "draft")

    def test_a_quotation_to_the_contact_of_such_a_company_is_not_confirmed(self):
        contact = self.env["res.partner"].create({"name": "Luz", "parent_id": self.pending.id})
        with self.assertRaisesRegex(UserError, PENDING):
            self.new_order(contact).action_confirm()

    def test_it_is_the_invoiced_one_who_must_have_the_number(self):
        order = self.new_order(self.vega)
        order.partner_invoice_id = self.pending
        with self.assertRaisesRegex(UserError, PENDING):
            order.action_confirm()
        order.partner_invoice_id = self.vega
        order.partner_shipping_id = self.pending
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_quotations_to_identified_and_exempt_customers_are_confirmed(self):
        shop = self.new_company("Vega Vigo", parent_id=self.vega.id, vat=self.vega.vat)
        for partner in (self.vega, self.luis, self.pilar, self.exempt, shop):
            with self.subTest(partner.name):
                order = self.new_order(partner)
                order.action_confirm()
                self.assertEqual(order.state, "sale")

    def test_completing_the_number_unlocks_the_quotation(self):
        order = self.new_order(self.pending)
        self.pending.with_user(self.ana).vat = self.nif_of()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_quotation_to_the_anonymous_customer_is_confirmed(self):
        anonymous = self.env["res.partner"]._nif_anonymous_customer()
        self.assertTrue(anonymous)
        order = self.new_order(anonymous)
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_nobody_signs_or_pays_in_the_portal_what_could_not_be_confirmed(self):
        for partner, asked in ((self.pending, False), (self.vega, True)):
            order = self.new_order(partner)
            order.write({"require_signature": True, "require_payment": True, "prepayment_percent": 1.0})
            with self.subTest(partner.name):
                self.assertEqual((order._has_to_be_signed(), order._has_to_be_paid()), (asked, asked))

    # Invoices

    def test_an_invoice_to_a_company_without_number_is_not_posted(self):
        for move_type in ("out_invoice", "out_refund"):
            with self.subTest(move_type):
                invoice = self.new_invoice(self.pending, move_type)
                with self.assertRaisesRegex(ValidationError, PENDING):
                    invoice.action_post()
                self.assertEqual(invoice.state, "draft")

    def test_not_even_a_small_one_since_a_company_needs_a_complete_invoice(self):
        invoice = self.new_invoice(self.pending, price=10)
        with self.assertRaisesRegex(ValidationError, PENDING):
            invoice.action_post()

    def test_a_wrong_number_is_no_number(self):
        wrong = self.new_company("Luna", vat="B58378432")
        with self.assertRaisesRegex(ValidationError, PENDING):
            self.new_invoice(wrong).action_post()

    def test_a_simplified_invoice_to_a_private_person_needs_none(self):
        invoice = self.new_invoice(self.eva)
        self.assertTrue(invoice.l10n_es_is_simplified)
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_a_complete_invoice_to_a_private_person_needs_it(self):
        invoice = self.new_invoice(self.eva, price=5000)
        self.assertFalse(invoice.l10n_es_is_simplified)
        with self.assertRaisesRegex(ValidationError, PENDING):
            invoice.action_post()
        self.eva.vat = self.nif_of("")
        invoice.action_post()
        self.assertEqual(invoice.state, "posted")

    def test_invoices_to_identified_and_exempt_customers_are_posted(self):
        for partner in (self.vega, self.luis, self.pilar, self.exempt):
            with self.subTest(partner.name):
                invoice = self.new_invoice(partner, price=5000)
                invoice.action_post()
                self.assertEqual(invoice.state, "posted")

    def test_an_expired_exemption_posts_nothing(self):
        self.exempt.nif_exempt_until = "2020-01-01"
        with self.assertRaisesRegex(ValidationError, PENDING):
            self.new_invoice(self.exempt, price=5000).action_post()

    def test_vendor_bills_receipts_and_entries_are_left_alone(self):
        for move_type in ("in_invoice", "in_refund", "out_receipt"):
            with self.subTest(move_type):
                bill = self.new_invoice(self.pending, move_type)
                bill.action_post()
                self.assertEqual(bill.state, "posted")

    def test_one_among_many_stops_the_batch_and_is_named(self):
        batch = self.new_invoice(self.vega) | self.new_invoice(self.pending)
        with self.assertRaisesRegex(ValidationError, "«Sol SL» has no valid NIF"), self.env.cr.savepoint():
            batch.action_post()
        self.assertEqual(batch.mapped("state"), ["draft", "draft"])

    def test_superuser_code_is_refused_as_well_since_the_paper_is_the_same(self):
        with self.assertRaisesRegex(ValidationError, PENDING):
            self.new_invoice(self.pending).sudo().action_post()

    def test_without_the_policy_documents_go_out_as_in_odoo(self):
        self.firm.nif_mandatory = False
        order, invoice = self.new_order(self.pending), self.new_invoice(self.pending)
        order.action_confirm()
        invoice.action_post()
        self.assertEqual((order.state, invoice.state), ("sale", "posted"))

    def test_tax_logic_goes_on_with_the_number_in_its_one_form(self):
        self.firm.vat = "B58818501"
        foreign = self.new_company("Dupont SA", country_id=self.france.id, vat="23334175221")
        self.assertEqual(self.vega.vat[:2], "ES")
        position = self.env["account.fiscal.position"]._get_fiscal_position(foreign.with_company(self.firm))
        self.assertNotEqual(position, position._get_fiscal_position(self.vega.with_company(self.firm)))

    def test_a_customer_is_found_by_core_with_the_number_of_an_electronic_invoice(self):
        for written in ("ESB12345674", "B12345674"):
            with self.subTest(written):
                found = self.env["res.partner"]._retrieve_partner(vat=written, company=self.firm)
                self.assertEqual(found, self.vega)
