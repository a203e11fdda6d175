from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from odoo.addons.despacho_crm.exceptions import StageQuestion

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineClosing(PipelineCommon):
    """Closing stages are core's lost with the reason; leaving them reopens."""

    def assertIsLost(self, lead):
        self.assertEqual((lead.won_status, lead.active, lead.probability), ("lost", False, 0))
        self.assertTrue(lead.date_closed)

    def test_without_reason_nobody_closes(self):
        for lead_type, stage in (("lead", "lead_not_interested"), ("opportunity", "opportunity_lost")):
            lead = self.own_lead(lead_type)
            with self.assertRaisesRegex(StageQuestion, "say also: Lost Reason"), self.env.cr.savepoint():
                lead.stage_id = self.stage(stage)
            self.assertTrue(lead.active)
            self.assertEqual(lead.stage_id.outcome, "open")

    def test_the_question_opens_the_form_that_asks(self):
        leads = self.own_lead() | self.own_lead(stage_id=self.stage("lead_attempt").id)
        with self.assertRaises(StageQuestion) as caught:
            leads.write({"stage_id": self.stage("lead_not_interested").id})
        message, action, _button, _context = caught.exception.args
        self.assertEqual(str(caught.exception), message)
        self.assertEqual(action["res_model"], "crm.lead.lost")
        self.assertEqual(action["context"]["default_lead_ids"], leads.ids)
        self.assertEqual(action["context"]["default_stage_id"], self.stage("lead_not_interested").id)

    def test_with_reason_the_record_is_lost_as_core_understands_it(self):
        lead = self.lose(self.own_lead())
        self.assertIsLost(lead)
        self.assertEqual(lead.stage_id, self.stage("lead_not_interested"))
        self.assertEqual(lead.closed_stage_id, self.stage("lead_new"))

    def test_to_a_competitor_needs_who_and_where_we_were_weak(self):
        opportunity = self.own_lead("opportunity")
        with self.assertRaisesRegex(StageQuestion, "Lost to, Weak points"), self.env.cr.savepoint():
            self.lose(opportunity, "opportunity_lost_competitor")
        self.lose(opportunity, "opportunity_lost_competitor", competitor_id=self.rival.id, weak_points="Sin nóminas")
        self.assertIsLost(opportunity)
        self.assertEqual(opportunity.competitor_id, self.rival)

    def test_from_lost_to_lost_to_a_competitor_keeps_reason_and_origin(self):
        opportunity = self.own_lead(
            "opportunity", stage_id=self.stage("opportunity_negotiation").id, partner_id=self.vega.id
        )
        self.lose(opportunity, "opportunity_lost")
        opportunity.write(
            {
                "stage_id": self.stage("opportunity_lost_competitor").id,
                "competitor_id": self.rival.id,
                "weak_points": "Plazo",
            }
        )
        self.assertIsLost(opportunity)
        self.assertEqual(opportunity.lost_reason_id, self.price)
        self.assertEqual(opportunity.closed_stage_id, self.stage("opportunity_negotiation"))

    def test_what_was_to_be_done_is_cancelled_and_remembered(self):
        lead = self.own_lead()
        lead.activity_schedule("mail.mail_activity_data_call", summary="Llamar a Luis", user_id=self.marta.id)
        done = lead.activity_schedule("mail.mail_activity_data_call", summary="Ya hecha", user_id=self.ana.id)
        done.action_feedback(feedback="Hablado")
        self.lose(lead)
        self.assertEqual(lead.activity_ids.playbook_stage_id, lead.stage_id, "only what its stage plans is left")
        self.assertIn("Llamar a Luis", "".join(lead.message_ids.mapped("body")))
        kept = self.env["mail.activity"].with_context(active_test=False).search([("summary", "=", "Ya hecha")])
        self.assertEqual(kept.res_id, lead.id)

    def test_dragging_back_reopens_and_the_history_stays(self):
        lead = self.lose(self.own_lead())
        self.flush_tracking()
        lead.stage_id = self.stage("lead_contacted")
        self.flush_tracking()
        self.assertEqual((lead.active, lead.won_status), (True, "pending"))
        self.assertFalse(lead.lost_reason_id or lead.closed_stage_id or lead.date_closed)
        self.assertEqual(lead.probability, lead.automated_probability)
        tracked = lead.message_ids.sudo().tracking_value_ids.filtered(lambda v: v.field_id.name == "lost_reason_id")
        self.assertIn("Precio", tracked.mapped("old_value_char"))

    def test_reopening_forgets_the_competitor_too(self):
        opportunity = self.lose(
            self.own_lead("opportunity"),
            "opportunity_lost_competitor",
            competitor_id=self.rival.id,
            weak_points="Precio",
        )
        opportunity.stage_id = self.stage("opportunity_analysis")
        self.assertFalse(opportunity.competitor_id or opportunity.weak_points)

    def test_core_restore_takes_it_back_to_where_it_was(self):
        lead = self.own_lead(stage_id=self.stage("lead_interested").id)
        self.lose(lead).action_restore()
        self.assertTrue(lead.active)
        self.assertEqual(lead.stage_id, self.stage("lead_interested"))
        self.assertFalse(lead.lost_reason_id)

    def test_unarchiving_by_hand_reopens_as_well(self):
        lead = self.lose(self.own_lead())
        lead.active = True
        self.assertEqual(lead.stage_id, self.stage("lead_new"))
        self.assertEqual(lead.won_status, "pending")

    def test_what_a_closed_stage_asked_for_cannot_be_taken_away(self):
        lead = self.lose(self.own_lead())
        opportunity = self.lose(
            self.own_lead("opportunity"),
            "opportunity_lost_competitor",
            competitor_id=self.rival.id,
            weak_points="Sin nóminas",
        )
        for record, vals, label in (
            (lead, {"lost_reason_id": False}, "Lost Reason"),
            (opportunity, {"competitor_id": False}, "Lost to"),
            (opportunity, {"weak_points": "  "}, "Weak points"),
            (opportunity, {"weak_points": False, "stage_id": opportunity.stage_id.id}, "Weak points"),
        ):
            with self.assertRaisesRegex(ValidationError, f"needs: {label}"), self.env.cr.savepoint():
                record.write(vals)
        opportunity.write({"weak_points": "Plazo"})
        self.assertEqual(opportunity.weak_points, "Plazo")
        opportunity.write({"stage_id": self.stage("opportunity_lost").id, "weak_points": False})
        self.assertFalse(opportunity.weak_points)

    def test_an_open_record_may_be_without_what_closing_asks_for(self):
        lead = self.own_lead(lost_reason_id=self.price.id)
        lead.lost_reason_id = False
        self.assertFalse(lead.lost_reason_id)

    def test_spaces_are_no_weak_points(self):
        with self.assertRaisesRegex(StageQuestion, "say also: Weak points"):
            self.lose(
                self.own_lead("opportunity"),
                "opportunity_lost_competitor",
                competitor_id=self.rival.id,
                weak_points="   ",
            )

    def test_the_competitor_is_a_competitor(self):
        opportunity = self.own_lead("opportunity")
        with self.assertRaisesRegex(ValidationError, "is not a competitor"), self.env.cr.savepoint():
            opportunity.competitor_id = self.vega.id
        with self.assertRaisesRegex(ValidationError, "is not a competitor"), self.env.cr.savepoint():
            self.lose(opportunity, "opportunity_lost_competitor", competitor_id=self.vega.id, weak_points="Precio")
        opportunity.competitor_id = self.rival
        self.assertEqual(opportunity.competitor_id, self.rival)

    def test_without_a_stage_for_the_lost_nobody_loses(self):
        lead = self.own_lead()
        self.stage("lead_not_interested").outcome = "open"
        with self.assertRaisesRegex(UserError, "has no stage for it"):
            lead.action_set_lost(lost_reason_id=self.price.id)

    def test_core_lost_goes_to_the_closing_stage_of_the_type(self):
        lead, opportunity = self.own_lead(), self.own_lead("opportunity")
        (lead | opportunity).action_set_lost(lost_reason_id=self.price.id)
        self.assertEqual(lead.stage_id, self.stage("lead_not_interested"))
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost"))
        self.assertIsLost(lead)
        self.assertIsLost(opportunity)

    def test_core_lost_without_reason_is_refused_to_people_and_not_to_the_system(self):
        lead = self.own_lead()
        with self.assertRaises(StageQuestion), self.env.cr.savepoint():
            lead.action_set_lost()
        lead.sudo().action_set_lost()
        self.assertIsLost(lead)
        self.assertEqual(lead.stage_id, self.stage("lead_not_interested"))

    def test_lost_written_as_core_writes_it_is_refused_without_reason(self):
        lead = self.own_lead()
        with self.assertRaises(StageQuestion):
            lead.write({"active": False, "probability": 0})

    def test_without_the_rules_lost_is_as_in_odoo(self):
        self.firm.pipeline_rules = False
        lead = self.own_lead()
        lead.action_set_lost()
        self.assertIsLost(lead)
        self.assertEqual(lead.stage_id, self.stage("lead_new"))

    def test_winning_opens_what_was_lost(self):
        opportunity = self.lose(self.own_lead("opportunity", partner_id=self.vega.id), "opportunity_lost")
        opportunity.action_set_won()
        self.assertEqual((opportunity.won_status, opportunity.active), ("won", True))
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_won"))
        self.assertFalse(opportunity.lost_reason_id)

    def test_a_lead_is_not_won_before_it_is_converted(self):
        with self.assertRaisesRegex(UserError, "Convert it to opportunity before winning"):
            self.own_lead().action_set_won()

    def test_a_record_may_be_created_lost_with_its_reason_only(self):
        closed = {"stage_id": self.stage("opportunity_lost").id}
        with self.assertRaisesRegex(ValidationError, "say also"):
            self.own_lead("opportunity", **closed)
        self.assertIsLost(self.own_lead("opportunity", lost_reason_id=self.price.id, **closed))
