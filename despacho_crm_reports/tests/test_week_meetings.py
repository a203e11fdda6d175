from datetime import datetime, timedelta

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .planning_common import NEXT_MONDAY, PlanningCommon

TUESDAY = NEXT_MONDAY + timedelta(days=1)


@tagged("post_install", "-at_install")
class TestWeekMeetings(PlanningCommon):
    """Meetings in the week of whoever answers for them, and of whoever attends."""

    def test_meetings_are_moved_in_the_calendar(self):
        event = self.env["calendar.event"].create(
            {
                "name": "Reunión",
                "start": datetime(2026, 11, 24, 9),
                "stop": datetime(2026, 11, 24, 10),
                "user_id": self.ana.id,
                "partner_ids": [Command.set((self.ana.partner_id | self.luis).ids)],
            }
        )
        week = self.week_of(self.ana)
        line = self.lines(week, "meeting")
        self.assertEqual((line.event_id, line.day), (event, TUESDAY))
        with self.assertRaises(ValidationError):
            line.decision = "drop"

    def test_a_meeting_is_told_once_though_its_result_is_noted_after_confirming(self):
        hours = {"start": datetime(2026, 11, 18, 9), "stop": datetime(2026, 11, 18, 10), "user_id": self.ana.id}
        called = {"partner_ids": [Command.set((self.ana | self.jordi).partner_id.ids + self.luis.ids)]}
        event, other = self.env["calendar.event"].create(
            [{"name": "Reunión", **hours, **called}, {"name": "Otra", **hours, **called}]
        )
        told = {}
        for user, kind in ((self.ana, "visits"), (self.jordi, "attended")):
            week = self.week_of(user)
            week.action_confirm()
            told[user] = week.fact_ids.filtered(lambda fact, kind=kind: fact.kind == kind).count
        self.assertEqual(told, {self.ana: 2, self.jordi: 2})
        event.result = "visited"
        other.user_id = self.jordi
        for user in (self.ana, self.jordi):
            counts = {fact.kind: fact.count for fact in self.week_of(user, NEXT_MONDAY).fact_ids}
            self.assertEqual((counts["visits"], counts["attended"]), (0, 0))

    def test_what_was_not_counted_when_a_week_was_confirmed_is_not_of_the_next(self):
        hours = {"start": datetime(2026, 11, 18, 9), "stop": datetime(2026, 11, 18, 10), "user_id": self.ana.id}
        called = {"partner_ids": [Command.set((self.ana | self.jordi).partner_id.ids + self.luis.ids)]}
        self.env["calendar.event"].create({"name": "Reunión", **hours, **called})
        week = self.week_of(self.jordi)
        week.action_confirm()
        week.sudo().fact_ids.filtered(lambda fact: fact.kind == "attended").unlink()
        facts = self.week_of(self.jordi, NEXT_MONDAY).fact_ids
        self.assertEqual(facts.filtered(lambda fact: fact.kind == "attended").count, 0)

    def test_a_private_meeting_says_nothing_to_who_leads_the_team(self):
        people = [Command.set((self.ana.partner_id | self.luis).ids)]
        hours = {"start": datetime(2026, 11, 24, 9), "stop": datetime(2026, 11, 24, 10), "user_id": self.ana.id}
        event = self.env["calendar.event"].create(
            {"name": "Asunto delicado", **hours, "partner_ids": people, "privacy": "private"}
        )
        line = self.lines(self.week_of(self.ana), "meeting").with_user(self.berta)
        self.assertEqual((line.event_id, line.day), (event, TUESDAY))
        self.assertNotIn("delicado", line.name)
        self.assertEqual((line.client_name, line.partner_id.id), (False, False))
        event.privacy = "public"
        week = line.week_id.with_user(self.ana)
        self.env.flush_all()
        self.env.invalidate_all()
        week._fill()
        self.assertEqual((line.name, line.partner_id), ("Asunto delicado", self.vega))
        event.privacy = "private"
        self.env.flush_all()
        self.env.invalidate_all()
        week._fill()
        self.assertNotIn("delicado", line.name)
        self.assertEqual((line.client_name, line.partner_id.id), (False, False))

    def test_meetings_of_a_colleague_come_in_the_week_of_who_is_called(self):
        hours = {"start": datetime(2026, 11, 24, 9), "stop": datetime(2026, 11, 24, 10), "user_id": self.ana.id}
        called = {"partner_ids": [Command.set((self.ana | self.jordi | self.eva).partner_id.ids + self.luis.ids)]}
        event, visit = self.env["calendar.event"].create(
            [{"name": "Reunión", **hours, **called}, {"name": "Visita", **hours, **called}]
        )
        activity = visit._visit_activity()
        for attendee in (event | visit).attendee_ids:
            attendee.state = "declined" if attendee.partner_id == self.eva.partner_id else "accepted"
        week = self.week_of(self.jordi)
        lines = self.lines(week, "meeting")
        self.assertEqual(lines.event_id, event | visit)
        self.assertEqual(set(lines.mapped("day")), {TUESDAY})
        self.assertFalse(lines.activity_id, "what is to be done is of who answers for it")
        self.assertFalse(self.week_of(self.eva).line_ids, "who said no is not called")
        week.action_confirm()
        self.assertEqual((activity.user_id, activity.date_deadline), (self.ana, TUESDAY))
