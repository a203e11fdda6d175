from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models.recipient import despacho_action_freeze
from .recipient_common import RecipientCommon


@tagged("post_install", "-at_install")
class TestRecipientFreeze(RecipientCommon):
    def test_approving_gives_each_of_the_audience_one_row_with_its_basis(self):
        self.look()
        action = self.new_action("Llamadas", partner_ids=(self.sol | self.luna | self.mar).ids)
        action.with_user(self.leo).action_approve()
        self.assertEqual(action.state, "approved")
        rows = action.recipient_ids.sorted("number")
        self.assertEqual(rows.mapped("number"), [1, 2, 3])
        self.assertEqual(rows.mapped("company_name"), ["Luna SL", "Mar SL", "Sol SL"], "in the order of the alphabet")
        self.assertEqual(set(rows.mapped("state")), {"waiting"})
        self.assertEqual(rows[0].basis, "client_similar")
        self.assertEqual(rows[0].evidence, "Factura de 2026.")

    def test_a_row_has_what_the_contact_is_now_and_does_not_follow_it(self):
        row = self.frozen(self.mar)
        self.assertEqual(row.nif_key, self.mar.nif_key)
        self.assertEqual(
            (row.street, row.zip, row.city, row.state_name), ("Calle Mar 1", "17001", "Girona", self.state.name)
        )
        self.assertEqual((row.email, row.email_normalized), ("info@mar.example", "info@mar.example"))
        self.assertEqual(row.phone_sanitized, "+34972000003")
        self.mar.write({"name": "Otra SL", "email": "otra@mar.example", "street": "Otra 2"})
        self.env.invalidate_all()
        self.assertEqual((row.name, row.email, row.street), ("Mar SL", "info@mar.example", "Calle Mar 1"))
        self.assertIn("info@mar.example", row._message_get_default_recipients()[row.id]["email_to"])
        self.assertFalse(row._message_get_default_recipients()[row.id]["partner_ids"])

    def test_who_is_left_out_has_a_row_with_the_reason(self):
        self.refused = {self.sol.id: "no_basis", self.boss.id: "no_basis"}
        self.luna.email = False
        luna, sol = self.frozen(self.sol | self.luna)
        self.assertEqual((luna.state, luna.included, luna.reason), ("excluded", False, "no_address"))
        self.assertEqual((sol.state, sol.reason, sol.reason_text), ("excluded", "no_basis", "Lo pidió."))
        self.assertFalse(sol.basis)

    def test_of_the_law_it_asks_only_for_who_has_an_address(self):
        self.luna.email = False
        self.frozen(self.luna | self.mar)
        self.assertEqual([row.partner_id for row in self.asked], self.mar.ids)

    def test_who_is_left_out_by_hand_is_not_addressed_nor_their_people(self):
        rows = self.frozen(self.sol | self.luna | self.nil, exclude_partner_ids=self.sol.ids)
        reasons = {row.display_name: row.reason for row in rows}
        self.assertEqual(sorted(map(str, reasons.values())), ["False", "excluded_by_hand", "excluded_by_hand"])

    def test_a_person_who_is_left_out_leaves_their_company_in(self):
        row = self.frozen(self.sol, exclude_partner_ids=self.boss.ids)
        self.assertEqual((row.included, row.partner_id), (True, self.sol))

    def test_who_was_addressed_lately_is_left_out(self):
        first = self.frozen(self.sol | self.luna)
        first[0].sudo().write({"state": "sent", "sent_on": fields.Datetime.now() - timedelta(days=10)})
        first[1].sudo().write({"state": "sent", "sent_on": fields.Datetime.now() - timedelta(days=40)})
        luna, sol = self.frozen(self.sol | self.luna, exclude_days=30)
        self.assertEqual((luna.reason, sol.reason), ("recent", False))

    def test_who_waits_in_another_approved_action_counts_as_addressed(self):
        self.frozen(self.sol)
        self.assertEqual(self.frozen(self.sol, exclude_days=30).reason, "recent")
        self.assertFalse(self.frozen(self.mar, exclude_days=30).reason)

    def test_an_approved_action_that_never_left_addresses_nobody(self):
        def reason():
            row = self.frozen(self.sol, exclude_days=30)
            row.action_id._set_state("cancelled")
            return row.reason

        now = fields.Datetime.now()
        forgotten = self.frozen(self.sol).action_id
        forgotten._set_state("approved", approved_on=now - timedelta(days=40))
        self.assertFalse(reason())
        forgotten.sudo().date_planned = now + timedelta(days=10)
        self.assertEqual(reason(), "recent")
        # So far away, neither is a bother to whoever gets the other.
        forgotten.sudo().date_planned = now + timedelta(days=90)
        self.assertFalse(reason())

    def test_an_address_is_written_to_once(self):
        self.luna.email = "info@sol.example"
        self.sol.child_ids.email = False
        luna, sol = self.frozen(self.sol | self.luna)
        self.assertEqual((luna.included, sol.reason), (True, "duplicate"))
        self.assertIn("1", sol.reason_text)

    def test_of_a_company_whose_person_was_chosen_nobody_else_is_addressed(self):
        rows = self.frozen(self.sol | self.nil)
        self.assertEqual(rows.filtered("included").partner_id, self.nil)
        self.assertEqual(rows.filtered(lambda row: not row.included).reason, "duplicate")

    def test_messages_that_come_back_leave_it_out(self):
        self.mar.message_bounce = 3
        self.assertEqual(self.frozen(self.mar).reason, "bounced")

    def test_a_segment_is_frozen_as_it_is_at_that_moment(self):
        segment = self.env["despacho.segment"].create(
            {"name": "De Girona", "domain": f"[('id', 'in', {(self.sol | self.mar).ids}), ('city', '=', 'Girona')]"}
        )
        self.mar.city = "Olot"
        row = self.frozen(self.env["res.partner"], segment_ids=segment.ids)
        self.assertEqual(row.commercial_partner_id, self.sol)
        self.assertEqual(row.values["segments"], ["De Girona"])
        self.assertEqual(row.values["province"], self.state.name)
        self.mar.city = "Girona"
        segment.action_refresh()
        self.assertEqual(len(row.action_id.recipient_ids), 1)

    def test_nothing_personal_is_written_down(self):
        self.jordi.write({"birth_date": "1970-01-01", "sex": "male", "occupation": "Pintor"})
        personal = self.env["despacho.segment"].create(
            {"name": "Mayores", "domain": f"[('id', '=', {self.jordi.id}), ('birth_date', '<', '1980-01-01')]"}
        )
        action = self.new_mail(self.jordi)
        action.segment_ids = personal
        row = self.freeze(action)
        self.assertEqual(row.partner_id, self.jordi)
        self.assertNotIn("segments", row.values)
        self.assertFalse({"birth_date", "sex", "occupation"} & set(row.values))

    def test_a_mailing_list_gives_those_it_knows_once_and_leaves_out_who_left_it(self):
        lists = self.env["mailing.list"].create({"name": "Boletín"})
        values = [("Marta", "marta@sol.example", False), ("Sin ficha", "nadie@x.example", False),
                  ("Se fue", "fuera@x.example", True)]  # fmt: skip
        for name, email, out in values:
            self.env["mailing.contact"].create(
                {
                    "name": name,
                    "email": email,
                    "subscription_ids": [(0, 0, {"list_id": lists.id, "opt_out": out})],
                }
            )
        rows = self.frozen(self.boss, list_ids=lists.ids)
        by_email = {row.email_normalized: row for row in rows}
        self.assertEqual(len(rows), 3)
        self.assertEqual(by_email["marta@sol.example"].partner_id, self.boss)
        self.assertEqual(by_email["nadie@x.example"].name, "Sin ficha")
        self.assertFalse(by_email["nadie@x.example"].partner_id)
        self.assertEqual(by_email["fuera@x.example"].reason, "opposed")

    def test_a_lead_without_contact_is_a_recipient(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Web",
                "type": "lead",
                "contact_name": "Rosa",
                "partner_name": "Rosa SL",
                "email_from": "r@rosa.example",
            }
        )
        row = self.frozen(self.env["res.partner"], lead_ids=lead.ids)
        self.assertEqual((row.lead_id, row.name, row.company_name), (lead, "Rosa", "Rosa SL"))
        self.assertEqual((row.included, row.email_normalized), (True, "r@rosa.example"))

    def test_who_says_no_while_it_is_prepared_is_left_out(self):
        action = self.new_mail(self.sol | self.mar)
        with patch.object(despacho_action_freeze, "AT_ONCE", -1):
            self.freeze(action)
        action.sudo()._freeze_batch()
        self.env["mail.blacklist"]._add("info@mar.example")
        action.sudo()._freeze_rest()
        mar = action.recipient_ids.filtered(lambda row: row.commercial_partner_id == self.mar)
        self.assertEqual((mar.included, mar.reason), (False, "opposed"))

    def test_who_is_stopped_before_their_turn_is_left_out_with_that_reason(self):
        action = self.new_mail(self.mar)
        with patch.object(despacho_action_freeze, "AT_ONCE", -1):
            row = self.freeze(action)
        row._stop(row, "opposed", among=("preparing", "waiting"))
        self.env.invalidate_all()
        self.assertEqual(row.state, "preparing")
        action.sudo()._freeze_rest()
        self.assertEqual((row.state, row.reason, row.name), ("excluded", "opposed", "Mar SL"))
        self.assertFalse(self.asked, "what is known is not asked")

    def test_large_audiences_are_frozen_by_the_job_that_tells_how_far_it_is(self):
        action = self.new_mail(self.sol | self.luna | self.mar)
        told = []
        with (
            patch.object(despacho_action_freeze, "AT_ONCE", 0),
            patch.object(despacho_action_freeze, "BATCH", 2),
            patch.object(type(self.env["res.users"]), "_bus_send", lambda user, kind, message: told.append(message)),
            self.enter_registry_test_mode(),
        ):
            self.freeze(action)
            self.assertEqual((action.state, action.freeze_left), ("freezing", 3))
            self.env.ref("despacho_crm.ir_cron_recipient_freeze").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(action.state, "approved")
        self.assertEqual(len(action.recipient_ids.filtered("included")), 3)
        told = [message for message in told if message["id"] == action.id]
        self.assertEqual([message["left"] for message in told], [1, 0, 0])
        self.assertEqual(told[-1]["state"], "approved")

    def test_what_hinders_it_is_told_and_the_action_is_in_design_again(self):
        action = self.new_mail(self.sol)
        with patch.object(despacho_action_freeze, "AT_ONCE", 0):
            self.freeze(action)
        action._freeze_refused(UserError("El segmento no se entiende."))
        self.assertEqual((action.state, action.freeze_problem), ("draft", "El segmento no se entiende."))
        self.assertFalse(action.recipient_ids)

    def test_back_in_design_nothing_of_the_audience_stays_frozen(self):
        action = self.new_mail(self.sol)
        self.freeze(action)
        action.with_user(self.leo).action_redesign()
        self.assertFalse(action.recipient_ids)
        self.assertFalse(action.copy_ids)
        self.assertEqual(len(self.freeze(action)), 1)

    def test_whom_in_each_company_is_fixed_with_the_audience(self):
        action = self.new_mail(self.sol)
        self.freeze(action)
        with self.assertRaises(UserError):
            action.with_user(self.leo).addressee = "company"

    def test_cancelled_nobody_waits_any_more(self):
        action = self.new_mail(self.sol | self.mar)
        rows = self.freeze(action)
        action.with_user(self.leo).action_cancel()
        self.assertEqual(set(rows.mapped("state")), {"stopped"})
        self.assertEqual(set(rows.mapped("reason")), {"cancelled"})

    def test_an_empty_audience_is_not_approved(self):
        segment = self.env["despacho.segment"].create({"name": "Nadie", "domain": "[('id', '=', 0)]"})
        with self.assertRaises(UserError):
            self.frozen(self.env["res.partner"], segment_ids=segment.ids)

    def test_who_is_only_of_another_company_is_nobody_of_the_audience(self):
        other = self.env["res.company"].create({"name": "Otra firma"})
        self.mar.company_id = other
        action = self.new_mail(self.sol)
        action.sudo().with_context(check_company=False).env.cr.execute(
            "INSERT INTO despacho_action_partner_rel (despacho_action_id, res_partner_id) VALUES (%s, %s)",
            [action.id, self.mar.id],
        )
        self.assertEqual(self.freeze(action).commercial_partner_id, self.sol)

    def test_nobody_changes_adds_or_deletes_rows(self):
        row = self.frozen(self.sol)
        for user in (self.ana, self.leo):
            mine = row.with_user(user)
            for change in (
                lambda mine=mine: mine.write({"email": "otro@x.example"}),
                lambda mine=mine: mine.write({"state": "sent"}),
                mine.unlink,
                lambda mine=mine: mine.create({"action_id": row.action_id.id, "number": 9, "channel": "email"}),
                mine.copy,
            ):
                with self.assertRaises(AccessError):
                    change()

    def test_the_number_of_queries_does_not_grow_with_the_recipients(self):
        partners = self.env["res.partner"].create(
            [{"name": f"C {n} SL", "is_company": True, "email": f"c{n}@x.example"} for n in range(300)]
        )
        action = self.new_mail(partners)
        action._set_state("freezing")
        action.sudo()._freeze_begin()
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        self.assertEqual(action.sudo()._freeze_batch(), 300)
        self.assertLess(self.env.cr.sql_log_count - before, 10)
