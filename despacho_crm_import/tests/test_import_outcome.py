from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportOutcome(ImportCase):
    """A finished import counts what became of each row, and a begun one what is left."""

    def get_content(self):
        return self.csv(
            "NIF;Nombre;Teléfono;Población;Persona de contacto",
            f"{self.nifs[1]};Nueva SL;931 22 33 44;Vic;Ana Ruiz",
            f"{self.nifs[0]};Acme Suministros SL;931 11 11 11;Olot;",
            f"{self.nifs[1]};Nueva SL;931 22 33 44;Vic;Luis Pla",
            f"{self.nifs[1]};Nueva SL;931 22 33 44;Vic;Ana Ruiz",
            ";Sin Número SL;931 55 66 77;Reus;",
            f"{self.nifs[2]};Otra SL;;Vic;",
            ";;931 99 99 99;;",
        )

    def get_outcomes(self, record):
        names = ("created", "updated", "joined", "repeated", "left_out", "rejected", "error", "undone", "same")
        found = {name: record[f"{name}_count"] for name in names}
        return {name: count for name, count in found.items() if count}

    def test_each_row_of_a_finished_import_is_counted_once(self):
        record = self.review(self.get_content())
        record.row_ids.filtered(lambda row: row.name == "Otra SL").action_exclude()
        record.action_apply()
        outcomes = self.get_outcomes(record)
        self.assertEqual(
            outcomes, {"created": 2, "updated": 1, "joined": 1, "repeated": 1, "left_out": 1, "rejected": 1}
        )
        self.assertEqual(sum(outcomes.values()), len(record.row_ids))

    def test_what_is_counted_can_be_seen(self):
        record = self.review(self.get_content())
        record.action_apply()
        created = record.with_context(verdicts=["create", "no_nif"], row_state="applied").action_view_rows()
        rows = self.env["despacho.import.row"].search(created["domain"])
        self.assertEqual(set(rows.mapped("name")), {"Nueva SL", "Sin Número SL", "Otra SL"})

    def test_what_was_undone_is_counted_apart(self):
        record = self.review(self.get_content())
        record.action_apply()
        record._undo(record.row_ids.filtered(lambda row: row.name == "Otra SL"))
        outcomes = self.get_outcomes(record)
        self.assertEqual((outcomes["created"], outcomes["undone"]), (2, 1))
        self.assertEqual(sum(outcomes.values()), len(record.row_ids))

    def test_where_only_what_was_certain_is_written_the_rest_is_told_apart(self):
        record = self.review(self.get_content())
        self.assertFalse(record.is_begun)
        record.action_apply_certain()
        self.assertTrue(record.is_begun)
        self.assertEqual((record.created_count, record.updated_count, record.joined_count), (2, 1, 1))
        self.assertEqual((record.create_count, record.update_count, record.no_nif_count), (0, 0, 1))
