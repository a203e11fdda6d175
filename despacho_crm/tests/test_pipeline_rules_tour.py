from datetime import timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPipelineRulesTour(HttpCase):
    """What the stages do by themselves, as people see it in a real browser."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("en_US")
        cls.env.company.write({"country_id": cls.env.ref("base.es").id, "pipeline_rules": True})
        cls.ana = new_test_user(cls.env, "despacho_ana", groups="despacho_crm.group_user", lang="en_US", name="Ana")
        # Only what the tours look for.
        cls.env["crm.lead"].search([]).active = False
        call = cls.env.ref("mail.mail_activity_data_call").id
        cls.env["despacho.contact.protocol"].search([]).active = False
        cls.env["despacho.contact.protocol"].create(
            {
                "name": "Dos llamadas",
                "line_ids": [Command.create({"activity_type_id": call, "delay_days": days}) for days in (0, 2)],
            }
        )
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Talleres de la calle Mayor",
                "type": "lead",
                "user_id": cls.ana.id,
                "stage_id": cls.env.ref("despacho_crm.stage_lead_new").id,
            }
        )

    def tour(self, name, path=""):
        self.start_tour(f"/odoo/action-crm.crm_lead_all_leads{path}", f"despacho_crm.{name}", login=self.ana.login)
        self.env.invalidate_all()

    def test_nobody_answers_until_the_protocol_is_over(self):
        self.tour("pipeline_protocol", f"/{self.lead.id}")
        self.assertEqual(self.lead.stage_id, self.env.ref("despacho_crm.stage_lead_future"))
        self.assertEqual(self.lead.wake_date, fields.Date.to_date("2099-02-15"))
        self.assertEqual(self.lead.activity_ids.date_deadline, self.lead.wake_date, "contact is resumed on its day")
        tries = self.env["mail.activity"].with_context(active_test=False).search([("lead_id", "=", self.lead.id)])
        self.assertEqual(len(tries.filtered(lambda activity: activity.result == "no_answer")), 3)

    def test_a_lead_is_put_to_sleep_and_woken_on_its_day(self):
        self.tour("pipeline_snooze", "?view_type=kanban")
        self.assertEqual(self.lead.stage_outcome, "snoozed")
        self.lead.wake_date = self.env.company._pipeline_today() - timedelta(days=1)
        self.env.flush_all()
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_wake_leads").method_direct_trigger()
        self.env.invalidate_all()
        self.tour("pipeline_woken", f"/{self.lead.id}")

    def test_fifty_are_cleared_at_once(self):
        spam = self.env["crm.lead"].create(
            [{"name": f"SEO {number}", "type": "lead", "user_id": self.ana.id} for number in range(1, 51)]
        )
        self.tour("pipeline_spam", "?view_type=list")
        back = spam.filtered("active")
        self.assertEqual(back.name, "SEO 7")
        self.assertEqual(set((spam - back).mapped("stage_outcome")), {"spam"})
        self.assertFalse((spam - back).activity_ids)

    def test_the_questions_are_answered_on_the_lead(self):
        self.env["despacho.qualification.question"].search([]).active = False
        self.env["despacho.qualification.question"].create({"name": "Need"})
        self.tour("pipeline_qualification", f"/{self.lead.id}")
        answer = self.lead.qualification_answer_ids
        self.assertEqual((answer.state, answer.user_id), ("favourable", self.ana))
