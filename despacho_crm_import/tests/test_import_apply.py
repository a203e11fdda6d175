from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportApply(ImportCase):
    def _content(self):
        return self.csv(
            "NIF;Razón social;Dirección;CP;Población;Provincia;Teléfono;E-mail;Contacto;Cargo;Móvil",
            f"{self.nifs[1]};Uno SL;C/ Mayor 1;8201;Sabadell;Barcelona;937 111 222;info@uno.example;"
            "Ana Roca;Gerente;600 11 22 33",
            f"{self.nifs[2]};Dos SL;Rúa Nova 2;15001;A Coruña;La Coruña;;;;;",
            ";Tres SL;;;Lugo;;;tres@example.com;;;",
        )

    def test_a_file_is_brought_into_the_base_whole(self):
        record = self.run_import(self._content())
        self.assertEqual(record.state, "done")
        self.assertEqual((record.created_count, record.updated_count, record.error_count), (3, 0, 0))
        one = self.partner(1)
        self.assertRecordValues(
            one,
            [
                {
                    "name": "Uno SL",
                    "vat": "ES" + self.nifs[1],
                    "is_company": True,
                    "zip": "08201",
                    "city": "Sabadell",
                    "state_id": self.env.ref("base.state_es_b").id,
                    "country_id": self.env.ref("base.es").id,
                    "phone": "+34 937 11 12 22",
                    "email": "info@uno.example",
                    "company_id": False,
                    "nif_state": "valid",
                }
            ],
        )
        self.assertEqual(self.partner(2).state_id, self.env.ref("base.state_es_c"))
        self.assertEqual(record.row_ids.mapped("state"), ["applied"] * 3)

    def test_the_contact_person_becomes_a_contact_of_the_company(self):
        self.run_import(self._content())
        company = self.partner(1)
        self.assertRecordValues(
            company.child_ids,
            [
                {
                    "name": "Ana Roca",
                    "function": "Gerente",
                    "phone": "+34 600 11 22 33",
                    "is_company": False,
                    "type": "contact",
                    "street": company.street,
                    "city": "Sabadell",
                    "vat": company.vat,
                    "nif_key": False,
                }
            ],
        )
        self.assertEqual(company.child_ids.commercial_partner_id, company)

    def test_a_contact_person_already_there_is_not_repeated(self):
        self.run_import(self._content())
        again = self._content().replace(b"Gerente", b"Directora")
        record = self.run_import(again, source_date="2099-01-01")
        self.assertVerdicts(record, update=1, same=2)
        self.assertEqual(self.partner(1).child_ids.function, "Directora")

    def test_a_new_contact_person_joins_a_known_company(self):
        record = self.run_import(self.csv("NIF;Empresa;Contacto", f"{self.nifs[0]};Acme Suministros SL;Eva Pons"))
        self.assertVerdicts(record, update=1)
        self.assertEqual(self.acme.child_ids.name, "Eva Pons")
        self.assertEqual(self.acme.child_ids.vat, self.acme.vat)

    def test_several_people_of_one_company_become_its_contacts_once(self):
        content = self.csv(
            "NIF;Empresa;Contacto;Cargo;Móvil;E-mail",
            f"{self.nifs[1]};Uno SL;Ana Roca;Gerente;600 11 22 33;ana@uno.example",
            f"{self.nifs[1]};Uno SL;Pau Vila;Contable;600 11 22 44;pau@uno.example",
            f"{self.nifs[1]};Uno SL;Ana Roca;Gerente;600 11 22 33;ana@uno.example",
        )
        record = self.run_import(content, "agenda")
        self.assertEqual(sorted(record.row_ids.mapped("reason_code")), ["new", "other_contact", "repeated"])
        self.assertRecordValues(
            self.partner(1).child_ids.sorted("name"),
            [
                {"name": "Ana Roca", "phone": "+34 600 11 22 33", "email": False},
                {"name": "Pau Vila", "phone": "+34 600 11 22 44", "email": "pau@uno.example"},
            ],
        )
        self.run_import(content, "agenda")
        self.assertEqual(len(self.partner(1).child_ids), 2)

    def test_rows_without_nif_wait_in_the_queue(self):
        self.run_import(self._content())
        pending = self.env["res.partner"].search([("email", "=", "tres@example.com")])
        self.assertEqual(pending.nif_state, "missing")
        self.assertTrue(pending.nif_deadline)

    def test_rows_without_nif_may_be_left_out_or_admitted_one_by_one(self):
        record = self.review(self._content(), rows_without_nif="leave")
        row = record.row_ids.filtered(lambda row: row.verdict == "no_nif")
        self.assertFalse(row.included)
        row.action_include()
        record.action_apply()
        self.assertEqual(row.state, "applied")
        self.assertEqual(row.partner_id.nif_state, "missing")

    def test_excluded_rows_are_not_written(self):
        record = self.review(self._content())
        record.row_ids[0].action_exclude()
        record.action_apply()
        self.assertFalse(self.partner(1))
        self.assertEqual(record.row_ids[0].state, "skipped")
        self.assertTrue(self.partner(2))

    def test_second_import_of_the_same_file_changes_nothing(self):
        self.run_import(self._content())
        dates = self.env["res.partner"].search([]).mapped("write_date")
        count = self.env["res.partner"].search_count([])
        record = self.run_import(self._content())
        self.assertVerdicts(record, same=3)
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertEqual(self.env["res.partner"].search([]).mapped("write_date"), dates)

    def test_applying_twice_is_harmless(self):
        record = self.run_import(self._content())
        with self.assertRaises(UserError):
            record.action_apply()
        record.state = "applying"
        record.row_ids.sudo().write({"state": "pending"})
        record.action_apply()
        self.assertEqual(len(self.partner(1)), 1)
        self.assertEqual(len(self.partner(1).child_ids), 1)
        # The one without NIF may be the contact that it became: a person says so.
        self.assertEqual(record.row_ids.mapped("state"), ["skipped", "skipped", "pending"])

    def test_what_was_interrupted_goes_on_where_it_stood(self):
        record = self.review(self._content())
        record.state = "applying"
        record._apply_next_batch(limit=1)
        self.assertEqual(sorted(record.row_ids.mapped("state")), ["applied", "pending", "pending"])
        record.action_apply()
        self.assertEqual(record.state, "done")
        self.assertEqual(set(record.row_ids.mapped("state")), {"applied"})

    def test_a_company_entered_meanwhile_is_not_created_again(self):
        record = self.review(self._content())
        self.env["res.partner"].create({"name": "Uno SL", "is_company": True, "vat": self.nifs[1]})
        record.action_apply()
        self.assertEqual(len(self.partner(1)), 1)
        self.assertEqual(record.row_ids[0].verdict, "update")
        self.assertEqual(self.partner(1).city, "Sabadell")

    def test_what_could_be_several_contacts_is_never_written(self):
        content = self.csv("Empresa;CP", "Talleres Ona SL;08001")
        record = self.review(content, "agenda")
        twin = {"name": "Talleres Ona SL", "is_company": True, "zip": "08001"}
        twins = self.env["res.partner"].create([{**twin, "vat": number} for number in self.nifs[5:7]])
        record.action_apply()
        self.assertEqual((record.row_ids.reason_code, record.row_ids.state), ("may_be", "pending"))
        self.assertEqual(record.state, "reviewed")
        self.assertEqual(self.env["res.partner"].search([("name", "=", "Talleres Ona SL")]), twins)
        again = self.review(content, "agenda")
        again.row_ids.action_include()
        self.assertFalse(again.row_ids.included)
        again.row_ids.included = True  # by RPC
        again.action_apply()
        self.assertEqual(again.row_ids.state, "skipped")
        self.assertEqual(self.env["res.partner"].search([("name", "=", "Talleres Ona SL")]), twins)

    def test_a_row_that_the_base_refuses_does_not_stop_the_others(self):
        record = self.review(self._content())
        target = type(self.env["despacho.import.partner"])
        prepare = target._prepare_values

        refusal = UserError("No room")

        def refuse(model, values, lookups):
            if values.get("name") == "Dos SL":
                raise refusal
            return prepare(model, values, lookups)

        with patch.object(target, "_prepare_values", refuse):
            record.action_apply()
        self.assertEqual((record.created_count, record.error_count), (2, 1))
        failed = record.row_ids.filtered(lambda row: row.state == "error")
        self.assertEqual(failed.reason, "No room")
        self.assertEqual(record.state, "done")

    def test_what_a_file_created_and_updated_can_be_opened(self):
        self.acme.city = False
        record = self.run_import(
            self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vigo", f"{self.nifs[0]};Acme Suministros SL;Vic")
        )
        partners = self.env["res.partner"].with_user(self.user)
        created = record.with_context(created=True).action_view_partners()
        self.assertEqual(partners.search(created["domain"]), self.partner(1))
        self.assertEqual(partners.search(record.action_view_partners()["domain"]), self.acme)
        self.assertEqual(record.row_ids[1].action_open_partner()["res_id"], self.acme.id)

    def test_an_import_with_nothing_to_apply_can_be_finished(self):
        self.run_import(self._content())
        record = self.review(self._content())
        self.assertEqual(record.pending_count, 0)
        record.action_apply()
        self.assertEqual(record.state, "done")

    def test_tags_and_bank_accounts_come_along_once(self):
        content = self.csv(
            "NIF;Nombre;Etiquetas;IBAN", f"{self.nifs[1]};Uno SL;Fiscal, Laboral;ES9121000418450200051332"
        )
        self.run_import(content)
        partner = self.partner(1)
        self.assertEqual(set(partner.category_id.mapped("name")), {"Fiscal", "Laboral"})
        self.assertEqual(partner.bank_ids.sanitized_acc_number, "ES9121000418450200051332")
        self.assertVerdicts(self.run_import(content), same=1)
        self.assertEqual(len(partner.bank_ids), 1)

    def test_what_a_contact_has_no_field_for_goes_to_its_notes(self):
        self.run_import(self.csv("NIF;Nombre;Nombre comercial;Empleados", f"{self.nifs[1]};Uno SL;La Flor;12"))
        self.assertIn("La Flor", self.partner(1).comment)
        self.assertEqual(self.partner(1).employees, 12)
        self.assertNotIn("12", self.partner(1).comment)

    def test_no_message_is_left_on_every_contact_created(self):
        self.run_import(self._content())
        self.assertFalse(self.partner(1).message_ids)
        self.assertFalse(self.partner(1).message_partner_ids)
