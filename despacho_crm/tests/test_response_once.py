from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestResponseOnce(ResponseCommon):
    """One person, one lead; and whoever said no is put before nobody."""

    def test_somebody_who_is_no_contact_is_one_lead_however_often_they_answer(self):
        row = self.recipient(self.calls, 4, lead=self.loose)
        row.write({"lead_id": False, "name": "Bar Luna", "email": "luna@bar.example"})
        first = self.record(row, "interested", "reply")
        second = self.record(row, "interested", "call", text="I called too")
        self.assertTrue(first.created_lead_id)
        self.assertEqual(second.created_lead_id, first.created_lead_id)

    def test_a_lead_that_was_lost_gives_one_new_one(self):
        self.loose.action_set_lost()
        first = self.record(self.row_lead, "interested", "reply")
        second = self.record(self.row_lead, "interested", "call")
        self.assertNotEqual(first.created_lead_id, self.loose)
        self.assertEqual(second.created_lead_id, first.created_lead_id)

    def test_the_address_to_which_it_was_sent_is_closed_whatever_the_contact_has_today(self):
        self.luis.email = "new@vega.example"
        self.record(self.row_luis, "unsubscribe", "unsubscribe")
        kept = self.env["despacho.opposition"].sudo().search([("channel", "=", "email")]).mapped("value")
        self.assertIn("luis@vega.example", kept)
        self.assertIn("new@vega.example", kept)

    def test_who_may_not_be_called_is_not_put_on_the_screen_by_choosing_them(self):
        self.forbidden[self.row_pilar.id] = "opposed"
        for row in (self.row_pilar, self.row_pilar):
            opened = row.with_user(self.ana).action_take()
            self.assertEqual(opened["tag"], "display_notification")
            self.assertEqual((row.state, row.reason), ("stopped", "opposed"))
        self.assertFalse(self.row_pilar.caller_id)

    def test_what_was_agreed_with_who_said_no_meanwhile_goes_to_no_agenda(self):
        for row in (self.row_luis, self.row_pilar):
            row.write({"call_on": fields.Datetime.now() + timedelta(days=2), "call_user_id": self.ana.id})
        self.forbidden[self.row_pilar.id] = "opposed"
        self.calls.with_user(self.leo).action_finish()
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("user_id", "=", self.ana.id)])
        self.assertEqual(planned.mapped("res_id"), self.luis.ids)
        self.assertEqual((self.row_pilar.state, self.row_pilar.reason), ("stopped", "opposed"))

    def test_the_screen_of_calls_shows_no_row_of_another_company(self):
        calling = self.env["despacho.calling"].with_user(self.sara)
        branch = self.new_branch()
        self.sara.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        self.env.invalidate_all()
        forged = calling.sudo().create({"action_id": self.calls.id, "recipient_id": self.row_luis.id})
        with self.assertRaises(AccessError):
            forged.with_user(self.sara).phone  # noqa: B018

    def test_a_contact_is_noted_on_no_row_of_another_company(self):
        branch = self.new_branch()
        self.sara.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        self.env.invalidate_all()
        contact = {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.sara.partner_id.id,
            "user_id": self.sara.id,
            "recipient_id": self.row_luis.id,
        }
        with self.assertRaises(AccessError):
            self.env["mail.activity"].with_user(self.sara).create(contact)
        activity = self.env["mail.activity"].with_user(self.sara).create({**contact, "recipient_id": False})
        with self.assertRaises(AccessError):
            activity.write({"recipient_id": self.row_luis.id})

    def test_the_way_out_of_a_text_message_closes_calls_and_text_messages_and_not_the_e_mail(self):
        row = self.recipient(
            self.running("SMS de la prueba", channel="sms"),
            1,
            partner=self.luis,
            phone_sanitized="+34611223344",
            email_normalized="luis@vega.example",
            sent_on=fields.Datetime.now(),
        )
        consent = self.env["despacho.consent"].create(
            {"partner_id": self.luis.id, "channel": "email", "evidence": "Carpeta 9", "text_shown": "Sí"}
        )
        # Who it was is known by what was sent: today they have another number.
        self.luis.phone = "+34 611 99 99 99"
        public = self.env.ref("base.public_user")
        self.env["phone.blacklist"].with_user(public).sudo().add("+34611223344")
        response = self.env["despacho.response"].search([("recipient_id", "=", row.id)])
        self.assertEqual((response.kind, response.source, response.channel), ("unsubscribe", "unsubscribe", "message"))
        kept = self.env["despacho.opposition"].search([("partner_id", "=", self.luis.id), ("in_force", "=", True)])
        said = kept.filtered(lambda one: one.kind == "person")
        self.assertEqual((set(said.mapped("channel")), set(said.mapped("how"))), ({"phone", "sms"}, {"footer"}))
        self.assertNotIn("email", kept.mapped("channel"))
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "luis@vega.example")]))
        self.assertEqual(consent.state, "given")
