from odoo.exceptions import UserError
from odoo.tests import tagged

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportUndo(UndoCase):
    """What a file created goes and what it changed returns."""

    def content(self):
        return self.csv(
            "NIF;Empresa;Población;E-mail;Etiquetas;IBAN;Contacto;Cargo",
            f"{self.nifs[1]};Uno SL;Vigo;uno@uno.example;Feria 2025;ES9121000418450200051332;Ana Roca;Gerente",
            f"{self.nifs[0]};Acme Suministros SL;Gavà;info@acme.example;Feria 2025;;Eva Pons;Socia",
        )

    def test_created_contacts_go_with_their_people_and_accounts_and_values_return(self):
        partners = self.env["res.partner"].with_context(active_test=False)
        known = partners.search([])
        banks = self.env["res.partner.bank"].search_count([])
        record = self.run_import(self.content())
        self.assertEqual((self.partner(1).city, self.acme.city, len(self.acme.child_ids)), ("Vigo", "Gavà", 1))
        self.undo(record)
        self.assertEqual(record.state, "undone")
        self.assertEqual(set(record.row_ids.mapped("state")), {"undone"})
        self.assertEqual(partners.search([]), known)
        self.assertEqual(self.env["res.partner.bank"].search_count([]), banks)
        self.assertRecordValues(
            self.acme, [{"city": False, "email": False, "phone": "+34 931 11 11 11", "billed_elsewhere_on": False}]
        )
        self.assertFalse(self.acme.category_id)
        self.assertFalse(self.env["res.partner.category"].search([("name", "=", "Feria 2025")]))
        self.assertFalse(self.env["despacho.value.origin"].search([("partner_id", "=", self.acme.id)]))

    def test_tags_that_were_there_stay_and_so_do_those_that_somebody_else_uses(self):
        old = self.env["res.partner.category"].create({"name": "Feria 2025"})
        self.acme.category_id = old
        record = self.run_import(self.content())
        self.undo(record)
        self.assertEqual(self.acme.category_id, old)
        record = self.run_import(
            self.csv("NIF;Nombre;Etiquetas", f"{self.nifs[2]};Dos SL;Nueva, Otra", f"{self.nifs[3]};Tres SL;Nueva")
        )
        self.acme.category_id |= self.partner(2).category_id.filtered(lambda tag: tag.name == "Otra")
        self.undo(record, record.row_ids[0])
        names = self.env["res.partner.category"].search([("name", "in", ("Nueva", "Otra"))]).mapped("name")
        self.assertEqual(set(names), {"Nueva", "Otra"})
        self.undo(record)
        names = self.env["res.partner.category"].search([("name", "in", ("Nueva", "Otra"))]).mapped("name")
        self.assertEqual(names, ["Otra"])

    def test_a_tag_that_a_person_gave_since_stays_and_that_of_the_file_goes(self):
        mine = self.env["res.partner.category"].create({"name": "De Marta"})
        record = self.run_import(self.content())
        self.assertEqual(self.acme.category_id.mapped("name"), ["Feria 2025"])
        self.later()
        self.acme.category_id |= mine
        self.undo(record)
        self.assertEqual((record.state, self.acme.category_id), ("undone", mine))

    def test_a_tag_of_a_file_that_was_undone_goes_when_the_last_file_that_uses_it_is_undone(self):
        content = "NIF;Nombre;Etiquetas", f"{self.nifs[2]};Dos SL;Nueva"
        first = self.run_import(self.csv(*content))
        second = self.run_import(self.csv(content[0], f"{self.nifs[3]};Tres SL;Nueva"))
        tag = self.partner(2).category_id
        self.undo(first)
        self.assertEqual((first.state, self.partner(3).category_id), ("undone", tag))
        self.undo(second)
        self.assertFalse(tag.exists())

    def test_what_a_person_changed_since_stays_and_is_told(self):
        self.acme.street = "Calle Vieja 1"
        record = self.run_import(self.content())
        self.later()
        self.acme.with_user(self.user).city = "Viladecans"
        self.undo(record)
        self.assertRecordValues(self.acme, [{"city": "Viladecans", "email": False, "street": "Calle Vieja 1"}])
        row = record.row_ids[1]
        self.assertEqual(row.state, "undone")
        self.assertIn("City", row.undo_reason)
        self.assertNotIn("Email", row.undo_reason)

    def test_chosen_rows_are_undone_and_the_others_stay(self):
        record = self.run_import(self.content())
        self.undo(record, record.row_ids[0])
        self.assertFalse(self.partner(1))
        self.assertEqual(self.acme.city, "Gavà")
        self.assertEqual((record.state, record.row_ids.mapped("state")), ("done", ["undone", "applied"]))
        self.assertEqual((record.created_count, record.undone_count), (0, 1))
        self.undo(record)
        self.assertEqual((record.state, self.acme.city), ("undone", False))

    def test_further_people_of_a_company_go_alone_or_with_it(self):
        content = self.csv(
            "NIF;Empresa;Contacto",
            f"{self.nifs[1]};Uno SL;Ana Roca",
            f"{self.nifs[1]};Uno SL;Pau Vila",
        )
        record = self.run_import(content, "agenda")
        self.undo(record, record.row_ids[1])
        self.assertEqual(self.partner(1).child_ids.mapped("name"), ["Ana Roca"])
        self.undo(record)
        self.assertFalse(self.partner(1))
        again = self.run_import(content, "agenda")
        self.undo(again)
        self.assertFalse(self.partner(1))
        self.assertEqual(again.state, "undone")

    def test_a_number_that_completed_a_contact_goes_back_to_the_queue(self):
        self.run_import(self.csv("Empresa;E-mail", "Talleres Roca SL;info@roca.example"), "agenda")
        pending = self.env["res.partner"].search([("email", "=", "info@roca.example")])
        pending.nif_deadline = "2026-12-01"
        self.env.flush_all()
        before = pending.read(["nif_state", "nif_deadline", "vat", "nif_key", "country_id"])
        record = self.review(self.csv("NIF;Empresa;E-mail", f"{self.nifs[4]};Talleres Roca SL;info@roca.example"))
        record.action_accept_certain()
        record.action_apply()
        self.assertEqual(self.partner(4), pending)
        self.undo(record)
        self.assertEqual(pending.read(["nif_state", "nif_deadline", "vat", "nif_key", "country_id"]), before)

    def test_an_origin_that_was_there_returns_with_its_value(self):
        self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vigo"), "agenda")
        origins = self.env["despacho.value.origin"]
        partner = self.partner(1)
        before = origins._get_by_partner(partner)[partner.id]
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Lugo"))
        self.assertEqual(partner.city, "Lugo")
        self.undo(record)
        self.assertEqual(partner.city, "Vigo")
        self.assertEqual(origins._get_by_partner(partner)[partner.id], before)

    def test_two_files_on_one_value_may_be_undone_in_any_order(self):
        phones = ["+34 931 00 00 01", "+34 931 00 00 02", "+34 931 00 00 03"]
        self.acme.phone = False
        for first_of_all in (False, True):
            with self.subTest(first_of_all=first_of_all):
                base = self.acme.read(["phone", "phone_sanitized"])
                records = [
                    self.run_import(
                        self.csv("NIF;Nombre;Teléfono", f"{self.nifs[0]};Acme Suministros SL;{phone}"), source
                    )
                    for source, phone in (("agenda", phones[0]), ("crm", phones[1]), ("billing", phones[2]))
                ]
                self.assertEqual(self.acme.phone, phones[2])
                first, second, third = records
                if first_of_all:
                    self.undo(second)
                    self.assertEqual((self.acme.phone, second.state), (phones[2], "undone"))
                    self.assertIn("row 2 of", second.row_ids.undo_reason)
                    self.undo(third)
                    self.assertEqual(self.acme.phone, phones[0])
                else:
                    self.undo(third)
                    self.assertEqual(self.acme.phone, phones[1])
                    self.undo(second)
                self.undo(first)
                self.assertEqual(self.acme.read(["phone", "phone_sanitized"]), base)

    def test_clients_told_by_the_invoicing_program_are_none_any_more(self):
        self.run_import(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"), source_date="2026-01-01")
        self.assertEqual(str(self.partner(1).billed_elsewhere_on), "2026-01-01")
        record = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"), source_date="2026-02-01")
        self.assertEqual((record.row_ids.verdict, str(self.partner(1).billed_elsewhere_on)), ("same", "2026-02-01"))
        self.undo(record)
        self.assertEqual(str(self.partner(1).billed_elsewhere_on), "2026-01-01")
        self.assertEqual(record.state, "undone")

    def test_nothing_is_undone_twice_nor_where_nothing_was_written(self):
        record = self.run_import(self.content())
        self.undo(record)
        with self.assertRaises(UserError):
            self.undo(record)
        reviewed = self.review(self.content())
        with self.assertRaises(UserError):
            self.undo(reviewed)

    def test_an_undone_file_is_reviewed_again_as_a_new_import_with_its_columns(self):
        content = self.csv("NIF;Nombre;Apodo interno", f"{self.nifs[1]};Uno SL;Los Unos")
        record = self.upload(content)
        record.action_read()
        record.column_ids[2].field = "trade_name"
        record.action_review()
        record.action_apply()
        self.assertIn("Los Unos", self.partner(1).comment)
        self.undo(record)
        again = self.env["despacho.import"].browse(record.action_review_again()["res_id"]).with_user(self.steward)
        self.assertEqual((record.state, again.state), ("undone", "reviewed"))
        self.assertEqual(again.column_ids[2].field, "trade_name")
        self.assertVerdicts(again, create=1)
        again.action_apply()
        self.assertIn("Los Unos", self.partner(1).comment)

    def test_a_file_stopped_half_way_is_undone_and_what_waits_still_waits(self):
        record = self.review(self.content())
        record.state = "applying"
        record._apply_next_batch(limit=1)
        record.action_stop()
        self.undo(record)
        self.assertEqual((record.state, record.waiting_count), ("stopped", 1))
        self.assertFalse(self.partner(1))

    def test_the_dialog_says_beforehand_what_goes_what_returns_and_what_stays(self):
        record = self.run_import(self.content())
        self.acme.with_user(self.user).city = "Viladecans"
        self.later()
        lead = self.env["crm.lead"].create({"name": "Pide precio", "partner_id": self.partner(1).id})
        dialog = self.env["despacho.import.undo"].browse(record.action_undo()["res_id"]).with_user(self.steward)
        # Of Acme: its person, the e-mail, the tag and that it is a client.
        self.assertEqual((dialog.row_count, dialog.delete_count, dialog.back_count), (2, 1, 3))
        self.assertEqual(
            {line.name: line.count for line in dialog.line_ids},
            {"It is used: leads and opportunities": 1, "Values that changed since, and stay as they are now": 1},
        )
        rows = self.env["despacho.import.row"].search(dialog.line_ids[0].action_view_rows()["domain"])
        self.assertEqual(rows.partner_id, self.partner(1))
        lead.unlink()
        dialog.action_look_again()
        self.assertEqual((dialog.delete_count, len(dialog.line_ids)), (4, 1))
        self.later()
        self.assertEqual(dialog.action_undo()["type"], "ir.actions.act_window_close")
        self.assertEqual((record.state, self.acme.city), ("undone", "Viladecans"))
        stays = self.env["despacho.import.row"].search(record.action_view_stays()["domain"])
        self.assertEqual(stays.partner_id, self.acme)

    def test_the_dialog_offers_to_delete_what_somebody_changed(self):
        record = self.import_one()
        self.partner(1).with_user(self.user).phone = "600 11 22 33"
        self.later()
        dialog = self.env["despacho.import.undo"].browse(record.row_ids.action_undo()["res_id"])
        self.assertEqual((dialog.delete_count, dialog.changed_count), (0, 1))
        dialog.with_changed = True
        dialog.action_look_again()
        self.assertEqual((dialog.delete_count, dialog.changed_count), (1, 0))
        self.assertEqual(dialog.action_undo()["res_id"], record.id)
        self.assertFalse(self.partner(1))

    def test_rows_of_several_files_are_not_undone_together(self):
        rows = self.import_one(1).row_ids | self.import_one(2, "Dos SL").row_ids
        with self.assertRaises(UserError):
            rows.action_undo()

    def test_where_values_came_from_is_as_it_was_when_a_file_with_chosen_values_is_undone(self):
        head = "NIF;Nombre;Web;Población;Contacto;Móvil"
        self.run_import(self.csv(head, f"{self.nifs[1]};Uno SL;www.uno.example;Vic;Ana Roca;600111222"), "agenda")
        self.run_import(self.csv(head, f"{self.nifs[2]};Dos SL;www.dos.example;Olot;;"), "agenda")
        people = self.partner(1) | self.partner(2) | self.partner(1).child_ids
        origins, names = self.env["despacho.value.origin"], ["name", "website", "city", "phone", "email"]
        before = origins._get_by_partner(people), people.read(names)
        record = self.review(
            self.csv(
                head,
                f"{self.nifs[1]};Uno SL;www.otra.example;Vigo;Ana Roca;600333444",
                f"{self.nifs[2]};Dos SL;www.otra.example;;;",
            ),
            "billing",
        )
        one, two = record.row_ids
        one.action_pick("website", "file")
        one.action_pick("city", "base")
        two.action_pick("website", "base")
        self.assertEqual((one.verdict, two.verdict), ("update", "same"))
        record.action_apply()
        known = origins._get_by_partner(people)
        self.assertFalse({"website", "city"} & known[self.partner(1).id].keys())
        self.assertNotIn("website", known[self.partner(2).id])
        self.undo(record)
        self.assertEqual(record.state, "undone")
        self.assertEqual((origins._get_by_partner(people), people.read(names)), before)
