from odoo.tests import tagged

from .common import ImportCase, load_examples


@tagged("post_install", "-at_install")
class TestImportAgain(ImportCase):
    """The same file twice changes nothing, whatever is in it."""

    def assertNothingNew(self, content, source="billing"):
        """Import ``content`` again: no contact is created or changed."""
        Partner = self.env["res.partner"].with_context(active_test=False)
        before = Partner.search([])
        state = before.read(["name", "vat", "comment", "phone", "email", "write_date"])
        record = self.run_import(content, source)
        self.assertEqual(Partner.search([]), before)
        self.assertEqual(before.read(["name", "vat", "comment", "phone", "email", "write_date"]), state)
        return record

    def test_a_foreign_company_without_country_is_found_again(self):
        content = self.csv(
            "NIF;Nombre;CP",
            "FR40303265045;Francia Test;75009",
            "EL094259216;Grecia Test;10431",
            "PT501442600;Portugal Test;1000-205",
        )
        record = self.run_import(content)
        self.assertEqual((record.created_count, record.error_count), (3, 0), record.row_ids.mapped("error"))
        partners = record.row_ids.partner_id
        self.assertEqual(partners.mapped("nif_state"), ["valid"] * 3)
        self.assertEqual(set(partners.mapped("country_id.code")), {"FR", "GR", "PT"})
        self.assertVerdicts(self.assertNothingNew(content), same=3)

    def test_notes_do_not_grow_whatever_is_written_in_them(self):
        content = self.csv(
            "NIF;Nombre;Observaciones",
            f"{self.nifs[1]};Uno SL;vea https://www.uno.example/a?b=1&c=2 y ana@uno.example",
            f"{self.nifs[2]};Dos SL;linea  doble\t con <b>signos</b> & *estrellas*",
            f'{self.nifs[3]};Tres SL;"primera línea  ',
            "",
            '_segunda_ línea www.tres.example"',
        )
        self.run_import(content)
        self.assertVerdicts(self.assertNothingNew(content), same=3)

    def test_notes_that_a_person_typed_take_the_rest_below_once(self):
        self.acme.comment = "<p>Llamar <b>por la tarde</b></p>"
        content = self.csv(
            "NIF;Nombre;Teléfono;Observaciones",
            f"{self.nifs[0]};Acme Suministros SL;931 111 111 / 600 11 22 33 / 600 11 22 44;Paga a 60 días",
        )
        self.assertVerdicts(self.run_import(content), update=1)
        self.assertIn("<p>Llamar <b>por la tarde</b></p>", self.acme.comment)
        for text in ("Paga a 60 días", "+34 600 11 22 44"):
            self.assertEqual(self.acme.comment.count(text), 1)
        self.assertVerdicts(self.assertNothingNew(content), same=1)

    def test_amounts_with_more_decimals_than_the_base_keeps(self):
        for target, head, line in (
            ("partner", ["NIF", "Nombre", "Facturación"], [self.nifs[1], "Uno SL", 1234.567]),
            ("lead", ["Empresa", "NIF", "Asunto", "Importe"], ["Uno SL", self.nifs[2], "Hola", 1500.127]),
        ):
            with self.subTest(target=target):
                book = load_examples("file_makers").xlsx(("Lista", [head, line]))
                self.assertVerdicts(self.run_import(book, "list", target=target, filename="a.xlsx"), create=1)
                self.env.invalidate_all()  # as the base keeps it
                self.assertVerdicts(self.run_import(book, "list", target=target, filename="a.xlsx"), same=1)
