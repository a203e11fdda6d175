from datetime import date, timedelta

from odoo.tests import freeze_time, tagged

from .dashboard_common import NOW, DashboardCommon

TODAY = date(2026, 11, 18)
_OWN = """
    SELECT COUNT(*) FROM mail_activity
     WHERE user_id = %s AND res_model = 'crm.lead' AND active AND date_deadline {}
"""


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDashboardMyWeek(DashboardCommon):
    """«My week»: figures of one's own work, and the records behind each."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["mail.activity"].with_context(active_test=False).search([]).unlink()
        cls.call = cls.env.ref("mail.mail_activity_data_call")
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        cls.late = cls.plan(-10, cls.call) + cls.plan(-1, cls.todo)
        cls.today = cls.plan(0, cls.call)
        cls.later = cls.plan(1, cls.call) + cls.plan(4, cls.todo)
        cls.next_week = cls.plan(5, cls.call)
        cls.others = cls.plan(0, cls.call, cls.sara)
        cls.done = cls.plan(-2, cls.call)
        cls.done.write({"result": "no_answer"})
        cls.done.action_feedback(feedback="No contestan")
        cls.env["mail.activity"].with_context(active_test=False).search([("active", "=", False)]).write(
            {"date_done": TODAY - timedelta(days=1), "done_at": "2026-11-17 10:00:00"}
        )

    @classmethod
    def plan(cls, days, kind, user=None):
        return cls.nominas.activity_schedule(
            activity_type_id=kind.id,
            date_deadline=TODAY + timedelta(days=days),
            summary="Llamar",
            user_id=(user or cls.ana).id,
        )

    def test_late_today_and_later(self):
        work = self.my_week()["work"]
        self.assertEqual(
            {name: work[name]["value"] for name in ("late", "today", "ahead", "done", "calls")},
            {"late": 2, "today": 1, "ahead": 2, "done": 1, "calls": 3},
        )
        since = {"late": "< '2026-11-18'", "today": "= '2026-11-18'", "ahead": "BETWEEN '2026-11-19' AND '2026-11-22'"}
        for name, condition in since.items():
            self.assertEqual(work[name]["value"], self.count(_OWN.format(condition), self.ana.id))

    def test_each_figure_opens_its_records(self):
        page = self.my_week()
        for name in ("late", "today", "ahead", "done", "calls"):
            with self.subTest(name):
                figure = page["work"][name]
                self.assertEqual(len(self.behind(figure["open"], self.ana)), figure["value"])
        for name in ("untouched", "quotations", "pipeline"):
            with self.subTest(name):
                self.assertEqual(len(self.behind(page[name]["open"], self.ana)), page[name]["value"])
        for day in page["work"]["days"]:
            self.assertEqual(len(self.behind(day["open"], self.ana)), day["done"] + day["pending"])

    def test_day_by_day(self):
        days = {day["date"]: (day["done"], day["pending"]) for day in self.my_week()["work"]["days"]}
        self.assertEqual(list(days)[0], "2026-11-16")
        self.assertEqual(list(days.values()), [(0, 0), (1, 1), (0, 1), (0, 1), (0, 0), (0, 0), (0, 1)])

    def test_what_is_to_be_done_comes_in_order(self):
        work = self.my_week()["work"]
        self.assertEqual(
            [row["date"] for row in work["next"]],
            ["2026-11-08", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-22"],
        )
        self.assertEqual([row["late"] for row in work["next"]], [True, True, False, False, False])
        self.assertEqual([row["date"] for row in work["next_calls"]], ["2026-11-08", "2026-11-18", "2026-11-19"])
        first = work["next"][0]
        self.assertEqual((first["model"], first["res_id"]), ("crm.lead", self.nominas.id))

    def test_leads_that_nobody_touched(self):
        page = self.my_week(self.sara)["untouched"]
        self.assertEqual([(row["name"], row["days"]) for row in page["rows"]], [("Traspaso", 8)])
        self.assertEqual(self.my_week()["untouched"]["value"], 0)
        fresh = self.new_lead("Recién llegado", "2026-11-17", ("new", None))
        self.assertEqual(self.my_week()["untouched"]["value"], 1)
        call = fresh.activity_schedule(activity_type_id=self.call.id, date_deadline=TODAY, user_id=self.sara.id)
        self.assertEqual(fresh.contact_level, "untouched")
        call.write({"result": "no_answer"})
        self.env.flush_all()
        self.assertEqual(self.my_week()["untouched"]["value"], 0)
        fresh.invalidate_recordset()
        self.assertEqual(fresh.contact_level, "tried")
        call.write({"result": "spoke"})
        fresh.invalidate_recordset()
        self.assertEqual(fresh.contact_level, "reached")
        leads = self.env["crm.lead"].with_context(active_test=False)
        for level in ("untouched", "tried", "reached"):
            found = leads.search([("contact_level", "=", level)])
            self.assertEqual(set(found.mapped("contact_level")), {level})

    def test_quotations_without_answer(self):
        self.env["sale.order"].search([]).write({"user_id": self.marta.id})
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.vega.id,
                    "user_id": self.ana.id,
                    "order_line": [(0, 0, {"name": "Renta", "product_uom_qty": 1, "price_unit": price})],
                }
                for price in (100, 250)
            ]
        )
        orders[0].write({"state": "sent"})
        orders[0].proposed_on = "2026-11-08 23:30:00"
        waiting = self.my_week()["quotations"]
        self.assertEqual((waiting["value"], waiting["amount"]), (1, orders[0].amount_untaxed))
        # Half past eleven in UTC was the 9th on the clock of the firm.
        self.assertEqual([row["days"] for row in waiting["rows"]], [9])

    def test_opportunities_by_stage(self):
        pipeline = self.my_week()["pipeline"]
        self.assertEqual((pipeline["value"], pipeline["amount"]), (1, 700))
        self.assertEqual([stage["id"] for stage in pipeline["stages"]], self.stage("requested").ids)

    def test_many_more_records_cost_the_same_queries(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            self.env["despacho.my.week"].with_user(self.ana).get_page()
            return self.cr.sql_log_count - before

        queries()
        few = queries()
        for number in range(40):
            self.plan(number % 5, self.call)
        self.assertLessEqual(queries(), few + 3)
