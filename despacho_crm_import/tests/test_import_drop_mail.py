from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .drop_common import MailedCase


@tagged("post_install", "-at_install")
class TestImportDropMail(MailedCase):
    """Files mailed by known senders are imported as far as they are certain; those of others are put aside."""

    def test_a_known_list_of_a_known_sender_is_imported(self):
        self.send(("clientes.csv", self.known(1, 2)))
        self.assertEqual(self.came().state, "waiting")
        self.look()
        came = self.came()
        self.assertEqual((came.state, came.sender, came.place), ("imported", "marta@gestoria.example", "moved"))
        self.assertEqual((came.import_ids.state, came.import_ids.created_count), ("done", 2))
        self.assertEqual(self.partner(1).create_uid, self.steward)
        self.assertIn("Van los clientes", "".join(came.message_ids.mapped("body")))
        self.assertFalse(came.message_ids.attachment_ids, "The file is kept once")

    def test_each_file_of_a_mail_is_dealt_with_by_itself(self):
        self.send(
            ("a.csv", self.known(1)),
            ("foto.png", b"\x89PNG\r\n\x1a\n123", "image/png"),
            ("b.pdf", b"%PDF-1.4 x", "application/pdf"),
            ("lote.zip", self.zipped(**{"c.csv": self.known(2), "d.csv": self.known(3)})),
        )
        self.look()
        states = {one.name: one.state for one in self.came()}
        self.assertEqual(
            states,
            {"a.csv": "imported", "b.pdf": "refused", "lote.zip": "opened", "c.csv": "imported", "d.csv": "imported"},
        )
        self.assertTrue(self.partner(1) and self.partner(2) and self.partner(3))
        self.assertEqual(self.came("d.csv").sender, "marta@gestoria.example")

    def test_the_accents_of_an_old_program_arrive_as_they_were_sent(self):
        content = self.known(1).decode().replace("Empresa 1 SL", "Panadería Ñandú SL").encode("cp1252")
        self.send(("clientes.csv", content, "text/csv"))
        self.look()
        self.assertEqual(self.partner(1).name, "Panadería Ñandú SL")

    def test_the_file_of_a_stranger_is_put_aside_until_a_person_decides(self):
        self.send(("clientes.csv", self.known(1)), sender="x@desconocido.example")
        self.look()
        came = self.came()
        self.assertEqual(came.state, "aside")
        self.assertFalse(self.partner(1))
        self.assertEqual(self.box.activity_ids.user_id, self.steward)
        came.with_user(self.steward).action_accept()
        self.look()
        self.assertEqual(self.came().state, "imported")
        self.assertTrue(self.partner(1))
        self.assertFalse(self.box.activity_ids, "Nothing is left to look at")
        self.send(("otra.csv", self.known(2)), sender="x@desconocido.example")
        self.assertEqual(self.came("otra.csv").state, "aside")

    def test_a_sender_who_is_accepted_for_good_is_known_from_then_on(self):
        self.send(("a.csv", self.known(1)), sender="Luz <luz@nueva.example>")
        self.came().with_user(self.steward).action_accept_sender()
        self.send(("b.csv", self.known(2)), sender="LUZ@nueva.example")
        self.look()
        self.assertEqual(self.came().mapped("state"), ["imported", "imported"])

    def test_what_a_person_discards_is_forgotten(self):
        self.send(("clientes.csv", self.known(1)), sender="x@desconocido.example")
        came = self.came().with_user(self.steward)
        came.action_discard()
        self.assertEqual((came.state, came.file), ("discarded", False))
        came.action_accept()
        self.look()
        self.assertFalse(self.partner(1))

    def test_addresses_and_domains_may_be_known_too(self):
        for number, (sender, state) in enumerate(
            {
                "altas@otra.example": "waiting",
                "otros@otra.example": "aside",
                "Quien sea <quien@DELEGACION.example>": "waiting",
                "quien@sub.delegacion.example": "aside",
                "marta@gestoria.example.malo.example": "aside",
            }.items()
        ):
            with self.subTest(sender):
                self.send((f"{number}.csv", self.known(1)), sender=sender)
                self.assertEqual(self.came(f"{number}.csv").state, state)

    def test_strangers_are_answered_where_the_box_says_so_and_machines_never_are(self):
        self.box.strangers = "answer"
        self.send(("a.csv", self.known(1)), sender="x@desconocido.example")
        self.assertFalse(self.came())
        answer = self.env["mail.mail"].search([("email_to", "ilike", "x@desconocido.example")])
        self.assertEqual(len(answer), 1)
        self.send(
            ("b.csv", self.known(1)), sender="robot@desconocido.example", headers=[("Auto-Submitted", "auto-replied")]
        )
        self.assertEqual(self.came().state, "aside")
        self.assertFalse(self.env["mail.mail"].search([("email_to", "ilike", "robot@")]))

    def test_a_mail_without_files_is_noted(self):
        self.send(subject="Hola")
        self.assertEqual((self.came().state, self.came().name), ("refused", "Hola"))
        self.assertIn("no file", self.came().trouble)
        self.assertFalse(self.box.activity_ids)

    def test_the_same_mail_twice_and_the_same_file_twice_are_imported_once(self):
        self.send(("clientes.csv", self.known(1)), message_id="<igual@x.example>")
        self.send(("clientes.csv", self.known(1)), message_id="<igual@x.example>")
        self.assertEqual(len(self.came()), 1)
        self.look()
        self.send(("reenviado.csv", self.known(1)))
        self.look()
        self.assertEqual(self.came("reenviado.csv").state, "repeated")

    def test_forty_agendas_in_one_afternoon_come_in(self):
        for number in range(40):
            self.send((f"agenda {number}.csv", self.csv("Apodo;X", f"{number};a")))
        self.assertEqual(len(self.came()), 40)

    def test_a_file_larger_than_the_settings_allow_is_refused_and_not_kept(self):
        self.env["ir.config_parameter"].set_param("despacho_crm_import.file_megabytes", "1")
        self.send(("grande.csv", b"x" * ((1 << 20) + 1)))
        self.assertEqual((self.came().state, self.came().file), ("refused", False))
        self.assertIn("too large", self.came().trouble)

    def test_sets_and_sheets_of_bad_faith_are_refused(self):
        self.send(("a.zip", self.zipped(**{"../../x.csv": self.known(1), "b.csv": self.known(1)})))
        bomb = self.zipped(**{"a.csv": b"0" * (3 << 20), "b.csv": b"1"})
        entity = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><workbook/>'
        self.send(
            ("b.zip", bomb), ("c.xlsx", self.zipped(**{"xl/workbook.xml": entity, "[Content_Types].xml": b"<T/>"}))
        )
        self.env["ir.config_parameter"].set_param("despacho_crm_import.file_megabytes", "1")
        self.look()
        self.assertEqual(self.came().mapped("state"), ["refused"] * 3)
        self.assertFalse(self.partner(1))

    def test_the_name_of_a_file_leads_nowhere(self):
        self.send(("../../etc/clientes.csv", self.known(1)))
        self.assertEqual(self.came().name, "clientes.csv")

    def test_an_archived_box_takes_nothing(self):
        self.box.active = False
        self.send(("clientes.csv", self.known(1)))
        self.assertFalse(self.came())

    def test_addresses_are_checked_as_they_are_written(self):
        for lines in ("marta", "@", "@es", "x@y@z"):
            with self.subTest(lines), self.assertRaises(ValidationError):
                self.box.sender_emails = lines

    def test_nobody_turns_the_mail_of_one_box_into_that_of_another(self):
        other = self.Drop.create({"name": "Otra", "folder": "otra", "user_id": self.steward.id})
        self.box.with_user(self.steward).write({"alias_defaults": f"{{'drop_id': {other.id}}}"})
        self.send(("clientes.csv", self.known(1)))
        self.assertEqual(self.came().drop_id, self.box)
