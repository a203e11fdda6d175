from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityResult(ActivityCommon):
    """The result of a contact, wherever it is written."""

    def spanish_day(self, moment):
        return fields.Datetime.context_timestamp(self.lead.with_context(tz="Europe/Madrid"), moment).date()

    def test_a_result_marks_the_activity_as_done_through_the_message_of_the_chatter(self):
        activity = self.plan(self.lead)
        activity.with_user(self.ana)._log_result({"result": "no_answer", "feedback": "Comunica"})
        self.assertFalse(activity.active)
        self.assertEqual(activity.state, "done")
        self.assertEqual(activity.feedback, "Comunica")
        self.assertEqual(activity.date_done, self.spanish_day(fields.Datetime.now()))
        message = self.lead.message_ids[:1]
        self.assertEqual(message.mail_activity_type_id, self.call)
        self.assertIn("Comunica", message.body)
        self.assertIn("No answer", message.body)

    def test_writing_a_result_over_rpc_or_import_marks_done_as_well(self):
        activity = self.plan(self.lead)
        activity.with_user(self.ana).write({"result": "spoke", "reaction": "interested", "chance": 75})
        self.assertFalse(activity.active)
        self.assertTrue(activity.done_at)
        self.assertEqual((activity.reaction, activity.chance), ("interested", 75))
        self.assertEqual(self.lead.message_ids[:1].mail_activity_type_id, self.call)

    def test_creating_an_activity_with_its_result_logs_it(self):
        messages = len(self.lead.message_ids)
        activity = self.plan(self.lead, result="spoke", feedback="Quiere precio", done_at="2026-03-02 09:15:00")
        self.assertFalse(activity.active)
        self.assertEqual(str(activity.done_at), "2026-03-02 09:15:00")
        self.assertEqual(activity.date_done, fields.Date.to_date("2026-03-02"))
        self.assertEqual(len(self.lead.message_ids), messages + 1)

    def test_its_day_is_that_of_the_agenda_whatever_the_clock_of_whoever_writes_it(self):
        for zone in (False, "Europe/Madrid", "Atlantic/Canary", "UTC"):
            self.ana.tz = zone
            activity = self.plan(self.lead).with_user(self.ana)
            activity.with_context(tz=False).write({"result": "spoke", "done_at": "2026-03-02 23:30:00"})
            self.assertEqual(str(activity.date_done), "2026-03-03", zone)

    def test_an_activity_with_a_result_cannot_be_open(self):
        activity = self.plan(self.lead)
        activity.result = "spoke"
        with self.assertRaisesRegex(ValidationError, "has a result"):
            activity.active = True
        activity.result = False
        activity.active = True
        self.assertFalse(activity.done_at)

    @mute_logger("odoo.sql_db")
    def test_the_chance_goes_from_0_to_100_and_the_days_from_0_on(self):
        for wrong in ({"chance": 101}, {"chance": -1}, {"next_days": -1}):
            with self.subTest(wrong=wrong), self.assertRaises(CheckViolation), self.cr.savepoint():
                self.plan(self.lead).with_user(self.ana).write({"result": "spoke", **wrong})
                self.env.flush_all()

    def test_no_chance_is_not_zero_per_cent(self):
        unknown, none = self.plan(self.lead), self.plan(self.lead)
        unknown._log_result({"result": "spoke"})
        none._log_result({"result": "spoke", "chance": 0})
        both = Domain("id", "in", (unknown | none).ids)
        Activity = self.env["mail.activity"].with_context(active_test=False)
        self.assertEqual(Activity._read_group(both, [], ["chance:avg", "chance:count"]), [(0, 1)])
        none.write({"chance": False})
        self.assertEqual(Activity._read_group(both, [], ["chance:avg", "chance:count"]), [(False, 0)])

    def test_what_is_done_is_not_in_the_future(self):
        activity = self.plan(self.lead)
        with self.assertRaisesRegex(ValidationError, "future"):
            activity._log_result({"result": "spoke", "done_at": fields.Datetime.now() + timedelta(days=1)})

    def test_yesterdays_call_is_written_down_today_on_its_day_and_hour(self):
        activity = self.plan(self.lead)
        yesterday = fields.Datetime.now() - timedelta(days=1)
        form = self.ask(activity)
        form.result = "spoke"
        form.done_at = yesterday
        form.save().action_confirm()
        self.assertEqual(activity.done_at, yesterday.replace(microsecond=0))
        self.assertEqual(activity.date_done, self.spanish_day(yesterday))

    def test_one_click_of_result_and_one_of_done_log_the_call_and_plan_the_next(self):
        activity = self.plan(self.lead)
        form = self.ask(activity)
        form.result = "spoke"
        form.reaction = "later"
        form.move_stage = False
        form.save().action_confirm()
        self.assertEqual(activity.result, "spoke")
        following = self.open_of(self.lead).filtered(lambda other: other.activity_type_id == self.call)
        self.assertEqual(len(following), 1)
        self.assertGreaterEqual(following.date_deadline, fields.Date.today() + timedelta(days=90))
        self.assertEqual(activity.next_days, (following.date_deadline - fields.Date.today()).days)
        self.assertEqual(following.user_id, self.ana)

    @freeze_time("2026-03-04 10:00:00")  # a Wednesday
    def test_the_next_day_is_counted_from_the_call_and_is_a_working_day(self):
        form = self.ask(self.plan(self.lead))
        form.result = "spoke"
        form.next_days = 3
        self.assertEqual(form.next_date, fields.Date.to_date("2026-03-09"))
        form.done_at = datetime(2026, 3, 2, 9, 0)
        self.assertEqual(form.next_date, fields.Date.to_date("2026-03-05"))

    def test_the_proposed_next_activity_is_changed_or_dropped(self):
        changed, dropped = self.plan(self.vega), self.plan(self.pilar)
        form = self.ask(changed)
        form.result = "no_answer"
        form.next_activity_type_id = self.email
        form.next_date = fields.Date.today() + timedelta(days=10)
        form.next_user_id = self.marta
        form.save().action_confirm()
        following = self.open_of(self.vega)
        self.assertEqual((following.activity_type_id, following.user_id), (self.email, self.marta))
        self.assertEqual(changed.next_days, 10)
        form = self.ask(dropped)
        form.result = "no_answer"
        form.next_wanted = False
        form.save().action_confirm()
        self.assertFalse(self.open_of(self.pilar))
        self.assertEqual(dropped.next_days, 0)

    def test_nothing_is_proposed_to_who_does_not_want_to_be_contacted(self):
        for result, reaction in (("refused", False), ("spoke", "not_interested")):
            form = self.ask(self.plan(self.vega))
            form.result = result
            if reaction:
                form.reaction = reaction
            self.assertFalse(form.next_wanted, result)

    def test_the_protocol_of_the_lead_says_when_to_try_again(self):
        day = fields.Date.today() + timedelta(days=4)
        step = {
            "activity_type_id": self.email.id,
            "date_deadline": day,
            "summary": "Segundo intento",
            "exhausted": False,
            "attempts": 1,
            "message": "Intento 2 de 5",
        }
        self.patch(
            type(self.env["crm.lead"]), "_protocol_next_steps", lambda leads: {lead: dict(step) for lead in leads}
        )
        form = self.ask(self.plan(self.lead))
        form.result = "no_answer"
        self.assertEqual((form.next_days, form.next_summary), (4, "Segundo intento"))
        self.assertEqual(form.next_activity_type_id, self.email)
        step["exhausted"] = True
        form.result = "left_message"
        self.assertFalse(form.next_wanted)

    def test_a_try_that_is_dropped_is_not_planned_by_the_protocol(self):
        self.lead.activity_ids.unlink()
        form = self.ask(self.plan(self.lead))
        form.result = "no_answer"
        form.next_wanted = False
        form.save().action_confirm()
        self.assertFalse(self.open_of(self.lead).filtered("channel"))

    def test_an_accepted_try_of_the_protocol_is_planned_once(self):
        self.lead.activity_ids.unlink()
        form = self.ask(self.plan(self.lead))
        form.result = "no_answer"
        form.save().action_confirm()
        self.assertEqual(len(self.open_of(self.lead).filtered("channel")), 1)

    def test_a_type_that_brings_its_own_next_activity_does_not_bring_two(self):
        chained = self.env["mail.activity.type"].create(
            {
                "name": "Primera llamada",
                "channel": "call",
                "chaining_type": "trigger",
                "triggered_next_type_id": self.email.id,
            }
        )
        form = self.ask(self.plan(self.vega, chained))
        form.result = "no_answer"
        form.save().action_confirm()
        self.assertEqual(self.open_of(self.vega).activity_type_id, self.call)
        form = self.ask(self.plan(self.pilar, chained))
        form.result = "refused"
        form.save().action_confirm()
        self.assertFalse(self.open_of(self.pilar))

    def test_several_activities_of_a_list_get_the_same_result(self):
        activities = self.plan(self.lead) | self.plan(self.pilar)
        form = self.ask(activities)
        self.assertIn("Pilar Ruiz", form.about)
        form.result = "no_answer"
        form.save().action_confirm()
        self.assertEqual(activities.mapped("result"), ["no_answer", "no_answer"])
        self.assertEqual(len(self.open_of(self.pilar)), 1)

    def test_a_result_is_corrected_without_a_second_message_nor_next_activity(self):
        activity = self.plan(self.pilar)
        activity._log_result({"result": "spoke", "feedback": "Bien"})
        messages = len(self.pilar.message_ids)
        form = self.ask(activity)
        self.assertEqual((form.result, form.feedback), ("spoke", "Bien"))
        form.result = "no_answer"
        form.save().action_confirm()
        self.assertEqual(activity.result, "no_answer")
        self.assertEqual(len(self.pilar.message_ids), messages)
        self.assertFalse(self.open_of(self.pilar))

    def test_the_dialog_asks_for_a_result(self):
        with self.assertRaisesRegex(UserError, "choose a result"):
            self.ask(self.plan(self.lead)).save().action_confirm()

    def test_contacts_ask_for_their_result_and_tasks_do_not(self):
        self.assertTrue(self.plan(self.lead).with_user(self.ana).asks_result)
        self.assertFalse(self.plan(self.lead, self.todo).with_user(self.ana).asks_result)
        self.assertFalse(self.plan(self.vega, user=self.pau).with_user(self.pau).asks_result)
        both = self.plan(self.lead) | self.plan(self.lead, self.todo)
        action = both.with_user(self.ana).action_done_or_ask()
        self.assertEqual(action["context"]["default_activity_ids"], both[0].ids)
        self.assertFalse(both[1].active)

    def test_odoos_own_done_goes_on_without_a_result(self):
        activity = self.plan(self.lead)
        activity.with_user(self.ana).action_feedback(feedback="Hecho")
        self.assertFalse(activity.active)
        self.assertFalse(activity.result)
        self.assertTrue(activity.done_at)

    def test_leads_hear_of_their_contacts_once_the_next_one_is_planned(self):
        heard = []

        def hear(leads, activities):
            heard.append((leads, activities, len(leads.activity_ids)))

        self.patch(type(self.env["crm.lead"]), "_contact_logged", hear)
        other = self.env["crm.lead"].create({"name": "Otro", "type": "lead"})
        other.activity_ids.unlink()
        activities = self.plan(other) | self.plan(self.vega)
        following = {"activity_type_id": self.call.id, "date_deadline": fields.Date.today(), "summary": "Otra vez"}
        activities._log_result({"result": "spoke", "next": following})
        self.assertEqual(heard, [(other, activities[0], 1)])

    def test_correcting_a_result_tells_the_lead_and_repeating_it_does_not(self):
        heard = []
        activity = self.plan(self.lead)
        activity.write({"result": "no_answer"})
        self.patch(type(self.env["crm.lead"]), "_contact_logged", lambda leads, found: heard.append(found))
        activity.write({"result": "no_answer"})
        self.assertFalse(heard)
        activity.write({"result": "spoke"})
        self.assertEqual(heard, [activity])

    def test_the_phone_is_at_hand_and_the_script_has_its_place(self):
        self.luis.phone = "+34 931 234 567"
        activity = self.plan(self.lead)
        form = self.ask(activity)
        self.assertEqual(form.phone, "+34 931 234 567")
        self.assertFalse(form.call_script)
        self.patch(type(activity), "_call_script", lambda record: "<p>Buenos días</p>")
        self.assertIn("Buenos días", self.ask(activity).call_script)

    def test_who_is_not_of_the_crm_has_no_dialog(self):
        activity = self.plan(self.vega, user=self.pau)
        with self.assertRaises(AccessError):
            self.ask(activity, self.pau).save()
        with self.assertRaises(AccessError):
            self.ask(activity, self.rosa)
