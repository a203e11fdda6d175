from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.privacy.gate import Asked

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyOpposition(PrivacyCommon):
    def oppose(self, user=None, **values):
        wizard = self.env["despacho.privacy.oppose"].with_user(user or self.ana).create({"how": "phone", **values})
        wizard.action_oppose()

    def black(self, model, value):
        field = {"mail.blacklist": "email", "phone.blacklist": "number"}[model]
        return bool(self.env[model].search([(field, "=", value)]))

    def test_a_no_by_phone_holds_for_all_that_was_said_and_in_odoo_too(self):
        self.balance()
        self.consent(self.luis)
        self.oppose(partner_ids=self.luis.ids, evidence="A las 10 h")
        for channel in ("email", "call", "post", "sms", "visit"):
            self.assertEqual(self.judge(self.luis, channel).reason, "opposed", channel)
        self.assertTrue(self.black("mail.blacklist", "luis@vega.example"))
        self.assertTrue(self.black("phone.blacklist", "+34600112233"))
        self.assertTrue(self.judge(self.vega, "call").allowed, "one of its people is not the company")

    def test_only_the_channels_that_they_said(self):
        self.balance()
        self.oppose(partner_ids=self.luis.ids, by_email=False, by_post=False, by_sms=False, by_visit=False)
        self.assertEqual(self.judge(self.luis, "call").reason, "opposed")
        self.assertTrue(self.judge(self.luis, "post").allowed)
        self.assertFalse(self.black("mail.blacklist", "luis@vega.example"))

    def test_the_no_of_a_company_is_that_of_its_people(self):
        self.balance()
        self.oppose(partner_ids=self.vega.ids)
        self.assertEqual(self.judge(self.luis, "call").reason, "opposed")

    def test_it_is_of_the_person_whatever_address_they_have_tomorrow(self):
        self.consent(self.marga)
        self.oppose(partner_ids=self.marga.ids)
        self.marga.write({"email": "nueva@sala.example", "phone": "600 99 88 77"})
        self.env["despacho.consent"].with_user(self.marta).create(
            {"partner_id": self.marga.id, "evidence": "Carpeta 9", "text_shown": "Sí"}
        )
        self.assertEqual(self.judge(self.marga, "email").reason, "opposed")
        self.assertEqual(self.judge(self.marga, "call").reason, "opposed")

    def test_and_of_the_address_whoever_has_it_tomorrow(self):
        self.oppose(email="Alguien@Sitio.example", phone="600 77 66 55")
        other = self.env["res.partner"].create({"name": "Otro", "email": "alguien@sitio.example"})
        self.assertEqual(self.judge(other, "email").reason, "opposed")
        self.assertEqual(self.judge(other, "call", phone="+34600776655").reason, "opposed")

    def test_saying_it_again_changes_nothing(self):
        self.oppose(partner_ids=self.luis.ids)
        before = self.oppositions.search_count([])
        self.oppose(partner_ids=self.luis.ids)
        self.assertEqual(self.oppositions.search_count([]), before)
        self.assertEqual(len(self.audit.search([("event", "=", "opposed"), ("partner_id", "=", self.luis.id)])), 5)

    def test_a_lead_says_no_and_holds_for_the_contact(self):
        lead = self.env["crm.lead"].create({"name": "Web", "contact_name": "Nuria", "phone": "600555444"})
        self.oppose(lead_ids=lead.ids)
        nuria = self.env["res.partner"].create({"name": "Nuria", "street": "Calle 1", "zip": "08001"})
        lead.partner_id = nuria
        self.assertEqual(self.judge(nuria, "post").reason, "opposed")

    def test_the_minimum_survives_the_destruction_of_the_contact(self):
        self.oppose(partner_ids=(self.marga | self.pilar).ids)
        values = {name: self.marga[name] for name in ("name", "email", "phone", "street", "zip")}
        key = self.pilar.nif_key
        self.oppositions._forget(self.marga | self.pilar)
        (self.marga | self.pilar).unlink()
        kept = self.oppositions.search([("kind", "!=", "person"), ("in_force", "=", True)])
        self.assertFalse(kept.filtered("name"))
        again = self.env["res.partner"].create(values)
        for channel in ("email", "call", "post"):
            self.assertEqual(self.judge(again, channel).reason, "opposed", channel)
        self.assertIn(key, kept.mapped("value"))

    def new_lead(self, **values):
        return self.env["crm.lead"].create({"name": "Web", "type": "lead", **values})

    def judge_lead(self, lead, channel="call"):
        asked = [Asked("one", None, lead.id, lead.email_from or None, lead.phone or None)]
        return self.gate._judge(channel, asked, self.firm)["one"]

    def test_a_lead_is_known_again_by_the_nif_of_who_was_destroyed(self):
        self.balance()
        self.oppose(partner_ids=self.vega.ids)
        key = self.vega.nif_key
        self.oppositions._forget(self.vega)
        (self.luis | self.vega).unlink()
        values = {"partner_name": "Vega Talleres", "phone": "600 99 00 11"}
        self.assertTrue(self.judge_lead(self.new_lead(**values, vat=self.nif_of("B"))).allowed)
        again = self.new_lead(**values, vat=key)
        for lead in (again, self.new_lead(**values, vat=key, contact_name="Eva")):
            self.assertEqual(self.judge_lead(lead).reason, "opposed")

    def test_the_nif_of_a_lead_survives_its_destruction(self):
        self.balance()
        company, trader, worker = (
            self.new_lead(partner_name="Bar Sol", phone=phone, vat=self.nif_of(letter), contact_name=name)
            for phone, letter, name in (
                ("600 11 00 01", "B", False),
                ("600 11 00 02", "", "Pilar Sol"),
                ("600 11 00 03", "B", "Eva"),
            )
        )
        keys = [lead.nif_key for lead in (company, trader, worker)]
        self.oppose(lead_ids=(company | trader | worker).ids)
        self.oppositions._forget(self.env["res.partner"], company | trader | worker)
        (company | trader | worker).unlink()
        reasons = [
            self.judge_lead(self.new_lead(partner_name="Otra", phone="600 22 00 00", vat=key)).reason for key in keys
        ]
        self.assertEqual(reasons, ["opposed", "opposed", ""], "one of its people is not the company")

    def test_the_personal_nif_of_who_has_no_other_is_kept(self):
        nuria = self.env["res.partner"].create(
            {"name": "Nuria Pi", "parent_id": self.vega.id, "personal_nif": self.nif_of("")}
        )
        key = nuria.personal_nif
        self.oppose(partner_ids=nuria.ids)
        self.oppositions._forget(nuria)
        nuria.unlink()
        self.assertFalse(self.oppositions.search([("value", "=", self.vega.nif_key)]))
        again = self.env["res.partner"].create({"name": "N. Pi", "parent_id": self.vega.id, "personal_nif": key})
        self.assertEqual(self.judge(again, "call", phone="600 44 00 00").reason, "opposed")

    def test_a_company_that_said_no_is_not_offered_by_the_census(self):
        key = self.nif_of("B")
        self.env["despacho.census.company"].create({"nif_key": key, "name": "Censada SL", "source": "Prueba"})
        company = self.env["res.partner"].create({"name": "Censada SL", "is_company": True, "vat": key})
        self.oppose(partner_ids=company.ids, by_email=False)
        self.assertEqual(self.env["despacho.census.company"]._get_opposed_keys([key]), [key])

    def test_only_who_answers_for_data_protection_lifts_it(self):
        self.consent(self.luis)
        self.oppose(partner_ids=self.luis.ids)
        rows = self.oppositions.search([("partner_id", "=", self.luis.id), ("channel", "=", "email")])
        with self.assertRaises(AccessError):
            rows.with_user(self.ana)._lift("Me lo dijo")
        with self.assertRaises(AccessError):
            self.env["despacho.privacy.lift"].with_user(self.ana).create({"opposition_ids": rows.ids, "why": "x"})
        wizard = self.env["despacho.privacy.lift"].with_user(self.marta)
        with self.assertRaises(UserError):
            wizard.create({"opposition_ids": rows[:1].ids, "why": " "}).action_lift()
        wizard.create({"opposition_ids": rows[:1].ids, "why": "Correo del 3 de marzo"}).action_lift()
        self.assertFalse(rows.filtered("in_force"), "the address and the person together")
        self.assertFalse(self.black("mail.blacklist", "luis@vega.example"))
        self.assertTrue(self.black("phone.blacklist", "+34600112233"))
        self.assertEqual(self.judge(self.luis, "email").reason, "no_basis", "a withdrawn consent does not come back")
        self.assertIn("Correo del 3", self.audit.search([("event", "=", "lifted")], limit=1).text)

    def test_nobody_writes_or_deletes_it_by_rpc(self):
        self.oppose(partner_ids=self.luis.ids)
        row = self.oppositions.search([("partner_id", "=", self.luis.id)], limit=1)
        for user in (self.ana, self.sara, self.marta):
            mine = row.with_user(user)
            with self.subTest(user.login):
                with self.assertRaises(UserError):
                    mine.write({"lifted_on": "2026-01-01"})
                with self.assertRaises(UserError):
                    mine.unlink()
                with self.assertRaises(UserError):
                    mine.create({"channel": "email", "kind": "email", "value": "a@b.example"})

    def test_without_who_or_channel_nothing_is_noted(self):
        with self.assertRaises(UserError):
            self.oppose()
        with self.assertRaises(UserError):
            self.oppose(partner_ids=self.luis.ids, by_email=False, by_phone=False, by_post=False, by_sms=False,
                        by_visit=False)  # fmt: skip

    def test_two_contacts_that_are_joined_go_on_saying_no(self):
        twin = self.env["res.partner"].create({"name": "Marga Sala", "email": "m2@sala.example"})
        self.oppose(partner_ids=self.marga.ids, by_post=False)
        self.oppose(partner_ids=twin.ids)
        self.env["despacho.merge"].with_user(self.sara)._join(self.marga, twin)
        self.env.invalidate_all()
        for channel in ("email", "call", "post"):
            self.assertEqual(self.judge(self.marga, channel).reason, "opposed", channel)

    def test_joining_and_taking_it_back_leaves_each_one_as_it_was(self):
        twin = self.env["res.partner"].create({"name": "Marga Sala", "email": "m2@sala.example"})
        self.oppose(partner_ids=twin.ids)
        merge = self.env["despacho.merge"].with_user(self.sara)._join(self.marga, twin)
        self.env.invalidate_all()
        self.assertEqual(self.judge(self.marga, "call").reason, "opposed")
        merge.action_undo()
        self.env.invalidate_all()
        self.assertNotEqual(self.judge(self.marga, "call").reason, "opposed")
        self.assertEqual(self.judge(twin, "email").reason, "opposed")
