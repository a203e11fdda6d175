from odoo.exceptions import ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from .common import DespachoCommon

SPELLINGS = ("B58378431", "b-58.378.431", "ESB58378431", "es b58378431", "NIF: B-58378431", " B58 378 431 ")


@tagged("post_install", "-at_install")
class TestIdentityCleaning(DespachoCommon):
    """Whatever way a NIF comes in, one form of it is kept."""

    def assertIsClean(self, partner, key="B58378431"):
        self.assertEqual((partner.vat, partner.nif_key, partner.nif_state), ("ES" + key, key, "valid"))

    def test_every_spelling_is_kept_in_one_form_on_creation(self):
        for spelling in SPELLINGS:
            with self.subTest(spelling):
                partner = self.as_user(self.ana).create({"name": "Sol SL", "is_company": True, "vat": spelling})
                self.assertIsClean(partner)
                partner.sudo().unlink()

    def test_every_spelling_is_kept_in_one_form_on_writing(self):
        for country in (False, self.spain.id):
            partner = self.new_company(country_id=country)
            for spelling in SPELLINGS:
                with self.subTest(spelling, country=country):
                    partner.with_user(self.ana).vat = spelling
                    self.assertIsClean(partner)
                    partner.vat = False
                    self.assertEqual((partner.nif_key, partner.nif_state), (False, "missing"))

    def test_the_form_shows_the_clean_number_after_saving(self):
        with Form(self.as_user(self.ana, default_is_company=True)) as form:
            form.name = "Sol SL"
            form.vat = "b-58.378.431"
        self.assertIsClean(form.record)

    def test_an_import_cleans_each_row(self):
        rows = [["Sol SL", "1", "b-58.378.431"], ["Ana Ríos", "0", "1234567-l"]]
        result = self.as_user(self.ana).load(["name", "is_company", "vat"], rows)
        self.assertFalse(result["messages"])
        company, person = self.env["res.partner"].browse(result["ids"])
        self.assertIsClean(company)
        self.assertIsClean(person, "01234567L")

    def test_remote_calls_clean_as_well(self):
        model = self.as_user(self.ana)
        partner_id = call_kw(model, "create", [{"name": "Sol SL", "is_company": True, "vat": "b58378431"}], {})
        partner = self.env["res.partner"].browse(partner_id)
        self.assertIsClean(partner)
        call_kw(model, "write", [[partner_id], {"vat": "a-58.818.501"}], {})
        self.assertIsClean(partner, "A58818501")

    def test_several_partners_written_at_once_are_cleaned(self):
        people = self.env["res.partner"].create([{"name": "Uno"}, {"name": "Dos", "country_id": self.france.id}])
        people[1].write({"vat": "23334175221"})
        self.assertEqual(people[1].nif_key, "FR23334175221")
        people[0].write({"vat": "1234567l"})
        self.assertIsClean(people[0], "01234567L")

    def test_code_that_gives_records_instead_of_ids_is_understood(self):
        partner = self.new_company(country_id=self.france.id)
        partner.write({"country_id": self.spain, "company_id": self.firm, "vat": "b58378431"})
        self.assertIsClean(partner)
        lead = self.env["crm.lead"].create({"name": "Asunto", "vat": "b12345674", "country_id": self.spain.id})
        lead.write({"type": "opportunity", "partner_id": self.vega, "country_id": self.france, "vat": "b-12345674"})
        self.assertEqual(lead.nif_key, "B12345674")

    def test_an_irish_number_is_not_read_as_a_dni_without_its_zero(self):
        ireland = self.env.ref("base.ie")
        partner = self.new_company("Celtic Ltd", country_id=ireland.id, vat="6433435F")
        self.assertEqual(partner.nif_key, "IE6433435F")
        partner.vat = "6433435F"
        self.assertEqual(partner.nif_key, "IE6433435F")

    def test_staff_are_told_what_is_wrong_with_a_number(self):
        wrong = {
            "B58378432": "control",
            "B5837843A": "letter where its class has a digit",
            "Q28260008": "letter where its class has a digit",
            "00000000T": "made-up",
            "99999999R": "made-up",
            "B123": "form of a NIF",
        }
        for vat, reason in wrong.items():
            with self.subTest(vat), self.assertRaisesRegex(ValidationError, reason):
                self.as_user(self.ana).create({"name": "Sol", "is_company": True, "vat": vat})
            with self.subTest(vat), self.assertRaisesRegex(ValidationError, reason):
                self.pilar.with_user(self.ana).vat = vat

    def test_other_code_may_keep_a_wrong_number_that_waits_to_be_put_right(self):
        partner = self.new_company(vat="B58378432")
        self.assertEqual((partner.nif_key, partner.nif_state), (False, "invalid"))
        self.assertTrue(partner.nif_deadline)

    def test_a_slash_says_that_there_is_no_number(self):
        self.assertEqual(self.new_company(vat="/").nif_state, "missing")

    def test_a_contact_shows_the_number_of_its_company_and_holds_none(self):
        self.assertEqual(self.luis.vat, self.vega.vat)
        self.assertFalse(self.luis.nif_key)
        self.assertFalse(self.luis.nif_state)

    def test_the_dni_of_a_contact_is_kept_as_personal_and_never_climbs_to_the_company(self):
        carmen = self.as_user(self.ana).create({"name": "Carmen", "parent_id": self.vega.id, "vat": "x-1234567-l"})
        self.assertEqual((carmen.personal_nif, carmen.vat), ("X1234567L", self.vega.vat))
        self.luis.with_user(self.ana).vat = "Y1234567X"
        self.assertEqual((self.luis.personal_nif, self.luis.vat), ("Y1234567X", self.vega.vat))
        self.assertEqual(self.vega.vat, "ESB12345674")

    def test_the_dni_of_a_contact_does_not_become_that_of_a_company_without_number(self):
        company = self.new_company()
        contact = self.env["res.partner"].create({"name": "Eva", "parent_id": company.id, "vat": "X1234567L"})
        self.assertEqual(contact.personal_nif, "X1234567L")
        self.assertEqual(company.nif_state, "missing")

    def test_contacts_entered_inside_their_company_keep_their_dni(self):
        company = self.new_company(vat=self.nif_of(), child_ids=[(0, 0, {"name": "Eva", "vat": "X1234567L"})])
        self.assertEqual(company.child_ids.personal_nif, "X1234567L")
        self.assertEqual(company.child_ids.vat, company.vat)

    def test_a_person_who_joins_a_company_keeps_the_dni_as_personal(self):
        self.pilar.parent_id = self.vega
        self.assertEqual((self.pilar.personal_nif, self.pilar.vat), ("12345678Z", self.vega.vat))
        self.assertFalse(self.pilar.nif_key)

    def test_the_number_of_another_company_on_a_contact_is_refused(self):
        with self.assertRaisesRegex(ValidationError, "is not that of «Talleres Vega SL»"):
            self.luis.with_user(self.ana).vat = "B58378431"
        with self.assertRaisesRegex(ValidationError, "is not that of «Talleres Vega SL»"):
            self.as_user(self.ana).create({"name": "Eva", "parent_id": self.vega.id, "vat": "B58378431"})

    def test_the_first_number_of_a_company_may_be_typed_on_its_contact(self):
        company = self.new_company()
        contact = self.env["res.partner"].create({"name": "Eva", "parent_id": company.id})
        contact.with_user(self.ana).vat = "b58378431"
        self.assertIsClean(company)

    def test_a_personal_number_is_cleaned_and_must_be_of_a_person(self):
        self.luis.personal_nif = "x-1234567-l"
        self.assertEqual(self.luis.personal_nif, "X1234567L")
        for wrong in ("B58378431", "12345678A", "hola 1"):
            with self.subTest(wrong), self.assertRaises(ValidationError):
                self.luis.personal_nif = wrong

    def test_people_of_one_company_may_change_number_together_with_it(self):
        self.vega.vat = "B58378431"
        self.assertEqual(self.luis.vat, "ESB58378431")
        self.assertFalse(self.luis.personal_nif)

    def test_a_copy_comes_without_number_and_waits_in_the_queue(self):
        copy = self.vega.with_user(self.ana).copy()
        self.assertFalse(copy.vat)
        self.assertEqual(copy.nif_state, "missing")
        self.luis.personal_nif = "X1234567L"
        contact = self.luis.copy()
        self.assertEqual(contact.vat, self.vega.vat)
        self.assertFalse(contact.personal_nif)
