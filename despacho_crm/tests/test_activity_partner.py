from odoo.tests import tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityPartner(ActivityCommon):
    """Whom an activity is about: the company of the document's contact, whatever happens to both."""

    def test_the_activity_of_a_lead_is_about_the_company_of_its_contact(self):
        activity = self.plan(self.lead)
        self.assertEqual((activity.lead_id, activity.contact_id), (self.lead, self.luis))
        self.assertEqual(activity.partner_id, self.vega)

    def test_the_activity_of_a_contact_is_about_its_company(self):
        self.assertEqual(self.plan(self.luis).partner_id, self.vega)
        self.assertEqual(self.plan(self.pilar).partner_id, self.pilar)

    def test_the_partner_follows_the_lead(self):
        open_one, done = self.plan(self.lead), self.plan(self.lead)
        done._log_result({"result": "spoke"})
        self.lead.partner_id = self.pilar
        self.assertEqual((open_one | done).mapped("partner_id"), self.pilar)
        self.lead.partner_id = False
        self.assertFalse((open_one | done).partner_id)

    def test_the_partner_follows_the_company_of_the_contact(self):
        other = self.new_company("Otra SL", vat=self.nif_of())
        activities = self.plan(self.lead) | self.plan(self.luis)
        activities[1]._log_result({"result": "spoke"})
        self.luis.parent_id = other
        self.assertEqual(activities.partner_id, other)

    def test_the_partner_follows_a_quotation(self):
        order = self.env["sale.order"].create({"partner_id": self.luis.id})
        activity = self.plan(order)
        self.assertEqual(activity.partner_id, self.vega)
        order.partner_id = self.pilar
        self.assertEqual(activity.partner_id, self.pilar)

    def test_the_partner_arrives_with_the_conversion_of_a_lead_that_had_none(self):
        lead = self.env["crm.lead"].create(
            {"name": "Web", "contact_name": "Nuria", "vat": self.nif_of(), "type": "lead"}
        )
        activity = self.plan(lead)
        self.assertFalse(activity.partner_id)
        lead._handle_partner_assignment(create_missing=True)
        self.assertTrue(lead.partner_id)
        self.assertEqual(activity.partner_id, lead.partner_id.commercial_partner_id)

    def test_the_channel_comes_from_the_type_and_may_be_changed(self):
        call, todo = self.plan(self.lead), self.plan(self.lead, self.todo)
        self.assertEqual((call.channel, todo.channel), ("call", False))
        call.channel = "message"
        self.assertEqual(call.channel, "message")
        todo.activity_type_id = self.email
        self.assertEqual(todo.channel, "email")

    def test_activities_of_other_documents_and_of_none_are_as_ever(self):
        team = self.env["crm.team"].create({"name": "Captación"})
        free = self.env["mail.activity"].create({"activity_type_id": self.todo.id, "user_id": self.ana.id})
        self.assertFalse(free.partner_id or free.lead_id)
        if "activity_ids" in team._fields:
            self.assertFalse(self.plan(team).partner_id)

    def test_merged_leads_keep_whom_their_activities_are_about(self):
        other = self.env["crm.lead"].create({"name": "La misma", "partner_id": self.luis.id, "type": "lead"})
        activity = self.plan(other)
        merged = (self.lead | other).merge_opportunity()
        self.assertEqual((activity.lead_id, activity.partner_id), (merged, self.vega))

    def test_many_activities_cost_no_query_each(self):
        leads = self.env["crm.lead"].create(
            [{"name": f"Lead {number}", "partner_id": self.luis.id, "type": "lead"} for number in range(60)]
        )
        names = ["lead_id", "contact_id", "partner_id", "channel", "done_at"]

        def queries(count):
            activities = self.env["mail.activity"].concat(*(self.plan(lead) for lead in leads[:count]))
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            for name in names:
                self.env.add_to_compute(activities._fields[name], activities)
            self.env.flush_all()
            return self.env.cr.sql_log_count - start

        few, many = queries(5), queries(60)
        self.assertLessEqual(many, few + 2)

    def test_a_lead_that_changes_its_partner_searches_its_activities_once(self):
        leads = self.env["crm.lead"].create([{"name": f"Lead {number}", "type": "lead"} for number in range(20)])
        for lead in leads:
            self.plan(lead)
        self.env.flush_all()
        self.env.invalidate_all()
        leads[:1].partner_id = self.pilar
        self.env.flush_all()
        start = self.env.cr.sql_log_count
        leads[1:2].partner_id = self.pilar
        self.env.flush_all()
        one = self.env.cr.sql_log_count - start
        start = self.env.cr.sql_log_count
        leads[2:].write({"partner_id": self.pilar.id})
        self.env.flush_all()
        self.assertLess(self.env.cr.sql_log_count - start, 3 * one)
