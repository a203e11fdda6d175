from odoo import Command
from odoo.tests import Form, tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineQuotation(PipelineCommon):
    """The quotation moves its opportunity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.service = cls.env["product.product"].create({"name": "Asesoría", "type": "service", "list_price": 90})

    def new_order(self, stage="opportunity_requested", **values):
        opportunity = self.as_user(self.ana, "crm.lead").create(
            {"name": "Asunto", "type": "opportunity", "partner_id": self.vega.id, "stage_id": self.stage(stage).id}
        )
        return self.as_user(self.ana, "sale.order", tracking_disable=False).create(
            {
                "partner_id": self.vega.id,
                "opportunity_id": opportunity.id,
                "order_line": [Command.create({"product_id": self.service.id})],
                **values,
            }
        )

    def test_sent_by_hand_it_is_in_proposal(self):
        order = self.new_order()
        order.action_quotation_sent()
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_proposal"))

    def test_quotation_of_a_client_who_speaks_spanish_can_be_sent_by_mail(self):
        self.env["res.lang"]._activate_lang("es_ES")
        template = self.env.ref("sale.email_template_edi_sale").with_context(lang="es_ES")
        template.subject = "{{ object.state in ('draft, 'sent') and 'Presupuesto' or 'Pedido' }}"
        template._mend_quotation_subject()
        order = self.new_order()
        self.assertEqual(template._render_field("subject", order.ids)[order.id], "Presupuesto")

    def test_sent_by_mail_it_is_in_proposal_and_the_change_is_in_the_history(self):
        self.vega.lang = "en_US"
        order = self.new_order()
        self.flush_tracking()
        composer = Form(
            self.env["mail.compose.message"]
            .with_user(self.ana)
            .with_context(**order.action_quotation_send()["context"], tracking_disable=False)
        ).save()
        composer._action_send_mail()
        self.flush_tracking()
        self.assertEqual(order.state, "sent")
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_proposal"))
        changes = order.opportunity_id.message_ids.sudo().tracking_value_ids
        self.assertIn("stage_id", changes.field_id.mapped("name"))

    def test_what_nobody_owned_is_of_the_company_that_quotes(self):
        order = self.new_order()
        opportunity = order.opportunity_id
        opportunity.sudo().write({"user_id": False, "team_id": False, "company_id": False})
        self.assertFalse(opportunity.company_id)
        order.action_confirm()
        self.assertEqual(opportunity.company_id, self.firm)
        self.assertEqual(opportunity.expected_revenue, order.amount_untaxed)

    def test_who_is_further_does_not_go_back(self):
        order = self.new_order("opportunity_negotiation")
        order.action_quotation_sent()
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_negotiation"))

    def test_a_lost_opportunity_is_left_alone_by_a_quotation_and_won_by_an_order(self):
        order = self.new_order()
        order.opportunity_id.sudo().action_set_lost()
        order.action_quotation_sent()
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_lost"))
        order.action_confirm()
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_won"))

    def test_confirmed_it_is_won(self):
        order = self.new_order()
        order.action_confirm()
        self.assertEqual(order.opportunity_id.won_status, "won")
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_won"))

    def test_an_order_that_arrives_confirmed_wins(self):
        order = self.new_order(state="sale")
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_won"))

    def test_a_quotation_that_arrives_sent_is_in_proposal(self):
        order = self.new_order(state="sent")
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_proposal"))

    def test_whoever_sends_it_needs_no_right_on_the_opportunity(self):
        order = self.new_order()
        order.opportunity_id.sudo().user_id = self.marta
        seller = self._new_user("eva", "sales_team.group_sale_salesman,base.group_partner_manager")
        order.sudo().user_id = seller
        order.with_user(seller).action_quotation_sent()
        self.assertEqual(order.opportunity_id.sudo().stage_id, self.stage("opportunity_proposal"))

    def test_without_the_rules_the_quotation_moves_nothing(self):
        self.firm.pipeline_rules = False
        order = self.new_order()
        order.action_quotation_sent()
        order.action_confirm()
        self.assertEqual(order.opportunity_id.stage_id, self.stage("opportunity_requested"))

    def test_a_quotation_without_opportunity_is_sent_as_always(self):
        order = self.new_order(opportunity_id=False)
        order.action_quotation_sent()
        self.assertEqual(order.state, "sent")

    def test_what_was_offered_counts_on_the_board_since_it_is_sent(self):
        order = self.new_order()
        self.assertEqual(order.opportunity_id.expected_revenue, 0)
        order.action_quotation_sent()
        self.assertEqual(order.opportunity_id.expected_revenue, 90)
        dear = self.new_order()
        dear.opportunity_id.expected_revenue = 5000
        dear.action_quotation_sent()
        self.assertEqual(dear.opportunity_id.expected_revenue, 5000, "who expects more knows better")

    def test_the_name_that_the_firm_gives_to_the_matter_does_not_go_out(self):
        opportunity = self.own_lead("opportunity", name="Duda si pagará", partner_id=self.vega.id)
        action = opportunity.action_new_quotation()
        order = self.as_user(self.ana, "sale.order").with_context(**action["context"]).create({})
        self.assertEqual((order.opportunity_id, order.partner_id), (opportunity, self.vega))
        self.assertFalse(order.origin)
