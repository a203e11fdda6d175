from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineQualification(PipelineCommon):
    """What has to be known of a lead before it becomes an opportunity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        questions = cls.env["despacho.qualification.question"]
        questions.search([]).active = False
        cls.need, cls.budget, cls.date = questions.create(
            [
                {"name": "Necesidad", "sequence": 1},
                {"name": "Presupuesto", "sequence": 2},
                {"name": "Fecha", "sequence": 3, "required": False},
            ]
        )

    def answer(self, lead, question, state="favourable", user=None, **values):
        lead.with_user(user or self.ana)._qualification_ensure()
        answer = lead.qualification_answer_ids.filtered(lambda one: one.question_id == question)
        answer.with_user(user or self.ana).write({"state": state, **values})
        return answer

    def qualifying(self, **values):
        return self.new_lead(stage_id=self.stage("lead_qualifying").id, vat=self.nif_of(), **values)

    def convert(self, lead):
        lead.with_user(self.ana).write({"type": "opportunity"})

    def test_creating_leads_asks_nothing_yet(self):
        self.assertFalse(self.new_lead().qualification_answer_ids)

    def test_entering_the_qualification_brings_the_questions(self):
        lead = self.new_lead()
        self.move(lead, "lead_qualifying")
        self.assertEqual(lead.qualification_answer_ids.question_id, self.need | self.budget | self.date)
        self.assertEqual(set(lead.qualification_answer_ids.mapped("state")), {"pending"})

    def test_they_can_be_answered_in_any_stage(self):
        lead = self.new_lead()
        lead.with_user(self.ana).action_start_qualification()
        lead.with_user(self.ana).action_start_qualification()
        self.assertEqual(len(lead.qualification_answer_ids), 3)

    def test_conversion_is_refused_until_what_is_needed_is_answered(self):
        lead = self.qualifying()
        with self.assertRaises(UserError) as refused:
            self.convert(lead)
        self.assertIn("Necesidad", str(refused.exception))
        self.assertNotIn("Fecha", str(refused.exception), "that one can wait")
        self.answer(lead, self.need)
        self.answer(lead, self.budget, "unfavourable")
        self.convert(lead)
        self.assertEqual(lead.type, "opportunity")

    def test_a_question_that_is_added_later_is_needed_too(self):
        lead = self.qualifying()
        self.answer(lead, self.need)
        self.answer(lead, self.budget)
        self.env["despacho.qualification.question"].create({"name": "Viabilidad"})
        self.assertEqual(lead._qualification_missing().mapped("name"), ["Viabilidad"])
        with self.assertRaises(UserError):
            self.convert(lead)

    def test_machines_and_companies_without_the_rules_convert_as_ever(self):
        machine = self.qualifying()
        machine.write({"type": "opportunity"})
        self.assertEqual(machine.type, "opportunity")
        self.firm.pipeline_rules = False
        lead = self.qualifying()
        self.convert(lead)
        self.assertEqual(lead.type, "opportunity")

    def test_an_answer_says_who_gave_it_and_when_and_nobody_else_does(self):
        lead = self.qualifying()
        answer = self.answer(lead, self.need, note="Nóminas de 12 personas", user_id=self.marta.id)
        self.assertEqual(answer.user_id, self.ana)
        self.assertTrue(answer.answered_on)
        answer.with_user(self.sara).note = "Son 14"
        self.assertEqual(answer.user_id, self.ana)
        answer.with_user(self.sara).state = "pending"
        self.assertFalse(answer.user_id)

    def test_the_lead_says_what_is_missing(self):
        lead = self.qualifying()
        self.assertIn("Necesidad", lead.qualification_message)
        self.answer(lead, self.need)
        self.assertNotIn("Necesidad", lead.qualification_message)
        self.answer(lead, self.budget)
        self.assertIn("Qualified", lead.qualification_message)

    def test_a_question_is_answered_once_for_each_lead(self):
        lead = self.qualifying()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"), self.env.cr.savepoint():
            self.env["despacho.qualification.answer"].create({"lead_id": lead.id, "question_id": self.need.id})

    def test_joined_leads_keep_what_was_known_of_each(self):
        first, second = self.qualifying(), self.new_lead("Otro")
        self.answer(first, self.need, note="De la primera")
        self.answer(second, self.need, note="De la segunda")
        self.answer(second, self.budget, note="Mil al año")
        merged = (first | second).merge_opportunity()
        notes = {answer.question_id: answer.note for answer in merged.qualification_answer_ids if answer.note}
        self.assertEqual(len(merged.qualification_answer_ids), 3)
        self.assertEqual(notes[self.budget], "Mil al año")
        self.assertIn(notes[self.need], ("De la primera", "De la segunda"))

    def test_each_company_asks_its_own_questions(self):
        branch = self.new_branch("Filial", "es")
        own = self.env["despacho.qualification.question"].create({"name": "Sede", "company_id": branch.id})
        self.assertNotIn(own, self.new_lead()._qualification_questions())
        self.assertNotIn(own, self.as_user(self.marta, "despacho.qualification.question").search([]))
        self.assertIn(own, self.env["despacho.qualification.question"]._for_company(branch))

    def test_only_managers_decide_what_is_asked(self):
        with self.assertRaises(AccessError):
            self.need.with_user(self.sara).required = False
        self.need.with_user(self.marta).required = False

    def test_who_has_no_crm_sees_no_answers(self):
        lead = self.qualifying()
        with self.assertRaises(AccessError):
            lead.qualification_answer_ids.with_user(self.pau).read(["state"])

    def test_who_converts_against_an_answer_is_told_and_it_is_written_down(self):
        lead = self.qualifying(partner_id=self.luis.id)
        self.answer(lead, self.need)
        self.answer(lead, self.budget, "unfavourable")
        self.answer(lead, self.date, "unfavourable")
        action = lead.with_user(self.ana)._stage_conversion_action()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        self.assertEqual(form.qualification_doubts, "Presupuesto", "of what is needed")
        choices = dict(self.env[action["res_model"]].fields_get(["name"])["name"]["selection"])
        self.assertEqual(choices["merge"], "Join with existing opportunities")
        form.save().action_apply()
        self.assertEqual(lead.type, "opportunity")
        [told] = lead.message_ids.filtered(lambda message: "unfavourable" in (message.body or "")).mapped("body")
        self.assertIn("Presupuesto", told)
        self.assertNotIn("Fecha", told)
