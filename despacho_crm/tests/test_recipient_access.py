from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .recipient_common import RecipientCommon

_MODELS = ("despacho.action.recipient", "despacho.action.copy", "despacho.sending")


@tagged("post_install", "-at_install")
class TestRecipientAccess(RecipientCommon):
    def test_the_firm_reads_and_who_only_invoices_does_not(self):
        row = self.frozen(self.sol)
        row.sudo().write({"state": "sent", "sent_on": fields.Datetime.now()})
        for model in _MODELS:
            for user in (self.ana, self.leo):
                self.assertTrue(self.env[model].with_user(user).search([], limit=1), model)
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.ines).search([])

    def test_nobody_writes_what_the_program_notes(self):
        for user in (self.ana, self.leo):
            for model in _MODELS:
                for operation in ("write", "create", "unlink"):
                    self.assertFalse(self.env[model].with_user(user).has_access(operation), (model, operation))

    def test_another_company_of_the_firm_sees_nothing_of_it(self):
        row = self.frozen(self.sol)
        row.sudo().write({"state": "sent", "sent_on": fields.Datetime.now()})
        other = self.env["res.company"].create({"name": "Otra firma"})
        self.ana.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        for model in _MODELS:
            self.assertFalse(self.env[model].with_user(self.ana).with_company(other).search([]), model)

    def test_a_note_may_be_written_about_a_recipient(self):
        row = self.frozen(self.sol)
        message = row.with_user(self.ana).message_post(body="Llamó para preguntar")
        self.assertIn(message, row.message_ids)

    def test_who_plans_takes_nobody_out_of_what_was_approved(self):
        row = self.frozen(self.sol)
        with self.assertRaises(AccessError):
            row.with_user(self.ines).action_stop()
        self.assertEqual(row.state, "waiting")


@tagged("post_install", "-at_install")
class TestRecipientRegister(RecipientCommon):
    """The register of what was sent to whom on which basis."""

    def sendings(self, **who):
        self.env.flush_all()
        return self.env["despacho.sending"].search(self.env["despacho.sending"]._of(**who))

    def test_what_an_action_sent_is_in_it_with_its_basis(self):
        row = self.frozen(self.sol)
        self.assertFalse(self.sendings(partners=self.boss))
        row.sudo().write({"state": "sent", "sent_on": fields.Datetime.now()})
        sent = self.sendings(partners=self.boss)
        self.assertEqual((sent.recipient_id, sent.action_id, sent.subject), (row, row.action_id, "Renta"))
        self.assertEqual((sent.basis, sent.evidence), ("client_similar", "Factura de 2026."))
        self.assertEqual((sent.address, sent.name, sent.channel), ("marta@sol.example", "Marta Ruiz", "email"))

    def test_mailings_outside_the_actions_are_in_it_without_basis(self):
        mailing = self.env["mailing.mailing"].create(
            {"subject": "Boletín", "mailing_model_id": self.env["ir.model"]._get_id("res.partner")}
        )
        self.env["mailing.trace"].create(
            {
                "mass_mailing_id": mailing.id,
                "model": "res.partner",
                "res_id": self.mar.id,
                "email": "info@mar.example",
                "sent_datetime": fields.Datetime.now(),
                "trace_status": "sent",
            }
        )
        sent = self.sendings(partners=self.mar)
        self.assertEqual((sent.mailing_id, sent.subject, sent.basis), (mailing, "Boletín", False))
        self.assertEqual(sent, self.sendings(email="info@mar.example"))

    def test_of_who_was_erased_it_has_no_address(self):
        row = self.frozen(self.jordi)
        row.sudo().write({"state": "sent", "sent_on": fields.Datetime.now()})
        self.env["despacho.action.recipient"]._forget(self.jordi)
        self.env.flush_all()
        sent = self.env["despacho.sending"].search([("recipient_id", "=", row.id)])
        self.assertEqual((sent.name, sent.address, sent.basis), (False, False, "client_similar"))
