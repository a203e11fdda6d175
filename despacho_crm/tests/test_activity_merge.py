from odoo.tests import tagged

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityMerge(ActivityCommon):
    """Joining leads or contacts loses nothing of what was done with any of them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.env["crm.lead"].create(
            {"name": "La misma", "partner_id": cls.pilar.id, "type": "lead", "user_id": cls.ana.id}
        )

    def log(self, document, result="spoke", **values):
        activity = self.plan(document, **values)
        activity._log_result({"result": result, "next": None, "feedback": "Lo que se dijo"})
        return activity

    def merge_contacts(self, source, target):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((source | target).ids, target)
        self.env.invalidate_all()

    def in_agenda(self, activities):
        self.env.flush_all()
        self.env.invalidate_all()
        return self.env["despacho.agenda"].search([("activity_id", "in", activities.ids)])

    def test_joined_leads_keep_what_was_done_with_both(self):
        logged = self.log(self.lead) | self.log(self.other, "no_answer") | self.log(self.other, "left_message")
        merged = (self.lead | self.other).merge_opportunity()
        self.assertEqual(len(logged.exists()), 3)
        self.assertEqual(logged.lead_id, merged)
        self.assertEqual(logged.partner_id, merged.partner_id.commercial_partner_id)
        self.assertEqual(set(logged.mapped("result")), {"spoke", "no_answer", "left_message"})
        self.assertEqual(set(logged.mapped("feedback")), {"Lo que se dijo"})
        self.assertFalse(any(logged.mapped("active")))

    def test_joined_opportunities_keep_what_was_done_with_both(self):
        opportunities = self.env["crm.lead"].create(
            [{"name": name, "partner_id": self.luis.id, "type": "opportunity"} for name in ("Una", "Dos")]
        )
        logged = self.log(opportunities[0]) | self.log(opportunities[1])
        self.assertEqual(logged.exists(), logged)
        merged = opportunities.merge_opportunity()
        self.assertEqual(logged.exists().lead_id, merged)

    def test_the_attempts_of_joined_leads_count_together(self):
        self.lead.partner_id = self.pilar
        self.log(self.lead, "no_answer")
        self.log(self.other, "no_answer")
        merged = (self.lead | self.other).merge_opportunity()
        merged.invalidate_recordset()
        self.assertEqual(merged.attempt_count, 2)

    def test_the_agenda_shows_what_was_done_with_both_leads(self):
        logged = self.log(self.lead) | self.log(self.other)
        merged = (self.lead | self.other).merge_opportunity()
        self.assertEqual(self.in_agenda(logged).mapped("lead_id"), merged)
        self.assertEqual(len(self.in_agenda(logged)), 2)

    def test_the_log_of_a_colleague_stays_whoever_joins_the_leads(self):
        logged = self.log(self.other, user=self.marta)
        merged = (self.lead | self.other).with_user(self.sara).merge_opportunity()
        self.assertEqual(logged.exists().lead_id.id, merged.id)

    def test_conversion_with_the_merge_of_what_is_the_same_keeps_the_log(self):
        opportunity = self.env["crm.lead"].create(
            {"name": "En curso", "partner_id": self.luis.id, "type": "opportunity", "user_id": self.ana.id}
        )
        logged = self.log(self.lead) | self.log(opportunity)
        convert = self.env["crm.lead2opportunity.partner"].with_context(
            active_model="crm.lead", active_id=self.lead.id, active_ids=self.lead.ids
        )
        wizard = convert.create({"name": "merge", "duplicated_lead_ids": [(6, 0, (self.lead | opportunity).ids)]})
        wizard.action_apply()
        remaining = (self.lead | opportunity).exists()
        self.assertEqual(len(remaining), 1)
        self.assertEqual(len(logged.exists()), 2)
        self.assertEqual(logged.lead_id, remaining)

    def test_joined_contacts_keep_what_was_done_with_both(self):
        other = self.new_company("Vega Talleres")
        eva = self.env["res.partner"].create({"name": "Eva", "parent_id": other.id})
        logged = self.log(self.luis) | self.log(eva)
        planned = self.plan(eva)
        self.merge_contacts(eva, self.luis)
        self.assertEqual(len(logged.exists()), 2)
        activities = logged | planned
        self.assertEqual(set(activities.mapped("res_id")), {self.luis.id})
        self.assertEqual((activities.contact_id, activities.partner_id), (self.luis, self.vega))
        self.assertEqual(len(self.in_agenda(logged)), 2)
        self.assertEqual(self.in_agenda(logged).partner_id, self.vega)

    def test_what_was_done_on_the_leads_of_a_joined_contact_is_of_the_company_that_stays(self):
        logged = self.log(self.other)
        self.assertEqual(logged.partner_id, self.pilar)
        self.merge_contacts(self.pilar, self.luis)
        self.assertEqual((logged.contact_id, logged.partner_id), (self.luis, self.vega))

    def test_a_contact_that_a_steward_joins_keeps_the_log_of_the_colleagues(self):
        other = self.new_company("Vega Talleres")
        logged = self.log(other, user=self.marta)
        wizard = self.as_user(self.sara, "base.partner.merge.automatic.wizard").create({})
        wizard._merge((other | self.vega).ids, self.vega.with_user(self.sara), extra_checks=False)
        self.assertEqual(logged.exists().partner_id, self.vega)
