from odoo.tests import tagged

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportSegmentation(UndoCase):
    """What a list says of the activity and the size of companies, on their sheets."""

    def content(self, *rows, header="NIF|Empresa|CNAE|Empleados|Facturación 2024"):
        return self.csv(header, *(f"{self.nifs[place]}|{row}" for place, row in enumerate(rows)))

    def test_activity_and_figures_become_those_of_the_company(self):
        self.run_import(self.content("Acme Suministros SL|6920|14|850.000,00", "Nueva SL|9602 Peluquería|0|"), "list")
        nueva = self.partner(1)
        self.assertEqual((self.acme.cnae_id.code, self.acme.sector_id.code), ("6920", "69"))
        [line] = self.acme.company_year_ids
        self.assertEqual((line.year, line.employees, line.turnover), (2024, 14, 850000))
        self.assertEqual(self.acme.size_class, "small")
        # A class that only the earlier classification has, and that was divided, waits for a person.
        self.assertEqual((nueva.cnae_2009_id.code, nueva.cnae_id.code, nueva.cnae_to_confirm), ("9602", False, True))
        self.assertEqual((nueva.employees, nueva.size_class), (0, "micro"))
        self.assertFalse(nueva.comment)

    def test_what_is_no_code_or_says_more_stays_in_the_notes(self):
        content = self.csv(
            "NIF|Empresa|CNAE|Actividad",
            f"{self.nifs[0]}|Acme Suministros SL|1071|Pan sin gluten",
            f"{self.nifs[1]}|Nueva SL||Fisioterapia a domicilio",
        )
        self.run_import(content, "list")
        self.assertEqual(self.acme.cnae_id.code, "1071")
        self.assertIn("Pan sin gluten", self.acme.comment)
        self.assertFalse(self.partner(1).cnae_id)
        self.assertIn("Fisioterapia a domicilio", self.partner(1).comment)

    def test_the_same_list_again_changes_nothing(self):
        content = self.content("Acme Suministros SL|6920|14|850000", "Nueva SL|9602|3|")
        self.run_import(content, "list")
        self.assertVerdicts(self.run_import(content, "list"), same=2)
        self.assertEqual(len(self.acme.company_year_ids), 1)

    def test_what_a_person_wrote_stays(self):
        self.acme.cnae_id = self.env["despacho.cnae"]._of_code("1071")
        self.run_import(self.content("Acme Suministros SL|6920|14|"), "list")
        self.assertEqual(self.acme.cnae_id.code, "1071")
        self.assertEqual(self.acme.employees, 14)

    def test_undone_nothing_of_it_is_left(self):
        record = self.run_import(self.content("Acme Suministros SL|6920|14|850000", "Nueva SL|9602|3|"), "list")
        self.undo(record)
        self.assertFalse(self.acme.company_year_ids)
        self.assertEqual((self.acme.employees, self.acme.turnover, self.acme.size_class), (False, 0, False))
        self.assertFalse(self.acme.cnae_id or self.acme.sector_id)

    def test_the_postcode_of_a_list_says_the_municipality(self):
        content = self.csv("NIF|Empresa|CP|Población", f"{self.nifs[1]}|Nueva SL|08960|Sant Just")
        self.run_import(content, "list")
        self.assertEqual(self.partner(1).municipality_id.name, "Sant Just Desvern")
        self.assertEqual(self.partner(1).region_id.name, "Cataluña/Catalunya")

    def test_that_there_are_no_employees_stays_when_a_person_said_it_and_is_brought_up_to_date_when_a_list_did(self):
        self.acme.employees = 0
        self.run_import(self.content("Acme Suministros SL|6920|14|", "Nueva SL|9602|0|"), "list")
        self.assertIs(self.acme.employees, 0)
        self.assertIs(self.partner(1).employees, 0)
        self.run_import(self.content("Acme Suministros SL|6920|14|", "Nueva SL|9602|3|"), "list")
        self.assertIs(self.acme.employees, 0)
        self.assertEqual(self.partner(1).employees, 3)

    def test_the_sources_of_data_know_that_the_activity_came_in_a_file(self):
        self.run_import(self.content("Acme Suministros SL|9602|14|", "Nueva SL|6920|0|"), "list")
        nueva = self.partner(1)
        for partner, told, other in ((self.acme, "cnae_2009_id", "cnae_id"), (nueva, "cnae_id", "cnae_2009_id")):
            words = partner.get_value_origins()
            self.assertIn("row", words[told])
            self.assertNotIn(other, words)
            self.assertNotIn("cnae", words)
        origins = self.env["despacho.value.origin"]
        mine = origins._get_by_partner(nueva)[nueva.id]
        self.assertEqual(origins._get_of_field(nueva, mine, "cnae_id"), mine["cnae"])
        self.assertFalse(origins._get_of_field(nueva, mine, "cnae_2009_id"), "it was never there")
        nueva.cnae_id = False
        self.assertTrue(origins._get_of_field(nueva, mine, "cnae_id"), "what a person emptied is theirs")

    def test_the_activity_that_the_census_filled_in_is_brought_up_to_date_by_a_file(self):
        self.acme.cnae_id = self.env["despacho.cnae"]._of_code("1071")
        origin = {"value": self.acme.cnae_id.id, "source": "census", "date": "2020-01-01"}
        self.env["despacho.value.origin"]._remember({self.acme.id: {"cnae_id": origin}})
        self.run_import(self.content("Acme Suministros SL|6920|14|"), "billing")
        self.assertEqual(self.acme.cnae_id.code, "6920")
