from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..exceptions import StageQuestion
from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineClient(PipelineCommon):
    """A proposal is made to somebody, and only a client can be won."""

    def setUp(self):
        super().setUp()
        self.client_company = self.new_company("Talleres Ibaizabal SL", vat=self.nif_of())
        self.opportunity = self.own_lead("opportunity")

    def question(self, lead, stage, **values):
        with self.assertRaises(StageQuestion) as caught:
            self.move(lead, stage, **values)
        return caught.exception

    def answer(self, question):
        action = question.args[1]
        wizard = self.as_user(self.ana, action["res_model"]).with_context(**action["context"])
        return Form(wizard)

    def test_01_what_is_won_says_who_the_client_is(self):
        question = self.question(self.opportunity, "opportunity_won")
        self.assertIn("Asunto", str(question))
        with self.answer(question) as form:
            form.partner_id = self.client_company
            self.assertFalse(form.nif_needed)
        form.record.action_apply()
        self.assertEqual(self.opportunity.partner_id, self.client_company)
        self.assertEqual(self.opportunity.won_status, "won")
        self.assertTrue(self.opportunity.implementation_date, "the work with the client begins")

    def test_02_a_client_without_nif_is_not_won(self):
        self.opportunity.partner_id = pending = self.new_company("Sin número SL")
        question = self.question(self.opportunity, "opportunity_won")
        self.assertIn(pending.name, str(question))
        with self.answer(question) as form:
            form.partner_id = pending
            self.assertTrue(form.nif_needed)
            form.vat = number = self.nif_of()
        form.record.action_apply()
        self.assertEqual(pending.nif_key, number)
        self.assertEqual(self.opportunity.won_status, "won")

    def test_03_a_proposal_is_made_to_somebody(self):
        self.move(self.opportunity, "opportunity_analysis")
        for stage in ("opportunity_proposal", "opportunity_negotiation"):
            self.question(self.opportunity, stage)
        self.move(self.opportunity, "opportunity_proposal", partner_id=self.new_company("Sin número SL").id)
        self.assertEqual(self.opportunity.stage_id, self.stage("opportunity_proposal"), "its NIF can wait")

    def test_04_nothing_is_born_won_without_a_client(self):
        with self.assertRaisesRegex(ValidationError, "client"):
            self.own_lead("opportunity", stage_id=self.stage("opportunity_won").id)
        won = self.own_lead("opportunity", stage_id=self.stage("opportunity_won").id, partner_id=self.client_company.id)
        self.assertEqual(won.won_status, "won")

    def test_05_those_that_move_together_wait_for_the_one_that_lacks_it(self):
        other = self.own_lead("opportunity", name="Otro", partner_id=self.client_company.id)
        both = self.opportunity | other
        question = self.question(both, "opportunity_won")
        self.assertEqual(other.won_status, "pending")
        with self.answer(question) as form:
            form.partner_id = self.client_company
        form.record.action_apply()
        self.assertEqual(set(both.mapped("won_status")), {"won"})
        third, fourth = self.own_lead("opportunity", name="Tercero"), self.own_lead("opportunity", name="Cuarto")
        with self.assertRaisesRegex(ValidationError, "(?s)Tercero.*Cuarto"):
            self.move(third | fourth, "opportunity_won")

    def test_06_what_is_won_keeps_a_client(self):
        self.move(self.opportunity, "opportunity_won", partner_id=self.client_company.id)
        with self.assertRaisesRegex(ValidationError, "won"):
            self.opportunity.with_user(self.ana).partner_id = False

    def test_07_an_opportunity_does_not_become_a_lead_again(self):
        for opportunity in (self.opportunity, self.lose(self.own_lead("opportunity"), "opportunity_lost")):
            with self.assertRaisesRegex(ValidationError, "opportunity already"):
                opportunity.with_user(self.ana).type = "lead"

    def test_08_losing_asks_for_no_client(self):
        self.lose(self.opportunity, "opportunity_lost")
        self.assertEqual(self.opportunity.won_status, "lost")

    def test_09_firms_without_these_rules_win_as_always(self):
        self.firm.pipeline_rules = False
        self.move(self.opportunity, "opportunity_won")
        self.assertEqual(self.opportunity.won_status, "won")
