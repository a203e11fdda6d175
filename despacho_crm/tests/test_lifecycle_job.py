from contextlib import suppress
from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.base.tests.test_ir_cron import CronMixinCase
from odoo.addons.despacho_crm.models.lifecycle import res_partner_lifecycle_job

from .lifecycle_common import LifecycleCommon
from .lifecycle_naive import Naive


@tagged("post_install", "-at_install")
class TestLifecycleJob(CronMixinCase, LifecycleCommon):
    """The whole base at night: the same as one by one, in batches, from where it was."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.people = cls.vega | cls.pilar
        for number in range(10):
            cls.people |= cls.new_company(f"Sociedad {number}", vat=cls.nif_of())
        cls.settle()

    def story(self):
        """Give each of the people another past."""
        for number, partner in enumerate(self.people):
            for days in range(number % 7):
                self.contact(
                    partner,
                    days=3 + 7 * days,
                    hour=9 + number % 5,
                    result=("spoke", "no_answer", "answered")[(number + days) % 3],
                    reaction=(False, "interested", "later", "not_interested")[(number + days) % 4],
                    direction=("outbound", "inbound")[number % 2],
                    chance=(number * 17) % 100,
                )
            for days in range(number % 6):
                self.trace(partner, 5 + 7 * days, 12 + number % 3, open_datetime=True, reply_datetime=number % 4 == 0)
            if number % 3 == 0:
                self.invoice(partner, days=number * 60, amount=150 * number + 50)
            if number % 4 == 1:
                self.lead(partner, type=("lead", "opportunity")[number % 2])
            if number % 5 == 2:
                self.lead(partner, type="opportunity").action_set_lost()
            if number % 5 == 3:
                self.mail(partner, days=20 * number)
            if number % 6 == 1:
                self.lead(partner, type="opportunity").action_set_won()
            if number % 2:
                self.plan(partner, number - 5)
            partner.potential = 700 * (number % 4)
        self.settle()

    def columns(self):
        self.env.invalidate_all()
        names = list(Naive(self.vega, self.today).values())
        return {partner: [partner[name] for name in names] for partner in self.people}

    def spoil(self):
        """Leave the columns as a base restored from an old copy has them."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE res_partner SET lifecycle = 'client', temperature = 'hot', priority_score = 99, call_slot = 3"
                " WHERE id = ANY(%s)",
                self.people.ids,
            )
        )
        self.env.invalidate_all()

    def run_batches(self):
        """Run the job in a cursor that may commit, and lose what was not committed if it dies."""
        with self.enter_registry_test_mode():
            try:
                with self.registry.cursor() as cr:
                    self.env(cr=cr)["res.partner"]._cron_lifecycle()
            finally:
                self.env.invalidate_all()

    def test_it_says_the_same_as_one_by_one_by_hand(self):
        self.story()
        self.spoil()
        self.run_job()
        for partner in self.people:
            with self.subTest(partner=partner.name):
                expected = Naive(partner, self.today).values()
                self.assertEqual({name: partner[name] for name in expected}, expected)

    def test_it_says_the_same_as_the_single_updates(self):
        self.story()
        single = self.columns()
        self.spoil()
        self.run_job()
        self.assertEqual(self.columns(), single)

    def test_a_second_time_it_writes_nothing(self):
        self.story()
        self.env["res.partner"]._lifecycle_update_all()
        self.assertFalse(self.env["res.partner"]._lifecycle_update_all())

    def test_it_goes_on_where_it_was_killed(self):
        self.story()
        single = self.columns()
        self.spoil()
        Partner = self.env.registry["res.partner"]
        update, seen = Partner._lifecycle_update_batch, []

        def dies_at_the_third(partners, ids, proposals):
            seen.append(ids)
            if len(seen) == 3:
                raise KeyboardInterrupt
            return update(partners, ids, proposals)

        def goes_on(partners, ids, proposals):
            rest.extend(ids)
            return update(partners, ids, proposals)

        company = self.env["res.company"]._lifecycle_reference()
        with patch.object(res_partner_lifecycle_job, "_BATCH", 4):
            with patch.object(Partner, "_lifecycle_update_batch", dies_at_the_third):
                # Odoo's assertRaises would undo what the job had committed.
                with suppress(KeyboardInterrupt):
                    self.run_batches()
            self.assertEqual(len(seen), 3)
            self.assertEqual(company.lifecycle_job_id, seen[1][-1])
            rest = []
            with patch.object(Partner, "_lifecycle_update_batch", goes_on):
                self.run_batches()
        self.assertGreater(min(rest), seen[1][-1])
        self.assertEqual(company.lifecycle_job_id, 0)
        self.assertTrue(company.lifecycle_job_done)
        self.assertEqual(self.columns(), single)

    def test_what_was_left_yesterday_begins_again(self):
        self.spoil()
        self.env["res.partner"]._lifecycle_job_is_at(self.days_ago(1), max(self.people.ids))
        self.run_job()
        self.assertEqual(self.vega.lifecycle, "prospect")

    def test_other_thresholds_call_the_job_from_the_beginning(self):
        self.env["res.partner"]._lifecycle_job_is_at(self.today, max(self.people.ids))
        with self.capture_triggers("despacho_crm.ir_cron_lifecycle") as captured:
            self.firm.lifecycle_client_months = 24
        self.assertEqual(len(captured.records), 1)
        self.assertEqual(self.env["res.company"]._lifecycle_reference().lifecycle_job_id, 0)

    def test_an_invoice_is_posted_although_its_contact_is_being_changed(self):
        Partner = self.env.registry["res.partner"]
        with patch.object(Partner, "_lifecycle_update", side_effect=SerializationFailure("busy")):
            move = self.invoice(self.vega)
            self.settle()
        self.assertEqual(move.state, "posted")
        self.assertEqual(self.vega.lifecycle, "prospect")
        self.run_job()
        self.assertEqual(self.vega.lifecycle, "client")

    def test_a_contact_that_is_deleted_meanwhile_stops_nobody(self):
        gone = self.new_company("De paso SL")
        lead = self.lead(gone)
        self.lead(self.vega)
        lead.unlink()
        gone.unlink()
        self.settle()
        self.assertEqual(self.vega.lifecycle, "lead")

    # What it costs

    def queries(self, work):
        self.settle()
        before = self.cr.sql_log_count
        work()
        self.settle()
        return self.cr.sql_log_count - before

    def test_many_partners_cost_the_queries_of_one(self):
        self.people._lifecycle_update()
        one = self.queries(self.vega._lifecycle_update)
        self.assertEqual(self.queries(self.people._lifecycle_update), one)

    def test_many_changes_in_a_transaction_make_one_update(self):
        Partner = self.env.registry["res.partner"]
        update, calls = Partner._lifecycle_update, []

        def counted(partners):
            calls.append(partners)
            return update(partners)

        with patch.object(Partner, "_lifecycle_update", counted):
            for partner in self.people:
                self.lead(partner)
                self.invoice(partner)
            self.settle()
        self.assertEqual(calls, [self.people.sorted("id")])

    def test_what_does_not_change_the_relation_costs_nothing(self):
        lead = self.lead(self.vega)
        self.settle()
        with patch.object(self.env.registry["res.partner"], "_lifecycle_update") as update:
            lead.write({"name": "Otro asunto"})
            self.vega.write({"city": "Olot"})
            self.settle()
        update.assert_not_called()
