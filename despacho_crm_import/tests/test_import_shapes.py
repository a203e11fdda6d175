from odoo.tests import tagged

from ..tools import profiles
from .common import ImportCase, load_examples


@tagged("post_install", "-at_install")
class TestImportShapes(ImportCase):
    """A file of each program, from its upload to the contacts, without a single correction."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shapes = load_examples("import_shapes")

    def bring(self, name, source="billing"):
        filename, content = self.shapes.SHAPES[name]
        return self.run_import(content, source, filename=filename)

    def test_every_shape_is_recognised_shown_and_applied(self):
        for name, (code, wanted, told) in self.shapes.EXPECTED.items():
            with self.subTest(name), self.env.cr.savepoint() as savepoint:
                profile = profiles.PROFILES.get(code)
                record = self.bring(name, profile.source if profile else "agenda")
                self.assertEqual(record.profile or "", code)
                self.assertFalse(record.is_source_doubtful)
                self.assertEqual(len(record.row_ids), len(wanted))
                self.assertFalse(record.error_count)
                self.assertGreaterEqual({note[0] for row in record.row_ids for note in row.notes or []}, told)
                for row, values in zip(record.row_ids, wanted, strict=True):
                    if values["name"] if "name" in values else values.get("nif"):
                        self.assertTrue(row.partner_id, f"{row.number}: {row.reason}")
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_columns_say_that_the_program_is_known(self):
        filename, content = self.shapes.SHAPES["FactuSol"]
        record = self.upload(content, filename=filename)
        record.action_read()
        self.assertEqual(set(record.column_ids.mapped("guess_reason")), {"shape"})

    def test_who_says_another_source_than_the_program_is_warned(self):
        filename, content = self.shapes.SHAPES["LinkedIn"]
        record = self.upload(content, "billing", filename=filename)
        record.action_read()
        self.assertTrue(record.is_source_doubtful)
        record.source_kind = "agenda"
        self.assertFalse(record.is_source_doubtful)

    def test_tags_of_holded_come_apart_at_their_hyphens(self):
        partner = self.bring("Holded").row_ids[0].partner_id
        self.assertEqual(set(partner.category_id.mapped("name")), {"vip", "asesoria fiscal", "mensual"})
        self.assertEqual(partner.child_ids.mapped("name"), ["Ana Puig"])
        self.assertEqual(partner.child_ids.function, "gerente")
        self.assertEqual(partner.bank_ids.sanitized_acc_number, "ES9121000418450200051332")

    def test_the_accounts_of_a_bank_become_nobody(self):
        record = self.bring("ContaPlus")
        self.assertFalse(record.row_ids[2].partner_id)
        self.assertIn("neither a customer nor a supplier", record.row_ids[2].reason)

    def test_an_address_book_brings_companies_with_their_people(self):
        record = self.bring("address book", "agenda")
        self.assertEqual(record.file_type, "vcard")
        partners = record.row_ids.partner_id
        self.assertEqual(partners.mapped("name"), ["Cristalería Güell SL", "Talleres Ona SL", "Bar Pepe SL"])
        self.assertEqual(partners.child_ids.mapped("name"), ["José Muñoz Pérez", "Ana Puig Vila"])

    def test_the_services_that_interest_somebody_are_kept(self):
        record = self.bring("free agenda", "agenda")
        self.assertIn("Nóminas, Fiscal", record.row_ids[0].partner_id.comment)

    def test_the_letter_that_a_nif_lacked_is_told(self):
        record = self.bring("free agenda", "agenda")
        self.assertIn("check it", record.row_ids[2].repairs)
        self.assertEqual(record.row_ids[2].partner_id.nif_key, self.shapes.DNI)
