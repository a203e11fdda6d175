import io

import openpyxl

from odoo.tests import tagged

from .drop_common import DropCase


@tagged("post_install", "-at_install")
class TestImportDropLists(DropCase):
    """Known lists are imported as far as they are certain; whose they are is asked for the rest."""

    def test_rows_that_are_not_certain_wait_with_a_task_for_whom_the_box_is_for(self):
        self.leave(
            "clientes.csv", self.known(1) + self.csv("9;;Sin Número SL;Calle Sol 3;Reus;43201;Tarragona;977112233")
        )
        self.look()
        record = self.came().import_ids
        self.assertEqual((record.state, record.created_count, record.doubtful_count), ("reviewed", 1, 1))
        task = record.activity_ids
        self.assertEqual((task.user_id, task.summary), (self.steward, "Rows left to review: 1"))
        self.assertIn("Rows left to review: 1", "".join(record.message_ids.mapped("body")))
        self.assertIn("1 contacts created", "".join(record.message_ids.mapped("body")))
        record.with_user(self.steward).action_apply()
        self.assertEqual(record.state, "done")
        self.assertFalse(record.activity_ids, "What was asked for is done")

    def test_a_list_of_a_known_program_is_no_list_that_somebody_explained(self):
        self.leave("clientes.csv", self.known(1))
        self.look()
        record = self.came().import_ids
        self.assertEqual((record.profile, record.created_count), ("factusol", 1))
        self.assertFalse(record.profile_id)

    def test_a_list_that_nobody_knows_waits_in_its_columns(self):
        self.leave("raro.csv", self.csv("Apodo;Bicho;NIF", f"Uno;gato;{self.nifs[1]}"))
        self.look()
        came = self.came()
        record = came.import_ids
        self.assertEqual((came.state, record.state), ("imported", "mapped"))
        self.assertFalse(self.partner(1))
        self.assertEqual(record.activity_ids.user_id, self.steward)
        self.assertEqual(self.names("hechos"), ["raro.csv"])

    def test_the_list_that_a_person_explained_is_known_the_next_time(self):
        self.leave("raro.csv", self.csv("Apodo;Bicho;NIF", f"Uno;gato;{self.nifs[1]}"))
        self.look()
        record = self.came().import_ids.with_user(self.steward)
        record.column_ids.filtered(lambda column: column.header == "Apodo").field = "name"
        record.action_review()
        self.assertFalse(record.activity_ids)
        self.leave("raro2.csv", self.csv("Apodo;Bicho;NIF", f"Dos;perro;{self.nifs[2]}"))
        self.look()
        second = self.came("raro2.csv").import_ids
        self.assertEqual((second.state, second.created_count), ("done", 1))
        self.assertEqual(self.partner(2).name, "Dos")

    def test_a_box_of_one_list_takes_no_other(self):
        self.box.profile_id = self.env["despacho.import.profile"].search(
            [("kind", "=", "program"), ("shape", "=", "holded")]
        )
        self.leave("clientes.csv", self.known(1))
        self.look()
        self.assertEqual(self.came().import_ids.state, "mapped")

    def test_the_same_file_twice_is_said_and_not_imported(self):
        self.leave("clientes.csv", self.known(1))
        self.look()
        first = self.came().import_ids
        self.partner(1).city = "Vilafranca"
        self.leave("clientes.csv", self.known(1))
        self.leave("copia.csv", self.known(1))
        self.look()
        again = self.came()[1:]
        self.assertEqual(again.mapped("state"), ["repeated", "repeated"])
        self.assertEqual(again.same_import_id, first)
        self.assertFalse(again.import_ids)
        self.assertIn("came before", again[0].outcome)
        self.assertEqual(self.names("rechazados"), ["clientes.csv", "copia.csv"])

    def test_rows_without_nif_are_created_where_the_box_says_so(self):
        self.box.rows_without_nif = "queue"
        self.leave("a.csv", self.known(1) + self.csv("9;;Sin Número SL;Calle Sol 3;Reus;43201;Tarragona;977112233"))
        self.look()
        self.assertEqual(self.came().import_ids.state, "done")
        self.assertEqual(self.env["res.partner"].search([("name", "=", "Sin Número SL")]).nif_state, "missing")

    def test_each_sheet_of_a_workbook_is_an_import(self):
        book = openpyxl.Workbook()
        for sheet, n in ((book.active, 1), (book.create_sheet("Otra"), 2)):
            sheet.append(["CODCLI", "NIFCLI", "NOFCLI", "POBCLI"])
            sheet.append([n, self.nifs[n], f"Empresa {n} SL", "Vic"])
        stream = io.BytesIO()
        book.save(stream)
        self.leave("libro.xlsx", stream.getvalue())
        self.look()
        self.assertEqual(self.came().import_ids.mapped("state"), ["done", "done"])
        self.assertTrue(self.partner(1) and self.partner(2))
