from odoo.tests import tagged

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportUndoJournal(UndoCase):
    """What rows do is noted, whoever does it."""

    def test_what_notes_comes_before_what_writes(self):
        order = [
            (base.__module__.rpartition(".")[2], name)
            for base in type(self.env["despacho.import"]).mro()
            for name in ("_write_rows", "_write_people")
            if name in vars(base)
        ]
        for name in ("_write_rows", "_write_people"):
            with self.subTest(name):
                self.assertLess(
                    order.index(("despacho_import_journal", name)), order.index(("despacho_import_apply", name))
                )

    def test_a_contact_that_was_created_has_effects_and_so_have_its_people(self):
        content = self.csv("NIF;Empresa;Contacto", *(f"{self.nifs[1]};Uno SL;{name}" for name in ("Ana", "Pau")))
        rows = self.run_import(content).row_ids.sudo()
        partner = self.partner(1)
        self.assertIn(["create", "res.partner", partner.id], rows[0].effects)
        created = {one[2] for row in rows for one in row.effects if one[:2] == ["create", "res.partner"]}
        self.assertEqual(created, {partner.id, *partner.child_ids.ids})

    def test_a_value_that_a_row_changed_is_noted(self):
        row = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[0]};Acme Suministros SL;Gavà")).row_ids
        written = [one[3] for one in row.sudo().effects if one[:3] == ["write", "res.partner", self.acme.id]]
        self.assertIn([None, "Gavà"], [values.get("city") for values in written])

    def test_a_client_is_told_once_and_given_back_whichever_rows_are_of_it(self):
        branch = self.env["res.partner"].create({"name": "Acme Gavà", "parent_id": self.acme.id})
        record = self.review(
            self.csv("NIF;Nombre", *(f"{self.nifs[number]};Empresa {number} SL" for number in (1, 2, 3)))
        )
        rows = record.row_ids.sudo()
        # A delegation that the file created below a company that was there, and two that it knew.
        rows[0].write({"partner_id": branch.id, "state": "applied", "verdict": "create"})
        rows[0].effects = [["create", "res.partner", branch.id]]
        rows[1].write({"partner_id": self.acme.id, "state": "skipped", "verdict": "same"})
        rows[2].write({"partner_id": self.acme.id, "state": "skipped", "verdict": "same"})
        record._finish_apply()
        self.assertEqual(self.acme.billed_elsewhere_on, record.source_date)
        told = [one for row in rows for one in row.effects or () if one[0] == "write"]
        self.assertEqual(
            told, [["write", "res.partner", self.acme.id, {"billed_elsewhere_on": [None, f"{record.source_date}"]}]]
        )
        self.undo(record)
        self.assertFalse(self.acme.billed_elsewhere_on)
        self.assertFalse(branch.exists())

    def test_nothing_is_noted_of_a_client_that_the_file_created(self):
        row = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL")).row_ids
        self.assertEqual(self.partner(1).billed_elsewhere_on, row.import_id.source_date)
        self.assertNotIn("write", [one[0] for one in row.sudo().effects])
