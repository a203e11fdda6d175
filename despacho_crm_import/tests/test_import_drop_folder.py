import base64
import hashlib
import os
import tracemalloc
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import config, mute_logger

from .drop_common import DropCase

_JOB = "odoo.addons.despacho_crm_import.models.drop.despacho_import_drop_job"


@tagged("post_install", "-at_install")
class TestImportDropFolder(DropCase):
    """Files left in a folder are imported as far as they are certain, and put away."""

    def test_a_known_list_is_imported_and_put_away(self):
        self.leave("clientes.csv", self.known(1, 2))
        self.look()
        came = self.came()
        self.assertEqual((came.state, came.place), ("imported", "moved"), came.trouble)
        self.assertEqual((came.import_ids.state, came.import_ids.created_count), ("done", 2))
        self.assertEqual(came.import_ids.profile, "factusol")
        self.assertEqual(came.import_ids.source_kind, "billing")
        self.assertEqual(came.import_ids.create_uid, self.steward)
        self.assertEqual(self.partner(1).create_uid, self.steward)
        self.assertEqual((self.names(), self.names("hechos")), ([], ["clientes.csv"]))
        self.assertIn("2", came.outcome)
        self.assertFalse(came.file, "It is kept once, in the import")
        self.look()
        self.assertEqual(len(self.came()), 1)

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

    def test_one_bad_file_does_not_stop_the_others(self):
        self.leave("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00")
        self.leave("b.csv", b"")
        self.leave("c.csv", self.known(1))
        self.look()
        self.assertEqual(self.came().mapped("state"), ["refused", "refused", "imported"])
        self.assertTrue(all(self.came()[:2].mapped("trouble")))
        self.assertEqual(self.names("rechazados"), ["a.csv", "b.csv"])
        self.assertTrue(self.partner(1))
        self.assertEqual(self.box.activity_ids.user_id, self.steward)
        self.assertEqual(len(self.box.activity_ids), 1, "One task for both")

    def test_what_nobody_foresaw_in_one_file_does_not_stop_the_others(self):
        self.leave("a.csv", self.known(1))
        self.leave("b.csv", self.known(2))
        model = self.env.registry["despacho.import.drop.file"]
        deal = model._import

        def break_at_the_first(record, content):
            if record.name == "a.csv":
                raise KeyError("another addon")
            return deal(record, content)

        with patch.object(model, "_import", break_at_the_first), mute_logger(_JOB):
            self.look()
        self.assertEqual(self.came().mapped("state"), ["failed", "imported"])
        self.assertEqual(self.names("rechazados"), ["a.csv"])
        self.came("a.csv").with_user(self.steward).action_accept()
        self.look()
        self.assertEqual(self.came("a.csv").state, "imported")
        self.assertTrue(self.partner(1))

    def test_a_file_that_is_being_written_waits(self):
        self.leave("clientes.csv", self.known(1))
        for name in ("grande.csv.part", "~$libro.xlsx", ".oculto.csv", "descarga.csv.crdownload"):
            self.leave(name, self.known(2))
        self.look(later=0)
        self.assertFalse(self.came())
        self.assertIn("1", self.box.folder_words)
        self.look()
        self.assertEqual(self.came().mapped("name"), ["clientes.csv"])
        self.assertEqual(len(self.names()), 4)

    def test_links_are_never_followed(self):
        secret = self.base / "secreto.csv"
        secret.write_bytes(self.known(1))
        (self.folder / "enlace.csv").symlink_to(secret)
        (self.base / "atajo").symlink_to(self.folder)
        self.look()
        self.assertFalse(self.came())
        self.box.folder = "atajo"
        self.look()
        self.assertIn("link", self.box.trouble)
        self.assertTrue(self.box.activity_ids)

    def test_no_path_leads_out_of_the_base_folder(self):
        for path in (
            "..",
            "../x",
            "/etc",
            "a/../../b",
            "c:\\x",
            ".ssh",
            "a/.git",
            "a//b",
            "",
            "hechos",
            "a/rechazados",
        ):
            with self.subTest(path), self.assertRaises(ValidationError):
                self.Drop.with_user(self.steward).create({"name": "x", "folder": path})

    def test_two_boxes_never_share_a_folder(self):
        for path in ("oficina", "Oficina/", "oficina/dentro"):
            with self.subTest(path), self.assertRaisesRegex(ValidationError, "own"):
                self.Drop.with_user(self.steward).create({"name": "x", "folder": path})
        other = self.env["res.company"].create({"name": "Otra"})
        self.steward.company_ids |= other
        with self.assertRaises(ValidationError):
            self.Drop.create({"name": "x", "folder": "oficina", "company_id": other.id, "user_id": self.steward.id})

    def test_a_folder_that_is_not_there_is_said_once_and_forgotten_when_it_is(self):
        self.folder.rename(self.base / "otra")
        self.look()
        self.look()
        self.assertIn("no such folder", self.box.trouble)
        self.assertEqual(len(self.box.activity_ids), 1)
        (self.base / "otra").rename(self.folder)
        self.look()
        self.assertFalse(self.box.trouble)

    def test_without_an_allowed_folder_nothing_is_looked_at(self):
        self.leave("clientes.csv", self.known(1))
        for base in ("", "/", "relativo", config["data_dir"], os.path.dirname(config["data_dir"])):
            with self.subTest(base):
                self.env["ir.config_parameter"].set_param("despacho_crm_import.drop_folder", base)
                self.look()
                self.assertTrue(self.box.trouble)
                self.assertFalse(self.came())

    def test_the_configuration_of_the_server_prevails_and_each_database_has_its_folder(self):
        mine = self.base / self.env.cr.dbname / "oficina"
        mine.mkdir(parents=True)
        self.leave("clientes.csv", self.known(1), folder=mine)
        self.leave("otra.csv", self.known(2))
        with patch.dict(config._runtime_options, {"despacho_import_folder": str(self.base)}):
            self.look()
        self.assertEqual(self.came().mapped("name"), ["clientes.csv"])

    def test_a_folder_that_may_not_be_written_is_remembered(self):
        self.leave("clientes.csv", self.known(1))
        rename = os.rename

        def refuse(*args, **kwargs):
            raise PermissionError(13, "read-only")

        with patch("os.rename", refuse):
            self.look()
            self.look()
        came = self.came()
        self.assertEqual((came.state, came.place), ("imported", "stays"))
        self.assertEqual(self.names(), ["clientes.csv"])
        self.assertEqual(came.import_ids.created_count, 1)
        self.assertTrue(rename)

    def test_a_set_of_files_is_opened_and_each_dealt_with(self):
        inside = {"a.csv": self.known(1), "b.csv": b"%PDF-1.4", "dentro/c.csv": self.known(2)}
        self.leave("lote.zip", self.zipped(**inside))
        self.look()
        states = {one.name: one.state for one in self.came()}
        self.assertEqual(states, {"lote.zip": "opened", "a.csv": "imported", "b.csv": "refused", "c.csv": "imported"})
        self.assertTrue(self.partner(1) and self.partner(2))
        self.assertEqual(self.came("c.csv").import_ids.part_of, "lote.zip")
        self.assertEqual(self.names("hechos"), ["lote.zip"])

    def test_the_files_of_a_set_are_put_by_without_being_held_in_memory(self):
        lines = b"\r\n".join(b"%d;Empresa %d SL;%s" % (number, number, b"x" * 400) for number in range(20_000))
        members = {f"lista{place}.csv": b"NIF;Nombre;Notas\r\n%d;P;\r\n" % place + lines for place in range(4)}
        came = self.File.create(
            {"drop_id": self.box.id, "name": "lote.zip", **self.File._prepare_content(self.zipped(**members))}
        )
        self.env.flush_all()
        self.env.invalidate_all()
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        came._deal()
        __, peak = tracemalloc.get_traced_memory()
        self.assertEqual(came.state, "opened", came.trouble)
        self.assertLess(peak, 6 << 20, "one file is over eight megabytes")
        for part in self.came()[1:]:
            self.assertEqual(part.file_hash, hashlib.sha256(members[part.name]).hexdigest())
            self.assertEqual(base64.b64decode(part.file), members[part.name])

    def test_whether_the_persons_gave_the_data_is_as_the_kind_of_file_says_unless_the_box_says_so(self):
        for number, (said, expected) in enumerate((("kind", True), ("no", False), ("yes", True)), 1):
            self.box.given_by_persons = said
            self.leave(f"{said}.csv", self.known(number))
            self.look()
            self.assertEqual(self.came(f"{said}.csv").import_ids.given_by_persons, expected, said)

    def test_sets_of_bad_faith_are_refused(self):
        self.leave("a.zip", self.zipped(**{"../../fuera.csv": self.known(1), "b.csv": self.known(2)}))
        self.leave("b.zip", self.zipped(**{"a.csv": b"0" * (3 << 20), "b.csv": b"1"}))
        self.leave(
            "c.zip",
            self.zipped(**{"dentro.zip": self.zipped(**{"a.csv": self.known(1), "b.csv": b"x"}), "x.csv": b"x"}),
        )
        self.env["ir.config_parameter"].set_param("despacho_crm_import.file_megabytes", "1")
        self.look()
        states = {one.name: one.state for one in self.came()}
        self.assertEqual((states["a.zip"], states["b.zip"], states["dentro.zip"]), ("refused", "refused", "refused"))
        self.assertFalse(self.partner(1) or self.partner(2))
        self.assertFalse((self.base.parent / "fuera.csv").exists())

    def test_a_file_larger_than_the_settings_allow_is_refused_unread(self):
        self.env["ir.config_parameter"].set_param("despacho_crm_import.file_megabytes", "1")
        self.leave("grande.csv", b"x" * ((1 << 20) + 1))
        self.look()
        came = self.came()
        self.assertEqual((came.state, came.file), ("refused", False))
        self.assertIn("too large", came.trouble)
        self.assertEqual(self.names("rechazados"), ["grande.csv"])

    def test_entities_from_outside_are_refused_and_formulas_stay_text(self):
        sheet = (
            b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            b'<worksheet><sheetData><row><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>'
        )
        book = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": sheet, "xl/worksheets/sheet1.xml": sheet}
        self.leave("libro.xlsx", self.zipped(**book))
        self.leave("clientes.csv", self.known(1).replace(b"Empresa 1 SL", b"=HYPERLINK(1) SL"))
        self.look()
        self.assertEqual(self.came("libro.xlsx").state, "refused")
        self.assertEqual(self.partner(1).name, "=HYPERLINK(1) SL")

    def test_a_file_whose_name_nobody_can_show_is_taken_too(self):
        raw = os.fsencode(self.folder) + b"/a\xf1o.csv"
        with open(raw, "wb") as file:
            file.write(self.known(1))
        self.rest(raw)
        self.look()
        self.assertEqual(self.came().state, "imported")
        self.assertEqual(self.names(), [])

    def test_each_sheet_of_a_workbook_is_an_import(self):
        import io

        import openpyxl

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

    def test_who_may_not_import_any_more_has_nothing_imported(self):
        self.steward.group_ids -= self.env.ref("despacho_crm.group_steward")
        self.leave("clientes.csv", self.known(1))
        self.look()
        self.assertFalse(self.came())
        self.assertIn("Elena", self.box.trouble)
        self.assertEqual(self.names(), ["clientes.csv"])

    def test_a_file_that_was_taken_when_the_server_stopped_is_gone_on_with(self):
        self.leave("clientes.csv", self.known(1))
        found = self.box._get_folder().look(now=self.box._get_look_time() + 60).ready
        taken = self.box._take(found[0])
        self.look()
        self.assertEqual(self.came(), taken)
        self.assertEqual((taken.state, taken.place), ("imported", "moved"))
        self.assertEqual(self.names("hechos"), ["clientes.csv"])

    def test_another_file_of_the_same_name_that_came_meanwhile_stays(self):
        self.leave("clientes.csv", self.known(1))
        model = self.env.registry["despacho.import.drop.file"]
        put_away = model._put_away

        def replace_and_put_away(record):
            if not record.env.context.get("x"):
                self.leave("clientes.csv", self.known(2), age=90)
            return put_away(record)

        with patch.object(model, "_put_away", replace_and_put_away):
            self.look()
        self.assertEqual(self.names(), ["clientes.csv"])
        self.look()
        self.assertTrue(self.partner(1) and self.partner(2))
        self.assertEqual(self.names(), [])

    def test_look_now_says_what_is_seen(self):
        self.leave("clientes.csv", self.known(1))
        self.patch(self.env.registry["despacho.import.drop"], "_get_look_time", lambda drop: 1e11)
        action = self.box.with_user(self.steward).action_look_now()
        self.assertIn("1", action["params"]["message"])
        self.assertTrue(
            self.env["ir.cron.trigger"].search([("cron_id", "=", self.env.ref("despacho_crm_import.ir_cron_look").id)])
        )
