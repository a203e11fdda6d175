from datetime import timedelta

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineImplementation(PipelineCommon):
    """What is won starts with the client, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.todo = cls.env.ref("mail.mail_activity_data_todo")
        root = cls.env.ref("despacho_crm.product_category_services")
        cls.labour = cls.env["product.category"].create(
            {"name": "Laboral", "parent_id": root.id, "onboarding_plan_id": cls.new_plan("Alta laboral").id}
        )
        cls.payroll = cls.env["product.category"].create({"name": "Nóminas", "parent_id": cls.labour.id})
        cls.other = cls.env["product.category"].create({"name": "Otros"})
        cls.default_plan = cls.new_plan("Alta de cliente")
        cls.firm.onboarding_plan_id = cls.default_plan

    @classmethod
    def new_plan(cls, name, responsible=None, steps=2):
        return cls.env["mail.activity.plan"].create(
            {
                "name": name,
                "res_model": "res.partner",
                "company_id": False,
                "template_ids": [
                    Command.create(
                        {
                            "activity_type_id": cls.todo.id,
                            "summary": f"{name} {number}",
                            "delay_count": number,
                            "delay_from": "after_plan_date",
                            "responsible_type": "other" if responsible else "on_demand",
                            "responsible_id": responsible.id if responsible else False,
                        }
                    )
                    for number in range(steps)
                ],
            }
        )

    def win(self, user=None, categories=(), **values):
        values = {"partner_id": self.luis.id, **values}
        opportunity = self.new_lead(type="opportunity", **values)
        if categories:
            opportunity.service_line_ids = [Command.set([category.id for category in categories])]
        opportunity.with_user(user or self.ana).action_set_won()
        return opportunity

    def started(self, partner=None):
        return self.opened(partner or self.vega).filtered("playbook_template_id").sorted("id")

    def test_the_plan_of_the_service_starts_on_the_company_of_the_contact(self):
        opportunity = self.win(categories=[self.labour])
        self.assertEqual(self.started().mapped("summary"), ["Alta laboral 0", "Alta laboral 1"])
        self.assertEqual(self.started().user_id, self.ana)
        self.assertEqual(self.started()[1].date_deadline, self.today + timedelta(days=1))
        self.assertTrue(opportunity.implementation_date)

    def test_a_service_without_plan_has_that_of_the_category_above(self):
        self.win(categories=[self.payroll])
        self.assertEqual(self.started().mapped("summary"), ["Alta laboral 0", "Alta laboral 1"])

    def test_what_has_no_plan_has_the_default_one(self):
        self.win()
        self.assertEqual(self.started().mapped("summary"), ["Alta de cliente 0", "Alta de cliente 1"])

    def test_two_services_with_one_plan_start_it_once(self):
        self.win(categories=[self.labour, self.payroll])
        self.assertEqual(len(self.started()), 2)

    def test_the_plan_says_who_does_what(self):
        self.labour.onboarding_plan_id = self.new_plan("Alta", responsible=self.sara)
        self.win(categories=[self.labour])
        self.assertEqual(self.started().user_id, self.sara)
        self.assertNotIn(self.sara.partner_id, self.vega.message_partner_ids, "a task makes nobody a follower")

    def test_the_plan_of_the_product_welcomes_before_the_adviser_of_the_client_starts(self):
        self.firm.onboarding_plan_id = False
        self.vega.user_id = self.sara
        self.win()
        steps = self.started().sorted("date_deadline")
        welcome, start = (self.env.ref(f"despacho_crm.plan_onboarding_{number}") for number in (2, 1))
        self.assertEqual([step.playbook_template_id for step in steps[:2]], [welcome, start])
        self.assertLess(steps[0].date_deadline, steps[1].date_deadline)
        self.assertEqual([step.user_id for step in steps], [self.ana, self.sara, self.sara, self.ana])

    def test_a_client_without_adviser_is_started_by_who_sold(self):
        self.firm.onboarding_plan_id = False
        self.vega.user_id = False
        self.win()
        self.assertEqual(self.started().user_id, self.ana)

    def test_steps_for_the_adviser_are_of_plans_of_clients(self):
        plan = self.env["mail.activity.plan"].create({"name": "De pedidos", "res_model": "sale.order"})
        with self.assertRaisesRegex(ValidationError, "no adviser"):
            plan.template_ids = [Command.create({"activity_type_id": self.todo.id, "responsible_type": "adviser"})]

    def test_what_is_won_stays_started_once(self):
        opportunity = self.win()
        opportunity.with_user(self.ana).action_set_won()
        opportunity.partner_id = self.vega
        self.assertEqual(len(self.started()), 2)

    def test_what_was_not_won_after_all_takes_back_its_open_steps_and_keeps_what_was_done(self):
        opportunity, other = self.win(), self.win()
        own = self.started().filtered(lambda step: step.playbook_lead_id == opportunity)
        own[0].action_feedback()
        self.move(opportunity, "opportunity_negotiation")
        self.assertFalse(opportunity.implementation_date)
        self.assertTrue(own[0].exists() and not own[0].active, "what was done is kept")
        self.assertFalse(own[1].exists())
        self.assertEqual(self.started().playbook_lead_id, other, "that of the other opportunity goes on")

    def test_losing_what_was_won_takes_back_the_steps_of_colleagues_too(self):
        self.labour.onboarding_plan_id = self.new_plan("Alta", responsible=self.sara)
        opportunity = self.win(categories=[self.labour])
        by_hand = self.vega.activity_schedule("mail.mail_activity_data_todo", user_id=self.sara.id)
        reason = self.env["crm.lost.reason"].search([], limit=1)
        opportunity.with_user(self.ana).action_set_lost(lost_reason_id=reason.id)
        self.assertEqual(self.opened(self.vega), by_hand)

    def test_winning_again_after_losing_starts_again(self):
        opportunity = self.win()
        self.move(opportunity, "opportunity_negotiation")
        opportunity.with_user(self.ana).action_set_won()
        self.assertEqual(len(self.started()), 2)
        self.assertTrue(opportunity.implementation_date)

    def test_the_steps_go_with_the_opportunity_that_is_joined(self):
        opportunity = self.win()
        other = self.new_lead(type="opportunity", partner_id=self.vega.id)
        merged = (opportunity | other).merge_opportunity()
        self.assertEqual(self.started().playbook_lead_id, merged)

    def test_another_opportunity_of_the_client_starts_its_own(self):
        self.win()
        self.win()
        self.assertEqual(len(self.started()), 4)

    def test_what_the_system_wins_without_client_waits_for_the_client(self):
        opportunity = self.new_lead(type="opportunity")
        opportunity.action_set_won()
        self.assertFalse(opportunity.implementation_date)
        opportunity.partner_id = self.vega
        self.assertEqual(len(self.started()), 2)

    def test_confirming_the_quotation_starts_what_was_sold(self):
        product = self.env["product.product"].create(
            {"name": "Nóminas mensuales", "type": "service", "categ_id": self.payroll.id}
        )
        opportunity = self.new_lead(type="opportunity", partner_id=self.vega.id)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.vega.id,
                "opportunity_id": opportunity.id,
                "order_line": [Command.create({"product_id": product.id, "product_uom_qty": 1})],
            }
        )
        order.action_confirm()
        self.assertEqual(opportunity.stage_outcome, "won")
        self.assertEqual(self.started().mapped("summary"), ["Alta laboral 0", "Alta laboral 1"])

    def test_lost_starts_nothing(self):
        opportunity = self.new_lead(type="opportunity", partner_id=self.vega.id)
        reason = self.env["crm.lost.reason"].search([], limit=1)
        opportunity.with_user(self.ana).action_set_lost(lost_reason_id=reason.id)
        self.assertFalse(self.started())

    def test_companies_without_the_rules_start_nothing(self):
        self.firm.pipeline_rules = False
        self.win()
        self.assertFalse(self.started())

    def test_who_has_signed_is_not_followed_up_any_more(self):
        opportunity = self.new_lead(type="opportunity", partner_id=self.luis.id)
        self.log(opportunity, "spoke", next={"activity_type_id": self.call.id, "summary": "Seguir el interés"})
        apart = opportunity.activity_schedule("mail.mail_activity_data_call", summary="Pedir la escritura")
        papers = opportunity.activity_schedule("mail.mail_activity_data_todo", summary="Preparar el contrato")
        self.assertIn("Seguir el interés", self.opened(opportunity).mapped("summary"))
        opportunity.with_user(self.ana).action_set_won()
        left = self.opened(opportunity)
        self.assertNotIn("Seguir el interés", left.mapped("summary"))
        self.assertLessEqual(apart | papers, left, "what somebody planned apart is left")
