from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityCases(DespachoCommon):
    """The kinds of client that a firm really has."""

    def enter(self, name, **values):
        """Create a contact as staff do; a company unless told otherwise."""
        return self.as_user(self.ana).create({"name": name, "is_company": True, **values})

    def assertKind(self, partner, state, kind, form):
        self.assertEqual((partner.nif_state, partner.person_kind, partner.legal_form), (state, kind, form))

    def test_a_public_body(self):
        body = self.enter("Ayuntamiento de Alcoy", vat="P-0300900-H")
        self.assertKind(body, "valid", "public", "local_body")
        agency = self.enter("Agencia Estatal de Administración Tributaria", vat="Q2826000H")
        self.assertKind(agency, "valid", "public", "public_body")
        ministry = self.enter("Ministerio", vat="S2826046A")
        self.assertKind(ministry, "valid", "public", "state")
        with self.assertRaises(ValidationError):
            self.enter("Otro organismo", vat="Q28260008")

    def test_a_community_of_owners(self):
        owners = self.enter("Comunidad de Propietarios Mayor 3", vat="h-12.345.674")
        self.assertKind(owners, "valid", "entity", "owners")
        self.assertEqual(owners.vat, "ESH12345674")

    def test_a_joint_venture(self):
        self.assertKind(self.enter("UTE Puente Norte", vat="U12345674"), "valid", "entity", "ute")

    def test_a_foreign_company_with_its_countrys_number(self):
        dupont = self.enter("Dupont SA", country_id=self.france.id, vat="23 334 175 221")
        self.assertKind(dupont, "valid", False, "foreign")
        self.assertEqual(dupont.nif_key, "FR23334175221")

    def test_a_foreign_company_with_a_spanish_number(self):
        dupont = self.enter("Dupont SA", country_id=self.france.id, vat="N1234567D")
        self.assertKind(dupont, "valid", "legal", "foreign")
        self.assertEqual(dupont.vat, "ESN1234567D")

    def test_a_company_from_outside_europe_without_any_number(self):
        with self.assertRaises(ValidationError):
            self.enter("Acme Inc", country_id=self.env.ref("base.us").id)
        acme = self.enter("Acme Inc", country_id=self.env.ref("base.us").id, nif_exemption_reason="foreign")
        self.assertKind(acme, "exempt", False, "foreign")

    def test_a_minor_without_dni_and_one_with_the_number_of_minors(self):
        minor = self.enter("Leo Ruiz", is_company=False, nif_exemption_reason="minor", nif_exempt_until="2099-01-01")
        self.assertEqual(minor.nif_state, "exempt")
        self.assertEqual(minor.nif_exempted_by_id, self.ana)
        self.assertFalse(minor.nif_deadline)
        minor.vat = "k-1234567-l"
        self.assertKind(minor, "valid", "natural", "person")

    def test_a_company_being_founded_that_later_gets_its_number(self):
        company = self.enter("Aurora SL (en constitución)", nif_exemption_reason="incorporating")
        self.assertKind(company, "exempt", False, False)
        company.write({"name": "Aurora, S.L.", "vat": self.nif_of("B")})
        self.assertKind(company, "valid", "legal", "sl")
        self.assertFalse(company.former_nif_ids)

    def test_a_sole_trader_entered_as_a_person_or_as_a_business(self):
        self.assertKind(self.pilar, "valid", "natural", "person")
        bar = self.enter("Bar Manolo", vat="X1234567L")
        self.assertKind(bar, "valid", "natural", "person")
        worker = self.as_user(self.ana).create({"name": "Manolo", "parent_id": bar.id})
        self.assertEqual(worker.vat, bar.vat)
        self.assertFalse(worker.personal_nif)

    def test_a_sole_trader_who_founds_a_company_keeps_the_dni(self):
        company = self.enter("Ruiz SL", vat=self.nif_of("B"))
        self.pilar.with_user(self.ana).parent_id = company
        self.assertEqual(self.pilar.personal_nif, "12345678Z")
        self.assertEqual(self.pilar.vat, company.vat)
        again = self.as_user(self.ana).name_search("12345678-z")
        self.assertEqual([row[0] for row in again], self.pilar.ids)

    def test_a_person_whose_company_is_made_from_the_form(self):
        eva = self.enter("Eva", is_company=False, vat="X1234567L", company_name="Sol SL")
        eva.create_company()
        self.assertEqual((eva.parent_id.name, eva.parent_id.nif_state), ("Sol SL", "missing"))
        self.assertEqual(eva.personal_nif, "X1234567L")
        luz = self.enter("Luz", is_company=False, vat="B58378431", company_name="Luna SL")
        luz.create_company()
        self.assertEqual((luz.parent_id.nif_key, luz.parent_id.nif_state), ("B58378431", "valid"))
        self.assertFalse(luz.nif_key or luz.nif_collision or luz.parent_id.nif_collision)
        self.env.flush_all()
        self.assertTrue(luz.parent_id.nif_unique)

    def test_a_professional_company_is_told_by_its_name(self):
        self.assertKind(self.enter("Gómez Abogados, S.L.P.", vat=self.nif_of("B")), "valid", "legal", "slp")

    def test_the_legal_form_follows_the_name_and_the_number(self):
        self.vega.name = "Talleres Vega, S.L.P."
        self.assertEqual(self.vega.legal_form, "slp")
        self.vega.vat = "A58818501"
        self.assertEqual(self.vega.legal_form, "slp")
        self.vega.name = "Talleres Vega"
        self.assertEqual(self.vega.legal_form, "sa")
