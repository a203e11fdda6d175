from odoo.tests import tagged

from .billing_case import BillingCase
from .census_case import CensusCase

_HEADER = "CIF;Razón Social;CP;Teléfono;Correo"


@tagged("post_install", "-at_install")
class TestImportLeftOutOfCensus(CensusCase):
    """The census has no notes in which to keep what fits nowhere: nobody is told that it does."""

    def test_neither_the_columns_nor_the_rows_speak_of_notes(self):
        lines = [f"{self.keys[1]};Uno SL;28901;912 34 56 78;", f"{self.keys[1]};Dos SL;9;12;uno@x.example"]
        record = self.census(*lines, apply=False, header=_HEADER)
        said = {column.header: column.repairs for column in record.column_ids}
        self.assertIn("12: is not a phone number; left out", said["Teléfono"])
        self.assertIn("9: is not a postcode; left out", said["CP"])
        record.action_apply()
        self.assertIn("is not a phone number; left out (12)", record.row_ids.repairs)
        self.assertNotIn("notes", record.row_ids.repairs)

    def test_a_second_phone_or_address_that_is_lost_is_counted(self):
        line = f"{self.keys[1]};Uno SL;28901;912 34 56 78 / 912 34 56 79 / 600 11 22 33 (Ana);a@x.example, b@x.example"
        record = self.census(line, header=_HEADER)
        self.assertEqual((self.found(1).phone, self.found(1).email), ("+34 912 34 56 78", "a@x.example"))
        for words in ("Several phones of one", "Texts beside a phone", "Several e-mails of one"):
            self.assertIn(words, record.census_html)

    def test_of_a_phone_and_a_mobile_one_is_kept_and_that_is_told(self):
        lines = [f"{self.keys[1]};Uno SL;912 34 56 78;600 11 22 33", f"{self.keys[2]};Dos SL;;600 11 22 33"]
        record = self.census(*lines, header="CIF;Razón Social;Teléfono;Móvil")
        self.assertEqual((self.found(1).phone, self.found(2).phone), ("+34 912 34 56 78", "+34 600 11 22 33"))
        self.assertEqual(record.census_repairs, {"phone_split": 1})


@tagged("post_install", "-at_install")
class TestImportLeftOutOfBilling(BillingCase):
    """Nor are there notes in a list of what was invoiced."""

    def test_the_rows_do_not_speak_of_notes_and_nothing_of_them_is_written(self):
        record = self.bring(f"{_HEADER};2024", f"{self.other_nif};Uno SL;9;12 y 981 55 01 01;@;100")
        self.assertIn("is not a postcode; left out (9)", record.row_ids.repairs)
        self.assertNotIn("notes", record.row_ids.repairs)
        self.assertFalse(record.row_ids.partner_id.comment)

    def test_a_file_of_contacts_does_keep_them(self):
        record = self.run_import(self.csv(_HEADER, f"{self.other_nif};Uno SL;9;;"))
        self.assertIn("is not a postcode; kept in the notes (9)", record.row_ids.repairs)
        self.assertIn("9", record.row_ids.partner_id.comment)
