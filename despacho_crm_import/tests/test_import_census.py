from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, new_test_user, tagged
from odoo.tools import SQL, mute_logger

from .census_case import HEADER, TARGET, CensusCase


@tagged("post_install", "-at_install")
class TestImportCensus(CensusCase):
    """A list of companies goes to the census and to nobody's contacts."""

    def test_a_company_tells_its_file_its_row_and_who_brought_it(self):
        first = self.census(self.line(0), self.line(1))
        second = self.census(self.line(2), self.line(1, people="60"), filename="cámara.csv", source_date="2026-09-30")
        third = self.census(self.line(1, people="60"), filename="otra.csv", source_date="2026-10-31")
        one = self.found(1)
        self.assertEqual((one.import_id, one.import_row, self.found(2).import_row), (first, 3, 2))
        created, written, repeated = str(one.origin_html).replace("</div>", "").split("<div>")[1:]
        self.assertIn("«censo.csv», row 3", created)
        self.assertIn(first.user_id.name, created)
        self.assertIn("«cámara.csv», row 3", written)
        self.assertIn("changed: Employees, Size", written)
        self.assertIn("«otra.csv», row 2", repeated)
        self.assertIn("the same", repeated)
        found = {record: self.Company.search([("any_import_id", "=", record.id)]) for record in (first, second, third)}
        self.assertEqual(found, {first: self.found(0) | one, second: one | self.found(2), third: one})
        named = self.Company.search([("any_import_id", "ilike", second.display_name)])
        self.assertEqual(named, one | self.found(2), "as the search box asks")
        self.assertEqual(one.with_user(self.user).origin_html, one.origin_html)
        own = self.Company.create({"nif_key": self.keys[5], "name": "A mano SL"})
        none = self.Company.search([("any_import_id", "=", False), ("nif_key", "in", self.keys)])
        self.assertEqual(none, own)
        one.city = "Tecleada"
        for company in (own, one):
            self.assertIn(f"hand: {self.env.user.name}", str(company.origin_html))
        first.sudo().company_id = self.env["res.company"].create({"name": "Sucursal"})
        seen = self.Company.with_user(self.steward).search([("any_import_id", "=", first.id)])
        self.assertFalse(seen, "files of another company are not looked into")

    def test_a_company_that_came_before_rows_were_noted_tells_its_sheet(self):
        record = self.census(self.line(0))
        record.sudo().name = "censo.xlsx · Hoja 2"
        self.env.cr.execute(SQL("UPDATE despacho_census_company SET import_row = NULL"))
        self.env.invalidate_all()
        self.assertIn("«censo.xlsx · Hoja 2» ·", str(self.found(0).origin_html))

    def test_a_list_becomes_companies_of_the_census_and_no_contacts(self):
        partners = self.env["res.partner"].search_count([])
        record = self.census(self.line(0, "Talleres Ñandú, S.L."), self.line(1, people="60"), census_source="Cámara")
        self.assertEqual((record.state, record.created_count), ("done", 2))
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        one, two = self.found(0), self.found(1)
        self.assertEqual(
            (one.name, one.zip, one.city, one.state_id.code, one.cnae, one.cnae_year, one.legal_form),
            ("Talleres Ñandú, S.L.", "28901", "Getafe", "M", "6920", "2009", "sl"),
        )
        self.assertEqual((one.source, str(one.data_date), one.import_id), ("Cámara", "2026-06-30", record))
        self.assertEqual((one.size_class, two.size_class), ("micro", "medium"))
        self.assertFalse(one.company_id)
        self.assertFalse(record.row_ids)
        self.assertEqual(self.Company.search([("search_words", "ilike", "nandu tall")]), one)

    def test_the_review_writes_nothing_and_tells_what_will_happen(self):
        self.census(self.line(0), self.line(1))
        before = self.all_values()
        record = self.census(
            self.line(0), self.line(1, people="5"), self.line(2), self.line(2), "B1;Mala;;;;;;", apply=False
        )
        self.assertEqual(self.all_values(), before)
        review = record.census_review
        self.assertEqual([review[kind] for kind in ("companies", "known", "repeated", "rejected")], [3, 2, 1, 1])
        self.assertEqual(
            review["sample"]["counts"], {"create": 1, "update": 1, "same": 1, "rejected": 1, "repeated": 1}
        )
        shown = str(record.census_sample_html)
        self.assertIn("3 → 5", shown)
        self.assertIn("it does not have the shape of a NIF", shown)
        self.assertEqual(record.pending_count, 3)

    def test_rows_without_a_right_nif_or_a_name_are_kept_with_the_reason(self):
        record = self.census(self.line(0), ";Sin número SL;;;;;;", "B71000013;Mal SL;;;;;;", f"{self.keys[3]};;;;;;;")
        self.assertEqual(
            [(row.number, row.reason_code, row.state, row.verdict) for row in record.row_ids],
            [
                (3, "nif_missing", "skipped", "rejected"),
                (4, "nif_invalid", "skipped", "rejected"),
                (5, "name_missing", "skipped", "rejected"),
            ],
        )
        self.assertEqual((record.state, record.rejected_count, record.created_count), ("done", 3, 1))
        self.assertIn("B71000013", record.row_ids[1].reason)

    def test_of_rejected_rows_the_first_are_kept_and_all_are_counted(self):
        with patch(f"{TARGET}.KEPT", 2):
            record = self.census(self.line(0), *(f";Sin número {n} SL;;;;;;" for n in range(5)))
        self.assertEqual((len(record.row_ids), record.rejected_count), (2, 5))

    def test_what_was_repaired_is_counted(self):
        record = self.census(f"b-{self.keys[0][1:]};Uno SL;8901;L'Hospitalet;Barcelona;;;")
        self.assertEqual(record.census_repairs, {"nif_cleaned": 1, "zip_zero_restored": 1})
        self.assertEqual((self.found(0).zip, self.found(0).state_id.code), ("08901", "B"))
        self.assertIn("Postcodes that got their zero back", str(record.census_html))

    def test_a_later_list_prevails_and_its_blanks_wipe_nothing(self):
        self.census(self.line(0, phone="911223344"))
        later = self.census(self.line(0, people="12", city=""), source_date="2026-09-30", census_source="Nueva")
        self.assertEqual(later.census_counts["update"], 1)
        one = self.found(0)
        self.assertEqual((one.employees, one.size_class, one.city), (12, "small", "Getafe"))
        self.assertEqual((one.phone, one.source, str(one.data_date)), ("+34 911 22 33 44", "Nueva", "2026-09-30"))

    def test_an_earlier_list_only_fills_what_is_blank(self):
        self.census(self.line(0))
        earlier = self.census(self.line(0, people="99", phone="911223344"), source_date="2020-01-01")
        self.assertEqual(earlier.census_counts["update"], 1)
        one = self.found(0)
        self.assertEqual((one.employees, one.phone, str(one.data_date)), (3, "+34 911 22 33 44", "2026-06-30"))

    def test_a_later_list_that_says_the_same_makes_the_data_later(self):
        self.census(self.line(0))
        same = self.census(self.line(0), source_date="2026-09-30")
        self.assertEqual(same.census_counts, {"create": 0, "update": 0, "same": 1, "repeated": 0, "rejected": 0})
        self.census(self.line(0, people="99"), source_date="2026-08-01")
        self.assertEqual((self.found(0).employees, str(self.found(0).data_date)), (3, "2026-09-30"))

    def test_a_second_import_of_the_same_file_changes_nothing(self):
        lines = [self.line(0), self.line(1), self.line(0, people="7"), self.line(2)]
        with patch(f"{TARGET}.BATCH", 2):
            self.census(*lines)
            before = self.all_values()
            again = self.census(*lines)
        self.assertEqual(self.all_values(), before)
        counts = {"create": 0, "update": 0, "same": 3, "repeated": 1, "contradicting": 1, "rejected": 0}
        self.assertEqual(again.census_counts, counts)

    def test_a_list_without_the_columns_that_are_needed_is_refused(self):
        for header in ("Razón Social;CP", "CIF;CP"):
            record = self.upload(self.csv(header, "A;28001"), "list", target="census")
            record.action_read()
            with self.assertRaisesRegex(UserError, "NIF and its name"):
                record.action_review()

    def test_columns_are_recognised_for_the_census(self):
        record = self.upload(
            self.csv("CIF;Denominación;CNAE;Actividad;Plantilla;Cifra de negocios;Forma jurídica;Fecha constitución",
                     f"{self.keys[0]};Uno SL;6920;Asesoría;3;1000;SL;2001"),
            "list", target="census",
        )  # fmt: skip
        record.action_read()
        self.assertEqual(
            record.column_ids.mapped("field"),
            ["nif", "name", "cnae", "activity", "employees", "turnover", "legal_form", "founded"],
        )

    def test_how_it_is_loaded_is_settled_in_the_review(self):
        record = self.census(self.line(0), apply=False)
        with self.assertRaisesRegex(UserError, "reviewed already"):
            record.census_own = True
        record.action_back()
        record.census_own = True

    def test_the_file_is_not_deleted_while_the_census_has_of_it(self):
        record = self.census(self.line(0))
        with self.assertRaisesRegex(UserError, "stays"):
            record.unlink()

    def test_the_form_offers_the_census(self):
        with Form(self.upload(self.csv(HEADER, self.line(0)), "list")) as form:
            form.target = "census"
            form.census_source = "Registro"


