from unittest.mock import patch

from odoo.tests import tagged

from ..models.apply import despacho_import_review_job as job
from ..models.review import staging
from .undo_common import UndoCase

TITLES = "NIF;Empresa;Teléfono;E-mail;Etiquetas;Notas;IBAN;CNAE;Contacto;Móvil;Cargo"


@tagged("post_install", "-at_install")
class TestImportJoined(UndoCase):
    """What several rows of one company say is said of one contact, whichever comes first."""

    def rows(self):
        return [
            f"{self.nifs[1]};Talleres Ona SL;931234567;;Taller;paga tarde;;;Ana Puig;600111222;Gerente",
            f"{self.nifs[1]};Talleres Ona SL;;ona@ona.example;Cliente;;ES9121000418450200051332;4520;;;",
            f"{self.nifs[1]};Talleres Ona SL;;;Taller;cierra lunes;;;Jordi Vila;600333444;Encargado",
        ]

    def said_of(self, number):
        company = self.partner(number)
        people = {(child.name, child.phone, child.function) for child in company.child_ids}
        return (
            company.phone,
            company.email,
            set(company.category_id.mapped("name")),
            company.bank_ids.mapped("sanitized_acc_number"),
            (company.cnae_id | company.cnae_2009_id).mapped("code")[:1],
            people,
        )

    def test_nothing_that_a_further_row_says_is_lost_in_any_order(self):
        rows = self.rows()
        for order in (rows, rows[::-1], [*rows[1:], rows[0]]):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                record = self.run_import(self.csv(TITLES, *order))
                self.assertFalse(record.error_count)
                phone, email, tags, banks, cnae, people = self.said_of(1)
                self.assertEqual((phone, email), ("+34 931 23 45 67", "ona@ona.example"))
                self.assertEqual(tags, {"Taller", "Cliente"})
                self.assertEqual(banks, ["ES9121000418450200051332"])
                self.assertTrue(cnae)
                self.assertEqual(
                    people,
                    {("Ana Puig", "+34 600 11 12 22", "Gerente"), ("Jordi Vila", "+34 600 33 34 44", "Encargado")},
                )
                comment = self.partner(1).comment
                self.assertIn("paga tarde", comment)
                self.assertIn("cierra lunes", comment)
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_review_says_from_which_row_a_value_comes_and_its_origin_too(self):
        record = self.review(self.csv(TITLES, *self.rows()))
        first = record.row_ids.filtered(lambda row: row.verdict == "create")
        second = record.row_ids.filtered(lambda row: row.reason_code == "repeated")
        self.assertEqual(first.cleaned["email"], "ona@ona.example")
        self.assertIn(f"row {second.number}", first.repairs)
        record.action_apply()
        origins = self.env["despacho.value.origin"]._get_by_partner(self.partner(1))[self.partner(1).id]
        self.assertEqual(origins["email"]["row"], second.number)
        self.assertEqual(origins["phone"]["row"], first.number)

    def test_of_what_is_said_otherwise_the_row_says_that_it_does_not_count(self):
        record = self.review(
            self.csv(
                "NIF;Empresa;Teléfono;Población;Notas",
                f"{self.nifs[1]};Talleres Ona SL;931234567;Vic;a",
                f"{self.nifs[1]};Talleres Nona SL;938761234;;",
            )
        )
        first, second = record.row_ids.sorted("number")
        self.assertIn("Talleres Nona SL → Talleres Ona SL", second.repairs)
        self.assertEqual(first.cleaned["phone"], "+34 931 23 45 67")
        self.assertIn("+34 938 76 12 34", first.cleaned["notes"])

    def test_a_row_without_nif_completes_the_one_that_has_it(self):
        header = "NIF;Empresa;Dirección;CP;Población;Teléfono;E-mail;Etiquetas"
        numbered = f"{self.nifs[1]};Talleres Ona SL;Calle Mayor, 3;08001;Barcelona;931234567;;"
        bare = ";Talleres Ona SL;Calle Mayor, 3;08001;Barcelona;931234567;ona@ona.example;Taller"
        for order in ((numbered, bare), (bare, numbered)):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                record = self.run_import(self.csv(header, *order))
                self.assertVerdicts(record, create=1, duplicate_in_file=1)
                self.assertEqual(
                    (self.partner(1).email, self.partner(1).category_id.mapped("name")),
                    ("ona@ona.example", ["Taller"]),
                )
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_job_joins_rows_of_a_long_file_as_somebody_who_waits(self):
        rows = [*self.rows(), ";Talleres Ona SL;931234567;ona@ona.example;Vecina;;;;;;"]
        waited = self.review(self.csv(TITLES, *rows))
        with patch.object(job, "AT_ONCE", 1), patch.object(staging, "BATCH", 1):
            record = self.upload(self.csv(TITLES, *rows))
            record.action_read()
            with patch.object(type(record), "_is_asked_by_screen", lambda record: True):
                record.action_review()
            self.assertEqual(record.state, "reviewing")
            with self.enter_registry_test_mode():
                self.env.ref("despacho_crm_import.ir_cron_apply").method_direct_trigger()
            self.env.invalidate_all()
        self.assertEqual(record.state, "reviewed", record.trouble)
        said = [
            [(row.number, row.verdict, row.cleaned, row.notes) for row in one.row_ids.sorted("number")]
            for one in (record, waited)
        ]
        self.assertEqual(*said)
        self.assertIn("Vecina", record.row_ids.filtered(lambda row: row.verdict == "create").cleaned["tags"])

    def test_what_a_row_said_goes_with_it_when_it_is_another_contact(self):
        header = "NIF;Nombre;CP;Teléfono;E-mail;Población;Etiquetas"
        record = self.review(
            self.csv(
                header,
                ";Maria Garcia Lopez;07001;971234567;maria@garcia.example;Palma;",
                ";Maria Garcia Lopez;07001;971234567;;;Vecina",
            ),
            "agenda",
        )
        first, second = record.row_ids.sorted("number")
        self.assertEqual(first.cleaned.get("tags"), ["Vecina"])
        second.action_set_apart()
        self.assertNotIn("tags", first.cleaned)
        self.assertFalse(first.repairs and "row" in first.repairs)
        record.row_ids.action_include()
        record.action_apply()
        people = self.env["res.partner"].search([("name", "=", "Maria Garcia Lopez")])
        self.assertEqual(sorted(people.mapped("category_id.name")), ["Vecina"])
        self.assertEqual(len(people), 2)

    def test_what_the_base_has_of_people_and_addresses_of_a_company_is_brought_up_to_date_and_taken_back(self):
        titles = "NIF;Empresa;Dirección;CP;Población;Teléfono;Contacto;Móvil;Cargo"
        rows = [
            f"{self.nifs[1]};Ona SL;Calle Mayor, 3;08001;Barcelona;931234567;Ana Puig;600111222;Gerente",
            f"{self.nifs[1]};Ona SL;Calle Mayor, 3;08001;Barcelona;931234567;Jordi Vila;600333444;Encargado",
            f"{self.nifs[1]};Ona SL;Polígono Nord, 24;08500;Vic;938761234;Eva Roca;600555666;Jefa de taller",
        ]
        self.run_import(self.csv(titles, *rows))
        later = [row.replace("600333444", "600999888").replace("938761234", "938765555") for row in rows]
        later = [row.replace("600555666", "600777777") for row in later]
        record = self.review(self.csv(titles, *later))
        row = record.row_ids.filtered(lambda row: row.cleaned.get("contact_name") == "Jordi Vila")
        shown = {line["field"]: (line["old"], line["new"], line["side"]) for line in row.diff["lines"]}
        self.assertEqual(shown["mobile"], ("+34 600 33 34 44", "+34 600 99 98 88", "file"))
        self.assertEqual(shown["function"], ("Encargado", "Encargado", ""))
        record.action_apply()
        family = self.partner(1).child_ids
        jordi, eva = (family.filtered(lambda one, name=name: one.name == name) for name in ("Jordi Vila", "Eva Roca"))
        vic = family.filtered(lambda one: one.city == "Vic" and one.type == "other")
        self.assertEqual(len(family), 4)
        self.assertEqual(
            (jordi.phone, eva.phone, vic.phone), ("+34 600 99 98 88", "+34 600 77 77 77", "+34 938 76 55 55")
        )
        self.assertEqual(record.joined_count, 2)
        again = self.run_import(self.csv(titles, *later))
        self.assertEqual((again.joined_count, again.updated_count, again.created_count), (0, 0, 0))
        self.undo(record)
        self.assertEqual(
            (jordi.phone, eva.phone, vic.phone), ("+34 600 33 34 44", "+34 600 55 56 66", "+34 938 76 12 34")
        )

    def test_what_a_person_typed_of_somebody_stays(self):
        titles = "NIF;Empresa;Contacto;Móvil"
        rows = [f"{self.nifs[1]};Ona SL;Ana Puig;600111222", f"{self.nifs[1]};Ona SL;Jordi Vila;600333444"]
        self.run_import(self.csv(titles, *rows))
        jordi = self.partner(1).child_ids.filtered(lambda one: one.name == "Jordi Vila")
        jordi.phone = "+34 600 00 00 01"
        self.run_import(self.csv(titles, rows[0], rows[1].replace("600333444", "600999888")))
        self.assertEqual(jordi.phone, "+34 600 00 00 01")
