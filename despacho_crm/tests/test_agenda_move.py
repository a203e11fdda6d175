from datetime import datetime, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaMove(AgendaCommon):
    """A row that is moved to another day moves what it comes from, and nothing else."""

    def setUp(self):
        super().setUp()
        self.day = self.today + timedelta(days=4)

    def row_of(self, activity, user=None):
        return self.rows([("activity_id", "=", activity.id)], user or self.ana)

    def at(self, hour, minute=0):
        """Return that hour, in UTC, of the day to which rows are moved."""
        return datetime.combine(self.day, datetime.min.time()) + timedelta(hours=hour, minutes=minute)

    def test_an_activity_dropped_on_another_day_is_due_then(self):
        activity = self.plan(self.nominas)
        row = self.row_of(activity)
        row.write({"all_day": True, "start": str(self.day), "stop": str(self.day)})
        self.assertEqual(activity.date_deadline, self.day)
        self.assertEqual((row.date, row.state), (self.day, "planned"))

    def test_an_activity_dropped_on_an_hour_is_due_on_its_day_where_the_user_is(self):
        activity = self.plan(self.nominas)
        # Half past eleven at night, in UTC, is the day after in Madrid.
        late = datetime.combine(self.day, datetime.min.time()) - timedelta(minutes=30)
        self.row_of(activity).write({"all_day": False, "start": str(late), "stop": str(late + timedelta(hours=1))})
        self.assertEqual(activity.date_deadline, self.day)

    def test_several_rows_are_moved_to_a_day_by_its_date(self):
        activities = self.plan(self.nominas) | self.plan(self.pilar)
        self.rows([("activity_id", "in", activities.ids)], self.ana).write({"date": self.day})
        self.assertEqual(activities.mapped("date_deadline"), [self.day, self.day])

    def test_a_meeting_dropped_on_an_hour_begins_then_and_lasts_as_long(self):
        meeting = self.meet(days=1, opportunity_id=self.nominas.id)
        self.rows_of(self.vega, self.ana).write({"all_day": False, "start": str(self.at(9, 30))})
        self.assertEqual((meeting.start, meeting.stop), (self.at(9, 30), self.at(10, 30)))

    def test_a_meeting_is_made_longer(self):
        meeting = self.meet(days=4, opportunity_id=self.nominas.id)
        self.rows_of(self.vega, self.ana).write({"start": str(self.at(11)), "stop": str(self.at(14))})
        self.assertEqual((meeting.start, meeting.stop), (self.at(11), self.at(14)))

    def test_a_meeting_dropped_on_a_day_keeps_its_hour(self):
        meeting = self.meet(days=1, partners=[self.pilar])
        self.rows_of(self.pilar, self.ana).write({"all_day": True, "start": str(self.day), "stop": str(self.day)})
        self.assertEqual((meeting.start, meeting.stop), (self.at(11), self.at(12)))
        self.assertFalse(meeting.allday)

    def test_a_meeting_of_the_whole_day_is_moved_whole(self):
        meeting = self.meet(days=1, opportunity_id=self.nominas.id, allday=True)
        self.rows_of(self.vega, self.ana).write({"start": str(self.day), "stop": str(self.day)})
        self.assertEqual((meeting.start_date, meeting.stop_date, meeting.allday), (self.day, self.day, True))

    def test_the_activity_of_a_meeting_has_its_hours_and_moves_with_it(self):
        meeting = self.meet(days=1, partners=[self.luis])
        activity = self.plan(self.luis, days=1, calendar_event_id=meeting.id)
        row = self.row_of(activity)
        self.assertEqual((row.start, row.stop, row.all_day), (meeting.start, meeting.stop, False))
        row.write({"all_day": False, "start": str(self.at(8))})
        self.assertEqual((meeting.start, activity.date_deadline), (self.at(8), self.day))
        self.assertEqual((row.date, row.moment), (self.day, self.at(8)))

    def test_what_is_done_or_only_happened_stays_on_its_day_and_says_so(self):
        done = self.plan(self.nominas)
        done.with_user(self.ana)._log_result({"result": "spoke", "next": None})
        held = self.meet(days=-1, opportunity_id=self.nominas.id)
        self.receive(self.nominas)
        rows = self.rows_of(self.vega, self.ana)
        self.assertEqual(set(rows.mapped("kind")), {"activity", "meeting", "email"})
        before = held.start
        for row in rows:
            self.assertFalse(row.movable)
            with self.assertRaisesRegex(UserError, "stays on its day"):
                row.write({"date": self.day})
        self.assertEqual(held.start, before)

    def test_one_row_that_cannot_be_moved_leaves_the_others_too(self):
        activity = self.plan(self.nominas)
        self.receive(self.nominas)
        with self.assertRaises(UserError):
            self.rows_of(self.vega, self.ana).write({"date": self.day})
        self.assertEqual(activity.date_deadline, self.today)

    def test_nowhere_is_no_day(self):
        row = self.row_of(self.plan(self.nominas))
        with self.assertRaises(UserError):
            row.write({"start": False})

    def test_the_meeting_of_others_is_moved_by_them(self):
        meeting = self.meet(days=1, opportunity_id=self.nominas.id)
        before = meeting.start
        with self.assertRaisesRegex(AccessError, self.ana.name):
            self.rows_of(self.vega, self.marta).write({"start": str(self.at(9))})
        self.assertEqual(meeting.start, before)

    def test_the_activity_of_who_may_not_write_its_document_is_not_moved(self):
        self.env["ir.rule"].create(
            {
                "name": "Own leads",
                "model_id": self.env["ir.model"]._get_id("crm.lead"),
                "domain_force": "[('user_id', '=', user.id)]",
                "perm_read": False,
            }
        )
        activity = self.plan(self.nominas, user=self.sara)
        self.row_of(activity, self.sara).write({"date": self.day})
        self.assertEqual(activity.date_deadline, self.day)
        self.nominas.user_id = self.sara
        with self.assertRaises(AccessError):
            self.row_of(activity, self.ana).write({"date": self.today})
