from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineAssignment(PipelineCommon):
    """Core shares leads out and converts them; here only what is ready becomes an opportunity."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["ir.config_parameter"].set_param("crm.lead.auto.assignment", True)
        cls.env["crm.team"].search([("id", "!=", cls.team.id)]).assignment_optout = True
        cls.team.write({"assignment_domain": "[('email_from', 'ilike', '@shared.example')]"})
        cls.env["crm.team.member"].create({"crm_team_id": cls.team.id, "user_id": cls.ana.id, "assignment_max": 3000})

    def shared(self, name, **values):
        email = f"{name.lower()}@shared.example"
        return self.new_lead(name, user_id=False, email_from=email, probability=50, **values)

    def test_leads_without_nif_are_given_as_leads_and_stop_nobody_else(self):
        without = self.shared("Sin", team_id=self.team.id)
        ready = self.shared("Con", team_id=self.team.id, vat=self.nif_of())
        self.team._action_assign_leads(force_quota=True)
        self.assertEqual([without.user_id, ready.user_id], [self.ana, self.ana])
        self.assertEqual([without.type, ready.type], ["lead", "opportunity"])

    def test_leads_that_are_not_qualified_are_given_as_leads(self):
        self.env["despacho.qualification.question"].create({"name": "¿Qué necesita?", "required": True})
        lead = self.shared("Con", team_id=self.team.id, vat=self.nif_of())
        self.team._action_assign_leads(force_quota=True)
        self.assertEqual((lead.user_id, lead.type), (self.ana, "lead"))
