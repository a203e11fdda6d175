import base64
import hashlib

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import EngagementCommon, ink


@tagged("post_install", "-at_install")
class TestEngagementSign(EngagementCommon):
    def test_signing_keeps_two_equal_copies_with_their_fingerprint(self):
        order = self.sign(self.new_quotation())
        copies = order.engagement_client_copy_id | order.engagement_firm_copy_id
        self.assertEqual(len(copies), 2)
        self.assertEqual({(copy.res_model, copy.res_id) for copy in copies}, {("sale.order", order.id)})
        self.assertEqual({hashlib.sha256(copy.raw).hexdigest() for copy in copies}, {order.engagement_sha256})
        self.assertTrue(copies[0].raw.startswith(b"%PDF"))
        self.assertEqual((order.engagement_state, order.engagement_signed_how), ("signed", "online"))
        self.assertEqual(order.action_engagement_verify()["params"]["type"], "success")
        self.assertEqual(order.with_user(self.ana)._engagement_pdf(), copies[0].raw, "it is not made anew")

    def test_the_conversation_points_to_the_copy_of_the_client_and_keeps_no_third_one(self):
        order = self.sign(self.new_quotation())
        copies = order.engagement_client_copy_id | order.engagement_firm_copy_id
        # As the portal of sales does, whoever signs.
        public = order.with_user(self.env.ref("base.public_user")).sudo()
        message = public.message_post(
            body="Signed",
            author_id=self.luis.id,
            attachments=[("S.pdf", order._engagement_pdf()), ("plan.txt", b"Otro")],
        )
        self.assertIn(order.engagement_client_copy_id, message.attachment_ids)
        self.assertEqual((message.attachment_ids - copies).mapped("name"), ["plan.txt"])
        files = self.env["ir.attachment"].search([("res_model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertEqual(files - copies, message.attachment_ids - copies)

    def test_it_is_sent_to_be_signed_as_a_letter_and_under_its_name(self):
        order = self.new_quotation(user_id=self.ana.id)
        action = order.with_user(self.ana).action_quotation_send()
        template = self.env.ref("despacho_crm.mail_template_engagement_sign")
        self.assertEqual(action["context"]["default_template_id"], template.id)
        composer = self.env["mail.compose.message"].with_user(self.ana).with_context(**action["context"]).create({})
        self.assertEqual(composer.subject, f"Engagement letter {order.name} - {self.firm.name}")
        self.assertEqual(composer.attachment_ids.mapped("name"), [f"Engagement letter {order.name}.pdf"])
        self.assertTrue(composer.attachment_ids.raw.startswith(b"%PDF"))
        self.assertIn("Luis Vega", composer.body)
        composer._action_send_mail()
        self.assertEqual((order.state, order.engagement_state), ("sent", "sent"))
        self.assertTrue(order.engagement_shown, "what the client was shown is noted")
        plain = self.new_quotation(self.quarter).with_user(self.ana).action_quotation_send()
        self.assertNotEqual(plain["context"]["default_template_id"], template.id)

    def test_several_are_sent_each_as_a_letter(self):
        template = self.env.ref("despacho_crm.mail_template_engagement_sign")
        letters = self.new_quotation() | self.new_quotation(partner_id=self.pilar.id)
        self.pilar.write({"lang": "en_US", "email": "pilar@ruiz.example"})
        for context in ({}, {"hide_default_template": True}):
            action = letters.with_user(self.ana).with_context(**context).action_quotation_send()
            self.assertEqual(action["context"]["default_template_id"], template.id)
        said = letters.with_user(self.ana).action_engagement_send()
        self.assertIn("2", said["params"]["message"])
        self.assertEqual(letters.mapped("engagement_state"), ["sent", "sent"])
        for letter, partner in zip(letters, self.luis | self.pilar, strict=True):
            message = letter.message_ids.filtered("attachment_ids")
            self.assertEqual(message.subject, f"Engagement letter {letter.name} - {self.firm.name}")
            self.assertEqual(message.attachment_ids.mapped("name"), [f"Engagement letter {letter.name}.pdf"])
            self.assertEqual(message.partner_ids, partner)
            self.assertTrue(letter.engagement_shown, "what the client was shown is noted")

    def test_letters_are_not_sent_together_with_what_is_none(self):
        letter, plain, signed = self.new_quotation(), self.new_quotation(self.quarter), self.sign(self.new_quotation())
        for others in (plain, signed):
            for send in ("action_quotation_send", "action_engagement_send"):
                with self.assertRaisesRegex(UserError, others.name):
                    getattr(letter | others, send)()
        with self.assertRaisesRegex(UserError, "these are not"):
            plain.action_engagement_send()
        letter.partner_id.email = False
        with self.assertRaisesRegex(UserError, "no e-mail"):
            letter.action_engagement_send()
        written = (letter | plain).with_context(hide_default_template=True).action_quotation_send()
        self.assertFalse(written["context"].get("default_template_id"), "a message that somebody writes")
        proforma = (letter | self.new_quotation()).with_context(proforma=True).action_quotation_send()
        self.assertFalse(proforma["context"].get("default_template_id"))

    def test_each_side_is_sent_its_copy(self):
        order = self.new_quotation()
        order.user_id = self.ana
        self.sign(order)
        mails = self.env["mail.mail"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        sent = {mail.attachment_ids: mail.email_to for mail in mails}
        self.assertIn("luis@vega.example", sent[order.engagement_client_copy_id])
        self.assertIn("marta@asesoria.example", sent[order.engagement_firm_copy_id])
        self.assertIn("ana@asesoria.example", sent[order.engagement_firm_copy_id])
        order.with_context(send_email=True).sudo().action_confirm()
        again = self.env["mail.mail"].search([("model", "=", "sale.order"), ("res_id", "=", order.id)])
        self.assertEqual(again, mails, "confirming sends it no second time")

    def test_what_was_signed_does_not_change(self):
        order = self.new_quotation()
        order.action_quotation_sent()
        self.sign(order)
        line, clause = order.order_line, order.order_clause_ids[0]
        tries = (
            lambda env: env[order._name].browse(order.id).write({"partner_id": self.pilar.id}),
            lambda env: env[order._name].browse(order.id).write({"engagement_end": "2030-01-01"}),
            lambda env: env[order._name].browse(order.id).write({"engagement_client_nif": self.nif_of("")}),
            lambda env: env[order._name].browse(order.id).write({"order_line": [Command.clear()]}),
            lambda env: env[order._name].browse(order.id).action_draft(),
            lambda env: env[line._name].browse(line.id).write({"price_unit": 1}),
            lambda env: env[line._name].browse(line.id).write({"name": "Otra"}),
            lambda env: env[line._name].browse(line.id).unlink(),
            lambda env: env[line._name].create({"order_id": order.id, "product_id": self.quarter.id}),
            lambda env: env[clause._name].browse(clause.id).write({"text": "Todo"}),
            lambda env: env[clause._name].browse(clause.id).unlink(),
            lambda env: env[clause._name].create({"order_line_id": line.id, "text": "Otra"}),
        )
        for env in (self.env(user=self.marta), self.env(su=True)):
            for number, attempt in enumerate(tries):
                with self.subTest(number=number, su=env.su), self.assertRaisesRegex(UserError, "signed"):
                    with self.env.cr.savepoint():
                        attempt(env)
        self.assertEqual(line.price_unit, 20)

    def test_a_signed_letter_is_not_deleted_even_when_cancelled(self):
        order = self.sign(self.new_quotation())
        order._action_cancel()
        self.assertEqual(order.engagement_state, "cancel")
        with self.assertRaisesRegex(UserError, "signed"):
            order.with_user(self.marta).unlink()

    def test_the_copies_stay_as_they_are(self):
        copy = self.sign(self.new_quotation()).engagement_firm_copy_id
        for values in ({"raw": b"%PDF otro"}, {"name": "otro.pdf"}, {"res_id": self.new_quotation().id}):
            with self.assertRaisesRegex(UserError, "stays as it is"):
                copy.write(values)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            copy.unlink()

    def test_what_comes_back_as_it_was_is_no_change(self):
        order = self.sign(self.new_quotation())
        order.write({"partner_id": self.luis.id, "engagement_object": order.engagement_object})
        order.write({"client_order_ref": "Pedido 7"})

    def test_it_is_invoiced_in_advance_and_as_a_whole(self):
        order = self.sign(self.new_quotation())
        order.sudo().action_confirm()
        wizard = self.env["sale.advance.payment.inv"].with_context(active_ids=order.ids, active_model="sale.order")
        wizard.create({"advance_payment_method": "fixed", "fixed_amount": 5}).create_invoices()
        self.assertTrue(order.order_line.filtered("is_downpayment"))
        order._create_invoices(final=True)
        self.assertEqual(len(order.invoice_ids), 2)

    def test_nobody_of_the_firm_signs_for_the_client(self):
        order = self.new_quotation()
        with self.assertRaisesRegex(UserError, "The client signs"):
            order.with_user(self.marta).write({"signature": ink(), "signed_by": "Luis"})
        for values in ({"engagement_signed_on": "2026-01-01"}, {"engagement_sha256": "0"}, {"engagement_version": 7}):
            with self.assertRaisesRegex(UserError, "nobody else"):
                order.with_user(self.marta).write(values)
            with self.assertRaisesRegex(UserError, "nobody else"):
                self.new_quotation(user=self.marta, **values)

    def test_a_letter_without_signatories_is_not_signed(self):
        order = self.new_quotation()
        order.engagement_client_nif = False
        self.assertIn("NIF of who signs for the client", order.engagement_warning)
        self.assertFalse(order._has_to_be_signed())
        with self.assertRaisesRegex(UserError, "cannot be signed yet"):
            self.sign(order)

    def test_a_letter_to_a_company_without_nif_is_signed_in_no_way(self):
        """Neither on paper nor by another program, unless it is exempt or the firm does not ask for it."""

        def keep(order):
            wizard = self.env["despacho.engagement.paper"].with_user(self.ana)
            wizard.create({"order_id": order.id, "file": base64.b64encode(b"%PDF-1.4 escaneado")}).action_keep()

        self.vega.vat = False
        for attempt in (keep, self.sign):
            order = self.new_quotation()
            self.assertFalse(order.engagement_warning or order._has_to_be_signed())
            for state in ("draft", "sent"):
                order.state = state
                with self.assertRaisesRegex(UserError, "«Talleres Vega SL» has no valid NIF"), self.env.cr.savepoint():
                    attempt(order)
            self.assertFalse(order.engagement_signed_on or order.signature)
            self.vega.write({"nif_exemption_reason": "incorporating", "nif_exemption_note": "Modelo 036"})
            attempt(order)
            self.assertEqual(order.engagement_state, "signed")
            self.vega.nif_exemption_reason = False
        order = self.new_quotation()
        self.firm.nif_mandatory = False
        keep(order)
        self.assertEqual(order.engagement_state, "signed")

    def test_the_signatories_come_from_the_firm_and_from_the_client(self):
        order = self.new_quotation()
        self.assertEqual(
            (order.engagement_signatory_name, order.engagement_signatory_nif, order.engagement_signatory_capacity),
            ("Marta", self.marta.partner_id.personal_nif, "Socia"),
        )
        self.assertEqual(
            (order.engagement_client_name, order.engagement_client_nif, order.engagement_client_capacity),
            ("Luis Vega", self.luis.personal_nif, "Administrador"),
        )
        person = self.new_quotation(partner_id=self.pilar.id)
        self.assertEqual((person.engagement_client_name, person.engagement_client_nif), ("Pilar Ruiz", "12345678Z"))
        with self.assertRaisesRegex(ValidationError, "no valid NIF"):
            order.engagement_client_nif = "12345678A"

    def test_a_form_that_sends_them_empty_gets_the_signatories_and_keeps_what_was_typed(self):
        names = [f"engagement_{side}_{one}" for side in ("signatory", "client") for one in ("name", "nif", "capacity")]
        empty = dict.fromkeys([*names, "engagement_signatory_id", "engagement_client_id"], False)
        order = self.new_quotation(**empty)
        self.assertEqual((order.engagement_signatory_id, order.engagement_client_id), (self.marta, self.luis))
        self.assertFalse(order._engagement_lacking())
        typed = self.new_quotation(**{**empty, "engagement_client_capacity": "Apoderado"})
        self.assertEqual((typed.engagement_client_name, typed.engagement_client_capacity), ("Luis Vega", "Apoderado"))

    def test_paper_is_kept_as_the_letter(self):
        order = self.new_quotation()
        content = b"%PDF-1.4 escaneado"
        wizard = self.env["despacho.engagement.paper"].with_user(self.ana)
        wizard = wizard.create(
            {"order_id": order.id, "file": base64.b64encode(content), "signed_on": "2026-03-01", "signed_by": "Luis"}
        )
        wizard.action_keep_and_confirm()
        self.assertEqual((order.engagement_signed_how, order.state), ("paper", "sale"))
        self.assertEqual(order.engagement_firm_copy_id.raw, content)
        self.assertEqual(order.engagement_sha256, hashlib.sha256(content).hexdigest())

    def test_paper_is_kept_of_what_had_been_confirmed_without_it(self):
        order = self.new_quotation()
        order.action_confirm()
        self.assertEqual(order.engagement_state, "draft")
        wizard = self.env["despacho.engagement.paper"].with_user(self.ana)
        wizard = wizard.create({"order_id": order.id, "file": base64.b64encode(b"%PDF-1.4 escaneado")})
        wizard.action_keep()
        self.assertEqual((order.engagement_state, order.engagement_signed_how), ("signed", "paper"))
        other = self.new_quotation()
        other._action_cancel()
        with self.assertRaisesRegex(UserError, "nobody signs it"):
            wizard.create({"order_id": other.id, "file": base64.b64encode(b"%PDF-1.4")}).action_keep()

    def test_who_has_no_address_is_to_be_given_the_copy_on_paper(self):
        self.luis.email = self.vega.email = False
        order = self.sign(self.new_quotation())
        told = "".join(order.message_ids.mapped("body"))
        self.assertIn("give it on paper", told)
        self.assertIn(order.engagement_client_copy_id.name, told)
        self.assertNotIn(order.engagement_firm_copy_id.name, told)

    def test_paper_is_a_pdf_and_not_of_tomorrow(self):
        order = self.new_quotation()
        papers = self.env["despacho.engagement.paper"]
        with self.assertRaisesRegex(ValidationError, "as PDF"):
            papers.create({"order_id": order.id, "file": base64.b64encode(b"JPEG")}).action_keep()
        with self.assertRaisesRegex(ValidationError, "not before"):
            papers.create({"order_id": order.id, "file": base64.b64encode(b"%PDF"), "signed_on": "2999-01-01"})

    def test_a_quotation_that_is_no_letter_is_signed_as_odoo_does(self):
        order = self.sign(self.new_quotation(self.quarter))
        self.assertFalse(order.engagement_signed_on)
        order.order_line.price_unit = 5
