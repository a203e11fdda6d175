from datetime import timedelta

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.privacy.gate import Asked

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyConsent(PrivacyCommon):
    def test_a_consent_without_proof_or_words_is_refused(self):
        for values in ({"evidence": " "}, {"text_shown": " "}, {"given_on": self.today + timedelta(days=2)}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.consent(self.luis, **values)

    def test_it_is_for_the_address_that_they_had(self):
        email, call = self.consent(self.luis), self.consent(self.luis, "phone")
        self.assertEqual((email.address, call.address), ("luis@vega.example", "+34600112233"))
        self.assertEqual(self.consent(self.luis, address=" Luis@OTRO.example").address, "luis@otro.example")
        with self.assertRaises(ValidationError):
            self.consent(self.luis, "phone", address="no sé")

    def test_a_user_notes_it_and_does_not_change_it(self):
        consent = self.consents.with_user(self.ana).create(
            {"partner_id": self.luis.id, "evidence": "Carpeta 3", "text_shown": "Sí", "withdrawn_on": "2020-01-01"}
        )
        self.assertEqual((consent.name, consent.recorded_by, consent.state), ("Luis Vega", self.ana, "given"))
        for values in ({"evidence": "Otra"}, {"given_on": "2020-01-01"}, {"withdrawn_on": "2020-01-01"}):
            with self.subTest(values), self.assertRaises(UserError):
                consent.with_user(self.ana).write(values)
        with self.assertRaises(AccessError):
            consent.with_user(self.ana).unlink()

    def test_who_answers_for_data_protection_corrects_it_and_it_is_seen(self):
        consent = self.consent(self.luis)
        consent.with_user(self.marta).write({"evidence": "Carpeta 13"})
        trace = self.audit.search([("event", "=", "corrected")], limit=1)
        self.assertIn("carpeta 12", trace.text)
        self.assertIn("Carpeta 13", trace.text)
        self.assertEqual((trace.user_id, trace.partner_id), (self.marta, self.luis))
        with self.assertRaises(UserError):
            consent.with_user(self.marta).write({"withdrawn_on": "2020-01-01"})
        with self.assertRaises(UserError):
            consent.with_user(self.marta).unlink()

    def test_withdrawing_it_is_an_opposition(self):
        consent = self.consent(self.luis)
        action = consent.with_user(self.ana).action_withdraw()
        wizard = self.env["despacho.privacy.oppose"].with_user(self.ana).with_context(**action["context"]).create({})
        self.assertEqual((wizard.by_email, wizard.by_phone), (True, False))
        wizard.action_oppose()
        self.assertEqual((consent.state, consent.withdrawn_how), ("withdrawn", "phone"))
        self.assertEqual(self.judge(self.luis, "email").reason, "opposed")
        self.assertEqual(self.judge(self.luis, "call").reason, "no_balancing")

    def test_who_said_no_is_not_noted_as_having_consented_by_a_colleague(self):
        self.oppositions._oppose(self.luis, ["email"], "phone")
        values = {"partner_id": self.luis.id, "evidence": "Carpeta 3", "text_shown": "Sí"}
        with self.assertRaises(UserError):
            self.consents.with_user(self.ana).create(values)
        self.consents.with_user(self.ana).create({**values, "channel": "phone"})
        self.assertEqual(self.judge(self.luis, "email").reason, "opposed")

    def test_it_stays_when_the_contact_is_deleted(self):
        consent = self.consent(self.marga)
        self.marga.unlink()
        self.assertEqual((consent.partner_id.id, consent.name), (False, "Marga Sala Puig"))

    def test_of_who_was_destroyed_only_that_there_was_one_stays(self):
        consent = self.consent(self.marga)
        self.consents._forget(self.marga)
        self.assertEqual((consent.name, consent.address, consent.state), (False, False, "withdrawn"))

    def test_two_contacts_that_are_joined_have_both_consents(self):
        twin = self.env["res.partner"].create({"name": "Marga Sala", "email": "marga2@sala.example"})
        one, two = self.consent(self.marga), self.consent(twin)
        self.env["despacho.merge"].with_user(self.sara)._join(self.marga, twin)
        self.env.invalidate_all()
        self.assertEqual((one | two).partner_id, self.marga)

    def test_other_companies_do_not_see_it_nor_use_it(self):
        consent = self.consent(self.luis)
        other = self.env["res.company"].create({"name": "Otra gestoría"})
        user = self._new_user("otra", "despacho_crm.group_user")
        user.write({"company_id": other.id, "company_ids": [Command.set(other.ids)]})
        self.assertNotIn(consent, self.consents.with_user(user).search([]))
        asked = [Asked(self.luis.id, self.luis.id, None, self.luis.email)]
        self.assertFalse(self.gate._judge("email", asked, other)[self.luis.id].allowed)

    def test_nobody_without_our_groups_reads_any(self):
        self.consent(self.luis)
        for user in (self.pau, self.ines, self.rosa):
            with self.subTest(user.login), self.assertRaises(AccessError):
                self.consents.with_user(user).search([])

    def test_a_consent_noted_of_the_wrong_person_leaves_nothing_of_them_once_they_are_destroyed(self):
        consent = self.consent(self.marga)
        consent.with_user(self.marta).write({"partner_id": self.luis.id, "address": "luis@vega.example"})
        self.assertEqual(consent.name, "Luis Vega")
        traces = self.audit.search([("event", "=", "corrected")], limit=2)
        self.assertEqual(traces.partner_id, self.marga | self.luis)
        of_marga = traces.filtered(lambda trace: trace.partner_id == self.marga)
        self.assertIn("marga@sala.example", of_marga.text)
        self.assertNotIn("marga", (traces - of_marga).text.lower())
        self.audit._forget(self.marga)
        self.consents._forget(self.marga)
        said = " ".join(f"{one.subject} {one.text}" for one in self.audit.search([])).lower()
        self.assertNotIn("marga", f"{said} {consent.name}".lower())
        self.assertIn("luis@vega.example", said, "what was done with the other one stays")
