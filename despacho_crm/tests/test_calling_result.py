from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestCallingResult(ResponseCommon):
    """The result of a call to a recipient: the dialog of every contact, and the list goes on."""

    def begin(self, user=None, action=None):
        """Open the calls as a user does, and return the screen."""
        opened = (action or self.calls).with_user(user or self.ana).action_call()
        return self.env[opened["res_model"]].with_user(user or self.ana).browse(opened["res_id"])

    def ask(self, calling, button, **chosen):
        action = getattr(calling, button)()
        dialog = Form(self.env[action["res_model"]].with_user(calling.env.user).with_context(**action["context"]))
        for name, value in chosen.items():
            setattr(dialog, name, value)
        return dialog

    def confirm(self, dialog):
        asked = dialog.save()
        asked.action_confirm()

    def test_the_first_one_is_kept_for_whoever_calls_with_what_is_known(self):
        calling = self.begin()
        self.assertEqual(calling.recipient_id, self.row_luis)
        self.assertEqual(self.row_luis.caller_id, self.ana)
        self.assertEqual(calling.phone, self.luis.phone)
        self.assertIn("Buenos días", calling.script)
        self.assertEqual(calling.partner_id, self.vega)

    def test_an_interested_one_is_a_new_lead_with_what_was_agreed_and_the_next_one_comes(self):
        calling = self.begin()
        self.confirm(self.ask(calling, "action_spoke", reaction="interested", feedback="Quiere la renta", chance="50"))
        lead = self.row_luis.response_ids.created_lead_id
        self.assertEqual(lead.commercial_action_id, self.calls)
        self.assertEqual(lead.stage_id, self.env.ref("despacho_crm.stage_lead_new"))
        contact = self.log_of(lead)
        self.assertEqual(
            (contact.result, contact.reaction, contact.recipient_id), ("spoke", "interested", self.row_luis)
        )
        self.assertEqual(len(self.row_luis.response_ids), 1)
        self.assertEqual(self.row_luis.response_ids.source, "call")
        self.assertTrue(
            self.env["mail.activity"].search_count([("lead_id", "=", lead.id), ("channel", "=", "call")]),
            "the next contact is planned on the lead",
        )
        self.assertEqual(
            (self.row_luis.state, self.row_luis.reached, bool(self.row_luis.sent_on)), ("sent", True, True)
        )
        self.assertFalse(self.row_luis.caller_id)
        self.assertEqual(calling.recipient_id, self.row_pilar)

    def test_who_does_not_answer_is_called_again_at_another_hour(self):
        with freeze_time("2026-11-24 10:00:00"):
            calling = self.begin()
            dialog = self.ask(calling, "action_no_answer")
            self.assertTrue(dialog.call_back)
            self.confirm(dialog)
        self.assertEqual((self.row_luis.state, self.row_luis.call_tries), ("waiting", 1))
        self.assertEqual(fields.Datetime.to_string(self.row_luis.call_on)[:10], "2026-11-26")
        self.assertEqual(self.row_luis.call_user_id, self.ana)
        self.assertFalse(self.row_luis.response_ids)
        self.assertEqual(self.log_of(self.luis).result, "no_answer")
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.luis.id)])
        self.assertFalse(planned, "the list calls again, not the agenda")

    def test_after_the_last_try_the_list_gives_up(self):
        self.calls.call_max_tries = 1
        calling = self.begin()
        dialog = self.ask(calling, "action_no_answer")
        self.assertFalse(dialog.call_back)
        self.confirm(dialog)
        self.assertEqual(self.row_luis.state, "failed")

    def test_a_call_is_agreed_at_a_day_and_an_hour_and_waits_for_it(self):
        calling = self.begin()
        hour = fields.Datetime.now() + timedelta(hours=5)
        self.confirm(self.ask(calling, "action_spoke", reaction="later", call_back=True, call_back_on=hour))
        self.assertEqual((self.row_luis.state, self.row_luis.call_on), ("waiting", hour.replace(microsecond=0)))
        self.assertEqual(self.row_luis.response_ids.kind, "later")
        self.assertEqual(self.row_luis.response_ids.next_date, hour.date())
        with freeze_time(hour + timedelta(minutes=1)):
            self.assertEqual(self.begin().recipient_id, self.row_luis, "what was agreed goes first")

    def test_one_click_and_they_are_called_no_more(self):
        calling = self.begin()
        calling.action_refused()
        self.assertEqual(self.row_luis.response_ids.kind, "unsubscribe")
        self.assertTrue(self.env["phone.blacklist"].search([("number", "=", self.luis.phone_sanitized)]))
        self.assertEqual(calling.recipient_id, self.row_pilar)
        self.assertEqual(self.row_luis.state, "sent")

    def test_a_wrong_number_is_to_be_looked_at(self):
        calling = self.begin()
        self.confirm(self.ask(calling, "action_wrong_number"))
        self.assertEqual(self.row_luis.response_ids.kind, "wrong_person")
        self.assertEqual(self.row_luis.state, "failed")

    def test_a_result_that_was_wrong_is_corrected_in_the_response(self):
        calling = self.begin()
        self.confirm(self.ask(calling, "action_spoke", reaction="not_interested"))
        contact = self.log_of(self.luis)
        contact.with_user(self.ana).write({"result": "spoke", "reaction": "later"})
        self.assertEqual(self.row_luis.response_ids.mapped("kind"), ["later"])
        self.assertEqual(self.row_luis.call_tries, 1)

    def test_a_recipient_that_is_a_lead_is_noted_on_the_lead(self):
        self.row_luis.state = self.row_pilar.state = "sent"
        calling = self.begin()
        self.assertEqual(calling.recipient_id, self.row_lead)
        self.confirm(self.ask(calling, "action_spoke", reaction="interested"))
        self.assertEqual(self.log_of(self.loose).reaction, "interested")
        self.assertEqual(self.row_lead.response_ids.created_lead_id, self.loose)

    def test_who_may_not_be_called_any_more_is_stopped_when_their_turn_comes(self):
        self.forbidden[self.row_luis.id] = "opposed"
        calling = self.begin()
        self.assertEqual(calling.recipient_id, self.row_pilar)
        self.assertEqual((self.row_luis.state, self.row_luis.reason), ("stopped", "opposed"))
        self.assertFalse(self.row_luis.caller_id)

    def test_nobody_is_called_before_the_action_runs_nor_after(self):
        for state in ("approved", "done", "cancelled"):
            self.calls._set_state(state)
            with self.assertRaises(UserError):
                self.calls.with_user(self.ana).action_call()

    def test_a_list_of_calls_has_a_script(self):
        action = self.new_action("Sin guion", self.autumn, channel="call", script=False)
        with self.assertRaises(UserError):
            action._channel_check()

    def test_what_was_agreed_is_not_lost_when_the_action_ends(self):
        self.row_luis.write({"call_on": fields.Datetime.now() + timedelta(days=2), "call_user_id": self.ana.id})
        self.row_pilar.write({"caller_id": self.ana.id, "taken_until": fields.Datetime.now() + timedelta(minutes=5)})
        self.calls.with_user(self.leo).action_finish()
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.luis.id)])
        self.assertEqual(planned.user_id, self.ana)
        self.assertFalse(self.row_pilar.caller_id)

    def test_who_has_no_part_in_the_crm_calls_nobody(self):
        for user in (self.pau, self.ines):
            with self.assertRaises(AccessError):
                self.calls.with_user(user).action_call()

    def test_nobody_writes_in_the_list_by_hand(self):
        with self.assertRaises(AccessError):
            self.row_luis.with_user(self.ana).write({"caller_id": self.ana.id})

    def test_a_call_is_not_sent_it_is_attended_to_or_not(self):
        calling = self.begin()
        calling.action_refused()
        self.assertEqual((self.row_luis.state, self.row_luis.state_shown), ("sent", "Attended to"))
        self.assertEqual(self.row_lead.state_shown, "Nobody yet")
        self.row_pilar.sudo().state = "failed"
        self.assertEqual(self.row_pilar.state_shown, "Not reached")
        rows = dict(self.calls._get_recipients_table().rows)
        self.assertEqual(rows["Attended to"], "1")
        self.assertFalse({"Sent", "Waits to leave", "Could not be sent"} & set(rows))

    def test_what_is_sent_is_sent(self):
        mail = self.running("Correo de la prueba", channel="email", script=False)
        row = self.recipient(mail, 1, partner=self.luis, state="sent")
        self.assertEqual(row.state_shown, "Sent")
        self.assertIn("Sent", dict(mail._get_recipients_table().rows))
