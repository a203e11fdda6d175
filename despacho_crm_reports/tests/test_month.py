from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import SQL

from .month_common import MonthCommon


@tagged("post_install", "-at_install")
class TestMonth(MonthCommon):
    """What is proposed, aimed at and done in a month."""

    def test_calls_are_proposed_from_last_year_and_from_the_last_months_worked(self):
        line = self.line(self.prepare(self.ana), "calls")
        self.assertEqual(
            (line.last_year, line.recent), (12, 7), "in September nothing was done: it is no month of hers"
        )
        self.assertEqual((line.proposed, line.target), (10, 10))

    def test_revenue_is_proposed_from_the_pipeline_too(self):
        line = self.line(self.prepare(self.ana), "revenue")
        self.assertEqual((line.last_year, line.recent, line.pipeline), (1000, 0, 1000))
        self.assertEqual(line.proposed, 670)

    def test_who_did_nothing_last_year_is_proposed_what_the_last_months_say(self):
        line = self.line(self.prepare(self.bea), "calls")
        self.assertEqual((line.last_year, line.recent, line.proposed), (0, 4, 4))

    def test_a_newcomer_is_proposed_nothing(self):
        self.assertFalse(any(self.prepare(self.leo).line_ids.mapped("proposed")))

    def test_preparing_twice_makes_one_month(self):
        month = self.prepare(self.ana)
        self.assertEqual(self.prepare(self.ana), month)
        self.assertEqual(len(month.line_ids), 6)

    def test_the_month_that_is_not_over_is_not_one_of_the_last_months(self):
        december = self.prepare(self.ana, date(2026, 12, 1))
        self.assertEqual(self.line(december, "calls").recent, 7)

    def test_another_objective_needs_a_reason(self):
        line = self.line(self.prepare(self.ana), "calls").with_user(self.ana)
        with self.assertRaises(ValidationError):
            line.target = 20
        line.write({"target": 20, "reason": "The new tax"})
        self.assertEqual(line.target, 20)

    def test_proposing_again_keeps_what_somebody_decided(self):
        month = self.prepare(self.ana)
        self.line(month, "calls").write({"target": 20, "reason": "The new tax"})
        self.calls(self.ana, "2026-10-21", 4)
        month.with_user(self.ana).action_propose()
        self.assertEqual((self.line(month, "calls").proposed, self.line(month, "calls").target), (11, 20))

    def test_done_is_what_the_records_say(self):
        month = self.prepare(self.ana)
        month.action_start()
        self.assertEqual(self.line(month, "calls").done, 3)
        self.assertEqual(self.line(month, "revenue").done, 500)
        self.calls(self.ana, "2026-11-09")
        month.invalidate_recordset()
        month.line_ids.invalidate_recordset()
        self.assertEqual(self.line(month, "calls").done, 4)

    def test_every_figure_opens_as_many_records_as_it_says(self):
        self.calls(self.ana, "2026-11-30", hour=22)
        month = self.prepare(self.ana).with_user(self.ana)
        month.action_start()
        for line in month.line_ids:
            action = line.action_open_done()
            found = self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])
            found = found.search(action["domain"])
            said = sum(found.mapped("expected_revenue")) if line.kind == "revenue" else len(found)
            self.assertEqual(said, line.done, line.kind)

    def test_the_calls_of_a_month_are_those_of_its_days_in_madrid(self):
        first, inside, last, after = (
            self.calls(self.bea, day, hour=hour)
            for day, hour in (("2026-10-31", 22), ("2026-10-31", 23), ("2026-11-30", 22), ("2026-11-30", 23))
        )
        self.env.flush_all()
        month = self.prepare(self.bea)
        month.action_start()
        rows = self.env.execute_query(
            SQL(
                """SELECT id FROM mail_activity WHERE user_id = %s AND channel = 'call' AND NOT active
                      AND date_trunc('month', done_at AT TIME ZONE 'UTC' AT TIME ZONE 'Europe/Madrid') = '2026-11-01'
                    ORDER BY id""",
                self.bea.id,
            )
        )
        self.assertEqual([row[0] for row in rows], [inside.id, last.id])
        self.assertTrue(first and after)
        self.assertEqual(self.line(month, "calls").done, 2)

    def test_a_month_is_called_by_its_name_and_by_whose_it_is(self):
        month = self.prepare(self.ana)
        self.assertRegex(month.display_name, "^Nov.* 2026 · Ana$")
        self.assertEqual(month.date_end, date(2026, 11, 30))


@tagged("post_install", "-at_install")
class TestMonthTeam(MonthCommon):
    """The month of a team adds up its people."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        months = cls.prepare(cls.ana | cls.bea, teams=cls.team)
        cls.of_team = months.filtered(lambda month: not month.user_id)
        cls.of_ana, cls.of_bea = (
            months.filtered(lambda month, user=user: month.user_id == user) for user in (cls.ana, cls.bea)
        )

    def test_it_aims_at_what_its_people_aim_at(self):
        self.assertEqual(self.line(self.of_team, "calls").target, 14)
        self.line(self.of_bea, "calls").write({"target": 10, "reason": "Back at work"})
        self.assertEqual(self.line(self.of_team, "calls").target, 20)
        self.assertEqual(self.line(self.of_team, "calls").proposed, 14)

    def test_who_comes_later_is_added(self):
        self.prepare(self.leo)
        self.assertEqual(self.of_team.people_ids.user_id, self.ana | self.bea)
        self.team.member_ids |= self.leo
        december = self.prepare(self.ana | self.leo, date(2026, 12, 1), self.team)
        self.assertEqual(december.filtered(lambda month: not month.user_id).people_ids.user_id, self.ana | self.leo)

    def test_what_it_did_is_what_its_people_did(self):
        self.of_team.action_start()
        self.assertEqual(set((self.of_team | self.of_ana | self.of_bea).mapped("state")), {"running"})
        self.calls(self.bea, "2026-11-04", 2)
        for kind in ("calls", "revenue", "clients", "visits"):
            of_people = self.line(self.of_ana, kind).done + self.line(self.of_bea, kind).done
            self.assertEqual(self.line(self.of_team, kind).done, of_people, kind)
        self.assertEqual(self.line(self.of_team, "calls").done, 5)

    def test_its_objectives_are_changed_in_those_of_its_people(self):
        with self.assertRaises(UserError):
            self.line(self.of_team, "calls").with_user(self.sara).target = 99

    def test_it_closes_after_its_people(self):
        self.of_team.action_start()
        with freeze_time("2026-12-02 10:00:00"):
            months = self.of_team | self.of_ana | self.of_bea
            months.line_ids.deviation_reason = "Short month"
            with self.assertRaises(UserError):
                self.of_team.with_user(self.sara).action_close()
            (self.of_ana | self.of_bea).action_close()
            self.of_team.with_user(self.sara).action_close()
        self.assertEqual(self.of_team.state, "closed")
        self.assertEqual(self.line(self.of_team, "calls").done, 3)

    def test_its_paper_tells_the_reasons_of_its_people(self):
        self.line(self.of_bea, "calls").write({"target": 10, "reason": "Back at work"})
        table = self.of_team.with_user(self.sara)._get_reasons_table()
        self.assertEqual([(row[0], row[2]) for row in table.rows], [("Bea", "Back at work")])
        self.assertFalse(self.of_ana._get_reasons_table())
