import io

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestDossierHolds(PostCommon):
    """What reaches a sealed dossier by its side doors leaves it as it was; whoever is erased goes from all papers."""

    def row_of(self, action, partner):
        return action.recipient_ids.filtered(lambda row: row.partner_id.commercial_partner_id == partner)

    def run_the_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_dossier_rewrite").method_direct_trigger()
        self.env.invalidate_all()

    def sealed_with_one_waiting(self, partners=None, who=None):
        """Return a sealed action of which nobody ever attended to one row."""
        action = self.finished(partners, addressee="company")
        self.row_of(action, who or self.sol).sudo().write({"state": "waiting", "sent_on": False})
        self.seal(action)
        return action

    def test_who_opposes_afterwards_changes_nothing_of_it(self):
        action = self.sealed_with_one_waiting()
        self.env["despacho.opposition"]._oppose(self.sol, evidence="By phone")
        self.env.invalidate_all()
        self.assertEqual(self.row_of(action, self.sol).state, "waiting")
        self.assertEqual(action._verify_seal(), ([], []))

    def test_what_comes_back_afterwards_is_a_response_and_no_more(self):
        action = self.sealed()
        row = self.row_of(action, self.sol)
        row._mail_state("failed", "bounced", "User unknown", since=("sent",))
        self.env["despacho.response"]._record(row, False, "bounce")
        self.env.invalidate_all()
        self.assertEqual(row.state, "sent")
        self.assertEqual(action.response_ids.source, "bounce")
        self.assertEqual(action._verify_seal(), ([], []))

    def test_two_rows_that_become_one_contact_stay_two(self):
        double = self.new_double()
        action = self.sealed_with_one_waiting(double | self.sol, double)
        merge = self.join(self.sol, double)
        self.assertEqual(action._verify_seal(), ([], []))
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(action._verify_seal(), ([], []))

    def test_a_joining_from_before_the_seal_is_taken_back_without_touching_it(self):
        double = self.new_double()
        action = self.posted(double | self.sol, addressee="company")
        self.row_of(action, double).sudo().write({"state": "waiting", "sent_on": False})
        merge = self.join(self.sol, double)
        self.assertIn("stopped", action.recipient_ids.mapped("state"))
        action.with_user(self.leo).action_finish()
        self.seal(action)
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(self.row_of(action, double).partner_id, double)
        self.assertEqual(action._verify_seal(), ([], []))

    def test_nobody_in_person_says_that_it_was_another_one(self):
        action = self.finished()
        response = self.env["despacho.response"]._record(self.row_of(action, self.sol), "interested", "typed")
        interview = self.closed_interview(action)
        self.seal(action)
        manager = self._new_user("mario", "despacho_crm.group_manager")
        for record in (response, interview):
            with self.assertRaisesRegex(UserError, "sealed"), self.env.cr.savepoint():
                record.with_user(manager).write({"partner_id": self.luna.id})

    def test_what_is_noted_of_the_papers_made_anew_names_nobody_who_may_go_later(self):
        action = self.finished()
        self.closed_interview(action)
        self.closed_interview(action, self.luna)
        self.seal(action)
        self.env["despacho.privacy.block"]._forget_elsewhere(self.sol, self.env["crm.lead"])
        self.run_the_job()
        noted = " ".join(action.message_ids.mapped("body"))
        sealed = action.dossier_document_ids.filtered("interview_id").mapped("sealed_sha256")
        for digest in sealed:
            self.assertIn(digest, noted)
        for partner in (self.sol, self.luna):
            self.assertNotIn(partner.name, noted)

    def closed_interview(self, action, partner=None):
        interview = self.env["despacho.interview"].create(
            {
                "name": "Visit",
                "partner_id": (partner or self.sol).id,
                "action_id": action.id,
                "notes": "<p>They came</p>",
                "need_line_ids": [fields.Command.create({"name": "A payroll"})],
                "step_ids": [fields.Command.create({"name": "Send the offer"})],
            }
        )
        interview.action_close()
        return interview

    def test_the_lines_of_its_minutes_stay_whatever_the_client_says(self):
        action = self.finished()
        interview = self.closed_interview(action)
        other = self.env["despacho.interview"].create(
            {"name": "Other", "partner_id": self.sol.id, "need_line_ids": [fields.Command.create({"name": "Loose"})]}
        )
        self.seal(action)
        need, step = (
            lines.with_user(self.ana).with_context(interview_closing=True)
            for lines in (interview.need_line_ids, interview.step_ids)
        )
        loose = other.need_line_ids.with_user(self.ana)
        calls = (
            lambda: need.write({"name": "Other"}),
            lambda: need.unlink(),
            lambda: need.create({"interview_id": interview.id, "name": "Late"}),
            lambda: step.write({"name": "Other"}),
            lambda: step.unlink(),
            lambda: loose.write({"interview_id": interview.id}),
        )
        for number, call in enumerate(calls):
            with self.subTest(number), self.assertRaises(UserError), self.env.cr.savepoint():
                call()

    def test_documents_made_before_the_seal_forget_who_is_erased_too(self):
        action = self.finished()
        self.closed_interview(action)
        action.action_make_documents()
        self.assertIn("Sol SL", self.cells(action, "list"))
        self.env["despacho.privacy.block"]._forget_elsewhere(self.sol, self.env["crm.lead"])
        self.run_the_job()
        self.assertNotIn("Sol SL", self.cells(action, "list"))
        for kind in ("action", "responses", "interview"):
            self.assertNotIn("SolSL", "".join(self.pages(self.paper(action, kind))), kind)
        self.assertNotIn("Sol SL", " ".join(action.dossier_document_ids.mapped("name")))
        self.seal(action)
        self.assertEqual(action._verify_seal(), ([], []))

    def test_the_minutes_of_who_is_destroyed_go_from_the_sealed_papers(self):
        action = self.finished()
        interview = self.closed_interview(action)
        self.seal(action)
        self.env["despacho.privacy.block"]._forget_elsewhere(self.sol, self.env["crm.lead"])
        self.run_the_job()
        self.assertTrue(interview.erased)
        self.assertFalse(interview.message_ids)
        for kind in ("action", "interview"):
            self.assertNotIn("SolSL", "".join(self.pages(self.paper(action, kind))), kind)
        self.assertNotIn("Sol SL", " ".join(action.dossier_document_ids.mapped("name")))
        self.assertNotIn("Sol SL", " ".join(action.message_ids.mapped("body")))
        self.assertEqual(action._verify_seal()[0], [])

    def cells(self, action, kind):
        sheet = load_workbook(io.BytesIO(self.paper(action, kind))).active
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)

    def test_letters_that_wait_to_be_posted_are_made_anew_without_who_is_erased(self):
        action = self.launched()
        row, run = self.row_of(action, self.sol), action.post_run_ids
        self.env["despacho.action.recipient"]._forget(self.sol)
        self.env.invalidate_all()
        self.assertEqual((row.state, row.reason), ("stopped", "blocked"))
        text = "".join(self.pages(run.letter_attachment_id.raw) + self.pages(run.label_attachment_id.raw))
        self.assertNotIn("SolSL", text)
        self.assertIn("LunaSL", text)

    def test_letters_that_were_posted_are_kept_no_longer(self):
        action = self.posted()
        run = action.post_run_ids
        files = run.letter_attachment_id | run.label_attachment_id
        self.env["despacho.action.recipient"]._forget(self.sol)
        self.env.invalidate_all()
        self.assertFalse(files.exists())
        with self.assertRaisesRegex(UserError, "no longer kept"):
            run.action_letters()
