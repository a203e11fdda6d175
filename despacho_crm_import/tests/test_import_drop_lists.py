import io
from unittest.mock import patch

import openpyxl

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.apply import despacho_import_review_job as job
from ..models.review import staging
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

    def test_what_was_invoiced_waits_for_whoever_says_what_its_services_are(self):
        self.box.write({"target": "billing", "source_kind": "billing"})
        header = "NIF;Cliente;Año;Servicio;Importe"
        explained = self.upload(self.csv(header, f"{self.nifs[1]};Uno SL;2023;Fiscal;100"), target="billing")
        explained.action_read()
        explained.column_ids.filtered(lambda column: column.header == "Cliente").field = False
        explained.action_review()
        explained.action_services_without_line()
        explained.action_review()
        self.leave("importes.csv", self.csv(header, f"{self.nifs[1]};Uno SL;2024;Laboral;120"))
        self.look()
        came = self.came()
        record = came.import_ids
        self.assertEqual((came.state, came.trouble, record.state), ("imported", False, "mapped"))
        self.assertEqual(record.activity_ids.user_id, self.steward)
        self.assertIn("services", record.activity_ids.summary)

    def leave_long(self, content):
        """Leave a file that is a long one here, and have it looked at."""
        self.patch(job, "AT_ONCE", 2)
        self.patch(staging, "BATCH", 2)
        self.leave("larga.csv", content)
        self.look()
        return self.came().import_ids

    def test_a_long_list_is_reviewed_batch_by_batch_and_goes_on_by_itself(self):
        told = []
        users = type(self.env["res.users"])
        self.patch(users, "_bus_send", lambda user, kind, message, **kwargs: told.append(message))
        record = self.leave_long(self.known(1, 2, 3) + self.csv("9;;Sin Número SL;Calle Sol 3;Reus;43201;;"))
        self.assertEqual((record.state, record.certain_only, len(record.row_ids)), ("applying", True, 4))
        self.assertIn(("reviewing", 2), [(one["state"], one["left"]) for one in told])
        self.look()
        self.assertEqual((record.state, record.created_count, record.doubtful_count), ("reviewed", 3, 1))
        self.assertEqual(record.activity_ids.user_id, self.steward)
        self.assertTrue(self.partner(1) and self.partner(2) and self.partner(3))

    def test_a_long_list_that_cannot_be_reviewed_is_for_a_person_to_look_at(self):
        with (
            patch.object(type(self.env["despacho.import"]), "_clean", side_effect=UserError("No way")),
            mute_logger("odoo.addons.despacho_crm_import.models.apply.despacho_import_job"),
        ):
            record = self.leave_long(self.known(1, 2, 3))
        self.assertEqual((record.state, record.trouble, record.certain_only), ("mapped", "No way", False))
        self.assertEqual(record.activity_ids.user_id, self.steward)

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

    def test_a_file_that_came_for_something_else_is_no_second_time(self):
        content = self.known(1)
        self.run_import(content, "list", target="lead")
        self.leave("clientes.csv", content)
        self.look()
        self.assertEqual((self.came().state, self.came().import_ids.state), ("imported", "done"))
        self.assertTrue(self.partner(1))

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
