from odoo.exceptions import UserError
from odoo.tests import tagged

from .engagement_common import EngagementCommon, ink


@tagged("post_install", "-at_install")
class TestEngagementGuard(EngagementCommon):
    """The ways round the signature that no screen offers, and other programs do."""

    def refused(self, *attempts, message="signed"):
        for env in (self.env(user=self.marta), self.env(su=True)):
            for number, attempt in enumerate(attempts):
                with self.subTest(number=number, su=env.su), self.assertRaisesRegex(UserError, message):
                    with self.env.cr.savepoint():
                        attempt(env)

    def test_an_advance_or_an_expense_does_not_become_a_fee_of_a_signed_letter(self):
        order = self.sign(self.new_quotation())
        for flag in ("is_downpayment", "is_expense"):
            line = self.env["sale.order.line"].create(
                {"order_id": order.id, "product_id": self.quarter.id, "price_unit": 900, flag: True}
            )
            self.refused(lambda env, line=line, flag=flag: env[line._name].browse(line.id).write({flag: False}))

    def test_the_amounts_of_a_signed_letter_are_not_written_either(self):
        order = self.sign(self.new_quotation())
        line = order.order_line
        for record, name in ((line, "price_subtotal"), (line, "price_total"), (order, "amount_total")):
            with self.subTest(name=name), self.assertRaisesRegex(UserError, "signed"):
                record.with_user(self.marta).write({name: 1})

    def test_core_changes_neither_prices_nor_taxes_of_a_signed_letter(self):
        order = self.sign(self.new_quotation())
        self.slips.list_price = 77
        tax = self.env["account.tax"].create({"name": "IVA 3", "amount": 3})
        self.slips.taxes_id = tax
        self.refused(
            lambda env: env[order._name].browse(order.id).action_update_prices(),
            lambda env: env[order._name].browse(order.id).action_update_taxes(),
        )
        order.sudo().action_confirm()
        order.action_lock()
        order.with_user(self.marta).action_unlock()
        self.refused(lambda env: env[order._name].browse(order.id).order_line.write({"price_unit": 1}))
        self.assertEqual((order.order_line.price_unit, order.amount_total), (20, 20))

    def test_what_the_signature_wrote_is_not_emptied(self):
        old = self.sign(self.new_quotation())
        new = self.env["sale.order"].browse(old._engagement_replace("scope")["res_id"])
        self.sign(new)
        for order, values in (
            (old, {"engagement_superseded_by_id": False}),
            (new, {"engagement_origin_id": False}),
            (new, {"engagement_change": False}),
            (new, {"engagement_sha256": False}),
            (new, {"engagement_state": "draft"}),
            (new, {"is_engagement": False}),
        ):
            with self.subTest(values=values), self.assertRaises(UserError):
                order.with_user(self.marta).write(values)
        self.assertEqual((old.engagement_state, new.engagement_state), ("superseded", "signed"))

    def test_nobody_makes_a_letter_that_is_signed_already(self):
        with self.assertRaisesRegex(UserError, "The client signs"):
            self.new_quotation(user=self.marta, signature=ink(), signed_by="Luis", signed_on="2026-01-01 10:00:00")

    def test_what_was_signed_before_it_was_a_letter_is_no_signature_of_the_letter(self):
        order = self.sign(self.new_quotation(self.quarter))
        order.order_clause_ids = [(0, 0, {"order_line_id": order.order_line.id, "text": "Modelo 303"})]
        self.assertFalse(order._engagement_values()["signature"] or order._engagement_values()["signed_on"])
        self.assertTrue(order._has_to_be_signed(), "the client still signs the letter")
        self.sign(order)
        self.assertEqual(order.engagement_state, "signed")
        self.assertTrue(order._engagement_values()["signature"])
        self.assertFalse(order._has_to_be_signed())

    def test_the_drawing_of_the_signature_stays_too(self):
        order = self.sign(self.new_quotation())
        drawing = self.env["ir.attachment"].search(
            [("res_model", "=", "sale.order"), ("res_id", "=", order.id), ("res_field", "=", "signature")]
        )
        self.assertTrue(drawing)
        self.refused(
            lambda env: env["ir.attachment"].browse(drawing.id).write({"raw": b"otra"}),
            lambda env: env["ir.attachment"].browse(drawing.id).unlink(),
            message="stays as it is",
        )

    def test_who_paid_by_a_link_before_signing_is_not_confirmed_and_nothing_breaks(self):
        self.firm.engagement_mandatory = True
        order = self.new_quotation()
        order.require_payment = True
        order.state = "sent"
        # What core asks once the money is there.
        order.prepayment_percent = 1
        order.order_line.price_unit = 0
        self.assertFalse(order._is_confirmation_amount_reached())
        self.sign(order)
        self.assertTrue(order._is_confirmation_amount_reached())
