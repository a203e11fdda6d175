from datetime import date, timedelta

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestResponseRecord(ResponseCommon):
    """What was answered is noted once, with what follows from it."""

    def test_what_a_machine_notices_is_noted_once_for_each_one(self):
        rows = self.row_luis | self.row_pilar
        self.assertEqual(len(self.record(rows, False, "open")), 2)
        self.assertEqual(len(self.record(rows, False, "open")), 0)
        self.assertEqual(len(self.record(self.row_luis, False, "click")), 1)
        self.assertEqual(self.row_luis.response_ids.mapped("to_classify"), [False, False])
        self.assertEqual(self.row_luis.response_ids.commercial_partner_id, self.vega)
        self.assertTrue(self.row_luis.reached)

    def test_openings_of_many_cost_the_same_queries_as_those_of_one(self):
        rows = self.env["despacho.action.recipient"].browse()
        for number in range(100, 140):
            rows |= self.recipient(self.calls, number, partner=self.new_company(f"Empresa {number}"))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(12):
            self.env["despacho.response"].sudo()._record(rows.sudo(), False, "open")

    def test_who_cannot_be_reached_was_not(self):
        self.record(self.row_luis, False, "bounce")
        self.assertFalse(self.row_luis.reached)

    def test_what_somebody_wrote_waits_to_be_classified(self):
        response = self.record(self.row_luis, False, "reply", text="¿Cuánto cuesta?")
        self.assertTrue(response.to_classify)
        self.assertEqual(self.calls.to_classify_count, 1)
        response.with_user(self.ana).action_information()
        self.assertFalse(response.to_classify)
        self.assertEqual(self.calls.to_classify_count, 0)
        self.assertEqual(self.calls.response_count, 1)

    def test_an_answer_goes_to_the_log_and_warms_the_client(self):
        response = self.record(self.row_luis, "information", "reply", text="Mándenme los precios")
        contact = self.log_of(self.luis)
        self.assertEqual(response.activity_id, contact)
        self.assertEqual(
            (contact.channel, contact.direction, contact.result, contact.reaction, contact.feedback),
            ("email", "inbound", "answered", "information", "Mándenme los precios"),
        )
        self.vega._lifecycle_flush()
        self.assertEqual(self.vega.temperature, "warm")
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.luis.id)])
        self.assertEqual(len(planned), 1, "the information is to be sent")

    def test_who_says_no_is_not_to_be_called(self):
        self.record(self.row_luis, "not_interested", "reply")
        self.vega._lifecycle_flush()
        self.assertTrue(self.vega.contact_refused)
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.luis.id)])
        self.assertFalse(planned)

    def test_who_wants_it_later_is_contacted_on_the_day_that_was_said(self):
        day = date.today() + timedelta(days=40)
        self.record(self.row_luis, "later", "typed", channel="call", next_date=day)
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.luis.id)])
        self.assertEqual(planned.mapped("date_deadline"), [day])

    def test_what_was_read_wrongly_is_corrected_in_the_log_too(self):
        response = self.record(self.row_luis, "not_interested", "reply")
        response.with_user(self.ana).action_information()
        self.assertEqual(self.log_of(self.luis).reaction, "information")
        self.assertEqual(len(self.log_of(self.luis)), 1)

    def test_the_wrong_person_is_to_be_looked_at(self):
        self.record(self.row_luis, "wrong_person", "reply")
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("res_id", "=", self.luis.id)])
        self.assertEqual(planned.user_id, self.ana)
        self.assertFalse(self.log_of(self.luis), "nobody of them was spoken to")

    def test_a_response_typed_by_hand_becomes_a_lead(self):
        action = self.calls.with_user(self.ana).action_note_response()
        form = Form(
            self.env["despacho.response"].with_user(self.ana).with_context(**action["context"]), action["views"][0][0]
        )
        form.recipient_id = self.row_pilar
        form.kind = "interested"
        form.channel = "call"
        form.text = "Ha llamado ella"
        response = form.save()
        self.assertEqual(response.partner_id, self.pilar)
        self.assertEqual(response.user_id, self.ana)
        self.assertEqual(response.created_lead_id.partner_id, self.pilar)
        self.assertEqual(response.created_lead_id.medium_id, self.env.ref("utm.utm_medium_phone"))

    def test_somebody_outside_the_list_may_answer_too(self):
        response = self.record(
            self.row_luis.browse(),
            "information",
            "typed",
            action_id=self.calls.id,
            partner_id=self.pilar.id,
            channel="call",
        )
        self.assertEqual((response.action_id, response.recipient_id.id), (self.calls, False))
        self.assertEqual(self.pilar.response_count, 1)

    def test_a_response_stays_as_it_came(self):
        response = self.record(self.row_luis, False, "reply", text="Hola")
        response.with_user(self.ana).kind = "later"
        for values in ({"date": fields.Datetime.now()}, {"source": "call"}, {"recipient_id": self.row_pilar.id}):
            with self.assertRaises(AccessError):
                response.with_user(self.ana).write(values)
        with self.assertRaises(AccessError):
            response.with_user(self.ana).unlink()

    def test_who_has_no_part_in_the_crm_sees_no_responses(self):
        self.record(self.row_luis, False, "reply")
        for user in (self.pau, self.ines, self.rosa):
            with self.assertRaises(AccessError):
                self.env["despacho.response"].with_user(user).search([]).mapped("kind")

    def test_responses_are_of_their_company(self):
        branch = self.new_branch()
        response = self.record(self.row_luis, False, "reply")
        self.env.flush_all()
        self.env.cr.execute("UPDATE despacho_response SET company_id = %s WHERE id = %s", [branch.id, response.id])
        self.env.invalidate_all()
        self.assertFalse(self.env["despacho.response"].with_user(self.ana).search([("id", "=", response.id)]))

    def test_the_sheet_says_how_they_reacted(self):
        self.record(self.row_luis, "later", "reply")
        self.assertIn("Otoño de la prueba", self.vega.with_user(self.ana).response_summary)
        self.assertEqual(self.vega.with_user(self.ana).response_count, 1)

    def test_what_is_erased_is_only_what_they_wrote(self):
        response = self.record(self.row_luis, "later", "reply", text="Soy Luis y vivo en Cádiz")
        self.env["despacho.response"]._forget(self.luis)
        self.assertEqual((response.text, response.kind), (False, "later"))
