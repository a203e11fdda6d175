import base64
import hashlib
import os
import tracemalloc
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import config

from .drop_common import DropCase


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

    def test_who_may_not_import_any_more_has_nothing_imported(self):
        self.steward.group_ids -= self.env.ref("despacho_crm.group_steward")
        self.leave("clientes.csv", self.known(1))
        self.look()
        self.assertFalse(self.came())
        self.assertIn("Elena", self.box.trouble)
        self.assertEqual(self.names(), ["clientes.csv"])

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

    def test_the_screen_waits_until_the_job_has_looked(self):
        self.leave("clientes.csv", self.known(1))
        self.assertFalse(self.box.is_looking)
        self.box.with_user(self.steward).action_look_now()
        self.assertTrue(self.box.is_looking)
        self.look()
        self.assertFalse(self.box.is_looking)
        self.assertEqual(self.box.file_count, 1)

    def test_a_folder_that_went_keeps_nobody_from_other_settings(self):
        settings = self.env["res.config.settings"]
        self.env["ir.config_parameter"].set_param("despacho_crm_import.drop_folder", f"{self.base}/que_ya_no_esta")
        settings.create({"import_file_rows": 4000}).execute()
        self.assertEqual(self.env["ir.config_parameter"].get_param("despacho_crm_import.file_rows"), "4000")
        with self.assertRaises(ValidationError):
            settings.create({"import_drop_folder": f"{self.base}/que_tampoco_esta"})
