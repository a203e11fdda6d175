from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineProtocolDone(PipelineCommon):
    """Attempts that Odoo marks as done, without anybody saying how they went."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_protocol()

    def trying(self, **values):
        return self.new_lead(stage_id=self.stage("lead_attempt").id, **values)

    def test_the_protocol_goes_on_with_the_next_step(self):
        lead = self.trying()
        first = self.opened(lead)
        self.assertRegex(first.summary, r"\b1 \w+ 3\b")
        first.with_user(self.ana).action_feedback()
        self.assertRegex(self.opened(lead).summary, r"\b2 \w+ 3\b")
        self.assertEqual(lead.attempt_count, 1)
        self.assertTrue(lead.last_attempt_date)

    def test_done_to_the_end_it_asks_for_the_decision_once(self):
        lead = self.trying()
        for _time in range(3):
            self.opened(lead).with_user(self.ana).action_done()
        self.assertEqual(self.opened(lead).mapped("is_protocol_decision"), [True])
        self.opened(lead).with_user(self.ana).action_feedback()
        self.assertFalse(self.opened(lead), "a decision that was taken is no attempt")
        self.assertEqual(lead.attempt_count, 3)

    def test_who_has_no_crm_goes_on_with_it_too(self):
        lead = self.trying()
        first = self.opened(lead)
        first.user_id = self.pau
        first.with_user(self.pau).action_feedback()
        self.assertRegex(self.opened(lead).summary, r"\b2 \w+ 3\b")
        self.assertEqual(self.opened(lead).user_id, self.ana)

    def test_a_contact_planned_by_hand_counts_as_the_attempt_whose_place_it_took(self):
        lead = self.trying()
        own = lead.activity_schedule("mail.mail_activity_data_email", user_id=self.ana.id)
        own.with_user(self.ana).action_feedback()
        self.assertRegex(self.opened(lead).summary, r"\b2 \w+ 3\b")

    def test_nothing_is_planned_beside_what_is_planned_already(self):
        lead = self.trying()
        own = lead.activity_schedule("mail.mail_activity_data_email", user_id=self.ana.id)
        other = lead.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)
        own.with_user(self.ana).action_feedback()
        self.assertEqual(self.opened(lead), other)

    def test_the_result_that_is_written_later_is_what_counts(self):
        lead = self.trying()
        first = self.opened(lead)
        first.with_user(self.ana).action_feedback()
        first.with_user(self.ana).result = "spoke"
        lead._protocol_changed()
        self.assertEqual(lead.attempt_count, 0)
        self.assertEqual(lead.stage_id, self.stage("lead_contacted"))

    def test_with_its_result_it_counts_once(self):
        lead = self.trying()
        first = self.opened(lead)
        first.with_user(self.ana)._log_result({"result": "no_answer"})
        self.assertFalse(first.is_attempt_unknown)
        self.assertEqual(lead.attempt_count, 1)
        self.assertRegex(self.opened(lead).summary, r"\b2 \w+ 3\b")

    def test_what_is_no_attempt_changes_nothing(self):
        lead = self.trying()
        step = self.opened(lead)
        task = lead.activity_schedule("mail.mail_activity_data_todo", user_id=self.ana.id)
        task.with_user(self.ana).action_feedback()
        call = self.new_lead(stage_id=self.stage("lead_contacted").id).activity_schedule(
            "mail.mail_activity_data_call", user_id=self.ana.id
        )
        call.with_user(self.ana).action_feedback()
        self.assertEqual(self.opened(lead), step)
        self.assertFalse((task | call).filtered("is_attempt_unknown"))

    def test_many_at_once(self):
        leads = self.new_leads(20, stage_id=self.stage("lead_attempt").id)
        self.opened(leads).with_user(self.ana).action_done()
        self.assertEqual(len(self.opened(leads)), 20)
        self.assertEqual(set(leads.mapped("attempt_count")), {1})
