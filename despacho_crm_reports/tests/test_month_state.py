from datetime import date, timedelta

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .month_common import NOVEMBER, MonthCommon

_AFTER = "2026-12-02 10:00:00"


@tagged("post_install", "-at_install")
class TestMonthState(MonthCommon):
    """A month begins with its work noted, and once closed it stays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.soon, cls.late = cls.plan_call(cls.ana, "2026-11-25"), cls.plan_call(cls.ana, "2026-11-02")
        cls.plan_call(cls.ana, "2026-12-01")
        cls.plan_call(cls.bea, "2026-11-25")
        cls.month = cls.prepare(cls.ana)

    def explain(self):
        self.month.line_ids.deviation_reason = "Flu"

    def test_the_work_to_do_is_what_is_planned_until_the_last_day(self):
        self.assertEqual(self.work(self.month, "activities").planned, 2)
        self.assertEqual(self.work(self.month, "closings").planned, 1)
        domain = self.work(self.month, "closings").action_open_planned()["domain"]
        self.assertEqual(self.env["crm.lead"].search(domain), self.closing)

    def test_what_is_to_do_for_another_company_is_no_work_of_this_one(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        lead, shared = self.env["crm.lead"].create(
            [
                {"name": "Theirs", "type": "opportunity", "user_id": False, "company_id": branch.id},
                {"name": "Of none", "type": "opportunity", "user_id": False, "company_id": False},
            ]
        )
        partner = self.new_company("Lyon SARL", company_id=branch.id)
        day = date(2026, 11, 20)
        for record in (lead, partner, shared):
            record.activity_schedule("mail.mail_activity_data_call", day, user_id=self.ana.id, summary="Call")
        work = self.work(self.month, "activities")
        self.assertEqual(work.planned, 3, "of the firm, and of none")
        self.month.action_start()
        self.assertEqual(set(work.planned_ids), {self.soon.id, self.late.id, shared.activity_ids.id})

    def test_what_was_planned_is_compared_with_what_was_carried_out(self):
        self.other = self.opportunity(self.ana, 100, date_deadline="2026-11-12")
        self.month.with_user(self.ana).action_start()
        self.soon.action_feedback(feedback="Done")
        self.closing.action_set_lost()
        self.late.unlink()
        self.plan_call(self.ana, "2026-11-28")
        self.other.date_deadline = "2027-01-15"
        self.month.work_ids.invalidate_recordset()
        activities, closings = (self.work(self.month, kind) for kind in ("activities", "closings"))
        figures = (activities.planned, activities.done, activities.left, activities.dropped, activities.deleted)
        self.assertEqual(figures, (2, 1, 0, 0, 1), "what came afterwards was not planned, what went was deleted")
        figures = (closings.planned, closings.left, closings.dropped)
        self.assertEqual(figures, (2, 1, 1), "putting it off does not take it away, losing it does")
        opened = closings.with_user(self.ana).action_open_dropped()
        found = self.env["crm.lead"].with_user(self.ana).with_context(**opened["context"]).search(opened["domain"])
        self.assertEqual(found, self.closing)
        opened = activities.with_user(self.ana).action_open_done()
        found = self.env["mail.activity"].with_user(self.ana).with_context(**opened["context"]).search(opened["domain"])
        self.assertEqual(found, self.soon)

    def test_a_campaign_of_the_month_is_work_to_do_until_it_leaves(self):
        services = self.env.ref("despacho_crm.product_category_services")
        line = self.env["product.category"].create({"name": "Income tax", "parent_id": services.id})
        campaign = self.env["despacho.campaign"].create({"title": "Renta", "service_line_id": line.id})
        values = {"campaign_id": campaign.id, "channel": "call", "user_id": self.ana.id}
        inside, _outside = self.env["despacho.action"].create(
            [
                {**values, "name": "Calls", "date_planned": "2026-11-30 22:30:00"},
                {**values, "name": "More calls", "date_planned": "2026-11-30 23:30:00"},
            ]
        )
        self.month.action_start()
        work = self.work(self.month, "actions")
        self.assertEqual(work.planned_ids, inside.ids)
        inside.sudo().write({"state": "done", "launched_on": "2026-11-20 09:00:00"})
        work.invalidate_recordset()
        self.assertEqual((work.done, work.left), (1, 0))

    def test_it_does_not_begin_twice(self):
        self.month.action_start()
        with self.assertRaises(UserError):
            self.month.action_start()
        with self.assertRaises(UserError):
            self.month.action_propose()

    def test_it_is_not_closed_before_it_ends(self):
        self.month.action_start()
        with self.assertRaises(UserError):
            self.month.action_close()

    def test_what_was_not_reached_is_explained_before_closing(self):
        self.month.action_start()
        with freeze_time(_AFTER):
            self.assertEqual(self.month.missing_reasons, 3)
            with self.assertRaises(UserError):
                self.month.with_user(self.ana).action_close()
            self.line(self.month, "calls").with_user(self.ana).deviation_reason = "Flu"
            self.line(self.month, "revenue").with_user(self.ana).deviation_reason = "Put off"
            with self.assertRaises(UserError):
                self.month.with_user(self.ana).action_close()
            self.line(self.month, "clients").with_user(self.ana).deviation_reason = "Nobody new"
            self.month.with_user(self.ana).action_close()
        self.assertEqual((self.month.state, self.month.closed_by), ("closed", self.ana))

    def test_a_small_deviation_is_not_asked_about(self):
        self.month.action_start()
        self.calls(self.ana, "2026-11-04", 6)
        line = self.line(self.month, "calls")
        line.invalidate_recordset()
        self.assertEqual((line.done, line.percent, line.needs_reason), (9, 90, False))
        self.firm.month_tolerance = 5
        line.invalidate_recordset()
        self.assertTrue(line.needs_reason)

    def test_what_comes_later_does_not_change_a_closed_month(self):
        self.month.action_start()
        with freeze_time(_AFTER):
            self.explain()
            self.month.action_close()
        self.calls(self.ana, "2026-11-28", 5)
        self.env.invalidate_all()
        self.soon.action_feedback(feedback="Done later")
        calls, activities = self.line(self.month, "calls"), self.work(self.month, "activities")
        self.assertEqual((calls.done, activities.left, activities.done), (3, 2, 0))
        for figure, action in (
            (calls.done, calls.action_open_done()),
            (activities.left, activities.action_open_left()),
        ):
            self.assertEqual(len(self.behind(action)), figure, "they open what they counted then")

    def behind(self, action):
        records = self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"])
        return records.search(action["domain"])

    def test_nobody_changes_a_closed_month(self):
        self.month.action_start()
        with freeze_time(_AFTER):
            self.explain()
            self.month.action_close()
        for user in (self.ana, self.sara, self.marta):
            month = self.month.with_user(user)
            with self.assertRaises(UserError):
                month.remarks = "Otherwise"
            with self.assertRaises(UserError):
                self.line(month, "calls").deviation_reason = "Otherwise"
            with self.assertRaises(UserError):
                self.line(month, "calls").write({"target": 1, "reason": "Otherwise"})
        with self.assertRaises(UserError):
            self.month.with_user(self.marta).unlink()

    def test_what_is_counted_is_nobodys_to_write(self):
        month = self.month.with_user(self.marta)
        for vals in (
            {"state": "closed"},
            {"date": "2026-10-01"},
            {"user_id": self.bea.id},
            {"counted_on": "2026-01-01 00:00:00"},
            {"line_ids": [Command.update(self.line(month, "calls").id, {"result": 99})]},
            {"line_ids": [Command.update(self.line(month, "calls").id, {"proposed": 99})]},
            {"line_ids": [Command.create({"kind": "calls"})]},
            {"line_ids": [Command.delete(self.line(month, "calls").id)]},
            {"work_ids": [Command.update(self.work(month, "closings").id, {"planned_ids": []})]},
        ):
            with self.assertRaises(AccessError, msg=vals):
                month.write(vals)

    def test_objectives_are_changed_in_the_first_days_and_afterwards_by_who_leads(self):
        self.month.action_start()
        change = {"target": 12, "reason": "More people"}
        with freeze_time("2026-11-05 22:30:00"):
            self.line(self.month, "calls").with_user(self.ana).write(change)
        with freeze_time("2026-11-05 23:30:00"), self.assertRaises(UserError):
            self.line(self.month, "calls").with_user(self.ana).write({"target": 11})
        self.line(self.month, "calls").with_user(self.sara).write({"target": 13})
        self.assertEqual(self.line(self.month, "calls").target, 13)
        self.assertEqual(self.month._get_revision_end(), NOVEMBER + timedelta(days=4))

    def test_my_month_is_prepared_and_begun_when_it_is_opened(self):
        action = self.env["despacho.month"].with_user(self.leo).action_open_mine()
        month = self.env["despacho.month"].browse(action["res_id"])
        self.assertEqual((month.user_id, month.date, month.state), (self.leo, NOVEMBER, "running"))
        again = self.env["despacho.month"].with_user(self.leo).action_open_mine()
        self.assertEqual(again["res_id"], month.id)
        self.assertEqual(self.env["despacho.month"].with_user(self.leo)._current(self.leo), month)

    def test_the_trend_tells_what_was_aimed_at_from_what_was_done(self):
        self.month.action_start()
        rows = self.env["despacho.month.trend"].with_user(self.ana).search([("kind", "=", "calls")])
        found = {row.measure: (row.date, row.value, row.user_id) for row in rows}
        expected = {"target": 10, "done": 3, "last_year": 12}
        self.assertEqual(found, {measure: (NOVEMBER, value, self.ana) for measure, value in expected.items()})
        self.assertEqual(rows[0].action_open()["res_id"], self.month.id)
        self.calls(self.ana, "2026-11-09")
        self.month.with_user(self.ana).action_trend()
        done = rows.filtered(lambda row: row.measure == "done")
        self.env.invalidate_all()
        self.assertEqual(done.value, 4)
