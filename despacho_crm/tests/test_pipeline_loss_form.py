from lxml import etree

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from odoo.addons.despacho_crm.hooks import pipeline

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineLossForm(PipelineCommon):
    """Core's form of the loss, which asks what the stage needs."""

    def ask(self, leads, **values):
        action = self.env.ref("crm.crm_lead_lost_action")
        self.assertEqual(action.res_model, "crm.lead.lost")
        return self.as_user(self.ana, "crm.lead.lost").create({"lead_ids": [Command.set(leads.ids)], **values})

    def test_it_proposes_the_closing_stage_of_the_type(self):
        self.assertEqual(self.ask(self.own_lead()).stage_id, self.stage("lead_not_interested"))
        self.assertEqual(self.ask(self.own_lead("opportunity")).stage_id, self.stage("opportunity_lost"))

    def test_it_closes_many_at_once(self):
        leads = self.own_lead() | self.own_lead(stage_id=self.stage("lead_attempt").id)
        self.ask(leads, lost_reason_id=self.price.id, lost_feedback="<p>No contestan</p>").action_lost_reason_apply()
        self.assertEqual(leads.stage_id, self.stage("lead_not_interested"))
        self.assertEqual(leads.mapped("won_status"), ["lost", "lost"])

    def test_of_both_types_at_once_each_goes_to_its_own(self):
        lead, opportunity = self.own_lead(), self.own_lead("opportunity")
        self.ask(lead | opportunity, lost_reason_id=self.price.id).action_lost_reason_apply()
        self.assertEqual(lead.stage_id, self.stage("lead_not_interested"))
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost"))

    def test_it_asks_for_the_competitor_where_the_stage_does(self):
        opportunity = self.own_lead("opportunity")
        form = self.ask(
            opportunity,
            stage_id=self.stage("opportunity_lost_competitor").id,
            lost_reason_id=self.price.id,
            competitor_id=self.rival.id,
            weak_points="Sin nóminas",
        )
        form.action_lost_reason_apply()
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost_competitor"))
        self.assertEqual((opportunity.competitor_id, opportunity.weak_points), (self.rival, "Sin nóminas"))

    def buttons(self, record, names):
        """Return the labels of the buttons with one of these names that the form of the record shows."""
        arch = etree.fromstring(record.get_view(view_type="form")["arch"])
        found = [button for button in arch.iter("button") if button.get("name") in names]
        return [
            button.get("string")
            for button in found
            if not safe_eval(button.get("invisible") or "False", dict(record.read()[0]))
        ]

    def test_leads_are_discarded_and_opportunities_lost(self):
        actions = self.env.ref("crm.crm_lead_lost_action") | self.env.ref("despacho_crm.action_lead_discard")
        names = [str(action_id) for action_id in actions.ids]
        for record, label, confirm in (
            (self.own_lead(), "Discard", "Discard"),
            (self.own_lead("opportunity"), "Lost", "Mark as Lost"),
        ):
            self.assertEqual(self.buttons(record, names), [label])
            self.assertEqual(self.buttons(self.ask(record), ["action_lost_reason_apply"]), [confirm])
            self.lose(record, "lead_not_interested" if record.type == "lead" else "opportunity_lost")
            self.assertEqual(self.buttons(record, names), [], "it is closed")

    def test_the_list_of_leads_discards_those_that_are_open(self):
        view = self.env.ref("crm.crm_case_tree_view_leads")
        arch = etree.fromstring(self.env["crm.lead"].get_view(view.id, "list")["arch"])
        labels = {button.get("name"): button.get("string") for button in arch.iter("button")}
        self.assertEqual(labels.get("action_discard"), "Discard")
        self.assertNotIn(str(self.env.ref("crm.crm_lead_lost_action").id), labels)
        lead, closed = self.own_lead(), self.lose(self.own_lead())
        self.assertEqual((lead | closed).action_discard()["context"]["default_lead_ids"], lead.ids)
        with self.assertRaisesRegex(UserError, "closed already"):
            closed.action_discard()

    def test_the_menu_of_actions_discards_leads_and_loses_opportunities(self):
        lost = self.env.ref("crm.crm_lead_lost_action")
        for xmlid, name in (("crm.crm_lead_all_leads", "Discard"), ("crm.crm_lead_opportunities", lost.name)):
            options = {"toolbar": True, "action_id": self.env.ref(xmlid).id}
            views = self.as_user(self.ana, "crm.lead").get_views([(False, "list")], options)["views"]
            names = {action["id"]: action["name"] for action in views["list"]["toolbar"]["action"]}
            self.assertEqual(names[lost.id], name)

    def test_it_offers_the_stages_and_reasons_of_the_type(self):
        self.assertFalse(self.ask(self.own_lead()).has_choice, "leads end in one stage")
        self.assertTrue(self.ask(self.own_lead("opportunity")).has_choice)
        arch = etree.fromstring(self.env["crm.lead.lost"].get_view(view_type="form")["arch"])
        expression = arch.find(".//field[@name='lost_reason_id']").get("domain")
        reasons = self.env["crm.lost.reason"]
        cancelled = self.env.ref("despacho_crm.lost_reason_cancelled")
        for lead_type, offered in (("lead", False), ("opportunity", True), ("both", True)):
            found = reasons.search(safe_eval(expression, {"lead_type": lead_type}))
            self.assertEqual(cancelled in found, offered, lead_type)
            self.assertIn(self.price, found)

    def test_the_reasons_of_core_that_nobody_gave_are_put_away_until_the_addon_goes(self):
        given, own_choice, stock = reasons = self.env["crm.lost.reason"].union(
            *(self.env.ref(f"crm.lost_reason_{number}") for number in (1, 2, 3))
        )
        reasons.active = True
        self.lose(self.own_lead(), lost_reason_id=given.id)
        own_choice.active = False
        pipeline._put_reasons_away(self.env)
        self.assertEqual(reasons.mapped("active"), [True, False, False])
        pipeline._give_reasons_back(self.env)
        self.assertEqual(reasons.mapped("active"), [True, False, True], "what the firm put away stays so")

    def test_where_no_company_has_the_rules_the_reasons_of_core_stay(self):
        self.env["res.company"].search([]).pipeline_rules = False
        reason = self.env.ref("crm.lost_reason_3")
        reason.active = True
        pipeline._put_reasons_away(self.env)
        self.assertTrue(reason.active)

    def test_it_does_not_let_the_reason_out(self):
        with self.assertRaises(ValidationError):
            self.ask(self.own_lead()).action_lost_reason_apply()
