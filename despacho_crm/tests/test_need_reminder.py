from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged

from .need_common import NeedCommon


@tagged("post_install", "-at_install")
class TestNeedReminder(NeedCommon):
    """What is for later is remembered in time."""

    def setUp(self):
        super().setUp()
        self.firm.need_reminder_days = 10
        self.today = fields.Date.context_today(self.env["despacho.need"].with_context(tz="Europe/Madrid"))

    def future(self, days, **values):
        return self.new_need(horizon="future", date_due=self.today + timedelta(days=days), **values)

    def remind(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_need_remind").method_direct_trigger()
        self.env.invalidate_all()

    def reminders(self, needs):
        return needs.sudo().activity_search(["despacho_crm.mail_activity_type_need"])

    def test_the_owner_is_reminded_some_days_before(self):
        need, later = self.future(10), self.future(11)
        self.remind()
        reminder = self.reminders(need)
        self.assertEqual((reminder.user_id, reminder.date_deadline), (self.ana, need.date_due))
        self.assertIn("Nave nueva", reminder.summary)
        self.assertEqual(reminder.partner_id, self.vega)
        self.assertEqual(need.reminded_on, self.today)
        self.assertFalse(self.reminders(later))

    def test_the_administrator_who_gets_what_is_nobodys_reads_it_in_their_language(self):
        self.env["res.lang"]._activate_lang("es_ES")
        admin = self.env.ref("base.user_admin")
        admin.lang = "es_ES"
        need = self.future(5, user_id=False).sudo()
        self.ana.active = False
        self.remind()
        reminder = self.reminders(need)
        self.assertEqual(reminder.user_id, admin)
        self.assertTrue(reminder.summary.startswith("Se acerca: Nave nueva"))

    def test_each_company_decides_how_many_days(self):
        self.firm.need_reminder_days = 3
        need = self.future(10)
        self.remind()
        self.assertFalse(self.reminders(need))

    def test_it_reminds_once(self):
        need = self.future(5)
        self.remind()
        self.reminders(need).unlink()
        self.remind()
        self.assertFalse(self.reminders(need))

    def test_missed_nights_are_made_up_for(self):
        need = self.future(-20)
        self.remind()
        self.assertEqual(self.reminders(need).date_deadline, self.today)

    def test_on_its_day_a_future_need_is_of_now(self):
        due, later = self.future(0), self.future(1)
        self.remind()
        self.assertEqual((due.horizon, later.horizon), ("now", "future"))
        self.assertTrue(self.reminders(due))

    def test_another_day_brings_another_reminder(self):
        need = self.future(5)
        self.remind()
        need.date_due = self.today + timedelta(days=40)
        self.assertFalse(self.reminders(need))
        need.date_due = self.today + timedelta(days=4)
        self.remind()
        self.assertEqual(self.reminders(need).date_deadline, need.date_due)

    def test_what_is_closed_or_taken_care_of_is_not_remembered(self):
        solved, taken, open_one = self.future(5), self.future(5), self.future(5)
        solved.action_solved()
        taken._to_opportunity()
        self.remind()
        self.assertEqual(self.reminders(solved | taken | open_one).mapped("res_id"), open_one.ids)
        open_one.action_solved()
        self.assertFalse(self.reminders(open_one))

    def test_when_the_owner_has_gone_another_is_reminded(self):
        self.vega.user_id = self.sara
        need = self.future(5)
        self.ana.sudo().active = False
        self.remind()
        self.assertEqual(self.reminders(need).user_id, self.sara)

    def test_a_stopped_job_goes_on_where_it_was(self):
        needs = self.future(5) | self.future(5) | self.future(5)
        model = self.env["despacho.need"]
        module = "odoo.addons.despacho_crm.models.need.despacho_need_reminder"
        out_of_time = patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *args, **kwargs: 0)
        with patch(f"{module}._BATCH", 2), out_of_time:
            model._cron_remind()
            self.assertEqual(len(self.reminders(needs)), 2)
            model._cron_remind()
        self.assertEqual(len(self.reminders(needs)), 3)

    def test_the_queries_do_not_grow_with_the_needs(self):
        model = self.env["despacho.need"].sudo()

        def remind(amount):
            needs = self.env["despacho.need"].browse([self.future(5).id for _index in range(amount)])
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            model.browse(needs.ids)._schedule_reminders()
            self.env.flush_all()
            return self.cr.sql_log_count - before

        remind(1)
        self.assertLessEqual(remind(30), remind(3) + 3)
