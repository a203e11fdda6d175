from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportPeople(ImportCase):
    """Persons without NIF: told from companies, and from others of their name."""

    def get_people(self):
        return self.env["res.partner"].search([("name", "=", "Maria Garcia Lopez")], order="id")

    def test_persons_of_an_agenda_are_no_companies(self):
        record = self.run_import(
            self.csv("Nombre;CP", "Maria Garcia Lopez;07001", "Talleres Ona;07001", "Carmen Modas;07001"), "agenda"
        )
        self.assertEqual(record.row_ids.partner_id.mapped("is_company"), [False, True, True])
        self.assertIn("Person", record.row_ids[0].detail_html)

    def test_two_of_one_name_with_other_mail_and_phone_are_two_for_ever(self):
        content = self.csv(
            "Nombre;CP;E-mail;Teléfono",
            "Maria Garcia Lopez;07001;m@a.example;971234567",
            "Maria Garcia Lopez;07001;maria@b.example;971765432",
        )
        self.assertVerdicts(self.run_import(content, "agenda"), no_nif=2)
        self.assertEqual(self.get_people().mapped("email"), ["m@a.example", "maria@b.example"])
        self.assertVerdicts(self.run_import(content, "agenda"), same=2)
        self.assertEqual(len(self.get_people()), 2)

    def test_a_repeated_row_is_created_when_a_person_says_that_it_is_another(self):
        record = self.review(
            self.csv(
                "NIF;Nombre;CP;Teléfono",
                ";Maria Garcia Lopez;07001;971234567",
                ";Maria Garcia Lopez;07001;971234567",
                f"{self.nifs[1]};Uno SL;;",
                f"{self.nifs[1]};Uno SL;;",
            ),
            "agenda",
        )
        self.assertEqual(record.row_ids.mapped("can_set_apart"), [False, True, False, False])
        record.row_ids.action_include()
        self.assertFalse(record.row_ids[1].included)
        record.row_ids.action_set_apart()
        self.assertEqual(record.pending_count, 3)
        record.action_apply()
        self.assertEqual(len(self.get_people()), 2)
        self.assertEqual(len(self.partner(1)), 1)

    def test_a_repeated_row_whom_another_row_is_in_the_base_stays_out(self):
        maria = "Maria Garcia Lopez;07001;maria@garcia.example"
        self.run_import(self.csv("Nombre;CP;Correo", maria), "agenda")
        record = self.review(self.csv("Nombre;CP;Correo;Población", f"{maria};Palma", f"{maria};Inca"), "agenda")
        record.row_ids.action_set_apart()
        self.assertFalse(any(record.row_ids.mapped("included")))
        self.assertEqual(sorted(record.row_ids.mapped("is_proposed")), [False, True])

    def test_further_people_of_a_company_are_told_apart_from_repetitions(self):
        header, company = "NIF;Nombre;Persona de contacto", f"{self.nifs[1]};Uno SL;"
        self.run_import(self.csv(header, f"{company}Ana Gil"), "agenda")
        record = self.review(self.csv(header, f"{company}Ana Gil", f"{company}Pedro Lago", company), "agenda")

        def counts():
            record.invalidate_recordset()
            return record.same_count, record.people_count, record.duplicate_count, record.pending_count

        self.assertEqual(counts(), (1, 1, 1, 1))
        self.assertIn("will be written", record.headline)
        pedro = record.row_ids[1]
        domain = record.with_context(verdict="duplicate_in_file", row_included=True).action_view_rows()["domain"]
        self.assertEqual(record.row_ids.search(domain), pedro)
        pedro.action_exclude()
        self.assertEqual(counts(), (1, 0, 2, 0))
        self.assertTrue(pedro.can_include)
        pedro.action_include()
        record.action_apply()
        self.assertEqual(sorted(self.partner(1).child_ids.mapped("name")), ["Ana Gil", "Pedro Lago"])

    def test_before_the_review_both_phones_of_a_cell_are_shown(self):
        record = self.upload(self.csv("NIF;Nombre;Teléfono", f"{self.nifs[1]};Uno SL;981 55 01 01 / 600 11 22 33"))
        record.action_read()
        column = record.column_ids.filtered(lambda one: one.field == "phone")
        self.assertEqual(column.repairs, "+34 981 55 01 01 / +34 600 11 22 33")
