from odoo.exceptions import ValidationError
from odoo.service.model import call_kw
from odoo.tests import tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityConversion(DespachoCommon):
    """A lead becomes an opportunity with a NIF or with the reason why it has none."""

    def new_lead(self, **values):
        return self.as_user(self.ana, "crm.lead").create({"name": "Asunto", "type": "lead", **values})

    def convert(self, lead, action, **values):
        wizard = self.as_user(
            self.ana, "crm.lead2opportunity.partner", active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        ).create({"name": "convert", "action": action, **values})
        wizard.action_apply()
        return lead

    def assertIsRefused(self):
        return self.assertRaisesRegex(ValidationError, "an opportunity needs one")

    def test_a_lead_without_number_is_refused_whatever_is_done_with_the_customer(self):
        with self.assertIsRefused():
            self.convert(self.new_lead(partner_name="Sol SL"), "create")
        pending = self.new_company()
        with self.assertIsRefused():
            self.convert(self.new_lead(), "exist", partner_id=pending.id)

    def test_remote_calls_and_writing_the_type_are_refused_too(self):
        lead = self.new_lead()
        with self.assertIsRefused():
            call_kw(self.as_user(self.ana, "crm.lead"), "convert_opportunity", [lead.ids, False], {})
        with self.assertIsRefused():
            lead.type = "opportunity"
        with self.assertIsRefused():
            lead.sudo().write({"type": "opportunity"})

    def test_number_and_type_may_be_written_together(self):
        lead = self.new_lead()
        lead.write({"vat": "b58378431", "type": "opportunity"})
        self.assertEqual(lead.type, "opportunity")

    def test_the_company_is_created_with_the_number_of_the_lead(self):
        lead = self.convert(self.new_lead(partner_name="Sol SL", vat="B58378431"), "create")
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual((lead.partner_id.name, lead.partner_id.nif_key), ("Sol SL", "B58378431"))
        self.assertTrue(lead.partner_id.is_company)

    def test_company_and_contact_are_created_and_the_number_is_the_companys(self):
        lead = self.convert(self.new_lead(partner_name="Sol SL", contact_name="Eva Sol", vat="B58378431"), "create")
        self.assertEqual(lead.partner_id.name, "Eva Sol")
        self.assertEqual((lead.partner_id.parent_id.name, lead.partner_id.parent_id.nif_key), ("Sol SL", "B58378431"))
        self.assertFalse(lead.partner_id.personal_nif)

    def test_a_person_is_created_with_the_dni_of_the_lead(self):
        lead = self.convert(self.new_lead(contact_name="Eva Sol", vat="X1234567L"), "create")
        self.assertEqual((lead.partner_id.name, lead.partner_id.nif_key), ("Eva Sol", "X1234567L"))
        self.assertFalse(lead.partner_id.is_company)

    def test_a_known_number_links_the_existing_company_instead_of_creating_another(self):
        lead = self.convert(self.new_lead(partner_name="Vega Talleres", vat="B12345674"), "create")
        self.assertEqual(lead.partner_id.id, self.vega.id)
        contact = self.convert(self.new_lead(partner_name="Vega", contact_name="Eva", vat="B12345674"), "create")
        self.assertEqual(contact.partner_id.parent_id.id, self.vega.id)
        person = self.convert(self.new_lead(contact_name="Pilar R.", vat="12345678Z"), "create")
        self.assertEqual(person.partner_id.id, self.pilar.id)

    def test_a_former_number_links_the_company_that_had_it(self):
        self.vega.vat = "A58818501"
        lead = self.convert(self.new_lead(partner_name="Vega", vat="B12345674"), "create")
        self.assertEqual(lead.partner_id.id, self.vega.id)
        self.assertEqual(self.vega.nif_key, "A58818501")

    def test_the_wizard_proposes_the_company_with_the_number_before_the_one_with_the_address(self):
        self.pilar.email = "info@vega.example"
        lead = self.new_lead(vat="B12345674", email_from="info@vega.example")
        wizard = self.as_user(
            self.ana, "crm.lead2opportunity.partner", active_model="crm.lead", active_id=lead.id, active_ids=lead.ids
        ).create({})
        self.assertEqual((wizard.action, wizard.partner_id.id), ("exist", self.vega.id))
        wizard.name = "convert"
        wizard.action_apply()
        self.assertEqual(lead.partner_id.id, self.vega.id)

    def test_a_lead_may_be_converted_with_its_number_and_no_contact(self):
        lead = self.new_lead(vat="B58378431")
        lead.convert_opportunity(False)
        self.assertEqual(lead.type, "opportunity")
        self.assertFalse(lead.partner_id)

    def test_the_chosen_company_without_number_takes_that_of_the_lead(self):
        pending = self.new_company()
        self.convert(self.new_lead(vat="B58378431"), "exist", partner_id=pending.id)
        self.assertEqual(pending.nif_key, "B58378431")

    def test_the_chosen_company_never_loses_its_own_number(self):
        lead = self.convert(self.new_lead(vat="B58378431"), "exist", partner_id=self.vega.id)
        self.assertEqual(self.vega.nif_key, "B12345674")
        self.assertEqual(lead.partner_id.id, self.vega.id)

    def test_a_chosen_company_cannot_take_the_number_of_another(self):
        with self.assertRaisesRegex(ValidationError, "already belongs to «Talleres Vega SL»"):
            self.convert(self.new_lead(vat="B12345674"), "exist", partner_id=self.new_company().id)

    def test_an_exempt_lead_is_converted_and_its_company_is_exempt(self):
        lead = self.convert(self.new_lead(partner_name="Sol SL", nif_exemption_reason="incorporating"), "create")
        self.assertEqual(lead.partner_id.nif_state, "exempt")
        self.assertEqual(lead.partner_id.nif_exempted_by_id, self.ana)

    def test_an_expired_exemption_converts_nothing(self):
        lead = self.new_lead(nif_exemption_reason="incorporating", nif_exempt_until="2020-01-01")
        with self.assertIsRefused():
            lead.convert_opportunity(False)

    def test_the_lead_of_an_exempt_or_identified_client_is_converted(self):
        for partner in (self.vega, self.luis, self.new_company(nif_exemption_reason="foreign")):
            with self.subTest(partner.name):
                lead = self.convert(self.new_lead(), "exist", partner_id=partner.id)
                self.assertEqual(lead.type, "opportunity")

    def test_without_the_policy_leads_are_converted_as_in_odoo(self):
        self.firm.nif_mandatory = False
        lead = self.convert(self.new_lead(partner_name="Sol SL"), "create")
        self.assertEqual(lead.partner_id.name, "Sol SL")

    def mass_convert(self, leads, action="each_exist_or_create"):
        wizard = self.as_user(
            self.ana, "crm.lead2opportunity.partner.mass", active_model="crm.lead", active_ids=leads.ids
        ).create({"name": "convert", "action": action, "deduplicate": False, "lead_tomerge_ids": [(6, 0, leads.ids)]})
        wizard.action_mass_convert()

    def test_many_at_once_link_the_known_and_create_the_new(self):
        known = self.new_lead(partner_name="Vega", vat="B12345674")
        new = self.new_lead(partner_name="Sol SL", vat="B58378431")
        self.mass_convert(known | new)
        self.assertEqual((known | new).mapped("type"), ["opportunity"] * 2)
        self.assertEqual(known.partner_id.id, self.vega.id)
        self.assertEqual(new.partner_id.nif_key, "B58378431")

    def test_one_without_number_among_many_stops_them_all_and_is_named(self):
        good, bad = self.new_lead(partner_name="Sol SL", vat="B58378431"), self.new_lead(partner_name="Luna SL")
        bad.name = "Asunto de Luna"
        with self.assertRaisesRegex(ValidationError, "«Asunto de Luna» has no valid NIF"), self.env.cr.savepoint():
            self.mass_convert(good | bad)
        self.assertEqual((good | bad).mapped("type"), ["lead", "lead"])
        self.assertFalse(self.env["res.partner"].search([("nif_key", "=", "B58378431")]))
