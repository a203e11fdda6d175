from odoo.tests import tagged

from odoo.addons.despacho_crm.hooks import leads

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineSettings(PipelineCommon):
    """What Odoo's settings say of leads is what is done; the firm's say it in words."""

    def test_leads_are_ticked_for_everybody_where_the_rules_hold(self):
        everybody, feature = self.env.ref("base.group_user"), self.env.ref("crm.group_use_lead")
        everybody._remove_group(feature)
        team = self.env["crm.team"].create({"name": "Solo oportunidades", "use_leads": False})
        leads.finish(self.env)
        self.assertTrue(self.env["res.config.settings"].create({}).group_use_lead)
        self.assertTrue(team.use_leads)

    def test_where_no_company_has_the_rules_the_settings_stay(self):
        everybody, feature = self.env.ref("base.group_user"), self.env.ref("crm.group_use_lead")
        everybody._remove_group(feature)
        self.env["res.company"].search([]).pipeline_rules = False
        leads.finish(self.env)
        self.assertNotIn(feature, everybody.implied_ids)

    def test_an_empty_onboarding_says_which_plan_is_used(self):
        plan = self.env.ref("despacho_crm.plan_onboarding")
        self.env.company.onboarding_plan_id = False
        self.assertIn(plan.name, self.env["res.config.settings"].create({}).onboarding_plan_used)
        plan.active = False
        self.assertIn("nothing is done", self.env["res.config.settings"].create({}).onboarding_plan_used)

    def test_a_base_with_our_plans_gets_what_they_say_now_unless_it_was_changed(self):
        step = self.env.ref("despacho_crm.playbook_lead_new_1")
        start, welcome = (self.env.ref(f"despacho_crm.plan_onboarding_{number}") for number in (1, 2))
        (step | start | welcome).responsible_type = "on_demand"
        start.delay_count, welcome.delay_count = 0, 1
        own = self.env.ref("despacho_crm.plan_onboarding_3")
        own.write({"responsible_type": "other", "responsible_id": self.sara.id})
        leads.complete(self.env)
        self.assertEqual((start.delay_count, welcome.delay_count), (1, 0))
        self.assertEqual(
            (step | start | welcome | own).mapped("responsible_type"), ["owner", "adviser", "owner", "other"]
        )
