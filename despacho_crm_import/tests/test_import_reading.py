from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ImportCase, load_examples


@tagged("post_install", "-at_install")
class TestImportReading(ImportCase):
    def test_reading_shows_columns_with_samples_and_proposed_fields(self):
        record = self.upload(
            self.csv(
                "N.I.F.;Razón Social;Dirección;C.P.;Población",
                f"{self.nifs[1]};Panadería Ñandú SL;C/ Mayor 1;28001;Madrid",
                encoding="cp1252",
            )
        )
        record.action_read()
        self.assertEqual(record.state, "mapped")
        self.assertEqual(record.encoding, "cp1252")
        self.assertEqual(record.delimiter, ";")
        self.assertEqual(record.header_row, 1)
        self.assertEqual(record.column_ids.mapped("field"), ["nif", "name", "street", "zip", "city"])
        self.assertEqual(record.column_ids[1].samples_text, "Panadería Ñandú SL")
        self.assertEqual(record.column_ids.mapped("letter"), ["A", "B", "C", "D", "E"])

    def test_a_corrected_row_of_titles_is_read_again(self):
        record = self.upload(self.csv("Listado de clientes;;", "Empresa;NIF;Tel", f"Uno SL;{self.nifs[1]};931234567"))
        record.action_read()
        self.assertEqual(record.header_row, 2)
        record.header_row = 1
        self.assertEqual(record.state, "draft", "what was read no longer holds")
        record.action_read()
        self.assertEqual(record.column_ids[:1].header, "Listado de clientes")

    def test_the_numbers_of_a_workbook_keep_their_decimals_and_those_of_a_text_are_as_people_write_them(self):
        rows = [["NIF", "Nombre", "Plantilla media", "Facturación"], [self.nifs[1], "Uno SL", 12.125, 1234.567]]
        book = load_examples("file_makers").xlsx(("Lista", rows))
        text = self.csv(*(";".join(map(str, row)) for row in rows))
        for content, filename, wanted in (
            (book, "lista.xlsx", (12, 1234.57)),
            (text, "lista.csv", (12_125, 1_234_567)),
        ):
            record = self.review(content, "list", filename=filename)
            self.assertEqual(record.column_ids.mapped("field"), ["nif", "name", "employees", "turnover"])
            cleaned = record.row_ids.cleaned
            self.assertEqual((cleaned["employees"], cleaned["turnover"]), wanted)

    def test_reviewing_before_reading_again_is_refused(self):
        record = self.upload(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        record.action_read()
        record.encoding = "cp850"
        with self.assertRaises(UserError):
            record.action_review()

    def test_the_columns_that_say_nothing_must_be_pointed_at(self):
        record = self.upload(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        record.action_read()
        record.column_ids.field = False
        with self.assertRaisesRegex(UserError, "which column"):
            record.action_review()

    def test_a_correction_is_remembered_for_the_next_file_of_that_kind(self):
        content = self.csv("NIF;Nombre;Ref. interna zz", f"{self.nifs[1]};Uno SL;C-77")
        record = self.upload(content)
        record.action_read()
        column = record.column_ids[2]
        column.field = "notes"
        record.action_review()
        record.action_apply()
        again = self.upload(self.csv("NIF;Nombre;REF INTERNA ZZ", f"{self.nifs[2]};Dos SL;C-78"))
        again.action_read()
        self.assertEqual(again.column_ids[2].field, "notes")
        self.assertEqual(again.column_ids[2].guess_reason, "profile")

    def test_another_sheet_of_the_workbook_may_be_chosen(self):
        import io

        import openpyxl

        book = openpyxl.Workbook()
        book.active.title = "Clientes"
        book.active.append(["NIF", "Nombre"])
        book.active.append([self.nifs[1], "Uno SL"])
        other = book.create_sheet("Proveedores")
        other.append(["Lista"])
        other.append(["Nombre", "NIF", "Población"])
        other.append(["Dos SL", self.nifs[2], "Vigo"])
        buffer = io.BytesIO()
        book.save(buffer)
        record = self.upload(buffer.getvalue(), filename="libro.xlsx")
        record.action_read()
        self.assertEqual(record.sheet_ids.mapped("name"), ["Clientes", "Proveedores"])
        record.sheet_id = record.sheet_ids[1]
        record.action_read()
        self.assertEqual(record.header_row, 2)
        self.assertEqual(record.column_ids.mapped("field"), ["name", "nif", "city"])

    def test_what_the_file_holds_is_never_taken_for_markup(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};<script>alert(1)</script> SL"))
        for text in (record.head_html, record.row_ids.detail_html, record.row_ids.cells_html):
            self.assertNotIn("<script", text)
            self.assertIn("&lt;script", text)

    def test_two_columns_may_make_one_value(self):
        record = self.upload(self.csv("NIF;Nombre;Calle;Num", f"{self.nifs[1]};Uno SL;Calle Mayor;12"))
        record.action_read()
        record.column_ids[2:].field = "street"
        record.action_review()
        self.assertEqual(record.row_ids.cleaned["street"], "Calle Mayor 12")

    def test_the_same_file_uploaded_again_is_recognised(self):
        content = self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL")
        first = self.run_import(content)
        self.assertEqual(self.upload(content).same_file_id, first)
