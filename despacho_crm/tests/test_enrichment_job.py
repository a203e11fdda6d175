from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools.enrichment.errors import Refused, Unavailable

from .enrichment_common import EnrichmentJobCommon


@tagged("post_install", "-at_install")
class TestEnrichmentJob(EnrichmentJobCommon):
    """Providers are asked at their pace, what they answer is sifted, and those that do not answer are left in peace."""

    # Who is asked about, and when

    def test_each_contact_is_asked_about_once_and_again_when_what_the_question_follows_from_changes(self):
        with self.saying([]) as calls:
            self.work()
            self.work()
            self.assertEqual(calls, [self.vega.ids])
            self.vega.comment = "nothing that matters"
            self.changed(self.vega)
            self.work()
            self.assertEqual(len(calls), 1)
            self.vega.name = "Talleres Vega e Hijos SL"
            self.changed(self.vega)
            self.work()
            self.assertEqual(len(calls), 2)

    def test_branches_people_of_companies_archived_ones_and_the_firms_own_people_are_not_asked_about(self):
        branch = self.env["res.partner"].create({"name": "Taller", "parent_id": self.vega.id, "type": "other"})
        archived = self.new_company("Cerrada SL", active=False)
        everybody = self.vega | self.luis | self.pilar | branch | archived | self.ana.partner_id
        with self.saying([], about=everybody) as calls:
            self.work()
        self.assertEqual(calls, [sorted((self.vega | self.pilar).ids)])

    def test_who_no_longer_is_of_its_concern_is_not_asked_about(self):
        with self.saying([], about=self.many) as calls:
            self.register.retry_at = fields.Datetime.now() + timedelta(hours=1)
            self.work()
            self.many[0].active = False
            self.many[1].unlink()
            self.changed(self.many[0])
            self.register.retry_at = False
            self.work()
        self.assertEqual(calls, [self.many[2:].ids])

    def test_what_it_said_is_asked_again_after_its_days(self):
        with freeze_time("2026-11-22 10:00:00") as clock, self.saying([], _keeps_days=30) as calls:
            self.work()
            clock.tick(timedelta(days=29))
            self.work()
            self.assertEqual(len(calls), 1)
            clock.tick(timedelta(days=2))
            self.work()
            self.assertEqual(len(calls), 2)

    def test_all_of_a_provider_that_comes_later_are_asked_about(self):
        with self.saying([], about=self.many):
            self.work()
            later = self.new_provider("otro")
            with self.saying([], about=self.many) as calls:
                self.work()
        self.assertEqual(calls, [self.many.ids])
        self.assertTrue(later.is_fed)

    # Pace

    def test_it_is_asked_in_batches_and_not_more_often_than_its_rate(self):
        self.register.write({"batch_size": 3, "rate": 4})
        with freeze_time("2026-11-22 10:00:00") as clock, self.saying([], about=self.many) as calls:
            self.work()
            self.assertEqual([len(ids) for ids in calls], [3, 1])
            self.assertEqual(str(self.register.retry_at), "2026-11-22 10:01:00")
            trigger = self.env["ir.cron.trigger"].search([], order="id desc", limit=1)
            self.assertEqual(str(trigger.call_at), "2026-11-22 10:01:00")
            clock.tick(timedelta(seconds=61))
            self.work()
            self.assertEqual([len(ids) for ids in calls], [3, 1, 3, 1])

    def test_its_budget_of_the_day_is_not_exceeded(self):
        self.register.write({"batch_size": 4, "daily_budget": 6})
        with freeze_time("2026-11-22 10:00:00") as clock, self.saying([], about=self.many) as calls:
            self.work()
            clock.tick(timedelta(hours=3))
            self.work()
            self.assertEqual([len(ids) for ids in calls], [4, 2])
            self.assertEqual((self.register.budget_used, str(self.register.retry_at)), (6, "2026-11-22 23:00:00"))
            clock.tick(timedelta(hours=10))
            self.work()
            self.assertEqual([len(ids) for ids in calls], [4, 2, 4])

    def test_a_slow_provider_does_not_keep_the_others_waiting(self):
        self.register.batch_size = 2
        other = self.new_provider("otro", batch_size=100)
        order = []

        def fetch(source, provider, partners):
            order.append((provider.code, len(partners)))
            return []

        with self.saying([], about=self.many):
            self.patch(self.env.registry["despacho.enrichment.source"], "_fetch", fetch)
            self.work()
        self.assertEqual(order[:2], [("registro", 2), ("otro", 10)])
        self.assertEqual(sum(count for code, count in order if code == "registro"), 10)
        self.assertFalse(other.waiting)

    # When it does not answer

    def test_it_is_left_in_peace_longer_each_time_and_works_again_when_it_answers(self):
        down = self.raising(Unavailable("The service is down"))
        with freeze_time("2026-11-22 10:00:00") as clock:
            waits = []
            for _try in range(4):
                with self.saying(down, about=self.many) as calls:
                    self.work()
                self.assertEqual(len(calls), 1)
                waits.append((self.register.retry_at - fields.Datetime.now()).total_seconds() / 60)
                clock.move_to(self.register.retry_at + timedelta(seconds=1))
            self.assertEqual(waits, [1, 2, 4, 8])
            self.assertEqual((self.register.state, self.register.message), ("working", "The service is down"))
            with self.saying([], about=self.many) as calls:
                self.work()
            self.assertEqual(calls, [self.many.ids])
            self.assertEqual((self.register.failures, self.register.message), (0, False))

    def test_before_its_hour_it_is_not_asked(self):
        with self.saying(self.raising(Unavailable("Busy", retry_after=600)), about=self.many):
            self.work()
        with self.saying([], about=self.many) as calls:
            self.work()
        self.assertFalse(calls)
        self.assertAlmostEqual((self.register.retry_at - fields.Datetime.now()).total_seconds(), 600, delta=60)

    def test_after_five_failures_it_is_taken_for_down_and_tried_with_one_contact(self):
        self.register.failures = 4
        with freeze_time("2026-11-22 10:00:00") as clock:
            with self.saying(self.raising(Unavailable("Down")), about=self.many):
                self.work()
            self.assertEqual(self.register.state, "failing")
            clock.move_to(self.register.retry_at + timedelta(seconds=1))
            with self.saying([], about=self.many) as calls:
                self.work()
        self.assertEqual([len(ids) for ids in calls], [1, 9])
        self.assertEqual(self.register.state, "working")

    def test_one_that_refuses_waits_for_a_person(self):
        with freeze_time("2026-11-22 10:00:00"), self.saying(self.raising(Refused("The certificate has expired"))):
            self.work()
            self.assertEqual((self.register.state, str(self.register.retry_at)), ("failing", "2026-11-23 10:00:00"))
        with self.saying([]) as calls:
            self.register.with_user(self.sara).action_resume()
            self.work()
        self.assertEqual(len(calls), 1)
        self.assertEqual(self.register.state, "working")

    def test_a_paused_one_is_not_asked_until_somebody_resumes_it(self):
        self.register.with_user(self.sara).action_pause()
        with self.saying([]) as calls:
            self.work()
            self.assertFalse(calls)
            self.register.with_user(self.sara).action_resume()
            self.work()
            self.assertTrue(calls)

    def test_paused_while_it_fails_it_stays_paused(self):
        def pause_and_fail(partners):
            self.register.state = "paused"
            raise Unavailable("Down")

        with self.saying(pause_and_fail):
            self.work()
        self.assertEqual(self.register.state, "paused")
