from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import habits

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleHabits(LifecycleCommon):
    """Usual moments, the channel that works and the other facts, with the observations behind."""

    def tuesdays(self, number, hour=10):
        """Return the days ago of the last Tuesdays."""
        last = (self.today.weekday() - 1) % 7 or 7
        return [last + 7 * week for week in range(number)]

    def test_below_the_minimum_of_observations_nothing_is_claimed(self):
        for days in self.tuesdays(4):
            self.contact(self.vega, days=days)
        self.settle()
        self.assertEqual((self.vega.call_slot, self.vega.call_observations), (0, 4))
        self.assertFalse(self.vega.best_hour)
        self.assertIn("4", self.vega.call_habit)

    def test_enough_answered_calls_give_a_day_and_a_band(self):
        for days in self.tuesdays(5):
            self.contact(self.vega, days=days, hour=10)
        self.contact(self.vega, days=1 if self.tuesdays(1) != [1] else 2, hour=17)
        self.settle()
        self.assertEqual(habits.split(self.vega.call_slot), (1, 10, 12))
        self.assertEqual((self.vega.call_slot_hits, self.vega.call_observations), (5, 6))
        self.assertEqual(self.vega.call_habit, "Tuesdays from 10 to 12 h (5 of 6 times)")

    def test_calls_without_answer_are_no_observation(self):
        for days in self.tuesdays(6):
            self.contact(self.vega, days=days, result="no_answer")
        self.settle()
        self.assertEqual(self.vega.call_observations, 0)
        self.assertFalse(self.vega.call_habit)

    def test_scattered_moments_make_no_habit(self):
        for number, days in enumerate(self.tuesdays(8)):
            self.contact(self.vega, days=days - number % 4, hour=9 + 2 * (number % 4))
        self.settle()
        self.assertEqual((self.vega.call_slot, self.vega.call_observations), (0, 8))

    def test_the_minimum_is_the_company_s(self):
        self.firm.lifecycle_observations = 2
        for days in self.tuesdays(2):
            self.contact(self.vega, days=days)
        self.settle()
        self.assertTrue(self.vega.call_slot)

    def test_the_hour_is_that_of_the_contact_s_zone(self):
        self.vega.tz = "America/Mexico_City"
        for days in self.tuesdays(5):
            self.contact(self.vega, days=days, hour=19)
        self.settle()
        weekday, first, last = habits.split(self.vega.call_slot)
        self.assertEqual(weekday, 1)
        self.assertLess(last, 16)

    def test_mail_opened_by_the_people_of_the_company_and_by_its_leads(self):
        lead = self.lead(self.luis)
        for number, days in enumerate(self.tuesdays(6)):
            self.trace((self.vega, self.luis, lead)[number % 3], days, hour=16, open_datetime=True)
        self.vega._lifecycle_update()
        self.assertEqual(habits.split(self.vega.mail_slot), (1, 16, 18))
        self.assertEqual((self.vega.mail_slot_hits, self.vega.mail_observations), (6, 6))

    def test_mail_of_a_list_counts_for_whoever_has_that_address(self):
        self.vega.email = "info@vega.example"
        contact = self.env["mailing.contact"].create({"name": "Vega", "email": "info@vega.example"})
        self.trace(contact, 3, reply_datetime=True)
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.last_contact_date, self.days_ago(3))

    def test_what_a_filter_opens_at_once_is_no_observation(self):
        trace = self.trace(self.vega, 3)
        trace.open_datetime = trace.sent_datetime
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.mail_observations, 0)
        self.assertEqual((self.vega.follow_up_works, self.vega.follow_up_observations), (0, 1))

    def test_follow_up_mails_that_work(self):
        self.trace(self.vega, 9, open_datetime=True)
        self.trace(self.vega, 8, reply_datetime=True)
        self.trace(self.vega, 7)
        self.trace(self.vega, 6, trace_status="bounce")
        self.contact(self.vega, days=5, channel="email", result="no_answer")
        self.settle()
        self.assertEqual((self.vega.follow_up_works, self.vega.follow_up_observations), (50, 4))
        self.assertIn("50 %", self.vega.follow_up_text)

    def test_the_channel_that_reaches_them(self):
        for days in range(1, 5):
            self.contact(self.vega, days=days, channel="email", result="answered")
        self.contact(self.vega, days=6)
        self.settle()
        self.assertEqual(self.vega.preferred_channel, "email")
        self.assertEqual(self.vega.channel_source, "4 of the 5 times that we reached them")

    def test_the_channel_that_somebody_typed_stays(self):
        self.vega.with_user(self.ana).preferred_channel = "visit"
        for days in range(1, 7):
            self.contact(self.vega, days=days)
        self.settle()
        self.assertEqual(self.vega.preferred_channel, "visit")
        self.assertFalse(self.vega.channel_source)
        self.vega.with_user(self.ana).preferred_channel = False
        self.settle()
        self.assertEqual(self.vega.preferred_channel, "call")

    def test_a_call_without_answer_is_a_try_and_no_contact(self):
        self.contact(self.vega, days=9)
        self.contact(self.vega, days=5)
        self.contact(self.vega, days=2, result="no_answer")
        self.settle()
        self.assertEqual(self.vega.first_contact_date, self.days_ago(9))
        self.assertEqual(self.vega.last_contact_date, self.days_ago(5))
        self.assertEqual(self.vega.last_try_date, self.days_ago(2))

    def test_the_next_action_is_the_first_thing_planned(self):
        later, sooner = self.plan(self.vega, 9), self.plan(self.luis, 4)
        self.settle()
        self.assertEqual(self.vega.next_action_date, sooner.date_deadline)
        sooner.unlink()
        self.settle()
        self.assertEqual(self.vega.next_action_date, later.date_deadline)
        later.action_done()
        self.settle()
        self.assertFalse(self.vega.next_action_date)

    def test_chasing_a_nif_is_no_next_action(self):
        company = self.new_company()
        company._nif_schedule_activities()
        self.settle()
        self.assertFalse(company.next_action_date)

    def test_quotations_with_discount_say_whether_discounts_interest_them(self):
        for partner, states in ((self.vega, ("sale", "cancel")), (self.pilar, ("cancel",) * 3)):
            for state in states:
                line = {"product_id": self.service.id, "discount": 10}
                order = self.env["sale.order"].create({"partner_id": partner.id, "order_line": [(0, 0, line)]})
                order.state = state
        self.env.flush_all()
        (self.vega | self.pilar)._lifecycle_update()
        self.assertEqual((self.vega.discount_interest, self.pilar.discount_interest), ("yes", "no"))
        self.assertEqual(self.vega.discount_source, "accepted 1 of 2 quotations with discount")
        self.vega.with_user(self.ana).discount_interest = "no"
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.discount_interest, "no")

    def test_the_sector_s_clients_propose_the_potential(self):
        industry = self.env["res.partner.industry"].create({"name": "Panaderías de prueba"})
        for amount in (1000, 1200, 2000, 3000, 9000):
            client = self.new_company(vat=self.nif_of(), industry_id=industry.id)
            self.invoice(client, amount=amount)
        same = self.new_company(vat=self.nif_of(), industry_id=industry.id)
        typed = self.new_company(vat=self.nif_of(), industry_id=industry.id, potential=50)
        self.settle()
        self.env["res.partner"]._lifecycle_update_all()
        self.assertEqual((same.potential, typed.potential), (2000, 50))
        self.assertTrue(same.potential_source)
        self.assertFalse(typed.potential_source)
