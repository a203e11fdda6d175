from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportWalk(ImportCase):
    """What the screens say on the way: of columns, of files that are none, of what is only proposed."""

    def test_a_column_says_what_becomes_of_its_first_values(self):
        record = self.upload(self.csv("Nombre;CP;Correo;Teléfono", "Uno SL;8001;no tiene nada;931 23 45 67"))
        record.action_read()
        said = {column.field: column.repairs for column in record.column_ids}
        self.assertEqual(said["zip"], "08001")
        self.assertEqual((said["name"], said["phone"]), ("", "+34 931 23 45 67"))
        self.assertIn("no tiene nada: is not an e-mail address", said["email"])
        record.column_ids.filtered(lambda column: column.field == "zip").field = "ref"
        self.assertFalse(record.column_ids[1].repairs)

    def test_what_is_no_table_is_named_in_words(self):
        for content, words in ((b"%PDF-1.4 x", "it is a PDF document"), (b"\x89PNG\r\n\x1a\n\x00\x01", "a picture")):
            with self.assertRaisesRegex(UserError, words):
                self.upload(content, filename="lista.csv").action_read()

    def test_what_is_only_proposed_is_in_a_list_of_its_own(self):
        record = self.review(
            self.csv("Empresa;Teléfono;Población", "ACME SUMINISTROS, S.L.;93 111 11 11;Vic"), "agenda"
        )
        row = record.row_ids
        self.assertTrue(row.is_proposed)
        Row = self.env["despacho.import.row"]
        self.assertEqual(Row.search(record.action_view_proposed()["domain"]), row)
        updated = record.with_context(verdict="update").action_view_rows
        self.assertFalse(Row.search(updated()["domain"]))
        row.action_include()
        self.assertEqual((Row.search(updated()["domain"]), row.choice), (row, "this"))
        row.action_ask_again()
        row.action_exclude()
        self.assertEqual((row.choice, record.undecided_count), ("out", 0))
