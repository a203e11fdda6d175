from odoo import Command
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.privacy.gate import CHANNELS, Asked

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyGate(PrivacyCommon):
    def test_nobody_is_addressed_by_email_without_consent_nor_contract_not_even_a_company(self):
        for partner in (self.vega, self.luis, self.pilar, self.marga):
            with self.subTest(partner.name):
                verdict = self.judge(partner, "email", self.fiscal)
                self.assertEqual((verdict.allowed, verdict.reason), (False, "no_basis"))

    def test_consent_is_for_an_address_a_channel_and_a_purpose(self):
        self.consent(self.luis, purpose="news")
        self.assertEqual(self.judge(self.luis, "email").reason, "no_basis")
        self.consent(self.luis, purpose="offers")
        verdict = self.judge(self.luis, "email")
        self.assertEqual((verdict.basis, verdict.day), ("consent", self.today))
        self.assertIn(str(self.today.year), verdict.evidence)
        self.assertFalse(self.judge(self.luis, "sms").allowed)
        self.assertFalse(self.judge(self.luis, "email", email="otro@vega.example").allowed)
        self.assertFalse(self.judge(self.vega, "email").allowed, "it is of one person")

    def test_consent_is_of_whom_it_names_and_not_of_who_shares_the_address(self):
        joan, rut = self.env["res.partner"].create(
            [{"name": name, "email": "casa@correo.example", "phone": "600 12 12 12"} for name in ("Joan", "Rut")]
        )
        lead = self.env["crm.lead"].create({"name": "Web", "contact_name": "Eva", "email_from": "casa@correo.example"})
        of_lead = {"email": lead.email_from, "partner_id": None, "lead_id": lead.id}
        self.consent(joan)
        self.consent(joan, "phone")
        self.assertEqual(self.judge(joan, "email").basis, "consent")
        self.assertEqual(self.judge(rut, "email").reason, "no_basis")
        self.assertEqual(self.judge(rut, "email", **of_lead).reason, "no_basis")
        self.assertEqual(self.judge(joan, "call").basis, "consent")
        self.assertEqual(self.judge(rut, "call").reason, "robinson_stale")
        self.consent(self.env["res.partner"], lead_id=lead.id)
        self.assertEqual(self.judge(rut, "email").reason, "no_basis")
        self.assertEqual(self.judge(rut, "email", **of_lead).basis, "consent")
        lead.write({"contact_name": False, "partner_id": rut.id})
        self.assertEqual(self.judge(rut, "email").basis, "consent", "the lead is that contact")

    def test_consent_that_names_nobody_is_of_whoever_has_the_address(self):
        self.consent(self.env["res.partner"], address="casa@correo.example")
        rut = self.env["res.partner"].create({"name": "Rut", "email": "casa@correo.example"})
        self.assertEqual(self.judge(rut, "email").basis, "consent")

    def test_at_the_address_of_the_company_its_consent_is_that_of_its_people(self):
        self.consent(self.vega)
        self.assertEqual(self.judge(self.luis, "email", email=self.vega.email).basis, "consent")
        self.assertFalse(self.judge(self.luis, "email").allowed, "at their own they did not consent")

    def test_consent_given_as_a_lead_holds_for_the_contact(self):
        lead = self.env["crm.lead"].create(
            {"name": "Web", "contact_name": "Nuria Pi", "email_from": "nuria@pi.example", "type": "lead"}
        )
        self.consents.create(
            {"lead_id": lead.id, "channel": "post", "how": "web", "evidence": "/contacto", "text_shown": "Acepto"}
        )
        nuria = self.env["res.partner"].create({"name": "Nuria Pi", "street": "Calle Mayor 1", "zip": "08001"})
        self.assertFalse(self.judge(nuria, "post").allowed)
        lead.partner_id = nuria
        self.assertEqual(self.judge(nuria, "post").basis, "consent")

    def test_a_client_hears_of_services_like_those_hired(self):
        self.billed(self.vega, self.taxes)
        for partner in (self.vega, self.luis):
            self.assertEqual(self.judge(partner, "email", self.fiscal).basis, "client_similar")
            self.assertEqual(self.judge(partner, "email", self.labour).reason, "not_similar")
            self.assertTrue(self.judge(partner, "email").allowed, "of any service")
        self.firm.privacy_similar = "firm"
        self.assertEqual(self.judge(self.vega, "email", self.labour).basis, "client_similar")

    def test_what_was_invoiced_without_saying_of_what_is_like_nothing(self):
        self.billed(self.vega, None)
        self.assertEqual(self.judge(self.vega, "email", self.fiscal).reason, "not_similar")

    def test_who_was_a_client_long_ago_is_none(self):
        self.billed(self.vega, self.fiscal, days=380)
        self.assertEqual(self.judge(self.vega, "email", self.fiscal).reason, "no_basis")
        self.firm.privacy_client_months = 14
        self.assertTrue(self.judge(self.vega, "email", self.fiscal).allowed)

    def test_a_signed_quotation_is_a_contract(self):
        service = self.env["product.product"].create({"name": "Renta", "type": "service", "categ_id": self.taxes.id})
        order = self.env["sale.order"].create(
            {"partner_id": self.luis.id, "order_line": [Command.create({"product_id": service.id})]}
        )
        self.assertFalse(self.judge(self.vega, "email", self.fiscal).allowed)
        order.sudo().write({"state": "sale", "date_order": self.today})
        self.assertEqual(self.judge(self.vega, "email", self.fiscal).basis, "client_similar")
        self.assertFalse(self.judge(self.vega, "email", self.labour).allowed)

    def test_professionals_are_called_and_written_to_once_the_balancing_is_approved(self):
        self.assertEqual(self.judge(self.luis, "call").reason, "no_balancing")
        balancing = self.balance()
        verdict = self.judge(self.luis, "call")
        self.assertEqual(verdict.basis, "legitimate_interest")
        self.assertIn(balancing.display_name, verdict.evidence)
        self.assertTrue(self.judge(self.luis, "post").allowed, "at the address of the company")
        self.assertEqual(self.judge(self.luis, "visit").reason, "no_balancing")
        self.assertEqual(self.judge(self.marga, "post").reason, "robinson_stale")

    def test_whoever_has_no_address_is_told_first(self):
        self.luis.write({"phone": False, "email": False})
        self.assertEqual(self.judge(self.luis, "call").reason, "no_address")
        self.assertEqual(self.judge(self.luis, "email").reason, "no_address")
        nobody = self.env["res.partner"].create({"name": "Nadie"})
        self.assertEqual(self.judge(nobody, "post").reason, "no_address")

    def test_the_mailbox_of_a_person_is_not_that_of_the_company(self):
        self.billed(self.vega, self.fiscal)
        self.luis.email = "luisito@gmail.com"
        self.assertEqual(self.judge(self.luis, "email", self.fiscal).reason, "company_only")

    def test_an_address_of_nobody_is_that_of_a_private_individual(self):
        self.balance(audience="consumer")
        asked = [Asked(1, email="quien@sea.example", phone="600999888")]
        self.assertEqual(self.gate._judge("email", asked, self.firm)[1].reason, "no_basis")
        self.assertEqual(self.gate._judge("call", asked, self.firm)[1].reason, "robinson_stale")

    def test_a_lead_is_judged_by_what_it_tells(self):
        self.balance()
        leads = self.env["crm.lead"].create(
            [
                {"name": "1", "partner_name": "Bar SL", "phone": "600123123"},
                {"name": "2", "partner_name": "Bar SL", "contact_name": "Eva", "phone": "600123123"},
                {"name": "3", "contact_name": "Eva", "phone": "600123123"},
            ]
        )
        asked = [Asked(lead.id, None, lead.id, None, lead.phone) for lead in leads]
        judged = self.gate._judge("call", asked, self.firm)
        self.assertEqual([judged[lead.id].allowed for lead in leads], [True, True, False])

    def test_ten_times_as_many_cost_the_same_queries(self):
        self.balance()
        people = self.env["res.partner"].create(
            [{"name": f"Persona {n}", "email": f"p{n}@x.example", "phone": f"6001{n:05}"} for n in range(200)]
        )
        asked = [Asked(one.id, one.id, None, one.email, one.phone) for one in people]
        for channel in CHANNELS:
            counts = []
            for rows in (asked[:2], asked):
                self.env.flush_all()
                self.env.invalidate_all()
                before = self.env.cr.sql_log_count
                self.gate._judge(channel, rows, self.firm, self.fiscal)
                counts.append(self.env.cr.sql_log_count - before)
            self.assertLessEqual(counts[1], counts[0], channel)
            self.assertLess(counts[1], 20)

    def test_the_sheet_says_it_in_plain_words(self):
        self.consent(self.luis)
        html = self.luis.with_user(self.ana).privacy_channels
        self.assertIn('data-channel="email" data-reason="consent"', html)
        self.assertIn('data-channel="phone" data-reason="no_balancing"', html)
        self.assertEqual(self.luis.with_user(self.ana).consent_count, 1)

    def test_who_decides_how_strict_it_is_leaves_a_trace(self):
        self.firm.privacy_client_months = 24
        trace = self.audit.search([("event", "=", "rules")], limit=1)
        self.assertIn("12 → 24", trace.text)
