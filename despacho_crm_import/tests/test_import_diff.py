from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportDiff(ImportCase):
    """Field by field: the old value, the new one, who wins and why; a person turns it."""

    def lines(self, row):
        row.invalidate_recordset()
        return {line["field"]: line for line in row.diff["lines"]}

    def test_each_field_says_who_wins_and_why(self):
        self.run_import(self.csv("NIF;Nombre;Web;CP", f"{self.nifs[1]};Uno SL;www.uno.example;08001"), "billing")
        self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vic"), "list")
        self.partner(1).street = "Calle Antigua 1"
        record = self.review(
            self.csv(
                "NIF;Nombre;Web;CP;Población;Dirección;E-mail",
                f"{self.nifs[1]};Uno SL;www.otra.example;08001;Vigo;Calle Nueva 2;a@uno.example",
            ),
            "agenda",
        )
        said = {name: (line["side"], line["why"]) for name, line in self.lines(record.row_ids).items()}
        self.assertEqual(said["zip"], ("", ""))
        self.assertEqual(said["email"], ("file", "The base did not have it"))
        self.assertEqual(said["street"], ("base", "A person typed it: no file replaces it"))
        self.assertEqual(said["city"][0], "file")
        self.assertIn("«Agenda or address book» prevails over «List of companies»", said["city"][1])
        self.assertEqual(said["website"][0], "base")
        self.assertIn("«Invoicing program», where the base has it from, prevails over", said["website"][1])

    def test_a_field_is_turned_and_turned_back(self):
        self.acme.street = "Calle Antigua 1"
        record = self.review(
            self.csv("NIF;Nombre;Dirección;Población", f"{self.nifs[0]};Acme Suministros SL;Calle Nueva 2;Gavà")
        )
        row = record.row_ids
        row.action_pick("street", "file")
        row.action_pick("city", "base")
        lines = self.lines(row)
        self.assertEqual((lines["street"]["side"], lines["street"]["why"]), ("file", "You chose it"))
        self.assertEqual((lines["city"]["side"], row.changes.keys()), ("base", {"street"}))
        row.action_pick("street", False)
        row.action_pick("city", False)
        self.assertEqual((row.changes.keys(), row.picks), ({"city"}, False))
        row.action_pick("city", "base")
        self.assertEqual((row.verdict, record.pending_count), ("same", 0))
        row.action_pick("street", "file")
        self.assertEqual((row.verdict, row.included), ("update", True))
        record.action_apply()
        self.assertEqual((self.acme.street, self.acme.city), ("Calle Nueva 2", False))

    def test_what_a_person_had_stay_is_theirs_and_no_later_file_replaces_it(self):
        lines = "NIF;Nombre;Web", f"{self.nifs[1]};Uno SL;www.uno.example"
        self.run_import(self.csv(*lines), "agenda")
        other = self.csv("NIF;Nombre;Web", f"{self.nifs[1]};Uno SL;www.otra.example")
        record = self.review(other, "billing")
        record.row_ids.action_pick("website", "base")
        record.action_apply()
        self.assertEqual(record.row_ids.state, "skipped")
        again = self.review(other, "billing")
        self.assertEqual(again.row_ids.kept["website"][2], "typed")

    def test_a_former_nif_is_no_matter_of_choice(self):
        self.env["despacho.former.nif"].create({"partner_id": self.acme.id, "nif_key": self.nifs[9]})
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[9]};Acme Suministros SL"))
        row = record.row_ids
        self.assertFalse(self.lines(row)["nif"]["choosable"])
        row.action_pick("nif", "file")
        self.assertNotIn("nif", row.changes or {})

    def test_what_was_applied_is_not_turned(self):
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[0]};Acme Suministros SL;Gavà"))
        record.row_ids.action_pick("city", "base")
        self.assertFalse(record.row_ids.picks)
        self.assertFalse(record.row_ids.diff["open"])
