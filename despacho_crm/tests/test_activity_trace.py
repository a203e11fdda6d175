from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .activity_common import ActivityCommon


@tagged("post_install", "-at_install")
class TestActivityTrace(ActivityCommon):
    """What was written down of a contact is evidence: it does not change or go in silence."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.lead.user_id = cls.ana
        cls.done = cls.env["mail.activity"].create(
            {
                "res_model_id": cls.env["ir.model"]._get_id("crm.lead"),
                "res_id": cls.lead.id,
                "activity_type_id": cls.call.id,
                "summary": "Primera llamada",
                "user_id": cls.ana.id,
                "result": "no_answer",
                "feedback": "Comunica",
            }
        )

    def messages_after(self, document, change):
        before = document.message_ids
        change()
        document.invalidate_recordset(["message_ids"])
        return document.message_ids - before

    def test_the_history_says_what_was_done_without_saying_it_twice(self):
        name = self.todo.name
        for summary, told in ((False, name), (name, name), ("Pedir el 303", f"{name} · Pedir el 303")):
            task = self.plan(self.lead, self.todo, summary=summary)
            message = self.messages_after(self.lead, task.with_user(self.ana).action_feedback)
            self.assertEqual(" ".join(html2plaintext(message.body).split()), f"Done: {told}")

    def test_who_changes_what_another_wrote_down_leaves_a_message(self):
        message = self.messages_after(
            self.lead, lambda: self.done.with_user(self.marta).write({"result": "spoke", "feedback": "Hablé <yo>"})
        )
        self.assertEqual(len(message), 1)
        self.assertEqual(message.author_id, self.marta.partner_id)
        for told in ("Ana", "Primera llamada", "No answer → Spoke", "Comunica → Hablé &lt;yo&gt;"):
            self.assertIn(told, message.body)
        self.assertEqual(self.done.result, "spoke")

    def test_taking_a_result_away_leaves_a_message_too(self):
        message = self.messages_after(self.lead, lambda: self.done.with_user(self.marta).write({"result": False}))
        self.assertIn("No answer → —", message.body)

    def test_zero_per_cent_and_no_chance_are_told_apart(self):
        message = self.messages_after(self.lead, lambda: self.done.with_user(self.marta).write({"chance": 0}))
        self.assertIn("— → 0 %", message.body)

    def test_the_dialog_in_the_hands_of_another_leaves_a_message(self):
        form = self.ask(self.done, self.marta)
        form.result = "left_message"
        message = self.messages_after(self.lead, lambda: form.save().action_confirm())
        self.assertIn("No answer → Left a message", message.body)

    def test_correcting_what_is_ones_own_leaves_no_message(self):
        done = self.done.with_user(self.ana)
        self.assertFalse(self.messages_after(self.lead, lambda: done.write({"feedback": "No coge"})))

    def test_writing_the_same_again_leaves_no_message(self):
        done = self.done.with_user(self.marta)
        self.assertFalse(self.messages_after(self.lead, lambda: done.write({"result": "no_answer"})))

    def test_finishing_the_task_of_another_is_no_change(self):
        activity = self.plan(self.lead, user=self.ana)
        message = self.messages_after(
            self.lead, lambda: activity.with_user(self.marta).write({"result": "left_message"})
        )
        self.assertEqual(message.mapped("mail_activity_type_id"), self.call)
        self.assertNotIn("was changed", "".join(message.mapped("body")))

    def test_several_changes_are_one_message_for_each_document(self):
        other = self.plan(self.lead, result="no_answer")
        on_client = self.plan(self.vega, result="no_answer")
        self.env.flush_all()
        both = (self.done | other | on_client).with_user(self.marta)
        message = self.messages_after(self.lead, lambda: both.write({"direction": "inbound"}))
        self.assertEqual(len(message), 1)
        self.assertEqual(message.body.count("From us → From them"), 2)
        self.assertIn("From us → From them", self.vega.message_ids[0].body)

    def test_nobody_but_managers_deletes_what_was_written_down(self):
        for user in (self.ana, self.sara):
            with self.subTest(user=user.login), self.assertRaisesRegex(UserError, "not deleted"):
                self.done.with_user(user).unlink()
        self.done.with_user(self.marta).unlink()
        self.assertFalse(self.done.exists())

    def test_what_is_still_to_be_done_is_deleted_as_ever(self):
        activity = self.plan(self.lead)
        activity.with_user(self.ana).unlink()
        self.assertFalse(activity.exists())

    def test_a_task_that_is_done_without_result_is_deleted_as_ever(self):
        activity = self.plan(self.lead, self.todo)
        activity.with_user(self.ana).action_feedback()
        activity.with_user(self.ana).unlink()
        self.assertFalse(activity.exists())

    def test_the_log_goes_with_the_lead_that_is_deleted(self):
        boss = self._new_user("vendedora", "despacho_crm.group_user,sales_team.group_sale_manager")
        self.lead.with_user(boss).unlink()
        self.assertFalse(self.done.exists())
