from datetime import date

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaActions(AgendaCommon):
    """What is done from the rows."""

    def row_of(self, activity, user=None):
        return self.rows([("activity_id", "=", activity.id)], user or self.ana)

    def test_the_result_is_asked_and_written_from_the_row(self):
        activity = self.plan(self.nominas)
        action = self.row_of(activity).action_log_result()
        with Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])) as dialog:
            dialog.result = "no_answer"
        dialog.record.action_confirm()
        row = self.row_of(activity)
        self.assertEqual((row.state, row.result), ("done", "no_answer"))

    def test_a_lead_that_is_no_contact_yet_is_called_from_the_agenda(self):
        lead = self.env["crm.lead"].create(
            {"name": "Consulta web", "partner_name": "Bar Lino", "phone": "+34972111222", "type": "lead"}
        )
        row = self.row_of(self.plan(lead))
        self.assertEqual((row.partner_id, row.phone), (self.env["res.partner"], "+34972111222"))
        action = row.action_log_result()
        dialog = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        self.assertEqual(dialog.phone, "+34972111222")

    def test_a_plain_task_is_done_without_asking(self):
        activity = self.plan(self.nominas, activity_type_id=self.env.ref("mail.mail_activity_data_todo").id)
        self.row_of(activity).action_log_result()
        self.assertEqual(self.row_of(activity).state, "done")

    def test_the_result_of_a_visit_without_activity_is_asked_too(self):
        self.meet(days=-1, partners=[self.luis])
        action = self.rows_of(self.vega, self.ana).action_log_result()
        self.assertEqual(action["res_model"], "despacho.activity.result")

    def test_what_has_no_result_says_so(self):
        self.receive(self.nominas)
        with self.assertRaises(UserError):
            self.rows_of(self.vega, self.ana).action_log_result()

    def test_tomorrow_is_the_next_working_day(self):
        activity = self.plan(self.nominas)
        row = self.row_of(activity)
        for today, day in (("2026-03-03", date(2026, 3, 4)), ("2026-03-06", date(2026, 3, 9))):
            with freeze_time(f"{today} 09:00"):
                row.action_tomorrow()
            self.assertEqual(activity.date_deadline, day)

    def test_next_week_is_its_monday(self):
        activity = self.plan(self.nominas)
        row = self.row_of(activity)
        for today in ("2026-03-02", "2026-03-08"):
            with freeze_time(f"{today} 09:00"):
                row.action_next_week()
            self.assertEqual(activity.date_deadline, date(2026, 3, 9))

    def test_the_row_shows_the_new_day_at_once(self):
        activity = self.plan(self.nominas, days=-3)
        row = self.row_of(activity)
        self.assertEqual(row.state, "overdue")
        row.action_next_week()
        self.assertEqual((row.state, row.date), ("planned", activity.date_deadline))

    def test_several_are_put_off_at_once_and_what_cannot_be_is_told(self):
        activities = self.plan(self.nominas, -2) | self.plan(self.nominas, -1)
        meeting = self.meet(days=1, opportunity_id=self.nominas.id)
        start = meeting.start
        told = self.rows_of(self.vega, self.ana).action_next_week()
        self.assertEqual(len(set(activities.mapped("date_deadline"))), 1)
        self.assertEqual(self.rows([("activity_id", "in", activities.ids)]).mapped("state"), ["planned", "planned"])
        self.assertEqual(meeting.start, start)
        self.assertIn("2", told["params"]["message"])

    def test_what_is_done_is_not_put_off(self):
        activity = self.plan(self.nominas)
        activity.with_user(self.ana)._log_result({"result": "spoke", "next": None})
        day = activity.date_deadline
        with self.assertRaises(UserError):
            self.row_of(activity).action_tomorrow()
        self.assertEqual(activity.date_deadline, day)

    def test_a_row_opens_what_it_comes_from(self):
        self.plan(self.nominas)
        action = self.rows_of(self.vega, self.ana).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", self.nominas.id))
        meeting = self.meet(days=1, partners=[self.pilar])
        action = self.rows_of(self.pilar, self.ana).action_open_document()
        self.assertEqual((action["res_model"], action["res_id"]), ("calendar.event", meeting.id))

    def test_a_row_opens_its_client_or_the_lead_of_who_is_none_yet(self):
        self.plan(self.nominas)
        action = self.rows_of(self.vega, self.ana).action_open_client()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", self.vega.id))
        lead = self.env["crm.lead"].create({"name": "Consulta web", "partner_name": "Bar Lino", "type": "lead"})
        action = self.row_of(self.plan(lead)).action_open_client()
        self.assertEqual((action["res_model"], action["res_id"]), ("crm.lead", lead.id))

    def test_the_client_and_the_lead_open_their_own_agenda(self):
        self.plan(self.nominas)
        self.plan(self.pilar)
        for document, expected in ((self.luis, self.vega), (self.nominas, self.vega), (self.pilar, self.pilar)):
            action = document.with_user(self.ana).action_open_agenda()
            self.assertEqual(self.rows(action["domain"], self.ana).partner_id, expected)
