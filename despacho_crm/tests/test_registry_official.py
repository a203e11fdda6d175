from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.models.enrichment import despacho_enrichment_provider
from odoo.addons.despacho_crm.tools.enrichment import http

from .registry_common import RegistryCommon

_WORK = "odoo.addons.despacho_crm.models.enrichment.despacho_enrichment_provider_work"


@tagged("post_install", "-at_install")
class TestRegistryOfficial(RegistryCommon):
    """The tax agency, VIES and GLEIF, asked by the job through their true formats."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["despacho.enrichment.provider"].search([]).state = "paused"
        cls.aeat = cls._provider("aeat")
        cls.vies = cls._provider("vies")
        cls.gleif = cls._provider("gleif")
        cls.vega.write({"zip": "10001", "country_id": cls.spain.id})
        cls.firm.partner_id.write({"vat": cls.nif_of("B"), "country_id": cls.spain.id})

    @classmethod
    def _provider(cls, code):
        provider = cls.env.ref(f"despacho_crm.enrichment_provider_{code}")
        provider.write({"url": f"{cls.services.url}/{code}", "rate": 0, "daily_budget": 0})
        return provider

    def setUp(self):
        super().setUp()
        for service in (self.services.aeat, self.services.vies, self.services.gleif):
            service.clear()
        for name in ("aeat", "vies", "gleif"):
            self.services.mood(name, "")

    def ask(self, provider, again=False):
        """Have the job ask `provider` about all."""
        provider.write({"state": "working", "retry_at": False, "active": True})
        if again:
            self.env["despacho.enrichment.queue"]._ask_all(provider)
        self.env.flush_all()
        with self.enter_registry_test_mode(), mute_logger(_WORK):
            self.env.ref("despacho_crm.ir_cron_enrichment").method_direct_trigger()
        self.env.invalidate_all()

    def proposals(self, provider):
        found = self.env["despacho.enrichment.proposal"].search(
            [("partner_id", "=", self.vega.id), ("provider_id", "=", provider.id), ("state", "=", "proposed")]
        )
        return {one.field_name: one.value for one in found}

    # The tax agency

    def test_nobody_is_told_of_the_contacts_until_somebody_resumes_it(self):
        self.assertEqual({self.aeat.state, self.vies.state, self.gleif.state}, {"paused"})

    def test_the_agencys_status_and_name_are_on_the_sheet_in_words(self):
        for said, status, words in (
            ("IDENTIFICADO", "identified", "Identified"),
            ("NO IDENTIFICADO", "unidentified", "Not identified"),
            ("IDENTIFICADO - BAJA", "deregistered", "Deregistered"),
            ("IDENTIFICADO-REVOCADO", "revoked", "NIF revoked"),
        ):
            self.services.aeat["B12345674"] = ("B12345674", "TALLERES VEGA & HIJOS SL", said)
            self.ask(self.aeat, again=True)
            self.assertEqual((self.vega.aeat_status, self.vega.aeat_date), (status, fields.Date.today()), said)
            self.assertTrue(self.vega.aeat_words.startswith(f"Tax agency: {words}"), self.vega.aeat_words)
            name = False if status == "unidentified" else "TALLERES VEGA & HIJOS SL"
            self.assertEqual(self.vega.aeat_name, name)

    def test_many_contacts_go_in_one_question(self):
        companies = [self.new_company(f"Empresa {count} SL", vat=self.nif_of("B")) for count in range(30)]
        for company in companies:
            self.services.aeat[company.nif_key] = (company.nif_key, company.name.upper(), "IDENTIFICADO")
        self.ask(self.aeat)
        self.assertEqual({company.aeat_status for company in companies}, {"identified"})
        self.assertLessEqual(len(self.services.asked_of("aeat")), 2)

    def test_another_registered_name_is_proposed_and_the_same_one_is_not(self):
        self.services.aeat["B12345674"] = ("B12345674", "TALLERES VEGA SOCIEDAD LIMITADA", "IDENTIFICADO")
        self.ask(self.aeat)
        self.assertFalse(self.proposals(self.aeat))
        self.services.aeat["B12345674"] = ("B12345674", "MOTOR VEGA SL", "IDENTIFICADO")
        self.ask(self.aeat, again=True)
        self.assertEqual(self.proposals(self.aeat), {"name": "MOTOR VEGA SL"})
        self.assertEqual(self.vega.name, "Talleres Vega SL")

    def test_the_number_that_it_has_now_is_proposed_and_the_old_one_kept_when_accepted(self):
        self.vega.vat = "A12345674"
        self.services.aeat["A12345674"] = ("B12345674", "TALLERES VEGA SL", "IDENTIFICADO")
        self.ask(self.aeat)
        self.assertEqual(self.proposals(self.aeat), {"vat": "ESB12345674"})
        self.env["despacho.enrichment.proposal"].search(
            [("partner_id", "=", self.vega.id), ("state", "=", "proposed")]
        ).with_user(self.sara).action_accept()
        self.assertEqual(self.vega.nif_key, "B12345674")
        self.assertEqual(self.vega.former_nif_ids.mapped("nif_key"), ["A12345674"])
        self.assertFalse(self.vega.aeat_words, "what was said of the old number says nothing of the new one")

    def test_a_revoked_nif_of_a_client_is_told_once(self):
        self.services.aeat["B12345674"] = ("B12345674", "TALLERES VEGA SL", "IDENTIFICADO-REVOCADO")
        self.ask(self.aeat)
        [alarm] = self.alarms_of(self.vega)
        self.assertEqual((alarm.user_id, alarm.summary), (self.ana, "Tax agency: its NIF is revoked"))
        self.assertIn("revoked", self.vega.registry_alert)
        alarm.action_done()
        self.ask(self.aeat, again=True)
        self.assertFalse(self.alarms_of(self.vega))

    def test_a_person_is_asked_with_the_name_and_a_company_without(self):
        body = []
        answer = self.services.answer_aeat

        def listen(path, query, text):
            body.append(text)
            return answer(path, query, text)

        with patch.object(self.services, "answer_aeat", listen):
            self.ask(self.aeat)
        [said] = body
        self.assertIn("<vnif:Nif>12345678Z</vnif:Nif><vnif:Nombre>Pilar Ruiz</vnif:Nombre>", said)
        self.assertIn("<vnif:Nif>B12345674</vnif:Nif><vnif:Nombre></vnif:Nombre>", said)

    def test_what_the_agency_did_not_process_says_nothing(self):
        self.services.aeat["B12345674"] = ("B12345674", "", "NO PROCESADO")
        self.ask(self.aeat)
        self.assertFalse(self.vega.aeat_status)

    def test_without_a_certificate_the_agency_is_not_asked_and_says_what_to_do(self):
        self.aeat.url = "https://www1.agenciatributaria.gob.es/wlpl/BURT-JDIT/ws/VNifV2SOAP"
        with patch.object(despacho_enrichment_provider.config, "get", return_value=False):
            self.ask(self.aeat)
        self.assertEqual(self.aeat.state, "failing")
        self.assertIn("certificate", self.aeat.message)

    def test_the_certificate_is_a_path_on_the_server(self):
        seen = []

        def ask(url, **options):
            seen.append(options["certificate"])
            raise http.Unavailable("no network here")

        with (
            patch.object(http, "ask", ask),
            patch.dict(despacho_enrichment_provider.os.environ, {"DESPACHO_AEAT_CERTIFICATE": "/etc/odoo/aeat.pem"}),
        ):
            self.ask(self.aeat)
        self.assertEqual(seen, ["/etc/odoo/aeat.pem"])
        stored = self.env["ir.config_parameter"].search([("value", "like", "aeat.pem")])
        self.assertFalse(stored or "aeat.pem" in str(self.aeat.read()))

    def test_whatever_a_service_does_the_job_goes_on_and_it_is_asked_later(self):
        for code, mood, details in (
            ("aeat", "fault", {}),
            ("aeat", "soap_fault", {"code": "Server"}),
            ("aeat", "page", {}),
            ("aeat", "garbage", {}),
            ("aeat", "bomb", {}),
            ("aeat", "drop", {}),
            ("vies", "busy", {"retry_after": "600"}),
            ("vies", "status", {"status": 503}),
            ("gleif", "garbage", {}),
        ):
            provider = getattr(self, code)
            self.services.mood(code, mood, **details)
            provider.write({"failures": 0, "message": False})
            self.ask(provider, again=True)
            self.assertTrue(provider.message, (code, mood))
            self.assertTrue(provider.retry_at > fields.Datetime.now())
            self.services.mood(code, "")
            provider.state = "paused"

    def test_a_refusal_waits_for_a_person(self):
        self.services.mood("aeat", "soap_fault", code="Client", text="Titular no autorizado")
        self.ask(self.aeat)
        self.assertEqual((self.aeat.state, self.aeat.message), ("failing", "Titular no autorizado"))

    # VIES

    def test_vies_says_whether_it_is_registered_and_what_proves_it(self):
        self.services.vies["ESB12345674"] = ("VALID", "---", "---")
        self.ask(self.vies)
        self.assertEqual(
            (self.vega.vies_status, self.vega.vies_proof, self.vega.vies_date),
            ("registered", "WAPIAAAAYi1tZjvH", fields.Date.today()),
        )
        self.assertIn("WAPIAAAAYi1tZjvH", self.vega.vies_words)
        self.assertEqual(self.vega.name, "Talleres Vega SL")

    def test_a_number_that_is_not_registered_is_said_as_what_it_is(self):
        self.ask(self.vies)
        self.assertTrue(self.vega.vies_words.startswith("VIES: Not registered for trade within the Union"))
        self.assertEqual(self.vega.nif_state, "valid")

    def test_a_failure_that_comes_as_a_success_is_no_answer(self):
        for error in ("MS_MAX_CONCURRENT_REQ", "MS_UNAVAILABLE", "IP_BLOCKED", "TIMEOUT"):
            self.services.vies["ESB12345674"] = (error, "---", "---")
            self.ask(self.vies, again=True)
            self.assertFalse(self.vega.vies_status, error)
            self.assertIn(error, self.vies.message)
        self.services.vies["ESB12345674"] = ("VALID", "---", "---")
        self.ask(self.vies, again=True)
        self.assertEqual((self.vega.vies_status, self.vies.state), ("registered", "working"))

    def test_a_service_that_shuts_us_out_is_left_alone_for_a_day(self):
        self.services.vies["ESB12345674"] = ("IP_BLOCKED", "---", "---")
        self.ask(self.vies)
        self.assertTrue(self.vies.retry_at > fields.Datetime.now() + timedelta(hours=23))

    def test_companies_of_other_countries_are_asked_by_their_own_number(self):
        belgian = self.new_company("Bruxelles SA", vat="BE0477472701", country_id=self.env.ref("base.be").id)
        self.services.vies["BE0477472701"] = ("VALID", "BRUXELLES SA", "Rue Neuve 1\n1000 Bruxelles")
        self.ask(self.vies)
        self.assertEqual(belgian.vies_status, "registered")

    # GLEIF

    def _record(self, name="TALLERES VEGA SL", zip_="10001", **entity):
        return {
            "type": "lei-records",
            "id": "9845001B2AD43E664E58",
            "attributes": {
                "lei": "9845001B2AD43E664E58",
                "entity": {
                    "legalName": {"name": name},
                    "otherNames": [],
                    "legalAddress": {
                        "addressLines": ["C/ Mayor 3"], "city": "Cáceres", "country": "ES", "postalCode": zip_,
                    },
                    "registeredAs": "CC-1234",
                    "status": "ACTIVE",
                    **entity,
                },
                "registration": {"status": "ISSUED", "lastUpdateDate": "2026-07-06T07:17:31Z"},
            },
        }  # fmt: skip

    def test_the_lei_of_the_same_company_is_noted_and_its_address_proposed(self):
        self.services.gleif["TALLERES VEGA SL"] = self._record()
        self.ask(self.gleif)
        self.assertEqual(self.vega.lei, "9845001B2AD43E664E58")
        self.assertEqual(self.proposals(self.gleif)["street"], "C/ Mayor 3")

    def test_one_of_the_same_name_elsewhere_is_another(self):
        for record in (
            self._record(zip_="28001"),
            self._record(name="TALLERES VEGA SA"),
            self._record(status="INACTIVE"),
            [self._record(), {**self._record(), "id": "X"}],
        ):
            self.services.gleif["TALLERES VEGA SL"] = record
            self.ask(self.gleif, again=True)
            self.assertFalse(self.vega.lei)

    # Creating and writing contacts

    def test_creating_a_contact_costs_what_it_did(self):
        names = ("aeat_status", "aeat_words", "vies_status", "registry_alert", "registry_act_count", "lei")
        for name in names:
            field = self.env["res.partner"]._fields[name]
            self.assertFalse(field.compute and field.store, name)
            self.assertFalse(field.default, name)
