from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import nif

from .common import ImportCase

_COMPANY = "NIF;Nombre;Dirección;CP;Población;Teléfono;E-mail"
_PERSON = "Persona de contacto;Cargo;Móvil;E-mail del contacto"
_STREETS = ("Calle Mayor", "Calle del Sol", "Plaza de la Luna")
_TOWNS = ("47001;Valladolid", "37001;Salamanca", "24001;León")
_PEOPLE = ("Ana", "Eva", "Pol")


def company(number, place=0):
    digits = f"{number % 90 + 10}"
    key = nif.make_spanish("B", f"{7500000 + number}")
    where = f"{_STREETS[place]} {number};{_TOWNS[place]}"
    return f"{key};Empresa {number} SL;{where};983 {digits} 22 3{place};e{number}.{place}@q.example"


def person(number, place=0):
    digits = f"{number % 90 + 10}"
    return f"{_PEOPLE[place]} Ruiz {number};Gerente;60{place} {digits} {digits} 33;p{number}.{place}@q.example"


@tagged("post_install", "-at_install")
class TestImportQueries(ImportCase):
    """Whatever the rows of a file bring, writing them takes less than a query for two of them."""

    def assertFewQueries(self, lines, source="billing"):
        """Apply the 300 rows ``lines``, the first one with titles; return the import."""
        record = self.review(self.csv(*lines), source)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        record.action_apply()
        self.env.flush_all()
        queries = self.env.cr.sql_log_count - before
        self.assertEqual([len(record.row_ids), set(record.row_ids.mapped("state"))], [300, {"applied"}])
        self.assertLess(queries / 300, 0.5)
        return record

    def test_companies_each_with_its_contact(self):
        lines = [f"{company(number)};{person(number)}" for number in range(300)]
        record = self.assertFewQueries([f"{_COMPANY};{_PERSON}", *lines])
        self.assertEqual(len(record.row_ids.partner_id), 300)
        self.assertEqual(set(record.row_ids.partner_id.child_ids.mapped("function")), {"Gerente"})
        self.assertEqual(len(record.row_ids.partner_id.child_ids), 300)

    def test_companies_without_nif_each_with_its_contact(self):
        lines = [f"{company(number)};{person(number)}".partition(";")[2] for number in range(300)]
        record = self.assertFewQueries([f"{_COMPANY};{_PERSON}".partition(";")[2], *lines], "agenda")
        self.assertEqual(len(record.row_ids.partner_id.child_ids), 300)

    def test_several_people_of_each_company(self):
        lines = [f"{company(number)};{person(number, one)}" for number in range(100) for one in range(3)]
        record = self.assertFewQueries([f"{_COMPANY};{_PERSON}", *lines])
        companies = record.row_ids.partner_id.commercial_partner_id
        self.assertEqual([len(companies), len(companies.child_ids)], [100, 300])

    def test_several_establishments_of_each_company_each_with_its_contact(self):
        lines = [f"{company(number, one)};{person(number, one)}" for number in range(100) for one in range(3)]
        record = self.assertFewQueries([f"{_COMPANY};{_PERSON}", *lines])
        companies = record.row_ids.partner_id.commercial_partner_id
        self.assertEqual(len(companies), 100)
        self.assertEqual(len(companies.child_ids.filtered(lambda child: child.type == "other")), 200)
        self.assertEqual(len(companies.child_ids.filtered(lambda child: child.type == "contact")), 300)
