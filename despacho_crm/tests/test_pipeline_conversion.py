from lxml import etree

from odoo.exceptions import UserError, ValidationError
from odoo.service.model import call_kw
from odoo.tests import tagged

from odoo.addons.despacho_crm.exceptions import StageQuestion

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineConversion(PipelineCommon):
    """By the button, by the column or by remote call, a lead becomes an opportunity in one way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["despacho.qualification.question"].search([]).active = False
        cls.question = cls.env["despacho.qualification.question"].create({"name": "¿Quién decide?", "required": True})

    def own_lead(self, qualified=True, **values):
        lead = super().own_lead(**{"partner_name": "Sol SL", "vat": "B58378431", **values})
        if qualified:
            lead._qualification_ensure()
            lead.qualification_answer_ids.state = "favourable"
        return lead

    def wizard(self, lead, **values):
        context = {"active_model": "crm.lead", "active_id": lead.id, "active_ids": lead.ids}
        return self.as_user(self.ana, "crm.lead2opportunity.partner", **context).create({"name": "convert", **values})

    def test_in_the_column_of_the_converted_it_is_converted(self):
        lead = self.own_lead()
        lead.stage_id = self.stage("lead_converted")
        self.assertEqual(lead.type, "opportunity")
        self.assertEqual(lead.stage_id, self.stage("opportunity_requested"))
        self.assertEqual((lead.partner_id.name, lead.partner_id.nif_key), ("Sol SL", "B58378431"))
        self.assertTrue(lead.date_conversion)

    def test_the_known_customer_is_used(self):
        lead = self.own_lead(vat="B12345674")
        lead.stage_id = self.stage("lead_converted")
        self.assertEqual(lead.partner_id.id, self.vega.id)

    def test_by_remote_call_too_with_the_rest_of_what_is_written(self):
        lead = self.own_lead()
        vals = {"stage_id": self.stage("lead_converted").id, "expected_revenue": 1200}
        call_kw(self.as_user(self.ana, "crm.lead"), "write", [lead.ids, vals], {})
        self.assertEqual((lead.type, lead.expected_revenue), ("opportunity", 1200))

    def test_by_the_button_it_lands_in_the_same_place(self):
        lead = self.own_lead()
        self.wizard(lead, action="create").action_apply()
        self.assertEqual(lead.stage_id, self.stage("opportunity_requested"))

    def test_many_at_once_land_in_the_same_place(self):
        leads = self.own_lead() | self.own_lead(partner_name="Luna SL", vat=self.nif_of())
        context = {"active_model": "crm.lead", "active_ids": leads.ids}
        mass = self.as_user(self.ana, "crm.lead2opportunity.partner.mass", **context).create(
            {"name": "convert", "deduplicate": False}
        )
        mass.action_mass_convert()
        self.assertEqual(leads.stage_id, self.stage("opportunity_requested"))

    def test_without_number_or_answers_it_asks_with_the_form_of_the_conversion(self):
        for lead, lacks in (
            (self.own_lead(vat=False), "has no valid NIF"),
            (self.own_lead(qualified=False), "¿Quién decide\\?"),
        ):
            with self.assertRaisesRegex(StageQuestion, lacks) as caught, self.env.cr.savepoint():
                lead.stage_id = self.stage("lead_converted")
            action = caught.exception.args[1]
            self.assertEqual(action["res_model"], "crm.lead2opportunity.partner")
            self.assertEqual(action["context"]["active_ids"], lead.ids)
            self.assertEqual((lead.type, lead.stage_id), ("lead", self.stage("lead_new")))

    def test_what_lacks_number_and_answers_is_told_both(self):
        with self.assertRaises(StageQuestion) as caught:
            self.own_lead(vat=False, qualified=False).stage_id = self.stage("lead_converted")
        self.assertIn("has no valid NIF", str(caught.exception))
        self.assertIn("¿Quién decide?", str(caught.exception))

    def test_of_many_at_once_all_that_lack_something_are_told_and_what_remains(self):
        ready = self.own_lead(name="Lista")
        leads = (
            ready | self.own_lead(name="Sin número", vat=False) | self.own_lead(name="Sin calificar", qualified=False)
        )
        with self.assertRaises(StageQuestion) as caught, self.env.cr.savepoint():
            leads.write({"stage_id": self.stage("lead_converted").id})
        message, action, _button, _context = caught.exception.args
        self.assertRegex(message, "«Sin número» has no valid NIF")
        self.assertRegex(message, "converting «Sin calificar», answer")
        self.assertRegex(message, "Complete now «Sin número». Afterwards convert the rest: «Lista», «Sin calificar»")
        self.assertEqual(action["context"]["active_id"], leads[1].id)
        self.assertEqual(action["context"]["stage_question_notice"], message)
        self.assertEqual(leads.mapped("type"), ["lead"] * 3)

    def test_written_as_opportunities_all_that_are_not_qualified_are_told(self):
        leads = self.own_lead(name="Una", qualified=False) | self.own_lead(name="Otra", qualified=False)
        with self.assertRaisesRegex(ValidationError, "(?s)«Una».*«Otra»"):
            leads.write({"type": "opportunity"})

    def test_the_button_refuses_what_is_not_qualified(self):
        lead = self.own_lead(qualified=False)
        with self.assertRaisesRegex(ValidationError, "answer in its qualification"):
            self.wizard(lead, action="create").action_apply()

    def test_the_form_of_the_conversion_says_what_each_question_means_and_which_are_needed(self):
        questions = self.env["despacho.qualification.question"].create(
            [{"name": "Quién decide", "hint": "Con quién hay que hablar"}, {"name": "Tamaño", "required": False}]
        )
        arch = etree.fromstring(self.env["crm.lead2opportunity.partner"].get_view(view_type="form")["arch"])
        shown = {field.get("name") for field in arch.iterfind(".//field[@name='qualification_answer_ids']//field")}
        self.assertLessEqual({"question_id", "hint", "needed"}, shown)
        lead = self.own_lead()
        lead.action_start_qualification()
        answers = {answer.question_id: answer for answer in lead.qualification_answer_ids}
        self.assertEqual([answers[question].needed for question in questions], ["Needed", False])

    def test_the_form_of_the_conversion_takes_what_was_missing(self):
        lead = self.own_lead(qualified=False, vat=False)
        context = {"active_model": "crm.lead", "active_id": lead.id, "active_ids": lead.ids}
        wizard = self.as_user(self.ana, "crm.lead2opportunity.partner", **context)
        wizard.default_get(["lead_id", "qualification_answer_ids"])
        answer = lead.qualification_answer_ids
        self.assertEqual(answer.question_id, self.question)
        wizard = wizard.create(
            {
                "name": "convert",
                "lead_id": lead.id,
                "action": "create",
                "lead_vat": "B58378431",
                "qualification_answer_ids": [(1, answer.id, {"state": "favourable"})],
            }
        )
        wizard.action_apply()
        self.assertEqual((lead.type, lead.vat), ("opportunity", "ESB58378431"))

    def test_the_form_tells_what_is_missing(self):
        wizard = self.wizard(self.own_lead(qualified=False, vat=False))
        self.assertEqual((wizard.nif_needed, wizard.qualification_needed), (True, True))
        wizard = self.wizard(self.own_lead())
        self.assertEqual((wizard.nif_needed, wizard.qualification_needed), (False, False))

    def test_a_discarded_lead_is_reopened_by_converting_it(self):
        lead = self.own_lead()
        reason = self.env["crm.lost.reason"].create({"name": "Precio"})
        lead.action_set_lost(lost_reason_id=reason.id)
        lead.stage_id = self.stage("lead_converted")
        self.assertEqual((lead.type, lead.active), ("opportunity", True))
        self.assertFalse(lead.lost_reason_id)

    def test_a_stage_for_both_is_kept(self):
        shared = self.env["crm.stage"].create({"name": "De antes"})
        lead = self.own_lead(stage_id=shared.id)
        lead.convert_opportunity(False)
        self.assertEqual(lead.stage_id, shared)

    def test_the_time_spent_as_lead_is_kept(self):
        lead = self.own_lead(stage_id=self.stage("lead_contacted").id)
        self.flush_tracking()
        lead.stage_id = self.stage("lead_converted")
        self.flush_tracking()
        self.assertIn(str(self.stage("lead_contacted").id), map(str, lead.duration_tracking))

    def test_an_opportunity_is_not_converted_again(self):
        lead = self.own_lead()
        lead.type = "opportunity"
        with self.assertRaisesRegex(UserError, "is an opportunity already"):
            lead.stage_id = self.stage("lead_converted")

    def test_a_lead_created_as_converted_is_an_opportunity(self):
        self.question.required = False
        lead = self.own_lead(stage_id=self.stage("lead_converted").id)
        self.assertEqual((lead.type, lead.stage_id), ("opportunity", self.stage("opportunity_requested")))
