from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools.enrichment.errors import Refused
from odoo.addons.despacho_crm.tools.enrichment.found import Found

from .enrichment_common import EnrichmentJobCommon

_LOGGER = "odoo.addons.despacho_crm.models.enrichment.despacho_enrichment_provider_work"


@tagged("post_install", "-at_install")
class TestEnrichmentGarbage(EnrichmentJobCommon):
    """What providers answer wrongly, and what happens while they answer, harms nothing."""

    # Garbage

    @mute_logger(_LOGGER)
    def test_garbage_harms_nothing_and_is_told_and_what_is_right_is_written(self):
        self.accept("name", "street", "phone")
        before = self.pilar.read(["name", "street", "phone", "email"])
        garbage = [
            None,
            42,
            {"partner_id": self.vega.id},
            Found(self.pilar.id, "name", "Another one's"),
            Found(self.vega.id, "password", "x"),
            Found(self.vega.id, "vat", "B00000000"),
            Found(self.vega.id, "phone", 973112233),
            Found(self.vega.id, "name", "x" * 10**6),
            Found(self.vega.id, "name", "a\x00b"),
            Found(self.vega.id, "street", "Uno 1", "3026-01-01"),
            Found(self.vega.id, "street", "Dos 2"),
        ]
        with self.saying(garbage):
            self.work()
        self.assertEqual(self.pilar.read(["name", "street", "phone", "email"]), before)
        self.assertEqual((self.vega.name, self.vega.street, self.vega.phone), ("Talleres Vega SL", "Dos 2", False))
        run = self.runs.search([("provider_id", "=", self.register.id)])
        self.assertEqual((run.failed, run.accepted), (10, 1))
        self.assertIn("contacts that nobody asked about", run.message)
        self.assertEqual(self.register.state, "working")

    @mute_logger(_LOGGER)
    def test_one_contact_that_it_stumbles_over_does_not_keep_the_others_from_being_asked_about(self):
        self.accept("street")
        bad = self.many[3]

        def stumble(partners):
            if bad in partners:
                raise KeyError("answer")
            return [Found(partner.id, "street", "Uno 1") for partner in partners]

        with self.saying(stumble, about=self.many):
            self.work()
        self.assertEqual(set((self.many - bad).mapped("street")), {"Uno 1"})
        self.assertFalse(bad.street)
        self.assertEqual(self.runs.search([("provider_id", "=", self.register.id)]).failed, 1)
        self.assertEqual(self.register.failures, 0)

    @mute_logger(_LOGGER)
    def test_one_that_is_never_understood_is_taken_for_down(self):
        self.register.failures = 4
        with self.saying(self.raising(ValueError("<html>")), about=self.many):
            self.work()
        self.assertEqual(self.register.state, "failing")
        self.assertIn("not understood", self.register.message)

    def test_one_contact_that_it_does_not_take_does_not_keep_the_others_waiting_for_a_day(self):
        bad, rest = self.many[0], self.many[1:]
        self.register.batch_size = 1

        def answer(partners):
            if bad in partners:
                error = Refused("It does not understand what it is asked")
                error.code = "misunderstood"
                raise error
            return []

        with freeze_time("2026-11-22 10:00:00") as clock, self.saying(answer, about=self.many) as calls:
            for _hour in range(12):
                self.work()
                clock.tick(timedelta(hours=1))
        asked = [partner_id for ids in calls for partner_id in ids]
        self.assertEqual(sorted(set(asked)), self.many.ids)
        self.assertEqual((asked.count(bad.id), len(asked)), (5, 5 + len(rest)))

    # What happens meanwhile

    def test_what_was_answered_about_a_contact_that_is_another_one_now_is_worth_nothing(self):
        self.accept("street")

        def rename(partners):
            partners.name = "Otra cosa SL"
            partners.flush_recordset()
            return [Found(partners.id, "street", "De la de antes 1")]

        with self.saying(rename):
            cron = type(self.env["ir.cron"])
            with patch.object(cron, "_commit_progress", lambda *a, **k: 0):
                self.queue._feed(self.providers.search([]))
                self.register._work(self.runs)
        self.assertFalse(self.vega.street)
        with self.saying({self.vega: {"street": "De la de ahora 2"}}) as calls:
            self.work()
        self.assertTrue(calls)
        self.assertEqual(self.vega.street, "De la de ahora 2")

    def test_what_a_worker_that_died_had_been_answered_is_written_without_asking_again(self):
        self.accept("street")
        with self.saying({self.vega: {"street": "Uno 1"}}) as calls:
            self.queue._feed(self.providers.search([]))
            ids = self.queue._claim(self.register, 10)
            self.queue._keep(self.register, {ids[0]: [[ids[0], "street", "Uno 1", "2026-11-22", 1.0, ""]]})
            self.work()
            self.assertFalse(self.vega.street, "somebody may have it in hand")
            with freeze_time(fields.Datetime.now() + timedelta(minutes=11)):
                self.work()
        self.assertEqual(self.vega.street, "Uno 1")
        self.assertFalse(calls)
