from datetime import date, datetime

from odoo import Command
from odoo.tests import tagged
from odoo.tools import SQL

from ..tools.planning import borders
from .planning_common import FRIDAY, MONDAY, SUNDAY, PlanningCommon

#: Five to midnight on Sunday in Madrid, and five past: the week ends between them.
BEFORE_MIDNIGHT, AFTER_MIDNIGHT = datetime(2026, 11, 15, 22, 55), datetime(2026, 11, 15, 23, 5)


@tagged("post_install", "-at_install")
class TestWeekFacts(PlanningCommon):
    def count_by_sql(self, query, **values):
        """Return what a query written apart from the product says."""
        self.env.flush_all()
        return self.env.execute_query(SQL(query, **values))[0]

    def assert_opens_what_it_counts(self, facts):
        for kind, figure in facts.items():
            records = self.env[figure["model"]].with_context(active_test=False).search(figure["domain"])
            self.assertEqual(len(records), figure["count"], kind)

    def test_calls_are_those_of_the_person_and_the_week(self):
        self.done(self.ana, datetime(2026, 11, 17, 9))
        self.done(self.ana, datetime(2026, 11, 18, 9), "no_answer")
        self.done(self.ana, datetime(2026, 11, 19, 9), direction="inbound")
        self.done(self.jordi, datetime(2026, 11, 17, 9))
        self.done(self.ana, datetime(2026, 11, 13, 9))
        self.planned(self.ana, FRIDAY)
        mine, both = self.facts(self.ana), self.facts(self.ana | self.jordi)
        self.assertEqual((mine["calls"]["count"], both["calls"]["count"]), (2, 3))
        self.assertEqual(mine["calls_reached"]["count"], 1)
        self.assertEqual(mine["responses"]["count"], 1)
        self.assertEqual(mine["activities"]["count"], 3)
        (counted,) = self.count_by_sql(
            """SELECT COUNT(*) FROM mail_activity WHERE NOT active AND channel = 'call' AND user_id = %(user)s
                  AND COALESCE(direction, 'outbound') = 'outbound' AND date_done BETWEEN %(monday)s AND %(sunday)s""",
            user=self.ana.id,
            monday=MONDAY,
            sunday=SUNDAY,
        )
        self.assertEqual(mine["calls"]["count"], counted)
        self.assert_opens_what_it_counts(mine)

    def test_a_call_of_sunday_night_is_of_the_week_that_ends(self):
        self.done(self.ana, BEFORE_MIDNIGHT)
        self.assertEqual(self.facts(self.ana)["calls"]["count"], 0)
        self.done(self.ana, AFTER_MIDNIGHT)
        self.assertEqual(self.facts(self.ana)["calls"]["count"], 1)

    def test_what_is_won_on_sunday_night_is_of_the_week_that_ends(self):
        lead = self.env["crm.lead"].create(
            {"name": "Nóminas", "type": "opportunity", "user_id": self.ana.id, "partner_id": self.vega.id}
        )
        lead.with_context(tracking_disable=True).action_set_won()
        for moment, count in ((BEFORE_MIDNIGHT, 0), (AFTER_MIDNIGHT, 1)):
            lead.date_closed = moment
            self.assertEqual(self.facts(self.ana)["won"]["count"], count)

    def test_what_is_won_adds_up_its_revenue(self):
        leads = self.env["crm.lead"].create(
            [
                {"name": name, "type": "opportunity", "user_id": self.ana.id, "expected_revenue": amount}
                for name, amount in (("Nóminas", 1200), ("Auditoría", 3400.5), ("Fiscal", 999))
            ]
        )
        leads[:2].action_set_won()
        won = self.facts(self.ana)["won"]
        self.assertEqual((won["count"], won["amount"]), (2, 4600.5))
        counted = self.count_by_sql(
            "SELECT COUNT(*), SUM(expected_revenue) FROM crm_lead WHERE won_status = 'won' AND user_id = %(user)s",
            user=self.ana.id,
        )
        self.assertEqual((won["count"], won["amount"]), (counted[0], float(counted[1])))
        self.assert_opens_what_it_counts(self.facts(self.ana))

    def test_a_step_forward_counts_and_one_back_does_not(self):
        lead = (
            self.env["crm.lead"]
            .with_user(self.ana)
            .with_context(tracking_disable=False)
            .create({"name": "Nóminas", "type": "opportunity", "partner_id": self.vega.id})
        )
        first, second, lost = (
            self.env.ref(f"despacho_crm.stage_opportunity_{name}") for name in ("requested", "analysis", "lost")
        )
        lead.stage_id = first
        self.flush_tracking()
        before = self.facts(self.ana, date(2020, 1, 1), date(2100, 1, 1))["stages"]["count"]
        for stage in (second, first, second):
            lead.stage_id = stage
            self.flush_tracking()
        lead.with_user(self.ana).write(
            {"stage_id": lost.id, "lost_reason_id": self.env["crm.lost.reason"].search([], limit=1).id}
        )
        self.flush_tracking()
        facts = self.facts(self.ana, date(2020, 1, 1), date(2100, 1, 1))
        self.assertEqual(facts["stages"]["count"] - before, 2)
        rows = self.env["despacho.agenda"].search(facts["stages"]["domain"])
        self.assertTrue(all(row.stage_forward for row in rows))
        self.assert_opens_what_it_counts(facts)

    def flush_tracking(self):
        self.env.cr.precommit.run()
        self.env.cr.flush()

    def test_a_quotation_counts_once_from_when_it_was_sent_for_the_first_time(self):
        product = self.env["product.product"].create({"name": "Asesoría", "list_price": 100, "taxes_id": False})
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.vega.id,
                    "user_id": self.ana.id,
                    "order_line": [Command.create({"product_id": product.id, "product_uom_qty": quantity})],
                }
                for quantity in (1, 2, 3)
            ]
        )
        orders[0].action_quotation_sent()
        orders[1].action_confirm()
        proposals = self.facts(self.ana)["proposals"]
        self.assertEqual((proposals["count"], proposals["amount"]), (2, 300))
        sent = orders[0].proposed_on
        orders[0].action_confirm()
        self.assertEqual(orders[0].proposed_on, sent)
        self.assertFalse(orders[2].proposed_on)
        self.assert_opens_what_it_counts(self.facts(self.ana))

    def test_a_client_is_new_once_and_of_who_won_it(self):
        won = {"type": "opportunity", "user_id": self.jordi.id}
        lead = self.env["crm.lead"].create({"name": "Nóminas", "partner_id": self.luis.id, **won})
        lead.action_set_won()
        facts = self.env["despacho.planning.facts"]._facts_by_user(self.ana | self.jordi, MONDAY, SUNDAY)
        self.assertEqual(facts[self.jordi]["clients"]["count"], 1)
        self.assertEqual(facts[self.ana]["clients"]["count"], 0)
        action = self.env["despacho.planning.facts"]._facts_action("clients", self.jordi, MONDAY, SUNDAY)
        self.assertEqual(self.env["res.partner"].search(action["domain"]), self.vega)
        self.env["crm.lead"].create({"name": "Fiscal", "partner_id": self.vega.id, **won}).action_set_won()
        self.assertEqual(self.facts(self.jordi)["clients"]["count"], 1, "two services, one client")
        lead.date_closed = datetime(2026, 1, 7)
        self.assertEqual(self.facts(self.jordi)["clients"]["count"], 0, "who signed before is not new")

    def test_who_was_billed_with_another_program_is_not_new(self):
        self.env["despacho.billing.year"].create({"partner_id": self.vega.id, "year": 2024, "amount": 900})
        lead = {"name": "Nóminas", "partner_id": self.vega.id, "type": "opportunity", "user_id": self.jordi.id}
        self.env["crm.lead"].create(lead).action_set_won()
        self.assertEqual(self.facts(self.jordi)["clients"]["count"], 0)

    def test_an_email_counts_when_it_leaves_the_firm(self):
        lead = self.env["crm.lead"].create({"name": "Nóminas", "partner_id": self.luis.id, "user_id": self.ana.id})
        self.luis.email = "luis@vega.example"
        lead = lead.with_user(self.ana).with_context(mail_notify_force_send=False)
        comment = {"message_type": "comment", "subtype_xmlid": "mail.mt_comment"}
        lead.message_post(body="Le adjunto", partner_ids=self.luis.ids, **comment)
        lead.message_post(body="¿Lo miras?", partner_ids=self.jordi.partner_id.ids, **comment)
        lead.message_post(body="Para nosotros", message_type="comment", subtype_xmlid="mail.mt_note")
        self.env.flush_all()
        facts = self.facts(self.ana)
        self.assertEqual(facts["emails"]["count"], 1)
        self.assert_opens_what_it_counts(facts)

    def test_visits_are_held_visits(self):
        self.done(self.ana, datetime(2026, 11, 17, 9), "visited", self.visit)
        self.done(self.ana, datetime(2026, 11, 17, 12), "no_answer", self.visit)
        event = {"name": "Reunión", "start": datetime(2026, 11, 18, 9), "stop": datetime(2026, 11, 18, 10)}
        people = [Command.set((self.ana.partner_id | self.luis).ids)]
        self.env["calendar.event"].create({**event, "user_id": self.ana.id, "partner_ids": people})
        self.env["calendar.event"].create(
            {**event, "user_id": self.ana.id, "partner_ids": people, "privacy": "private"}
        )
        facts = self.facts(self.ana)
        self.assertEqual(facts["visits"]["count"], 2, "a visit and a meeting: what is private counts for nobody")
        self.assert_opens_what_it_counts(facts)

    def test_a_meeting_of_a_colleague_is_told_in_the_week_of_who_attended(self):
        people = self.ana | self.jordi | self.eva
        hours = {"start": datetime(2026, 11, 18, 9), "stop": datetime(2026, 11, 18, 10), "user_id": self.ana.id}
        called = {"partner_ids": [Command.set((people.partner_id | self.luis).ids)]}
        event, private, logged = self.env["calendar.event"].create(
            [
                {"name": "Reunión", **hours, **called},
                {"name": "Personal", **hours, **called, "privacy": "private"},
                {"name": "Visita", **hours, **called},
            ]
        )
        logged.result = "visited"
        event.attendee_ids.filtered(lambda attendee: attendee.partner_id == self.eva.partner_id).state = "declined"
        facts = self.env["despacho.planning.facts"]._facts_by_user(people, MONDAY, SUNDAY, with_ids=True)
        self.assertEqual([facts[user]["attended"]["count"] for user in people], [0, 2, 1])
        self.assertEqual([facts[user]["visits"]["count"] for user in people], [2, 0, 0], "of who answers for it")
        for user in people:
            self.assert_opens_what_it_counts(self.facts(user))
            told = {"attended": facts[user]["attended"]["ids"]}
            again = self.env["despacho.planning.facts"]._facts_by_user(user, MONDAY, SUNDAY, ["attended"], told=told)
            self.assertFalse(again[user]["attended"]["count"])
        rows = self.env["despacho.agenda"].browse(facts[self.jordi]["attended"]["ids"])
        self.assertEqual(rows.event_id, event | logged)
        self.assertNotIn(private, rows.event_id)
        # What each of two has in their own agenda is told there.
        self.env["mail.activity"].with_context(active_test=False).search([("calendar_event_id", "=", logged.id)]).copy(
            {"user_id": self.jordi.id}
        )
        self.assertEqual(self.facts(self.jordi)["attended"]["count"], 1)
        event.active = False
        self.assertEqual(self.facts(self.jordi)["attended"]["count"], 0)

    def test_an_attended_meeting_is_of_the_day_on_which_it_was_held(self):
        people = [Command.set((self.ana | self.jordi).partner_id.ids + self.luis.ids)]
        hours = {"start": datetime(2026, 11, 18, 9), "stop": datetime(2026, 11, 18, 10), "user_id": self.ana.id}
        event = self.env["calendar.event"].create({"name": "Visita", **hours, "partner_ids": people})
        event.result = "visited"
        event.write({"start": datetime(2026, 11, 11, 9), "stop": datetime(2026, 11, 11, 10)})
        self.assertEqual(self.facts(self.ana)["visits"]["count"], 1)
        self.assertEqual(self.facts(self.jordi)["attended"]["count"], 1)

    def test_an_attended_meeting_is_of_the_company_of_who_attended(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        self.give_companies(self.jordi, self.firm | branch)
        self.ana.company_id = branch
        hours = {"start": datetime(2026, 11, 18, 9), "stop": datetime(2026, 11, 18, 10), "name": "Reunión"}
        people = [Command.set((self.ana | self.jordi).partner_id.ids + self.luis.ids)]
        self.env["calendar.event"].create(
            [{**hours, "user_id": user, "partner_ids": people} for user in (self.ana.id, False)]
        )
        facts = self.env["despacho.planning.facts"]
        counts = [
            facts.with_company(company)._facts(self.jordi, MONDAY, SUNDAY, ["attended"])["attended"]["count"]
            for company in (self.firm, branch)
        ]
        self.assertEqual(counts, [2, 0], "of whom is not there any more too")

    def test_each_company_counts_its_own(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        leads = self.env["crm.lead"].create(
            [
                {"name": "A", "type": "opportunity", "user_id": self.ana.id, "company_id": company}
                for company in (self.firm.id, branch.id, False)
            ]
        )
        leads.write({"team_id": False})
        self.env.cr.execute(
            SQL("UPDATE crm_lead SET create_date = %s WHERE id = ANY(%s)", datetime(2026, 11, 17), leads.ids)
        )
        leads.invalidate_recordset()
        counts = [
            self.env["despacho.planning.facts"].with_company(company)._facts(self.ana, MONDAY, SUNDAY)["leads"]["count"]
            for company in (self.firm, branch)
        ]
        self.assertEqual(counts, [2, 1], "what is of none counts once, in the company of its person")

    def test_who_is_won_without_company_is_a_new_client_of_one(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        lead = {"name": "Nóminas", "type": "opportunity", "partner_id": self.vega.id, "user_id": self.ana.id}
        lead = self.env["crm.lead"].create({**lead, "company_id": False, "team_id": False})
        lead.action_set_won()
        self.assertFalse(lead.company_id)
        facts = self.env["despacho.planning.facts"]
        counts = [
            facts.with_company(company)._facts(self.ana, MONDAY, SUNDAY, ["won", "clients"])
            for company in (self.firm, branch)
        ]
        self.assertEqual([(one["won"]["count"], one["clients"]["count"]) for one in counts], [(1, 1), (0, 0)])

    def test_the_change_of_the_clock_neither_loses_nor_repeats_an_hour(self):
        sunday = date(2026, 10, 25)
        monday, _sunday = borders.week(sunday)
        self.done(self.ana, datetime(2026, 10, 24, 22, 30))  # half past midnight of the day that has 25 hours
        self.done(self.ana, datetime(2026, 10, 25, 22, 30))  # half past eleven at night
        self.done(self.ana, datetime(2026, 10, 25, 23, 30))  # half past midnight of Monday
        self.assertEqual(self.facts(self.ana, sunday, sunday)["calls"]["count"], 2)
        self.assertEqual(self.facts(self.ana, monday, sunday)["calls"]["count"], 2)
        self.assertEqual(self.facts(self.ana, monday, date(2026, 10, 26))["calls"]["count"], 3)

    def test_all_the_figures_take_one_query_or_two_each_whoever_they_are_of(self):
        people = self.ana | self.jordi | self.eva | self.berta
        facts = self.env["despacho.planning.facts"]
        facts._facts_by_user(people, MONDAY, SUNDAY)
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=40):
            facts._facts_by_user(people, MONDAY, SUNDAY)
