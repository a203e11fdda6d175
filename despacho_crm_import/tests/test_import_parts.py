import hashlib
import io
import tracemalloc
import zipfile

from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from ..tools import bundle
from .common import ImportCase, load_examples


@tagged("post_install", "-at_install")
class TestImportParts(ImportCase):
    """Sets of files, workbooks of several sheets, and how large they may be."""

    @classmethod
    def pack(cls, members):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                archive.writestr(name, content)
        return buffer.getvalue()

    def get_set(self):
        return self.pack(
            {
                "facturas/F_CLI.csv": self.csv("CODCLI;NIFCLI;NOFCLI", f"1;{self.nifs[1]};Uno SL"),
                "agendas/ana.vcf": b"BEGIN:VCARD\nVERSION:3.0\nORG:Dos SL\nN:Puig;Ana;;;\nEND:VCARD\n",
                "agendas/foto.png": b"\x89PNG\r\n\x1a\n\x00\x00",
                "__MACOSX/agendas/._ana.vcf": b"\x00",
            }
        )

    def test_each_file_of_a_set_becomes_an_import_of_its_own(self):
        record = self.upload(self.get_set(), "agenda", filename="agendas.zip")
        action = record.action_read()
        parts = self.env["despacho.import"].search(action["domain"], order="id")
        self.assertEqual(parts[0], record)
        self.assertEqual(parts.mapped("name"), ["F_CLI.csv", "ana.vcf", "foto.png"])
        self.assertEqual(parts.mapped("part_of"), ["agendas.zip"] * 3)
        self.assertEqual(parts.mapped("state"), ["mapped", "mapped", "draft"])
        self.assertEqual(parts.mapped("source_kind"), ["billing", "agenda", "agenda"])
        self.assertFalse(parts[0].trouble)
        self.assertIn("not a table", parts[2].trouble)

    def test_several_files_are_reviewed_and_applied_together(self):
        record = self.upload(self.get_set(), "agenda", filename="agendas.zip")
        parts = self.env["despacho.import"].with_user(self.steward).search(record.action_read()["domain"], order="id")
        parts.action_review_several()
        self.assertEqual(parts.mapped("state"), ["reviewed", "reviewed", "draft"])
        parts.action_apply_several()
        self.assertEqual(parts.mapped("state"), ["applying", "applying", "draft"])

    def test_a_set_of_one_file_is_that_file(self):
        record = self.upload(self.pack({"clientes.csv": self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL")}))
        record.action_read()
        self.assertEqual((record.state, record.row_count, record.file_type), ("mapped", 1, "csv"))

    def test_a_set_with_a_path_to_elsewhere_is_refused_whole(self):
        content = self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL")
        for name in ("../../etc/passwd", "/etc/passwd", "C:\\Windows\\a.csv", "a/../../b.csv"):
            record = self.upload(self.pack({"a.csv": content, name: content}), filename="mala.zip")
            with self.assertRaisesRegex(UserError, "left elsewhere"):
                record.action_read()
            self.assertEqual(self.env["despacho.import"].search_count([("part_of", "=", "mala.zip")]), 0)

    def test_the_other_sheets_of_a_workbook_are_brought_too(self):
        book = load_examples("file_makers").xlsx(
            ("Fiscal", [["NIF", "Nombre"], [self.nifs[1], "Uno SL"]]),
            ("Portada", [["Solo un título"]]),
            ("Laboral", [["Listado"], ["Nombre", "NIF"], ["Dos SL", self.nifs[2]]]),
        )
        record = self.upload(book, "agenda", filename="agenda.xlsx")
        record.action_read()
        self.assertEqual(record.other_sheet_count, 2)
        parts = self.env["despacho.import"].search(record.action_read_other_sheets()["domain"], order="id")
        self.assertEqual(parts.mapped("name"), ["agenda.xlsx · Fiscal", "agenda.xlsx · Laboral"])
        self.assertEqual(parts[1].column_ids.mapped("field"), ["name", "nif"])
        self.assertEqual(parts[1].header_row, 2)
        for part in parts:
            part.action_review()
            part.action_apply()
        self.assertTrue(self.partner(1) and self.partner(2))
        self.assertFalse(any(part.same_file_id for part in parts), "another sheet is no second time")

    def test_sheets_that_were_undone_are_brought_again(self):
        book = load_examples("file_makers").xlsx(
            ("Fiscal", [["NIF", "Nombre"], [self.nifs[1], "Uno SL"]]),
            ("Laboral", [["NIF", "Nombre"], [self.nifs[2], "Dos SL"]]),
        )

        def bring():
            record = self.upload(book, "agenda", filename="agenda.xlsx")
            record.action_read()
            parts = self.env["despacho.import"].search(record.action_read_other_sheets()["domain"], order="id")
            self.assertEqual(parts.mapped("sheet_id.name"), ["Fiscal", "Laboral"])
            return parts.with_user(self.steward)

        for part in bring():
            part.action_review()
            part.action_apply()
            part._undo()
            self.assertEqual(part.state, "undone")
        bring()

    def test_another_sheet_that_was_undone_is_reviewed_again_as_that_sheet(self):
        book = load_examples("file_makers").xlsx(
            ("Fiscal", [["NIF", "Nombre", "CP"], *([nif, "Uno SL", "08001"] for nif in self.nifs[3:6])]),
            ("Laboral", [["Listado"], ["Nombre", "NIF", "Apodo"], ["Dos SL", self.nifs[2], "Los Dos"]]),
        )
        record = self.upload(book, "agenda", filename="agenda.xlsx")
        record.action_read()
        parts = self.env["despacho.import"].search(record.action_read_other_sheets()["domain"], order="id")
        part = parts[1].with_user(self.steward)
        part.column_ids[2].field = "trade_name"
        part.action_review()
        part.action_apply()
        part._undo()
        again = self.env["despacho.import"].browse(part.action_review_again()["res_id"]).with_user(self.steward)
        self.assertEqual((again.name, again.sheet_id.name), ("agenda.xlsx · Laboral", "Laboral"))
        self.assertEqual(again.sheet_id.import_id, again)
        self.assertEqual(again.sheet_ids.mapped("name"), ["Fiscal", "Laboral"])
        self.assertEqual((again.header_row, again.row_count), (2, 1))
        self.assertEqual(again.column_ids.mapped("field"), ["name", "nif", "trade_name"])
        again.action_apply()
        self.assertEqual((self.partner(1).name, self.partner(2).name), (False, "Dos SL"))

    def test_a_file_over_the_limits_of_the_settings_is_refused(self):
        content = self.csv("NIF;Nombre", *(f"{self.nifs[number]};Uno SL" for number in range(5)))
        record = self.upload(content)
        self.env["res.config.settings"].create({"import_file_rows": 3}).execute()
        with self.assertRaisesRegex(UserError, "at most 3"):
            record.action_read()
        self.env["res.config.settings"].create({"import_file_rows": 100}).execute()
        record.action_read()
        self.assertEqual(record.row_count, 5)

    def test_who_may_not_see_an_import_may_not_read_its_file(self):
        record = self.upload(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        self.assertEqual(record._get_source().read(), record._get_content())
        other = new_test_user(self.env, "nadie", groups="base.group_user")
        with self.assertRaises(AccessError):
            record.with_user(other)._get_source()

    def test_the_files_of_a_set_are_put_by_without_being_held_in_memory(self):
        lines = "\r\n".join(f"{number};Empresa {number} SL;{'x' * 400}" for number in range(20_000))
        members = {f"lista{place}.csv": f"NIF;Nombre;Notas\r\n{place};P;\r\n{lines}".encode() for place in range(6)}
        record = self.upload(self.pack(members), filename="set.zip")
        source = record._get_source()
        record.invalidate_recordset()
        files = bundle.open_bundle(source, record._get_limits())
        parts = record.create([record._prepare_part_values() for __ in files])
        self.env.flush_all()
        tracemalloc.start()
        self.addCleanup(tracemalloc.stop)
        for part, (__, chunks) in zip(parts, files, strict=True):
            part._store_file(chunks())
        __, peak = tracemalloc.get_traced_memory()
        self.assertLess(peak, 4 << 20, "one file is over eight megabytes")
        for part, content in zip(parts, members.values(), strict=True):
            self.assertEqual(part.file_hash, hashlib.sha256(content).hexdigest())
            self.assertEqual(part._get_content(), content)
            self.assertEqual(part._get_source().read(), content)

    def test_a_file_put_by_in_the_database_is_the_same(self):
        self.env["ir.config_parameter"].set_param("ir_attachment.location", "db")
        record = self.upload(self.get_set(), "agenda", filename="agendas.zip")
        parts = self.env["despacho.import"].search(record.action_read()["domain"], order="id")
        self.assertEqual(parts.mapped("state"), ["mapped", "mapped", "draft"])
        self.assertIn(b"Uno SL", parts[0]._get_content())

    def test_who_may_not_write_an_import_puts_no_file_in_it(self):
        record = self.upload(self.get_set(), filename="agendas.zip")
        with self.assertRaises(AccessError):
            record.with_user(self.user)._store_file([b"NIF;Nombre"])
