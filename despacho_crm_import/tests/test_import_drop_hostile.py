import os

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .drop_common import DropCase


@tagged("post_install", "-at_install")
class TestImportDropHostile(DropCase):
    """Nothing that is left in a folder leads out of it, or is read where it should not be."""

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
