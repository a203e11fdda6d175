from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityVisit(ActivityCommon):
    """A visit is a meeting with a result, and it is in the log once."""

    def visit(self, days=-1, **values):
        start = fields.Datetime.now() + timedelta(days=days)
        return (
            self.env["calendar.event"]
            .with_user(self.ana)
            .create(
                {
                    "name": "Visita a Vega",
                    "start": start,
                    "stop": start + timedelta(hours=1),
                    "partner_ids": [Command.set((self.ana.partner_id | self.luis).ids)],
                    **values,
                }
            )
        )

    def activities_of(self, event):
        return self.env["mail.activity"].with_context(active_test=False).search([("calendar_event_id", "=", event.id)])

    def test_the_result_of_a_visit_goes_to_the_log_once_whatever_is_corrected_later(self):
        event = self.visit(opportunity_id=self.lead.id)
        event.write({"result": "visited", "reaction": "interested", "chance": 75, "minutes": "<p>Buena acogida</p>"})
        logged = self.activities_of(event)
        self.assertEqual(len(logged), 1)
        self.assertFalse(logged.active)
        self.assertEqual((logged.channel, logged.result, logged.chance), ("visit", "visited", 75))
        self.assertEqual((logged.lead_id, logged.partner_id), (self.lead, self.vega))
        self.assertEqual(logged.done_at, event.start)
        self.assertIn("Buena acogida", logged.feedback)
        event.write({"chance": 50})
        event.write({"result": "visited"})
        self.assertEqual(self.activities_of(event), logged)
        self.assertEqual(logged.chance, 50)

    def test_the_minutes_are_not_repeated(self):
        event = self.visit(opportunity_id=self.lead.id)
        event.write({"result": "visited", "minutes": "<p>Buena acogida</p>"})
        self.assertEqual(event.minutes.count("Buena acogida"), 1)

    def test_the_activity_that_planned_the_visit_is_the_one_that_is_done(self):
        planned = self.plan(self.lead, self.env.ref("despacho_crm.mail_activity_type_visit"))
        event = self.visit(activity_ids=[Command.link(planned.id)])
        event.result = "visited"
        self.assertEqual(self.activities_of(event), planned)
        self.assertFalse(planned.active)
        spanish = event.with_context(tz="Europe/Madrid")
        self.assertEqual(planned.date_done, fields.Datetime.context_timestamp(spanish, event.start).date())

    def test_an_activity_that_was_already_marked_done_gets_the_result(self):
        planned = self.plan(self.lead, self.env.ref("despacho_crm.mail_activity_type_visit"))
        event = self.visit(activity_ids=[Command.link(planned.id)])
        planned.action_feedback(feedback="Hecha")
        event.result = "visited"
        self.assertEqual(self.activities_of(event), planned)
        self.assertEqual(planned.result, "visited")

    def test_the_dialog_of_the_activity_writes_the_result_on_the_meeting(self):
        event = self.visit(opportunity_id=self.lead.id)
        action = event.action_log_visit()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        form.result = "visited"
        form.reaction = "undecided"
        form.chance = "25"
        form.feedback = "Lo piensa"
        form.save().action_confirm()
        self.assertEqual((event.result, event.reaction, event.chance), ("visited", "undecided", 25))
        self.assertIn("Lo piensa", event.minutes)
        logged = self.activities_of(event)
        self.assertEqual(len(logged), 1)
        self.assertTrue(self.open_of(self.lead), "the next contact is planned")

    def test_what_is_written_down_later_took_place_when_the_meeting_was(self):
        event = self.visit(days=-6, opportunity_id=self.lead.id)
        action = event.action_log_visit()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        self.assertEqual(form.done_at, event.start)
        planned = self.plan(self.lead, self.env.ref("despacho_crm.mail_activity_type_visit"))
        planned.calendar_event_id = event
        planned.action_feedback(feedback="Quieren empezar en enero")
        self.assertEqual(planned.done_at, event.start)
        self.assertEqual(event.notes, "<p>Quieren empezar en enero</p>", "without the English word of core")

    def test_without_opportunity_the_visit_is_of_the_attendee_who_is_no_colleague(self):
        event = self.visit()
        event.result = "visited"
        logged = self.activities_of(event)
        self.assertEqual((logged.contact_id, logged.partner_id), (self.luis, self.vega))

    def test_a_visit_to_nobody_asks_who_it_was(self):
        event = self.visit(partner_ids=[Command.set(self.ana.partner_id.ids)])
        with self.assertRaisesRegex(UserError, "attendees"):
            event.result = "visited"

    def test_a_visit_that_has_not_begun_has_no_result(self):
        with self.assertRaisesRegex(ValidationError, "not begun"):
            self.visit(days=2).result = "visited"

    def test_the_result_is_asked_once_the_visit_begins(self):
        ahead, held = self.visit(days=2, opportunity_id=self.lead.id), self.visit(opportunity_id=self.lead.id)
        self.assertEqual((ahead | held).mapped("has_begun"), [False, True])
        with self.assertRaisesRegex(UserError, "not begun"):
            ahead.action_log_visit()
        self.assertTrue(held.action_log_visit())
        form = Form(self.env["calendar.event"].with_user(self.ana))
        self.assertRaises(AssertionError, setattr, form, "result", "visited")
        form.start = fields.Datetime.now() - timedelta(hours=2)
        form.result = "visited"

    def test_a_copy_of_a_visit_is_still_to_be_held(self):
        event = self.visit(opportunity_id=self.lead.id)
        event.write({"result": "visited", "reaction": "interested"})
        copy = event.copy()
        self.assertFalse(copy.result or copy.reaction)

    def test_an_unknown_chance_stays_unknown_in_the_log(self):
        event = self.visit(opportunity_id=self.lead.id)
        event.write({"result": "visited", "reaction": "interested"})
        logged = self.activities_of(event)
        self.assertIsNone(logged._fields["chance"].known(logged))

    def test_a_meeting_of_other_people_stays_a_meeting(self):
        event = self.visit(partner_ids=[Command.set(self.pau.partner_id.ids)])
        self.assertFalse(self.activities_of(event))
