from datetime import date, datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .planning_common import FRIDAY, MONDAY, NEXT_MONDAY, PlanningCommon

TUESDAY = NEXT_MONDAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestWeek(PlanningCommon):
    def test_the_week_writes_what_was_done(self):
        self.done(self.ana, datetime(2026, 11, 17, 9))
        self.done(self.ana, datetime(2026, 11, 18, 9), "visited", self.visit)
        week = self.week_of(self.ana)
        self.assertEqual((week.calls, week.visits, week.proposals), (1, 1, 0))
        for fact in week.fact_ids:
            action = fact.action_open()
            records = self.env[action["res_model"]].with_user(self.ana).with_context(active_test=False)
            self.assertEqual(len(records.search(action["domain"])), fact.count, fact.kind)

    def test_what_comes_is_late_due_planned_and_proposed(self):
        late = self.planned(self.ana, MONDAY - timedelta(days=10))
        due = self.planned(self.ana, FRIDAY)
        planned = self.planned(self.ana, TUESDAY)
        self.planned(self.ana, NEXT_MONDAY + timedelta(days=7))
        self.planned(self.jordi, TUESDAY)
        best = self.new_company("Bodegas Ribera SL", user_id=self.ana.id, potential=9000)
        worst = self.new_company("Bar Uno SL", user_id=self.ana.id, potential=900)
        self.new_company("De otro SL", user_id=self.jordi.id, potential=9000)
        (best | worst | self.vega)._lifecycle_update()
        week = self.week_of(self.ana)
        self.assertEqual(self.lines(week, "late").activity_id, late)
        self.assertEqual(self.lines(week, "due").activity_id, due)
        self.assertEqual(self.lines(week, "planned").activity_id, planned)
        self.assertEqual(self.lines(week, "proposed").partner_id, best | worst)
        self.assertEqual(self.lines(week, "proposed")[0].partner_id, best, "of most priority first")
        self.assertEqual((self.lines(week, "late").day, self.lines(week, "due").day), (NEXT_MONDAY, NEXT_MONDAY))
        self.assertEqual(self.lines(week, "planned").day, TUESDAY)

    def test_confirming_takes_what_was_decided_to_the_agenda(self):
        kept, moved, dropped = (self.planned(self.ana, MONDAY, name) for name in ("Uno", "Dos", "Tres"))
        prospect = self.new_company("Bodegas Ribera SL", user_id=self.ana.id, potential=9000)
        other = self.new_company("Bar Uno SL", user_id=self.ana.id, potential=900)
        (prospect | other)._lifecycle_update()
        week = self.week_of(self.ana)
        by_activity = {line.activity_id: line for line in week.line_ids}
        by_activity[moved].action_move()
        by_activity[dropped].action_drop()
        self.lines(week, "proposed").filtered(lambda line: line.partner_id == other).action_drop()
        week.write({"line_ids": [Command.create({"partner_id": self.pilar.id, "name": "Felicitarla", "day": TUESDAY})]})
        week.action_confirm()
        self.assertEqual(kept.date_deadline, NEXT_MONDAY)
        self.assertEqual(moved.date_deadline, NEXT_MONDAY + timedelta(days=7))
        self.assertFalse(dropped.exists())
        self.assertIn("Tres", " ".join(self.vega.message_ids.mapped("body")))
        planned = self.env["mail.activity"].search([("res_model", "=", "res.partner"), ("user_id", "=", self.ana.id)])
        self.assertEqual(planned.filtered(lambda one: one.res_id == prospect.id).date_deadline, NEXT_MONDAY)
        self.assertFalse(planned.filtered(lambda one: one.res_id == other.id))
        added = planned.filtered(lambda one: one.res_id == self.pilar.id)
        self.assertEqual((added.summary, added.date_deadline), ("Felicitarla", TUESDAY))

    def test_confirming_before_friday_leaves_what_is_for_these_days_where_it_is(self):
        with freeze_time("2026-11-18 09:00"):
            late = self.planned(self.ana, MONDAY, "Atrasada")
            today = self.planned(self.ana, date(2026, 11, 18), "Hoy")
            moved = self.planned(self.ana, FRIDAY, "Más tarde")
            week = self.week_of(self.ana)
            week.line_ids.filtered(lambda line: line.activity_id == moved).action_move()
            week.action_confirm()
        self.assertEqual(late.date_deadline, NEXT_MONDAY)
        self.assertEqual(today.date_deadline, date(2026, 11, 18))
        self.assertEqual(moved.date_deadline, FRIDAY + timedelta(days=7))

    def test_what_kept_its_day_and_let_it_pass_goes_to_monday(self):
        with freeze_time("2026-11-17 09:00"):
            passed = self.planned(self.ana, date(2026, 11, 18), "Miércoles")
            elsewhere = self.planned(self.ana, date(2026, 11, 18), "Otro día")
            week = self.week_of(self.ana)
            self.assertEqual(set(week.line_ids.mapped("day")), {date(2026, 11, 18)})
            week.line_ids.filtered(lambda line: line.activity_id == elsewhere).day = TUESDAY
            with self.assertRaises(ValidationError), self.env.cr.savepoint():
                week.line_ids.filtered(lambda line: line.activity_id == passed).day = MONDAY
        with freeze_time("2026-11-20 08:00"):
            week.action_confirm()
        self.assertEqual((passed.date_deadline, elsewhere.date_deadline), (NEXT_MONDAY, TUESDAY))

    def test_writing_it_again_on_friday_puts_on_monday_what_is_still_to_do(self):
        with freeze_time("2026-11-17 09:00"):
            self.planned(self.ana, FRIDAY)
            week = self.week_of(self.ana)
            self.assertEqual(week.line_ids.day, FRIDAY)
        week._fill()
        self.assertEqual((week.line_ids.source, week.line_ids.day), ("due", NEXT_MONDAY))

    def test_what_was_for_a_day_gone_by_is_late_and_goes_to_monday_when_written_again(self):
        with freeze_time("2026-11-17 09:00"):
            self.planned(self.ana, date(2026, 11, 18))
            week = self.week_of(self.ana)
        with freeze_time("2026-11-19 09:00"):
            week.action_refresh()
            self.assertEqual((week.line_ids.source, week.line_ids.day), ("late", NEXT_MONDAY))
        week.line_ids.sudo().write({"source": "due", "day": NEXT_MONDAY})
        week._fill()
        self.assertEqual((week.line_ids.source, week.line_ids.day), ("late", NEXT_MONDAY))

    def test_confirming_leaves_what_changed_in_the_agenda_meanwhile(self):
        moved, given, dropped = (self.planned(self.ana, TUESDAY, name) for name in ("Uno", "Dos", "Tres"))
        week = self.week_of(self.ana)
        week.line_ids.filtered(lambda line: line.activity_id == dropped).action_drop()
        thursday = TUESDAY + timedelta(days=2)
        moved.date_deadline = thursday
        (given | dropped).user_id = self.jordi
        given.date_deadline = FRIDAY
        week.action_confirm()
        self.assertEqual((moved.date_deadline, given.date_deadline), (thursday, FRIDAY))
        self.assertEqual(week.line_ids.filtered(lambda line: line.activity_id == moved).day, thursday)
        self.assertTrue(dropped.exists(), "it is a colleague's by now")

    def test_nothing_changes_once_it_is_confirmed(self):
        self.planned(self.ana, TUESDAY)
        week = self.week_of(self.ana)
        week.action_confirm()
        for attempt in (
            lambda: week.write({"notes": "Otra cosa"}),
            lambda: week.line_ids.write({"decision": "drop"}),
            lambda: week.line_ids.unlink(),
            lambda: week.write({"line_ids": [Command.create({"partner_id": self.pilar.id, "name": "Más"})]}),
            lambda: week.action_refresh(),
            lambda: week.action_confirm(),
            lambda: week.with_user(self.marta).write({"notes": "Yo mando"}),
            lambda: week.sudo().unlink(),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
        self.done(self.ana, datetime(2026, 11, 20, 10))
        week._fill()
        self.assertEqual((week.calls, week.state), (0, "confirmed"))

    def test_the_figures_are_those_of_the_moment_of_confirming(self):
        week = self.week_of(self.ana)
        self.done(self.ana, datetime(2026, 11, 20, 10))
        self.assertEqual(week.calls, 0)
        week.action_confirm()
        self.assertEqual(week.calls, 1)

    def test_writing_it_again_keeps_what_was_decided(self):
        first, second = self.planned(self.ana, TUESDAY), self.planned(self.ana, MONDAY)
        week = self.week_of(self.ana)
        week.line_ids.filtered(lambda line: line.activity_id == first).action_drop()
        week.notes = "Semana corta"
        second.with_user(self.ana).write({"result": "spoke"})
        third = self.planned(self.ana, TUESDAY)
        week.action_refresh()
        self.assertEqual(week.line_ids.activity_id, first | third)
        decided = {line.activity_id: line.decision for line in week.line_ids}
        self.assertEqual((decided[first], decided[third]), ("drop", "keep"))
        self.assertEqual((week.calls, week.notes), (1, "Semana corta"))

    def test_writing_it_again_keeps_the_day_that_was_chosen(self):
        activity = self.planned(self.ana, TUESDAY)
        prospect = self.new_company("Bodegas Ribera SL", user_id=self.ana.id, potential=9000)
        prospect._lifecycle_update()
        week = self.week_of(self.ana)
        thursday = TUESDAY + timedelta(days=2)
        week.line_ids.day = thursday
        self.new_company("Más Ribera SL", user_id=self.ana.id, potential=90000)._lifecycle_update()
        week.action_refresh()
        self.assertEqual(week.line_ids.filtered(lambda line: line.activity_id == activity).day, thursday)
        self.assertEqual(week.line_ids.filtered(lambda line: line.partner_id == prospect).day, thursday)
        activity.date_deadline = TUESDAY + timedelta(days=1)
        # Each request reads the agenda anew.
        self.env.invalidate_all()
        week.action_refresh()
        day = week.line_ids.filtered(lambda line: line.activity_id == activity).day
        self.assertEqual(day, TUESDAY + timedelta(days=1), "what moves in the agenda moves here")

    def test_what_is_done_after_confirming_is_told_by_the_next_week(self):
        self.done(self.ana, datetime(2026, 11, 17, 9))
        week = self.week_of(self.ana)
        week.action_confirm()
        late = self.done(self.ana, datetime(2026, 11, 20, 10))
        lead = {"name": "Nóminas", "type": "opportunity", "user_id": self.ana.id, "expected_revenue": 900}
        lead = self.env["crm.lead"].create({**lead, "partner_id": self.vega.id})
        lead.action_set_won()
        with freeze_time(datetime(2026, 11, 27, 11, 5)):
            self.done(self.ana, datetime(2026, 11, 24, 9))
            following = self.week_of(self.ana, NEXT_MONDAY)
            self.assertEqual((week.calls, following.calls), (1, 2))
            self.assertEqual((following.won, following.won_amount, following.clients), (1, 900, 1))
            for fact in following.fact_ids:
                action = fact.action_open()
                records = self.env[action["res_model"]].with_user(self.ana).with_context(active_test=False)
                self.assertEqual(len(records.search(action["domain"])), fact.count, fact.kind)
            calls = following.fact_ids.filtered(lambda fact: fact.kind == "calls").action_open()["domain"]
            self.assertIn(late, self.env["despacho.agenda"].search(calls).activity_id)
            following.action_confirm()
        with freeze_time(datetime(2026, 12, 4, 11, 5)):
            self.assertEqual(self.week_of(self.ana, NEXT_MONDAY + timedelta(days=7)).calls, 0, "nothing is told twice")

    def test_a_client_shared_by_companies_is_proposed_in_that_of_who_attends(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        shared = self.new_company("Bodegas Ribera SL", user_id=self.ana.id, potential=9000, company_id=False)
        shared._lifecycle_update()
        weeks = self.env["despacho.week"].with_user(self.ana)
        self.assertIn(shared, weeks._of_person(self.ana, self.firm, MONDAY).line_ids.partner_id)
        self.assertNotIn(shared, weeks._of_person(self.ana, branch, MONDAY).line_ids.partner_id)

    def test_who_leaves_the_team_is_not_seen_by_who_leads_it(self):
        for user in (self.ana, self.jordi):
            self.week_of(user)
        weeks = self.env["despacho.week"].with_user(self.berta)
        self.env["crm.team"].create(
            {
                "name": "Fiscal",
                "user_id": self.eva.id,
                "crm_team_member_ids": [Command.create({"user_id": self.ana.id})],
            }
        )
        self.team.crm_team_member_ids.filtered(lambda member: member.user_id == self.ana).active = False
        self.env.flush_all()
        self.assertEqual(weeks.search([]).user_id, self.jordi)
        self.assertEqual(self.env["despacho.week.fact"].with_user(self.berta).search([]).user_id, self.jordi)
        self.assertEqual(weeks.with_user(self.eva).search([]).user_id, self.ana)
        self.team.active = False
        self.env.flush_all()
        self.assertFalse(weeks.search([]), "nobody leads a team that is not there any more")

    def test_figures_are_written_by_nobody(self):
        self.planned(self.ana, TUESDAY)
        week = self.week_of(self.ana)
        for attempt in (
            lambda: week.write({"state": "confirmed"}),
            lambda: week.write({"user_id": self.jordi.id}),
            lambda: week.fact_ids.write({"count": 99}),
            lambda: week.line_ids.write({"activity_id": False}),
            lambda: self.env["despacho.week"].with_user(self.ana).create({"date": MONDAY}),
        ):
            with self.assertRaises(AccessError), self.env.cr.savepoint():
                attempt()
        with self.assertRaises(UserError):
            week.line_ids.unlink()

    def test_a_day_of_the_week_that_ends_is_refused(self):
        self.planned(self.ana, TUESDAY)
        week = self.week_of(self.ana)
        with self.assertRaises(ValidationError):
            week.line_ids.day = FRIDAY

    def test_who_sees_which_weeks(self):
        for user in (self.ana, self.jordi, self.eva):
            self.planned(user, TUESDAY)
            self.week_of(user)
        seen = {
            user: self.env["despacho.week"].with_user(user).search([]).user_id
            for user in (self.ana, self.berta, self.eva, self.marta)
        }
        self.assertEqual(seen[self.ana], self.ana)
        self.assertEqual(seen[self.eva], self.eva)
        self.assertEqual(seen[self.berta], self.ana | self.jordi, "who leads the team sees those of its people")
        self.assertLessEqual(self.ana | self.jordi | self.eva, seen[self.marta])
        lines = self.env["despacho.week.line"].with_user(self.berta).search([])
        self.assertEqual(lines.week_id.user_id, self.ana | self.jordi)
        with self.assertRaises(AccessError):
            lines[0].decision = "drop"
        with self.assertRaises(AccessError):
            lines.week_id[0].action_confirm()
        with self.assertRaises(AccessError):
            self.env["despacho.week"].with_user(self.pau).search([])

    def test_weeks_are_of_their_company(self):
        week = self.week_of(self.ana)
        branch = self.new_branch()
        self.marta.sudo().write({"company_id": branch.id, "company_ids": [Command.set(branch.ids)]})
        self.assertNotIn(week, self.env["despacho.week"].with_user(self.marta).search([]))

    def test_my_week_is_the_one_that_waits_or_that_of_these_days(self):
        weeks = self.env["despacho.week"].with_user(self.ana)
        current = weeks.browse(weeks.action_open_mine()["res_id"])
        self.assertEqual((current.date, current.user_id), (MONDAY, self.ana))
        before = self.week_of(self.ana, MONDAY - timedelta(days=7))
        self.assertEqual(weeks.action_open_mine()["res_id"], before.id)
        before.action_confirm()
        self.assertEqual(weeks.action_open_mine()["res_id"], current.id)

    def test_a_week_begins_on_monday(self):
        tuesday = {"user_id": self.ana.id, "company_id": self.firm.id, "date": date(2026, 11, 17)}
        with self.assertRaises(CheckViolation), mute_logger("odoo.sql_db"):
            self.env["despacho.week"].create(tuesday)

    def test_joined_clients_keep_their_place_in_the_week(self):
        double = self.new_company("Talleres Vega")
        self.planned(self.ana, TUESDAY, record=double)
        week = self.week_of(self.ana)
        self.assertEqual(week.line_ids.partner_id, double)
        week.action_confirm()
        self.env["despacho.merge"].with_user(self.marta)._join(self.vega, double)
        self.assertEqual(week.line_ids.partner_id, self.vega)
