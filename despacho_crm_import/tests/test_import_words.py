from odoo.tests import TransactionCase, tagged

from ..tools import headers, profiles, reading, values, verdict


@tagged("post_install", "-at_install")
class TestImportWords(TransactionCase):
    """Every code of the pure Python has its words on screen."""

    def _get_codes(self, model, name):
        return [code for code, __ in self.env[model]._fields[name]._description_selection(self.env)]

    def test_every_field_of_a_column_has_its_words(self):
        self.assertEqual(list(self.env["despacho.import.column"]._get_field_labels()), list(headers.FIELDS))
        self.assertEqual(self._get_codes("despacho.import.column", "field"), list(headers.FIELDS))

    def test_every_source_verdict_and_character_set_has_its_words(self):
        self.assertEqual(self._get_codes("despacho.import", "source_kind"), list(verdict.SOURCES))
        self.assertEqual(sorted(self._get_codes("despacho.import.row", "verdict")), sorted(verdict.KINDS))
        self.assertEqual(sorted(self._get_codes("despacho.import", "encoding")), sorted(reading.ENCODINGS))

    def test_every_program_that_is_recognised_has_its_words(self):
        self.assertEqual(self._get_codes("despacho.import", "profile"), list(profiles.PROFILES))

    def test_every_note_has_its_words(self):
        self.assertEqual(set(self.env["despacho.import.row"]._get_note_labels()), set(values.NOTES))

    def test_every_reason_has_its_words(self):
        shapes = {"bits": {"phone": 9.0}, "candidates": []}
        for code, names in verdict.REASONS.items():
            details = {name: shapes.get(name, "1") for name in names}
            row = self.env["despacho.import.row"].new({"reason_code": code, "details": details})
            self.assertTrue(row.reason, code)
