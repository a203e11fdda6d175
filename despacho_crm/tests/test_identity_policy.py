from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged
from odoo.tools import format_date

from odoo.addons.despacho_crm.models.identity.by_code import BY_CODE

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityPolicy(DespachoCommon):
    """Staff give each company its NIF, or say why it has none."""

    def assertIsRefused(self):
        return self.assertRaisesRegex(ValidationError, "has no NIF")

    def test_staff_cannot_create_a_company_without_number(self):
        for user in (self.ana, self.sara, self.marta, self.ines):
            with self.subTest(user.login), self.assertIsRefused():
                self.as_user(user).create({"name": "Sol SL", "is_company": True})

    def test_the_form_refuses_it_too(self):
        form = Form(self.as_user(self.ana, default_is_company=True))
        form.name = "Sol SL"
        with self.assertIsRefused():
            form.save()

    def test_an_import_refuses_it_with_its_reason(self):
        result = self.as_user(self.ana).load(["name", "is_company", "vat"], [["Sol SL", "1", ""]])
        self.assertFalse(result["ids"])
        self.assertIn("has no NIF", result["messages"][0]["message"])

    def test_staff_cannot_take_the_number_away(self):
        with self.assertIsRefused():
            self.vega.with_user(self.ana).vat = False

    def test_staff_cannot_turn_a_person_without_number_into_a_company(self):
        person = self.as_user(self.ana).create({"name": "Eva"})
        with self.assertIsRefused():
            person.is_company = True

    def test_staff_cannot_make_a_number_wrong_by_changing_the_country(self):
        dupont = self.new_company("Dupont", country_id=self.env.ref("base.us").id, vat="12-3456789")
        with self.assertRaisesRegex(ValidationError, "form of a NIF|VAT number"):
            dupont.with_user(self.ana).country_id = self.spain

    def test_staff_can_do_other_work_on_a_company_that_waits_for_its_number(self):
        company = self.new_company(user_id=self.ana.id)
        company.with_user(self.ana).write({"phone": "912345678", "comment": "llamar"})
        contact = self.as_user(self.ana).create({"name": "Eva", "parent_id": company.id})
        contact.write({"street": "Mayor 1", "country_id": self.spain.id})
        self.assertEqual(contact.street, "Mayor 1")

    def test_people_may_be_entered_without_number_and_wait_in_the_queue(self):
        person = self.as_user(self.ana).create({"name": "Eva"})
        self.assertEqual(person.nif_state, "missing")
        self.assertEqual(person.nif_deadline, fields.Date.today() + timedelta(days=15))

    def test_an_establishment_needs_no_number_of_its_own(self):
        shop = self.as_user(self.ana).create({"name": "Vega Vigo", "is_company": True, "parent_id": self.vega.id})
        shop.vat = self.vega.vat
        self.assertFalse(shop.nif_key or shop.nif_state)
        self.assertFalse(shop._nif_document_message())

    def test_superuser_code_is_not_refused_and_its_company_waits(self):
        company = self.as_user(self.ana).sudo().create({"name": "Sol SL", "is_company": True})
        self.assertEqual(company.nif_state, "missing")

    def test_code_that_defers_the_number_is_not_refused(self):
        company = self.as_user(self.ana, nif_deferred=BY_CODE).create({"name": "Sol SL", "is_company": True})
        self.assertEqual(company.nif_state, "missing")

    def test_a_call_from_outside_cannot_say_that_it_defers_the_number(self):
        for typed in (True, "by code", "BY_CODE"):
            with self.subTest(typed), self.assertIsRefused():
                self.as_user(self.ana, nif_deferred=typed).create({"name": "Sol SL", "is_company": True})

    def test_without_the_policy_nobody_is_refused_nor_asked(self):
        self.firm.nif_mandatory = False
        company = self.as_user(self.ana).create({"name": "Sol SL", "is_company": True, "vat": "B123"})
        self.assertEqual(company.nif_state, "invalid")
        self.assertFalse(self.env["res.partner"].search_count(self.env["res.partner"]._nif_pending_domain()))
        twin = self.as_user(self.ana).create({"name": "Vega otra vez", "is_company": True, "vat": "B12345674"})
        self.assertTrue(twin.nif_key)

    def test_a_company_abroad_has_no_rule_by_default_and_one_of_no_country_has_it(self):
        self.assertFalse(self.new_branch(country="fr").nif_mandatory)
        self.assertTrue(self.new_branch("Filial", "es").nif_mandatory)
        self.assertTrue(self.env["res.company"].create({"name": "Sin país"}).nif_mandatory)

    def test_the_whole_base_is_gone_through_only_when_the_rule_changes(self):
        rebuild = type(self.env["res.partner"])._nif_rebuild_uniqueness
        with patch.object(
            type(self.env["res.partner"]), "_nif_rebuild_uniqueness", autospec=True, side_effect=rebuild
        ) as spy:
            self.firm.write({"nif_mandatory": True, "country_id": self.spain.id, "street": "Mayor 1"})
            self.assertFalse(spy.called)
            self.firm.nif_mandatory = False
            self.assertEqual(spy.call_count, 1)

    def test_the_rule_follows_the_company_that_keeps_the_contact(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        own = self.as_user(self.ana).create({"name": "Client", "is_company": True, "company_id": branch.id})
        self.assertEqual(own.nif_state, "missing")
        with self.assertIsRefused():
            self.as_user(self.ana, allowed_company_ids=[branch.id, self.firm.id]).create(
                {"name": "Cliente", "is_company": True, "company_id": self.firm.id}
            )

    def test_the_administrator_can_set_up_a_company_before_knowing_its_number(self):
        admin = self.env.ref("base.user_admin")
        company = self.env["res.company"].with_user(admin).create({"name": "Filial"})
        company.write({"country_id": self.spain.id, "street": "Mayor 1", "vat": self.nif_of()})
        self.assertEqual(company.partner_id.nif_state, "valid")
        company.vat = False
        self.assertEqual(company.partner_id.nif_state, "missing")

    def test_nobody_passes_a_company_off_as_identified_from_outside(self):
        company = self.new_company()
        forged = {"nif_state": "valid", "nif_key": "B58378431", "nif_deadline": False, "nif_unique": True}
        company.with_user(self.ana).write({**forged, "phone": "912345678"})
        self.assertEqual((company.nif_state, company.nif_key, company.phone), ("missing", False, "912345678"))
        self.vega.with_user(self.ana).write({"nif_collision": True, "nif_unique": False})
        self.assertFalse(self.vega.nif_collision)
        with self.assertIsRefused():
            self.as_user(self.ana).create({"name": "Sol SL", "is_company": True, **forged})
        lead = self.as_user(self.ana, "crm.lead").create({"name": "Asunto", "type": "lead", "nif_state": "valid"})
        lead.write({"nif_key": "B58378431", "nif_state": "exempt"})
        self.assertEqual((lead.nif_key, lead.nif_state), (False, "missing"))

    # Exemption

    def test_an_exemption_lets_the_company_in_and_carries_author_and_date(self):
        company = self.as_user(self.ana).create(
            {"name": "Sol SL", "is_company": True, "nif_exemption_reason": "incorporating"}
        )
        self.assertEqual(company.nif_state, "exempt")
        self.assertEqual(company.nif_exempted_by_id, self.ana)
        self.assertEqual(company.nif_exempted_on, fields.Date.today())
        self.assertFalse(company.nif_deadline)

    def test_author_and_date_cannot_be_given_from_outside(self):
        values = {"nif_exempted_by_id": self.marta.id, "nif_exempted_on": "2001-01-01"}
        company = self.as_user(self.ana).create(
            {"name": "Sol SL", "is_company": True, "nif_exemption_reason": "foreign", **values}
        )
        company.write(values)
        company.write({"nif_exemption_reason": "minor", **values})
        self.assertEqual((company.nif_exempted_by_id, company.nif_exempted_on), (self.ana, fields.Date.today()))

    def test_another_reason_must_be_explained(self):
        values = {"name": "Sol SL", "is_company": True, "nif_exemption_reason": "other"}
        with self.assertRaisesRegex(ValidationError, "say in the details"):
            self.as_user(self.ana).create({**values, "nif_exemption_note": "  "})
        company = self.as_user(self.ana).create({**values, "nif_exemption_note": "Misión diplomática"})
        self.assertEqual(company.nif_state, "exempt")

    def test_an_imported_exemption_carries_its_author_as_well(self):
        fields_ = ["name", "is_company", "nif_exemption_reason"]
        result = self.as_user(self.sara).load(fields_, [["Sol SL", "1", "foreign"]])
        self.assertFalse(result["messages"])
        self.assertEqual(self.env["res.partner"].browse(result["ids"]).nif_exempted_by_id, self.sara)

    def test_the_exemption_counts_until_its_last_day_included(self):
        today = fields.Date.today()
        company = self.new_company(nif_exemption_reason="incorporating", nif_exempt_until=today)
        self.assertEqual(company.nif_state, "exempt")
        company.nif_exempt_until = today - timedelta(days=1)
        self.assertEqual(company.nif_state, "missing")
        self.assertTrue(company.nif_deadline)

    def test_taking_the_reason_away_takes_its_details_and_asks_for_the_number(self):
        company = self.new_company(nif_exemption_reason="other", nif_exemption_note="algo")
        with self.assertIsRefused():
            company.with_user(self.ana).nif_exemption_reason = False
        company.nif_exemption_reason = False
        self.assertFalse(company.nif_exemption_note or company.nif_exempted_by_id or company.nif_exempted_on)
        self.assertEqual(company.nif_state, "missing")

    def test_a_number_that_arrives_ends_the_exemption_and_the_chatter_remembers_it(self):
        company = self.as_user(self.sara).create(
            {
                "name": "Sol SL",
                "is_company": True,
                "nif_exemption_reason": "other",
                "nif_exemption_note": "en notaría",
                "nif_exempt_until": fields.Date.today() + timedelta(days=9),
            }
        )
        company.with_user(self.ana).vat = self.nif_of()
        self.assertEqual(company.nif_state, "valid")
        self.assertFalse(company.nif_exemption_reason or company.nif_exemption_note or company.nif_exempt_until)
        self.assertFalse(company.nif_exempted_by_id or company.nif_exempted_on)
        note = company.message_ids[0].body
        for kept in (company.nif_key, "Other reason", "en notaría", "Sara", format_date(self.env, fields.Date.today())):
            self.assertIn(kept, note)
        with self.assertIsRefused():
            company.with_user(self.ana).vat = False

    def test_a_number_on_a_lead_ends_its_exemption(self):
        lead = self.as_user(self.ana, "crm.lead").create({"name": "Asunto", "nif_exemption_reason": "foreign"})
        lead.partner_id = self.vega
        self.assertEqual((lead.nif_state, lead.nif_exemption_reason), ("valid", False))
        self.assertIn("B12345674", lead.message_ids[0].body)