@tagged("post_install", "-at_install")
class TestImportCensusCompanies(CensusCase):
    """What a list brings is for all the companies of the firm, or for one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["res.company"].create({"name": "Otra", "country_id": cls.env.ref("base.es").id})
        cls.foreign = new_test_user(
            cls.env,
            "otra",
            groups="despacho_crm.group_steward",
            company_id=cls.other.id,
            company_ids=[(6, 0, cls.other.ids)],
        )

    def test_the_list_of_one_company_is_not_seen_by_the_others_nor_changed_by_theirs(self):
        own = self.census(self.line(0), census_own=True)
        self.assertEqual(self.found(0).company_id, own.company_id)
        self.assertFalse(self.Company.with_user(self.foreign).search([("nif_key", "=", self.keys[0])]))
        theirs = self.census(self.line(0, people="9"), user=self.foreign, source_date="2026-09-30")
        self.assertEqual((theirs.created_count, theirs.updated_count), (1, 0))
        self.assertEqual(self.found(0).with_user(self.steward).mapped("employees"), [3, 9])
        theirs.action_undo()
        self.assertEqual(self.found(0).employees, 3)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_users_load_nothing(self):
        record = self.census(self.line(0), apply=False)
        with self.assertRaises(AccessError):
            record.with_user(self.user).action_apply()
        self.assertFalse(self.found(0))

    def test_thousands_are_multiplied_and_of_several_years_the_last_one_counts(self):
        sales = "Ingresos de explotación mil EUR"
        header = f"CIF;Razón Social;{sales} 2023;{sales} 2024;Empleados 2024"
        record = self.review(
            self.csv(header, f"{self.keys[0]};Uno SL;100;1.234,5;12", f"{self.keys[1]};Dos SL;100;;"),
            "list",
            target="census",
        )
        columns = record.column_ids.sorted("position")
        self.assertEqual(columns.mapped("field"), ["nif", "name", False, "turnover", "employees"])
        self.assertEqual(columns[3].repairs.replace(",", "."), "1.234.500")
        record.action_back()
        columns[2].field = "turnover"  # by a person
        record.action_review()
        record.action_apply()
        self.assertEqual(record.state, "done")
        one, two = self.found(0), self.found(1)
        self.assertEqual((one.turnover, one.employees, one.size_class), (1234500, 12, "small"))
        self.assertFalse(two.turnover)
