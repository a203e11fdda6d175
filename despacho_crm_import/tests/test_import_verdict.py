from unittest.mock import patch

from odoo.tests import tagged

from odoo.addons.despacho_crm_import.models.review import staging

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportVerdict(ImportCase):
    def test_each_row_gets_its_verdict_and_its_reason_in_words(self):
        self.acme.city = False
        record = self.review(
            self.csv(
                "NIF;Nombre;Población;Teléfono",
                f"{self.nifs[1]};Nueva SL;Vigo;931234560",
                f"{self.nifs[0]};Acme Suministros SL;Gavà;",
                f"{self.nifs[1]};Nueva S.L.;Vigo;",
                ";Sin Número SL;Lugo;",
                "B12345678;Mal Escrito SL;Lugo;",
                f"{self.nifs[3]};;;931234567",
                ";;;931234568",
            )
        )
        rows = {row.number: row for row in record.row_ids}
        self.assertEqual(
            [rows[number].verdict for number in sorted(rows)],
            ["create", "update", "duplicate_in_file", "no_nif", "no_nif", "rejected", "rejected"],
        )
        self.assertEqual(rows[4].details, {"row": 2})
        for row in record.row_ids:
            self.assertTrue(row.reason, f"row {row.number} without reason")
        self.assertIn("B12345678", rows[6].reason)
        self.assertIn("Gavà", rows[3].difference)

    def test_a_row_shows_what_is_in_the_base_what_the_file_says_and_what_is_done(self):
        self.acme.write({"street": "Calle Antigua 1"})
        record = self.review(
            self.csv(
                "NIF;Nombre;Dirección;Provincia",
                f"{self.nifs[0]};Acme Suministros SL;Calle Nueva 2;Gerona",
            )
        )
        row = record.row_ids
        self.assertIn("Province: – → Girona", row.difference)
        for text in ("Calle Antigua 1", "Calle Nueva 2", "Stays: a person typed it", "Girona", "Changes"):
            self.assertIn(text, row.detail_html)
        self.assertIn("Gerona", row.cells_html)
        self.assertIn("Gerona → Girona", row.repairs)

    def test_the_reason_is_in_the_language_of_who_reads_it(self):
        self.env["res.lang"]._activate_lang("es_ES")
        record = self.review(self.csv("NIF;Nombre", ";Sin Número SL"))
        row = record.row_ids
        english = row.with_context(lang="en_US").reason
        self.assertEqual(english, "The row brings no NIF")
        row.invalidate_recordset()
        self.assertEqual(row.with_context(lang="es_ES").reason, "La fila no trae NIF")

    def test_a_company_is_found_by_a_nif_in_another_spelling(self):
        dotted = f"{self.nifs[0][0]}-{self.nifs[0][1:3]}.{self.nifs[0][3:6]}.{self.nifs[0][6:]}"
        record = self.review(self.csv("CIF;Empresa", f"{dotted};Acme Suministros SL"))
        self.assertVerdicts(record, same=1)
        self.assertEqual(record.row_ids.partner_id, self.acme)

    def test_an_archived_company_is_found_and_not_created_again(self):
        self.acme.active = False
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[0]};Acme Suministros SL;Vic"))
        self.assertVerdicts(record, update=1)
        self.assertEqual(self.partner(0), self.acme)
        self.assertEqual(self.acme.city, "Vic")
        self.assertIn("It is archived", record.row_ids.reason)
        record.row_ids.action_unarchive_partner()
        self.assertTrue(self.acme.active)
        self.assertNotIn("It is archived", record.row_ids.reason)

    def test_a_company_is_found_by_its_former_nif(self):
        self.env["despacho.former.nif"].create({"partner_id": self.acme.id, "nif_key": self.nifs[9]})
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[9]};Acme Suministros SL"))
        self.assertEqual(record.row_ids.partner_id, self.acme)
        record.action_apply()
        self.assertFalse(self.partner(9))
        self.assertEqual(self.acme.nif_key, self.nifs[0])

    def test_a_row_without_nif_is_found_by_its_email(self):
        self.acme.email = "hola@acme.example"
        record = self.review(self.csv("Empresa;E-mail", "Acme Suministros;HOLA@acme.example"), "agenda")
        self.assertEqual(record.row_ids.partner_id, self.acme)
        self.assertEqual(record.row_ids.reason_code, "matched")
        self.assertIn("same e-mail or domain, similar name", record.row_ids.reason)

    def test_a_row_without_nif_is_found_by_name_and_phone(self):
        record = self.review(self.csv("Empresa;Teléfono", "ACME SUMINISTROS, S.L.;93 111 11 11"), "agenda")
        self.assertEqual(record.row_ids.partner_id, self.acme)
        self.assertEqual(record.row_ids.reason_code, "matched")
        self.assertIn("same phone", record.row_ids.reason)

    def test_billing_completes_the_nif_of_what_an_agenda_brought(self):
        self.run_import(self.csv("Empresa;E-mail", "Talleres Roca SL;info@roca.example"), "agenda")
        pending = self.env["res.partner"].search([("email", "=", "info@roca.example")])
        self.assertEqual(pending.nif_state, "missing")
        record = self.review(self.csv("NIF;Razón social;E-mail", f"{self.nifs[5]};Talleres Roca SL;info@roca.example"))
        self.assertVerdicts(record, update=1)
        record.action_accept_certain()
        record.action_apply()
        self.assertEqual(pending.nif_key, self.nifs[5])
        self.assertEqual(pending.nif_state, "valid")

    def test_two_companies_of_one_owner_with_one_mail_stay_two(self):
        self.run_import(self.csv("Empresa;E-mail", "Inmobiliaria Perez SL;perez@perez.example"), "agenda")
        pending = self.env["res.partner"].search([("email", "=", "perez@perez.example")])
        self.run_import(
            self.csv("NIF;Razón social;E-mail", f"{self.nifs[5]};Construcciones Perez SL;perez@perez.example")
        )
        self.assertFalse(pending.nif_key)
        self.assertEqual(self.partner(5).name, "Construcciones Perez SL")

    def test_another_companys_contacts_are_neither_shown_nor_changed(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = self.env["res.partner"].create(
            {"name": "Ajena SL", "is_company": True, "vat": self.nifs[8], "company_id": other.id}
        )
        record = self.review(
            self.csv("NIF;Nombre;Población", f"{self.nifs[8]};Ajena SL;Vigo"), company_id=self.env.company.id
        )
        self.assertFalse(record.row_ids.partner_id)
        record.action_apply()
        self.assertFalse(foreign.city)

    def test_the_queries_of_a_review_do_not_grow_with_the_rows(self):
        def content(first, last):
            return self.csv(
                "NIF;Nombre;E-mail;Provincia",
                *(f"{self.nifs[n]};Empresa {n} SL;e{n}@example.com;Lugo" for n in range(first, last)),
            )

        self.assertFlatReview(content)

    def test_a_company_twice_in_a_file_is_one_whichever_row_has_its_nif(self):
        content = self.csv(
            "NIF;Empresa;E-mail;Teléfono;Contacto",
            ";Construcciones Ramis SL;info@ramis.example;931 23 45 67;Eva Ramis",
            f"{self.nifs[4]};Construcciones Ramis SL;info@ramis.example;931 23 45 67;Ana Ramis",
            f"{self.nifs[6]};Otra SL;info@otra.example;;",
        )
        for size in (1, 500):
            with self.subTest(batch=size), self.cr.savepoint() as savepoint:
                with patch.object(staging, "BATCH", size):
                    record = self.review(content)
                self.assertEqual(record.row_ids.mapped("reason_code"), ["other_contact", "new", "new"])
                self.assertEqual(record.row_ids[0].details, {"row": 3})
                record.state = "applying"
                while record._apply_next_batch(limit=size):
                    pass
                companies = self.env["res.partner"].search([("name", "=", "Construcciones Ramis SL")])
                self.assertEqual(companies, self.partner(4))
                self.assertEqual(set(companies.child_ids.mapped("name")), {"Eva Ramis", "Ana Ramis"})
                again = self.review(content)
                self.assertEqual(set(again.row_ids.mapped("verdict")), {"duplicate_in_file", "same"})
                savepoint.rollback()

    def test_what_becomes_of_a_row_does_not_depend_on_the_batches(self):
        content = self.csv(
            "NIF;Empresa;E-mail;Población",
            f"{self.nifs[4]};Ramis Obras SL;info@ramis.example;Vic",
            ";Obras Ramis;info@ramis.example;Vic",
            ";Ramis Reformas;info@ramis.example;Vic",
        )
        results = []
        for size in (1, 500):
            with self.cr.savepoint() as savepoint:
                record = self.review(content)
                record.state = "applying"
                while record._apply_next_batch(limit=size):
                    pass
                results.append([(row.reason_code, row.state) for row in record.row_ids])
                savepoint.rollback()
        self.assertEqual(results[0], results[1])
