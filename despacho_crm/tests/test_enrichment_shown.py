import os
from datetime import date
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import config, format_date

from odoo.addons.despacho_crm.hooks import leads
from odoo.addons.despacho_crm.tools.enrichment.found import Found

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentShown(EnrichmentCommon):
    """Where each value comes from, «Enrich now», and what leaves the firm."""

    def test_each_value_says_where_it_comes_from(self):
        self.accept("street")
        mine = self.new_company("De Ana SL", vat=self.nif_of("B"), city="Lleida")
        with self.saying([Found(mine.id, "street", "Uno 1", "2026-11-12")], about=mine):
            self.work()
        told = mine.with_user(self.ana).get_value_origins()
        self.assertEqual(told["street"], f"Registro, {format_date(self.env, date(2026, 11, 12))}")
        self.assertEqual(told["city"], "Typed by hand")
        self.assertNotIn("zip", told, "there is nothing")

    def test_what_one_person_alone_typed_says_who(self):
        mine = self.as_user(self.ana).create({"name": "De Ana SL", "is_company": True, "vat": self.nif_of("B")})
        self.assertEqual(mine.get_value_origins()["name"], "Typed by Ana")

    def test_what_the_chatter_tells_says_who_and_when(self):
        self.vega.email = "info@talleresvega.es"
        message = self.env["mail.message"].create(
            {
                "model": "res.partner",
                "res_id": self.vega.id,
                "author_id": self.sara.partner_id.id,
                "date": "2026-11-12 10:00:00",
                "tracking_value_ids": [
                    (0, 0, {"field_id": self.env["ir.model.fields"]._get("res.partner", "email").id})
                ],
            }
        )
        self.assertTrue(message)
        day = format_date(self.env, date(2026, 11, 12))
        self.assertEqual(self.vega.with_user(self.ana).get_value_origins()["email"], f"Typed by Sara, {day}")

    def test_what_a_person_changed_since_says_so_no_more(self):
        self.accept("street")
        with self.saying({self.vega: {"street": "Uno 1"}}):
            self.work()
        self.vega.street = "Dos 2"
        self.assertNotIn("Registro", self.vega.with_user(self.ana).get_value_origins()["street"])

    def test_asked_now_what_is_in_the_base_comes_at_once_and_the_registers_are_woken_up(self):
        self.derived.state = "working"
        self.vega.email = "info@talleresvega.es"
        job = self.env.ref("despacho_crm.ir_cron_enrichment")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        with self.saying([]):
            answer = self.vega.with_user(self.ana).action_enrich()
        self.assertEqual(self.vega.website, "http://talleresvega.es")
        self.assertIn("filled in", answer["params"]["message"])
        self.assertIn("registers are being asked", answer["params"]["message"])
        self.assertGreater(self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)]), before)

    def test_who_asks_now_goes_before_the_others_that_wait(self):
        self.register.batch_size = 1
        many = self.env["res.partner"].create(
            [{"name": f"{n} SL", "is_company": True, "vat": self.nif_of("B")} for n in range(3)]
        )
        with self.saying([], about=many) as calls:
            self.queue._feed(self.providers.search([]))
            many[2].with_user(self.ana).action_enrich()
            self.work()
        self.assertEqual(calls[0], many[2].ids)

    def test_where_the_certificate_is_stands_outside_the_database(self):
        self.assertEqual(self.register._get_certificate(), "")
        with patch.dict(config.options, {"despacho_registro_certificate": "/etc/despacho/seal.pem"}):
            self.assertEqual(self.register._get_certificate(), "/etc/despacho/seal.pem")
            with patch.dict(os.environ, {"DESPACHO_REGISTRO_CERTIFICATE": "/run/secrets/seal.pem"}):
                self.assertEqual(self.register._get_certificate(), "/run/secrets/seal.pem")
        self.assertFalse([name for name in self.register._fields if "password" in name or "pem" in name])

    def test_where_data_come_from_names_providers(self):
        self.accept("street")
        with self.saying({self.vega: {"street": "Uno 1"}}):
            self.work()
        action = self.vega.with_user(self.ana).action_view_origins()
        line = self.env[action["res_model"]].with_user(self.ana).search(action["domain"])
        street = line.filtered(lambda one: one.name == "street")
        self.assertEqual((street.source, street.value, street.still), ("registro", "Uno 1", "yes"))

    # What Odoo would send out by itself

    def test_sending_the_domains_of_leads_to_odoo_is_turned_off_and_the_administrators_are_told(self):
        job = self._iap_job()
        self.env.ref("base.user_admin").lang = "en_US"
        channel = self.env.ref("mail.channel_admin")
        before = channel.message_ids
        self.env["crm.lead"]._turn_iap_enrich_off()
        self.assertFalse(job.active)
        self.assertEqual(self.env["ir.config_parameter"].get_param("crm.iap.lead.enrich.setting"), "manual")
        told = channel.message_ids - before
        self.assertEqual(len(told), 1)
        self.assertIn("nothing leaves the firm", told.body)
        self.assertIn(self.env.ref("base.user_admin").partner_id, channel.channel_partner_ids)

    def test_it_is_given_back_when_the_addon_goes(self):
        job = self._iap_job()
        leads.leave(self.env)
        self.env["crm.lead"]._turn_iap_enrich_off()
        leads.leave(self.env)
        self.assertTrue(job.active)
        self.assertEqual(self.env["ir.config_parameter"].get_param("crm.iap.lead.enrich.setting"), "auto")

    def test_who_had_it_manual_keeps_it_so(self):
        job = self._iap_job()
        leads.leave(self.env)
        job.active = False
        self.env["ir.config_parameter"].set_param("crm.iap.lead.enrich.setting", "manual")
        self.env["crm.lead"]._turn_iap_enrich_off()
        leads.leave(self.env)
        self.assertFalse(job.active)
        self.assertEqual(self.env["ir.config_parameter"].get_param("crm.iap.lead.enrich.setting"), "manual")

    def test_who_turns_it_on_again_wants_it(self):
        job = self._iap_job()
        self.env["crm.lead"]._turn_iap_enrich_off()
        job.active = True
        self.env["crm.lead"]._turn_iap_enrich_off()
        self.assertTrue(job.active)

    def test_installed_again_it_is_turned_off_again(self):
        self._iap_job()
        self.env["crm.lead"]._turn_iap_enrich_off()
        again = self._iap_job()
        self.env["crm.lead"]._turn_iap_enrich_off()
        self.assertFalse(again.active)

    def test_without_it_nothing_is_done_when_the_server_starts(self):
        model = self.env["crm.lead"]
        with patch.object(type(model), "_turn_iap_enrich_off") as turned:
            model._register_hook()
        self.assertEqual(turned.called, "iap_enrich_done" in model._fields)

    def _iap_job(self):
        """Return the job that Odoo's module brings, as it is once installed."""
        data = self.env["ir.model.data"].search(
            [("module", "=", "crm_iap_enrich"), ("name", "=", "ir_cron_lead_enrichment")]
        )
        data.unlink()
        job = self.env["ir.cron"].create(
            {
                "name": "CRM: enrich leads (IAP)",
                "model_id": self.env.ref("crm.model_crm_lead").id,
                "state": "code",
                "code": "pass",
            }
        )
        self.env["ir.model.data"].create(
            {"module": "crm_iap_enrich", "name": "ir_cron_lead_enrichment", "model": "ir.cron", "res_id": job.id}
        )
        return job
