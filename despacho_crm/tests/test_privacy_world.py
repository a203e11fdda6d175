import base64
from datetime import timedelta

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.privacy.gate import Asked

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyWorld(PrivacyCommon):
    """Who said no goes on saying it, whatever happens to leads, shared addresses and what is kept of them."""

    def rows(self, value):
        return self.oppositions.search([("value", "=", value), ("in_force", "=", True)])

    def black(self, email):
        return bool(self.env["mail.blacklist"].search([("email", "=", email)]))

    def new_lead(self, **values):
        return self.env["crm.lead"].create({"name": "Web", "type": "lead", **values})

    def shared(self):
        """Return two people with one address, who both said no to e-mail."""
        people = self.env["res.partner"].create(
            [{"name": name, "email": "casa@correo.example"} for name in ("Joan Vila", "Rut Vila")]
        )
        for person in people:
            self.oppositions._oppose(person, ["email"], "phone")
        return people

    # ------------------------------------------------------------
    # LEADS
    # ------------------------------------------------------------

    def test_the_no_of_a_lead_is_that_of_the_person_whom_it_is_about(self):
        self.consent(self.marga, "post")
        lead = self.new_lead(partner_id=self.marga.id)
        lead.zip = "17001"
        self.assertTrue(self.judge(self.marga, "post").allowed)
        self.oppositions._oppose(lead, ["post"], "phone")
        self.assertEqual(self.judge(self.marga, "post").reason, "opposed")

    def test_the_no_of_somebody_named_in_a_lead_is_not_that_of_their_company(self):
        self.balance()
        lead = self.new_lead(partner_id=self.vega.id, contact_name="Nuria Mas")
        self.oppositions._oppose(lead, ["post"], "phone")
        self.assertTrue(self.judge(self.vega, "post").allowed)

    def test_a_lead_that_said_no_becomes_the_contact_who_said_no_too(self):
        leads = self.new_lead(contact_name="Marga Sala Puig") | self.new_lead(contact_name="Marga Sala Puig")
        for record in (self.marga, *leads):
            self.oppositions._oppose(record, ["phone"], "phone")
        leads.write({"partner_id": self.marga.id})
        self.env.flush_all()
        self.assertEqual(self.judge(self.marga, "call").reason, "opposed")

    def test_a_lead_that_is_joined_with_another_goes_on_saying_no(self):
        kept = self.new_lead(contact_name="Nuria Mas", probability=50)
        gone = self.new_lead(contact_name="Nuria Mas", probability=1)
        consent = self.consents._give(gone, "post", "form", "Carpeta 3", "Acepto")
        self.oppositions._oppose(gone, ["phone"], "phone")
        (kept | gone)._merge_opportunity(auto_unlink=True)
        self.env.invalidate_all()
        self.assertTrue(self.oppositions._find(["phone"], lead=kept))
        self.assertEqual(consent.lead_id, kept)

    def test_both_leads_said_no_before_they_are_joined(self):
        kept = self.new_lead(contact_name="Nuria Mas", probability=50)
        gone = self.new_lead(contact_name="Nuria Mas", probability=1)
        for lead in (kept, gone):
            self.oppositions._oppose(lead, ["phone"], "phone")
        (kept | gone)._merge_opportunity(auto_unlink=True)
        self.env.invalidate_all()
        self.assertTrue(self.oppositions._find(["phone"], lead=kept))

    def test_a_lead_of_another_firm_is_not_read_here(self):
        other = self.env["res.company"].create({"name": "Otro despacho"})
        lead = self.new_lead(contact_name="Nuria Mas", company_id=other.id, user_id=False, team_id=False)
        rows = self.oppositions._oppose(lead, ["phone"], "phone")
        self.assertTrue(rows)
        self.assertFalse(self.oppositions.with_user(self.ana).search([("id", "in", rows.ids)]))

    def test_a_private_individual_who_is_a_lead_is_looked_for_in_the_exclusion_list(self):
        self.balance(audience="consumer")
        lead = self.new_lead(contact_name="Nuria Mas", phone="600 55 44 33", street="Calle Sol 1", zip="08002")
        child = self.env["res.partner"].create({"name": "Pau Sala", "parent_id": self.marga.id, "phone": "600554434"})
        asked = [Asked(lead.id, None, lead.id, None, lead.phone), Asked("child", child.id, None, None, child.phone)]
        self.assertEqual(
            {one.reason for one in self.gate._judge("post", asked, self.firm).values()}, {"robinson_stale"}
        )
        consultation = self.env["despacho.robinson"].create({"by_post": True})
        consultation.action_prepare()
        rows = base64.b64decode(consultation.file_out).decode().splitlines()
        self.assertIn(f"PhoneSimple,L{lead.id},+34600554433", rows)
        self.assertIn(f"PhoneSimple,C{child.id},+34600554434", rows)
        answer = "".join(f"{row},{int('L' + str(lead.id) in row)},,firma\n" for row in rows)
        consultation.file_in = base64.b64encode(answer.encode())
        consultation.action_read()
        verdicts = self.gate._judge("post", asked, self.firm)
        self.assertEqual(verdicts[lead.id].reason, "robinson")
        self.assertEqual(verdicts["child"].basis, "legitimate_interest")

    # ------------------------------------------------------------
    # SHARED ADDRESSES
    # ------------------------------------------------------------

    def test_one_takes_it_back_and_the_address_of_the_other_stays_out(self):
        joan, rut = self.shared()
        self.oppositions._find(["email"], joan).with_user(self.marta)._lift("Correo de Joan")
        self.assertTrue(self.rows("casa@correo.example"))
        self.assertTrue(self.black("casa@correo.example"))
        self.assertEqual(self.judge(rut, "email").reason, "opposed")

    def test_what_is_kept_of_the_second_one_survives_them(self):
        joan, rut = self.shared()
        self.oppositions._find(["email"], joan).with_user(self.marta)._lift("Correo de Joan")
        self.oppositions._forget(rut)
        self.assertTrue(self.rows("casa@correo.example"))

    def test_the_address_they_have_when_they_are_destroyed_is_kept_as_well(self):
        self.oppositions._oppose(self.marga, ["email"], "phone")
        self.marga.email = "nueva@sala.example"
        self.oppositions._forget(self.marga)
        self.assertTrue(self.rows("nueva@sala.example"))
        self.assertFalse(self.rows("nueva@sala.example").filtered("name"))

    def test_what_they_took_back_is_not_kept_when_they_are_destroyed(self):
        self.oppositions._oppose(self.marga, ["email"], "phone")
        self.oppositions._find(["email"], self.marga)._lift("Correo")
        self.oppositions._forget(self.marga)
        self.assertFalse(self.rows("marga@sala.example"))

    # ------------------------------------------------------------
    # ADDRESSES AS PEOPLE TYPE THEM
    # ------------------------------------------------------------

    def test_an_address_typed_with_its_name_is_the_same_one(self):
        self.consent(self.marga)
        self.env["mail.blacklist"].create({"email": '"Marga Sala" <Marga@Sala.example>'})
        self.assertTrue(self.rows("marga@sala.example"))
        self.assertFalse(self.consents.search([("partner_id", "=", self.marga.id), ("state", "=", "given")]))

    def test_an_address_with_its_name_is_known_by_the_gate(self):
        other = self.env["res.partner"].create({"name": "Marga S.", "email": "Marga Sala <MARGA@sala.example>"})
        self.oppositions._oppose(email="marga@sala.example", how="phone")
        self.assertEqual(self.judge(other, "email").reason, "opposed")

    def test_an_address_with_a_tag_is_another_one(self):
        self.consent(self.marga)
        self.assertEqual(self.judge(self.marga, "email", email="marga+renta@sala.example").reason, "no_basis")

    # ------------------------------------------------------------
    # CLIENTS
    # ------------------------------------------------------------

    def test_an_invoice_of_tomorrow_hides_none_of_yesterday(self):
        self.billed(self.vega, self.fiscal, 10)
        self._invoice_of(self.vega, self.today + timedelta(days=20))
        self.assertEqual(self.judge(self.vega, "email", self.fiscal).basis, "client_similar")

    def _invoice_of(self, partner, day, posted=True):
        service = self.env["product.product"].create({"name": "Renta", "categ_id": self.fiscal.id})
        invoice = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": partner.id,
                "invoice_date": day,
                "invoice_line_ids": [(0, 0, {"product_id": service.id, "price_unit": 100})],
            }
        )
        if posted:
            invoice.action_post()
        return invoice

    def test_a_draft_invoice_makes_nobody_a_client(self):
        invoice = self._invoice_of(self.vega, self.today, posted=False)
        self.assertEqual(self.judge(self.vega, "email", self.fiscal).reason, "no_basis")
        invoice.action_post()
        self.assertEqual(self.judge(self.vega, "email", self.fiscal).basis, "client_similar")

    # ------------------------------------------------------------
    # PROOFS
    # ------------------------------------------------------------

    def test_a_consent_that_is_given_to_somebody_else_leaves_its_trace(self):
        consent = self.consent(self.marga)
        consent.with_user(self.marta).partner_id = self.pilar
        noted = self.audit.search([("event", "=", "corrected")], order="id desc", limit=2)
        # Each has their own part, which goes with them.
        self.assertEqual(noted.partner_id, self.marga | self.pilar)
        for entry in noted:
            self.assertIn(entry.partner_id.name, entry.text)
            self.assertNotIn((self.marga + self.pilar - entry.partner_id).name, entry.text)

    def test_a_consultation_is_not_answered_by_rpc(self):
        consultations = self.env["despacho.robinson"].with_user(self.sara)
        consultation = consultations.create({"state": "done", "listed_count": 0, "seal": "x"})
        self.assertEqual((consultation.state, consultation.seal), ("draft", False))
        with self.assertRaises(UserError):
            consultation.write({"state": "done"})

    def test_taking_back_that_somebody_was_informed_leaves_its_trace(self):
        notice = self.env["despacho.privacy.notice"].create({"partner_id": self.marga.id, "data_source": "Feria"})
        notice._end("informed", self.today, "post", "Carta certificada 77")
        notice.with_user(self.marta).action_reopen()
        self.assertIn("Carta certificada 77", self.audit.search([], limit=1).text)
        self.assertEqual(self.audit.search([], limit=1).partner_id, self.marga)

    def test_the_month_does_not_begin_on_a_day_to_come(self):
        with self.assertRaises(ValidationError):
            self.env["despacho.privacy.notice"].with_user(self.ana).create(
                {
                    "partner_id": self.marga.id,
                    "data_source": "Feria",
                    "data_obtained_on": self.today + timedelta(days=90),
                }
            )

    def test_a_colleague_does_not_move_the_month(self):
        notice = self.env["despacho.privacy.notice"].create(
            {"partner_id": self.marga.id, "data_source": "Feria", "data_obtained_on": self.ago(40)}
        )
        with self.assertRaises(UserError):
            notice.with_user(self.ana).data_obtained_on = self.today
        notice.with_user(self.ana).data_source = "Feria de Barcelona"
        notice.with_user(self.ana).data_obtained_on = self.ago(50)
        self.assertTrue(notice.is_late)
