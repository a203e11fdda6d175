import base64
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import new_test_user, tagged

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportUndoHindrance(UndoCase):
    """What later depends on a contact that a file created keeps it, and is told."""

    def test_invoices_be_they_posted_or_not(self):
        for number, post in ((1, True), (2, False)):
            with self.subTest(post=post):
                record = self.import_one(number)
                move = self.env["account.move"].create(
                    {
                        "move_type": "out_invoice",
                        "partner_id": self.partner(number).id,
                        "invoice_date": fields.Date.today(),
                        "invoice_line_ids": [Command.create({"name": "Renta", "price_unit": 90, "tax_ids": False})],
                    }
                )
                if post:
                    move.action_post()
                self.assertStays(record, "used: invoices")

    def test_leads_and_orders(self):
        record = self.import_one()
        lead = self.env["crm.lead"].create({"name": "Pide precio", "partner_id": self.partner(1).id})
        self.assertStays(record, "used: leads and opportunities")
        lead.unlink()
        self.assertGoes(record)
        record = self.import_one(2)
        self.env["sale.order"].create({"partner_id": self.partner(2).id})
        self.assertStays(record, "used: quotations and orders")

    def test_activities_of_people_and_not_those_that_the_program_plans(self):
        record = self.import_one()
        self.partner(1).with_user(self.user).activity_schedule("mail.mail_activity_data_call", user_id=self.user.id)
        self.assertStays(record, "activities")
        record = self.import_one(2)
        activity = self.partner(2).activity_schedule("mail.mail_activity_data_call", user_id=self.user.id)
        activity.action_feedback(feedback="Hablado")
        self.assertStays(record, "activities")
        record = self.import_one(3)
        root = self.env.ref("base.user_root")
        self.partner(3).with_user(root).activity_schedule("mail.mail_activity_data_call", user_id=self.user.id)
        self.assertGoes(record)

    def test_messages_files_meetings_and_needs(self):
        record = self.import_one()
        self.partner(1).with_user(self.user).message_post(body="Ha llamado", message_type="comment")
        self.assertStays(record, "messages")
        record = self.import_one(2)
        self.env["ir.attachment"].create(
            {"name": "a.txt", "datas": base64.b64encode(b"x"), "res_model": "res.partner", "res_id": self.partner(2).id}
        )
        self.assertStays(record, "files attached")
        record = self.import_one(3)
        self.env["calendar.event"].create(
            {
                "name": "Visita",
                "start": "2026-11-23 10:00:00",
                "stop": "2026-11-23 11:00:00",
                "partner_ids": [Command.set(self.partner(3).ids)],
            }
        )
        self.assertStays(record, "meetings")
        record = self.import_one(4)
        self.env["despacho.need"].create({"name": "Un convenio", "partner_id": self.partner(4).id})
        self.assertStays(record, "needs")

    def test_whoever_was_informed_where_their_data_came_from_and_not_who_is_still_to_be(self):
        content = self.csv("NIF;Empresa;Contacto", f"{self.nifs[1]};Uno SL;Ana Roca")
        record = self.run_import(content, "list")
        notices = self.env["despacho.privacy.notice"].search([("partner_id", "in", self.partner(1).child_ids.ids)])
        self.assertEqual(notices.state, "pending")
        self.assertGoes(record)
        self.assertFalse(notices.exists())
        record = self.run_import(content, "list")
        notices = self.env["despacho.privacy.notice"].search([("partner_id", "in", self.partner(1).child_ids.ids)])
        notices.with_user(self.steward)._end("informed", how="phone")
        self.assertStays(record, "the proof that the person was informed")

    def test_people_and_accounts_added_by_hand_and_users(self):
        record = self.import_one()
        self.env["res.partner"].create({"name": "Marta", "parent_id": self.partner(1).id})
        self.assertStays(record, "contacts that hang from it")
        record = self.import_one(2)
        self.env["res.partner.bank"].create(
            {"partner_id": self.partner(2).id, "acc_number": "ES9121000418450200051332"}
        )
        self.assertStays(record, "bank accounts")
        record = self.import_one(3)
        new_test_user(self.env, "portal3", groups="base.group_portal", partner_id=self.partner(3).id)
        self.assertStays(record, "signs in")

    def test_what_a_person_changed_stays_unless_whoever_undoes_says_otherwise(self):
        record = self.import_one()
        self.partner(1).with_user(self.user).phone = "600 11 22 33"
        self.assertStays(record, "Somebody changed it")
        self.undo(record, with_changed=True)
        self.assertFalse(self.partner(1))
        self.assertEqual(record.state, "undone")

    def test_what_the_program_writes_by_itself_is_no_change_of_a_person(self):
        record = self.import_one()
        self.partner(1)._lifecycle_update()
        self.partner(1).with_user(self.env.ref("base.user_root")).website = "https://uno.example"
        self.assertGoes(record)

    def test_contacts_that_were_joined_either_way(self):
        record, other = self.import_one(1), self.env["res.partner"].create({"name": "Uno", "is_company": True})
        merge = self.env["despacho.merge"]._join(other, self.partner(1))
        partner = merge.source_ids
        self.undo(record)
        self.assertTrue(partner.exists())
        self.assertIn("joined with another", record.row_ids.undo_reason)
        merge.action_undo()
        self.later()
        self.undo(record, with_changed=True)
        self.assertFalse(partner.exists())
        record, other = self.import_one(2), self.env["res.partner"].create({"name": "Dos", "is_company": True})
        self.env["despacho.merge"]._join(self.partner(2), other)
        self.assertStays(record, "joined with another")

    def test_a_contact_that_was_updated_and_then_joined_stays_as_it_is(self):
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[0]};Acme Suministros SL;Gavà"))
        other = self.env["res.partner"].create({"name": "Acme", "is_company": True})
        merge = self.env["despacho.merge"]._join(other, self.acme)
        self.undo(record)
        self.assertEqual((record.state, self.acme.city), ("done", "Gavà"))
        self.assertIn("joined with another", record.row_ids.undo_reason)
        merge.action_undo()
        self.undo(record)
        self.assertEqual((record.state, self.acme.city), ("undone", False))

    def test_another_file_that_wrote_to_it_later_is_undone_first(self):
        first = self.import_one(source="agenda")
        second = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vigo"), filename="b.csv")
        self.assertStays(first, "Row 2 of «b.csv» wrote to it later")
        self.undo(second)
        self.assertEqual((second.state, self.partner(1).city), ("undone", False))
        self.assertGoes(first)

    def test_a_file_that_only_knew_it_stands_in_nobody_s_way(self):
        first = self.import_one(source="agenda")
        second = self.import_one(source="agenda")
        self.assertEqual(second.row_ids.verdict, "same")
        self.assertGoes(first)
        self.assertFalse(second.row_ids.partner_id)

    def test_a_person_of_the_file_who_is_used_keeps_the_company(self):
        record = self.run_import(self.csv("NIF;Empresa;Contacto", f"{self.nifs[1]};Uno SL;Ana Roca"))
        ana = self.partner(1).child_ids
        self.env["crm.lead"].create({"name": "Pide precio", "partner_id": ana.id})
        self.assertStays(record, "used: leads")
        self.assertTrue(ana.exists())

    def test_what_a_row_added_to_a_known_contact_stays_alone_when_it_is_used(self):
        record = self.run_import(
            self.csv("NIF;Empresa;Contacto;Población", f"{self.nifs[0]};Acme Suministros SL;Ana Roca;Gavà")
        )
        self.later()
        lead = self.env["crm.lead"].create({"name": "Pide precio", "partner_id": self.acme.child_ids.id})
        self.undo(record)
        self.assertEqual((self.acme.child_ids.name, self.acme.city), ("Ana Roca", False))
        self.assertEqual((record.state, record.row_ids.state), ("done", "applied"))
        lead.unlink()
        self.undo(record)
        self.assertFalse(self.acme.child_ids)
        self.assertEqual(record.state, "undone")

    def test_one_that_stays_does_not_keep_the_others(self):
        record = self.run_import(self.csv("NIF;Nombre", *(f"{self.nifs[n]};Empresa {n} SL" for n in (1, 2, 3))))
        self.env["crm.lead"].create({"name": "Pide precio", "partner_id": self.partner(2).id})
        self.undo(record)
        self.assertEqual(record.row_ids.mapped("state"), ["undone", "applied", "undone"])
        self.assertFalse(self.partner(1) | self.partner(3))
        self.assertEqual(record.undo_stays_count, 1)

    def test_what_the_base_refuses_stays_and_the_others_go(self):
        record = self.run_import(self.csv("NIF;Nombre", *(f"{self.nifs[n]};Empresa {n} SL" for n in (1, 2, 3))))
        partners = type(self.env["res.partner"])
        unlink, special, refusal = partners.unlink, self.partner(2), UserError("Sealed")

        def refuse(partners):
            if special in partners:
                raise refusal
            return unlink(partners)

        with patch.object(partners, "unlink", refuse):
            self.undo(record)
        self.assertEqual(record.row_ids.mapped("state"), ["undone", "applied", "undone"])
        self.assertIn("Sealed", record.row_ids[1].undo_reason)

    def test_rows_written_before_anybody_noted_what_they_did_stay(self):
        record = self.import_one()
        self.env.cr.execute("UPDATE despacho_import_row SET effects = NULL WHERE id = %s", record.row_ids.ids)
        self.env.invalidate_all()
        self.assertStays(record, "before changes were noted")
