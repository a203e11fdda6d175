from odoo.exceptions import ValidationError
from odoo.service.model import call_kw
from odoo.tests import Form, tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityLead(DespachoCommon):
    """A potential client carries its NIF before any contact exists."""

    def new_lead(self, **values):
        return self.as_user(self.ana, "crm.lead").create({"name": "Asunto", "type": "lead", **values})

    def test_the_number_of_a_lead_is_cleaned_on_every_way_in(self):
        lead = self.new_lead(vat="b-58.378.431")
        self.assertEqual((lead.vat, lead.nif_key, lead.nif_state), ("ESB58378431", "B58378431", "valid"))
        lead.vat = "es a58818501"
        self.assertEqual(lead.nif_key, "A58818501")
        call_kw(self.as_user(self.ana, "crm.lead"), "write", [lead.ids, {"vat": "1234567l"}], {})
        self.assertEqual(lead.nif_key, "01234567L")
        result = self.as_user(self.ana, "crm.lead").load(["name", "vat"], [["Importado", "b 58378431"]])
        self.assertEqual(self.env["crm.lead"].browse(result["ids"]).nif_key, "B58378431")

    def test_a_wrong_number_is_refused_on_a_lead(self):
        for vat in ("B58378432", "Q28260008", "00000000T", "B123"):
            with self.subTest(vat), self.assertRaises(ValidationError):
                self.new_lead(vat=vat)
        messages = self.as_user(self.ana, "crm.lead").load(["name", "vat"], [["Uno", "B58378432"]])["messages"]
        self.assertIn("control character", messages[0]["message"])

    def test_a_foreign_number_is_read_by_the_country_of_the_lead(self):
        lead = self.new_lead(vat="23334175221", country_id=self.france.id)
        self.assertEqual(lead.nif_key, "FR23334175221")

    def test_a_lead_without_number_is_welcome_and_says_so(self):
        self.assertEqual(self.new_lead().nif_state, "missing")

    def test_without_the_policy_any_number_may_be_noted(self):
        self.firm.nif_mandatory = False
        self.assertEqual(self.new_lead(vat="B123").nif_state, "invalid")

    def test_a_lead_of_a_client_shows_the_number_of_its_company(self):
        self.assertEqual(self.new_lead(partner_id=self.vega.id).nif_key, "B12345674")
        self.assertEqual(self.new_lead(partner_id=self.luis.id).nif_key, "B12345674")
        self.assertEqual(
            self.new_lead(partner_id=self.new_company(nif_exemption_reason="foreign").id).nif_state, "exempt"
        )

    def test_a_lead_follows_the_number_of_its_client(self):
        lead = self.new_lead(partner_id=self.vega.id)
        self.vega.vat = "A58818501"
        self.assertEqual(lead.nif_key, "A58818501")

    def test_a_number_typed_on_a_lead_never_wipes_that_of_the_client(self):
        lead = self.new_lead(partner_id=self.vega.id)
        lead.vat = "B58378431"
        self.assertEqual(self.vega.nif_key, "B12345674")
        lead.vat = False
        self.assertEqual(self.vega.nif_key, "B12345674")
        with Form(lead) as form:
            form.vat = "A58818501"
            form.partner_name = "Otra"
        self.assertEqual(self.vega.nif_key, "B12345674")
        lead.convert_opportunity(self.vega.with_user(self.ana))
        self.assertEqual(self.vega.nif_key, "B12345674")

    def test_a_client_without_number_does_not_take_away_the_one_typed_on_the_lead(self):
        lead = self.new_lead(vat="B58378431")
        lead.partner_id = self.new_company()
        self.assertEqual(lead.nif_key, "B58378431")

    def test_entering_a_known_number_proposes_the_company_at_once(self):
        form = Form(self.as_user(self.ana, "crm.lead", default_type="lead"))
        form.name = "Asunto"
        form.vat = "b-12.345.674"
        self.assertEqual(form.nif_partner_id.id, self.vega.id)
        form.vat = "B58378431"
        self.assertFalse(form.nif_partner_id)

    def test_the_button_links_the_lead_to_the_company_with_its_number(self):
        lead = self.new_lead(vat="B12345674")
        self.assertEqual(lead.nif_partner_id.id, self.vega.id)
        lead.action_link_nif_partner()
        self.assertEqual(lead.partner_id.id, self.vega.id)
        self.assertFalse(lead.nif_partner_id, "nothing left to propose")

    def test_a_former_number_proposes_the_company_as_well(self):
        self.vega.vat = "A58818501"
        self.assertEqual(self.new_lead(vat="B12345674").nif_partner_id.id, self.vega.id)

    def test_a_lead_linked_to_somebody_else_is_told_whose_number_it_has(self):
        lead = self.new_lead(partner_id=self.pilar.id)
        lead.vat = "B12345674"
        self.assertEqual(lead.nif_partner_id.id, self.vega.id)

    def test_a_lead_of_a_contact_of_the_company_has_nothing_to_propose(self):
        self.assertFalse(self.new_lead(partner_id=self.luis.id, vat="B12345674").nif_partner_id)

    def test_the_contact_of_another_company_is_not_proposed(self):
        branch = self.new_branch("Filial", "es")
        self.new_company("Secreta", vat="B58378431", company_id=branch.id)
        self.assertFalse(self.new_lead(vat="B58378431").nif_partner_id)

    def test_the_exemption_of_a_lead_carries_author_and_date_and_ends(self):
        lead = self.new_lead(nif_exemption_reason="incorporating", nif_exempted_by_id=self.marta.id)
        self.assertEqual((lead.nif_state, lead.nif_exempted_by_id), ("exempt", self.ana))
        lead.nif_exempt_until = "2020-01-01"
        self.assertEqual(lead.nif_state, "missing")

    def test_joined_leads_keep_the_number_and_the_exemption(self):
        one = self.new_lead(email_from="a@sol.example")
        two = self.new_lead(email_from="a@sol.example", vat="B58378431")
        self.assertEqual((one | two).merge_opportunity().nif_key, "B58378431")
        three = self.new_lead(email_from="b@sol.example")
        four = self.new_lead(
            email_from="b@sol.example", nif_exemption_reason="other", nif_exemption_note="Misión diplomática"
        )
        merged = (three | four).merge_opportunity()
        self.assertEqual((merged.nif_state, merged.nif_exemption_note), ("exempt", "Misión diplomática"))

    def test_a_joined_lead_of_a_client_keeps_the_clients_number(self):
        one = self.new_lead(partner_id=self.vega.id)
        two = self.new_lead(vat="B58378431")
        self.assertEqual((one | two).merge_opportunity().partner_id.nif_key, "B12345674")
