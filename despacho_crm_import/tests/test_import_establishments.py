from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged

from odoo.addons.despacho_crm_import.models.target.despacho_import_partner import DespachoImportPartner as Partner

from .common import ImportCase

TITLES = "NIF;Empresa;Dirección;CP;Población;Teléfono;Contacto;Cargo"


@tagged("post_install", "-at_install")
class TestImportEstablishments(ImportCase):
    """One company in several rows: with several addresses, with several people, with several accounts."""

    HOME = "Talleres Ona SL;Calle Mayor, 3;08001;Barcelona;931234567;;;"
    BRANCH = (
        "Talleres Ona SL (Vic);Polígono Nord, 24;08500;Vic;938761234;vic@ona.example;www.ona.example;Cierra en agosto"
    )

    def rows(self):
        return [
            f"{self.nifs[1]};Talleres Ona SL;Calle Mayor, 3;08001;Barcelona;931234567;Ana Puig;Gerente",
            f"{self.nifs[1]};Talleres Ona SL (Vic);Polígono Nord, 24;08500;Vic;938761234;Jordi Vila;Encargado",
            f"{self.nifs[1]};TALLERES ONA, S.L.;C/ Major 3, bajos;08001;Barcelona;;;",
            f"{self.nifs[1]};Talleres Ona SL;C. Mayor 3;08001;Barcelona;;Eva Roca;",
        ]

    def family_of(self, number):
        company = self.partner(number)
        return company, {
            (child.type, child.name, child.city or "") for child in company.with_context(active_test=False).child_ids
        }

    def test_other_addresses_are_establishments_and_not_repeated_rows(self):
        rows = [row for row in self.rows() if "Major" not in row]
        record = self.run_import(self.csv(TITLES, *rows))
        company, family = self.family_of(1)
        self.assertEqual(
            (company.name, company.street, company.nif_key), ("Talleres Ona SL", "Calle Mayor, 3", self.nifs[1])
        )
        self.assertIn(("other", "Talleres Ona SL (Vic)", "Vic"), family)
        self.assertEqual(
            {name for type_, name, _city in family if type_ == "contact"}, {"Ana Puig", "Jordi Vila", "Eva Roca"}
        )
        establishment = company.child_ids.filtered(lambda child: child.type == "other")
        self.assertEqual((establishment.street, establishment.zip), ("Polígono Nord, 24", "08500"))
        self.assertEqual(establishment.commercial_partner_id, company)
        self.assertIn("at another address", record.row_ids[1].reason)
        self.assertIn("with another person", record.row_ids[2].reason)
        self.assertEqual(set(record.row_ids.mapped("state")), {"applied"})

    def test_an_address_that_is_only_written_otherwise_is_the_same(self):
        record = self.review(
            self.csv(TITLES, self.rows()[0], self.rows()[0].replace("Calle Mayor, 3", "C/ MAYOR 3 bajos"))
        )
        self.assertEqual(sorted(record.row_ids.mapped("reason_code")), ["new", "repeated"])

    def test_the_same_file_again_in_any_order_changes_nothing(self):
        rows = [row for row in self.rows() if "Major" not in row]
        self.run_import(self.csv(TITLES, *rows))
        before = self.family_of(1), self.partner(1).read(["street", "city", "phone", "zip"])
        for order in (rows, rows[::-1], [*rows, *rows]):
            record = self.run_import(self.csv(TITLES, *order))
            self.assertFalse(record.created_count + record.updated_count + record.error_count)
            self.assertEqual((self.family_of(1), self.partner(1).read(["street", "city", "phone", "zip"])), before)

    def test_a_file_that_knows_but_the_establishment_leaves_the_company_where_it_is(self):
        self.run_import(self.csv(TITLES, *self.rows()[:2]))
        record = self.run_import(self.csv(TITLES, self.rows()[1]), source_date="2030-01-01")
        self.assertNotIn("street", record.row_ids.changes or {})
        self.assertEqual(self.partner(1).city, "Barcelona")

    def test_a_file_that_knows_but_the_establishment_leaves_all_that_is_the_company_s_alone(self):
        titles = f"{TITLES};E-mail;Web;Observaciones"
        first, second = self.rows()[:2]
        first = f"{first};hola@ona.example;www.ona.example;Paga a 30 días"
        second = f"{second};vic@ona.example;www.ona-vic.example;Cierra en agosto"
        self.run_import(self.csv(titles, first, second))
        company = self.partner(1)
        names = ["name", "phone", "email", "website", "street", "zip", "city", "comment"]
        before = company.read(names)
        self.assertEqual(
            (company.name, company.phone, company.email), ("Talleres Ona SL", "+34 931 23 45 67", "hola@ona.example")
        )
        record = self.run_import(self.csv(titles, second), source_date="2030-01-01")
        self.assertEqual(company.read(names), before)
        self.assertVerdicts(record, same=1)

    def test_establishments_are_undone(self):
        record = self.run_import(self.csv(TITLES, *self.rows()[:2]))
        self.assertTrue(self.partner(1).child_ids)
        record._undo()
        self.assertFalse(self.partner(1))
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Talleres Ona SL (Vic)")]))

    def test_the_people_of_a_company_that_failed_say_so(self):
        create = Partner._create_records

        def refuse(target, import_, rows):
            if any(row.nif_key == self.nifs[1] for row in rows):
                raise UserError(self.env._("It cannot be."))
            return create(target, import_, rows)

        record = self.review(self.csv(TITLES, *self.rows()[:2], f"{self.nifs[1]};Talleres Ona SL;;;;;Eva Roca;"))
        with patch.object(Partner, "_create_records", refuse):
            record.action_apply()
        self.assertEqual(record.row_ids.mapped("state"), ["error"] * 3)
        for row in record.row_ids[1:]:
            self.assertIn("Its company, of row 2", row.reason)
            self.assertIn("It cannot be.", row.reason)

    # What else a row of a company holds

    def test_tags_function_notes_and_account_are_where_one_looks_for_them(self):
        record = self.run_import(
            self.csv(
                "NIF;Empresa;Persona de contacto;Cargo;Etiquetas;Observaciones;IBAN",
                f"{self.nifs[1]};Nueva SL;Ana Puig;Gerente;VIP, Norte;No llamar los lunes;ES9121000418450200051332",
                f"{self.nifs[2]};Otra SL;;;VIP;;ES00 0000 0000",
            )
        )
        company, other = self.partner(1), self.partner(2)
        self.assertEqual(set(company.category_id.mapped("name")), {"VIP", "Norte"})
        self.assertIn("No llamar los lunes", company.comment)
        self.assertEqual((company.child_ids.name, company.child_ids.function), ("Ana Puig", "Gerente"))
        self.assertEqual(company.bank_ids.sanitized_acc_number, "ES9121000418450200051332")
        self.assertFalse(other.bank_ids)
        self.assertIn("is not a bank account", record.row_ids[1].repairs)
        self.assertIn("ES00 0000 0000", other.comment)

    def test_another_account_is_added_and_none_twice(self):
        def content(*accounts):
            return self.csv("NIF;Empresa;IBAN", *(f"{self.nifs[0]};Acme;{account}" for account in accounts))

        first, second = "ES9121000418450200051332", "ES7921000813610123456789"
        self.run_import(content(first))
        self.assertVerdicts(self.run_import(content("ES91 2100 0418 4502 0005 1332")), same=1)
        self.run_import(content(second))
        self.assertEqual(set(self.acme.bank_ids.mapped("sanitized_acc_number")), {first, second})
        self.assertVerdicts(self.run_import(content(first)), same=1)
        self.assertEqual(len(self.acme.bank_ids), 2)

    def bring_home(self, *rows, date="2026-11-01"):
        titles = "NIF;Empresa;Dirección;CP;Población;Teléfono;E-mail;Web;Observaciones"
        return self.run_import(self.csv(titles, *(f"{self.nifs[1]};{row}" for row in rows)), source_date=date)

    def assertAtHome(self):
        """Whichever row comes first, the company is at home, and Vic an establishment of it."""
        for order in ((self.HOME, self.BRANCH), (self.BRANCH, self.HOME)):
            with self.subTest(order=order), self.env.cr.savepoint() as savepoint:
                self.bring_home(*order)
                company = self.partner(1)
                self.assertEqual(
                    (company.name, company.street, company.city), ("Talleres Ona SL", "Calle Mayor, 3", "Barcelona")
                )
                branch = company.child_ids.filtered(lambda child: child.type == "other")
                self.assertEqual((branch.city, branch.email), ("Vic", "vic@ona.example"))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_an_address_that_says_more_is_not_where_a_new_company_is(self):
        self.assertAtHome()

    def test_an_address_that_says_more_does_not_move_the_company_that_the_base_has(self):
        self.bring_home(self.HOME, date="2026-01-31")
        self.assertAtHome()
