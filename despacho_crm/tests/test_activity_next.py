from datetime import timedelta

from freezegun import freeze_time

from odoo import fields
from odoo.tests import tagged

from .activity_common import ActivityCommon

_WEDNESDAY = "2026-03-04 10:00:00"


@tagged("post_install", "-at_install")
@freeze_time(_WEDNESDAY)
class TestActivityNext(ActivityCommon):
    """«Again in so many days», written without the dialog: by RPC, by an import, in the list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.opportunity = cls.env["crm.lead"].create(
            {"name": "En curso", "partner_id": cls.luis.id, "type": "opportunity", "user_id": cls.ana.id}
        )
        (cls.lead | cls.opportunity).activity_ids.unlink()

    def planned(self, document):
        return self.open_of(document).filtered("channel")

    def test_a_result_with_days_plans_the_next_call_on_that_day(self):
        for document in (self.opportunity, self.vega, self.lead):
            activity = self.plan(document)
            activity.with_user(self.ana).write({"result": "spoke", "next_days": 5})
            following = self.planned(document)
            self.assertEqual(len(following), 1, document)
            self.assertEqual((following.activity_type_id, following.user_id), (self.call, self.ana))
            # Five days after a Wednesday are a Monday.
            self.assertEqual(str(following.date_deadline), "2026-03-09")

    def test_the_days_are_counted_from_the_contact_and_end_on_a_working_day(self):
        activity = self.plan(self.opportunity)
        activity.write({"result": "spoke", "next_days": 5, "done_at": "2026-03-02 09:00:00"})
        self.assertEqual(str(self.planned(self.opportunity).date_deadline), "2026-03-09")

    def test_an_activity_that_is_created_with_result_and_days_plans_the_next(self):
        self.plan(self.opportunity, result="no_answer", next_days=2)
        self.assertEqual(str(self.planned(self.opportunity).date_deadline), "2026-03-06")

    def test_a_row_that_comes_already_done_plans_the_next(self):
        self.plan(self.opportunity, active=False, result="spoke", next_days=1, done_at="2026-03-04 08:00:00")
        self.assertEqual(str(self.planned(self.opportunity).date_deadline), "2026-03-05")

    def test_an_imported_file_plans_the_next(self):
        fields_ = ["res_model_id/.id", "res_id", "activity_type_id/.id", "user_id/.id", "result", "next_days"]
        model_id = self.env["ir.model"]._get_id("crm.lead")
        row = [str(model_id), str(self.opportunity.id), str(self.call.id), str(self.ana.id), "Spoke", "5"]
        result = self.env["mail.activity"].with_user(self.ana).load(fields_, [row])
        self.assertTrue(result["ids"], result["messages"])
        self.assertEqual(str(self.planned(self.opportunity).date_deadline), "2026-03-09")

    def test_the_days_that_are_said_prevail_over_the_protocol_of_the_lead(self):
        activity = self.plan(self.lead)
        activity.write({"result": "no_answer", "next_days": 12})
        following = self.planned(self.lead)
        self.assertEqual(len(following), 1)
        self.assertEqual(str(following.date_deadline), "2026-03-16")

    def test_without_days_nothing_is_planned_here(self):
        self.plan(self.opportunity).write({"result": "spoke"})
        self.assertFalse(self.planned(self.opportunity))

    def test_where_a_contact_is_planned_there_is_no_other(self):
        waiting = self.plan(self.opportunity, user=self.marta, date_deadline="2026-03-20")
        self.plan(self.opportunity).with_user(self.ana).write({"result": "spoke", "next_days": 5})
        self.assertEqual(self.planned(self.opportunity), waiting)

    def test_a_task_that_is_no_contact_does_not_stand_in_the_way(self):
        self.plan(self.opportunity, self.todo)
        self.plan(self.opportunity).write({"result": "spoke", "next_days": 5})
        self.assertEqual(len(self.planned(self.opportunity)), 1)

    def test_the_log_of_other_years_leaves_no_tasks(self):
        self.plan(self.opportunity, result="spoke", next_days=5, done_at="2024-03-04 08:00:00")
        self.assertFalse(self.planned(self.opportunity))

    def test_of_several_contacts_the_last_one_says_when(self):
        rows = [
            {"active": False, "result": "spoke", "next_days": days, "done_at": f"2026-03-0{day} 08:00:00"}
            for day, days in ((4, 1), (2, 30))
        ]
        base = {
            "res_model_id": self.env["ir.model"]._get_id("res.partner"),
            "res_id": self.pilar.id,
            "activity_type_id": self.call.id,
            "user_id": self.ana.id,
        }
        self.env["mail.activity"].create([{**base, **row} for row in rows])
        self.assertEqual(str(self.planned(self.pilar).date_deadline), "2026-03-05")

    def test_correcting_a_result_plans_nothing(self):
        activity = self.plan(self.opportunity)
        activity.write({"result": "no_answer", "next_days": 5})
        self.planned(self.opportunity).unlink()
        activity.write({"result": "spoke"})
        self.assertFalse(self.planned(self.opportunity))

    def test_the_dialog_goes_on_deciding(self):
        form = self.ask(self.plan(self.opportunity))
        form.result = "spoke"
        form.next_date = fields.Date.today() + timedelta(days=20)
        form.save().action_confirm()
        self.assertEqual(str(self.planned(self.opportunity).date_deadline), "2026-03-24")
        form = self.ask(self.plan(self.pilar))
        form.result = "spoke"
        form.next_wanted = False
        form.save().action_confirm()
        self.assertFalse(self.planned(self.pilar))

    def test_many_contacts_with_their_days_search_what_is_planned_once(self):
        leads = self.env["crm.lead"].create(
            [{"name": f"Asunto {number}", "partner_id": self.luis.id, "type": "opportunity"} for number in range(12)]
        )
        leads.activity_ids.unlink()
        activities = self.env["mail.activity"].concat(*(self.plan(lead) for lead in leads))
        searched = []
        original = type(activities)._documents_with_contact_planned
        self.patch(
            type(activities),
            "_documents_with_contact_planned",
            lambda records, documents: searched.append(documents) or original(records, documents),
        )
        activities.write({"result": "spoke", "next_days": 5})
        self.assertEqual(len(searched), 1)
        self.assertEqual(len(self.env["mail.activity"].search([("lead_id", "in", leads.ids)])), 12)
