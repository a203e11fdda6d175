from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestDossierSeal(PostCommon):
    """A sealed dossier stays as it was, and anybody can prove it."""

    def response(self, action, text="Call me", kind="interested"):
        row = action.recipient_ids.filtered(lambda row: row.state == "sent").sorted("number")[0]
        return self.env["despacho.response"]._record(row, kind, "typed", text=text)

    def refuses(self, call):
        with self.assertRaisesRegex(UserError, "sealed"), self.env.cr.savepoint():
            call()

    def test_sealing_asks_for_the_lessons_and_the_mistakes(self):
        action = self.finished()
        opened = action.with_user(self.leo).action_seal()
        self.assertEqual(opened["res_model"], "despacho.dossier.seal")
        with self.assertRaisesRegex(UserError, "lessons"):
            self.seal(action, mistakes="<p><br></p>")
        self.seal(action)
        self.assertEqual((action.state, action.sealed_by), ("sealed", self.leo))
        self.assertEqual(len(action.seal_hash), 64)
        self.assertEqual(action._verify_seal(), ([], []))
        self.assertEqual(
            action.dossier_document_ids.mapped("kind"), ["action", "list", "approved", "responses", "responses_file"]
        )
        self.assertEqual(set(action.dossier_document_ids.mapped("check")), {"same"})

    def test_what_is_not_over_is_not_sealed(self):
        action = self.posted()
        with self.assertRaises(UserError):
            action.with_user(self.leo).action_seal()
        action.with_user(self.leo).action_finish()
        self.response(action, kind=False)
        with self.assertRaisesRegex(UserError, "classified"):
            action.with_user(self.leo).action_seal()

    def test_minutes_that_are_being_written_wait_for_nobody(self):
        action = self.finished()
        self.env["despacho.interview"].create({"name": "Visit", "partner_id": self.sol.id, "action_id": action.id})
        with self.assertRaisesRegex(UserError, "minutes"):
            action.with_user(self.leo).action_seal()

    def test_nothing_of_it_changes_any_more_whoever_asks(self):
        action = self.finished()
        self.response(action)
        interview = self.env["despacho.interview"].create(
            {"name": "Visit", "partner_id": self.sol.id, "action_id": action.id, "notes": "<p>They came</p>"}
        )
        interview.action_close()
        self.seal(action)
        document = action.dossier_document_ids[0]
        calls = [
            lambda: action.write({"name": "Other"}),
            lambda: action.write({"cost": 1}),
            lambda: action._set_state("done"),
            lambda: action.unlink(),
            lambda: action.recipient_ids[0].sudo().write({"name": "Other"}),
            lambda: action.recipient_ids[0].sudo().unlink(),
            lambda: action.recipient_ids.sudo().create(
                {"action_id": action.id, "channel": "post", "number": 99, "state": "sent"}
            ),
            lambda: action.response_ids.write({"text": "Other"}),
            lambda: action.response_ids.unlink(),
            lambda: interview.write({"notes": "<p>Other</p>"}),
            lambda: interview.action_reopen(),
            lambda: interview.unlink(),
            lambda: document.sudo().write({"name": "Other"}),
            lambda: document.sudo().unlink(),
            lambda: document.attachment_id.write({"raw": b"Other"}),
            lambda: document.attachment_id.write({"name": "Other"}),
            lambda: document.attachment_id.unlink(),
            lambda: interview.attachment_id.write({"datas": b"T3RoZXI="}),
            lambda: self.env["despacho.interview"].create(
                {"name": "Late", "partner_id": self.sol.id, "action_id": action.id}
            ),
            lambda: action.action_make_documents(),
        ]
        for number, call in enumerate(calls):
            with self.subTest(number):
                self.refuses(call)
        self.env.invalidate_all()
        self.assertEqual(action._verify_seal(), ([], []))

    def test_the_talk_about_it_goes_on(self):
        action = self.sealed()
        action.with_user(self.ana).message_post(body="Read this before the next one")
        action.write({"active": False})
        self.assertEqual(action._verify_seal(), ([], []))

    def test_what_is_answered_later_is_noted_outside_of_the_seal(self):
        action = self.finished()
        self.response(action)
        self.seal(action)
        late = self.response(action, text="Now I want it", kind=False)
        late.write({"kind": "interested"})
        self.assertEqual(action._verify_seal(), ([], []))

    def test_the_check_finds_what_was_changed_behind_odoo(self):
        for statement in (
            "UPDATE despacho_action SET lessons = '<p>Other</p>' WHERE id = %s",
            "UPDATE despacho_action_recipient SET name = 'Other' WHERE action_id = %s",
            "UPDATE despacho_response SET kind = 'later' WHERE action_id = %s",
            "DELETE FROM despacho_response WHERE action_id = %s",
            "UPDATE despacho_dossier_document SET sha256 = 'x' WHERE action_id = %s",
            "UPDATE despacho_action SET seal_hash = 'x' WHERE id = %s",
            "UPDATE despacho_dossier_row SET digest = 'x' WHERE action_id = %s",
            "DELETE FROM despacho_dossier_row WHERE action_id = %s",
            "DELETE FROM despacho_dossier_document WHERE kind = 'list' AND action_id = %s",
        ):
            with self.subTest(statement):
                action = self.finished()
                self.response(action)
                self.seal(action)
                self.env.cr.execute(statement, [action.id])
                self.env.invalidate_all()
                self.assertTrue(action._verify_seal()[0])
                with self.assertRaisesRegex(UserError, "NOT as it was sealed"):
                    action.action_verify_seal()

    def test_joined_contacts_do_not_touch_it(self):
        double = self.new_double()
        action = self.finished(double | self.luna)
        self.response(action)
        self.seal(action)
        merge = self.join(self.sol, double)
        self.assertEqual(action.recipient_ids.filtered("included").partner_id, self.sol | self.luna)
        self.assertEqual(action._verify_seal(), ([], []))
        merge.action_undo()
        self.env.invalidate_all()
        self.assertEqual(action._verify_seal(), ([], []))

    def test_edited_and_deleted_contacts_do_not_touch_it(self):
        action = self.sealed()
        self.sol.name = "Renamed SL"
        self.mar.unlink()
        self.env.invalidate_all()
        self.assertEqual(action._verify_seal(), ([], []))
        self.assertIn(b"PK", action.dossier_document_ids.filtered(lambda d: d.kind == "list").attachment_id.raw[:2])

    def test_only_who_launches_seals_and_outsiders_see_nothing(self):
        action = self.finished()
        with self.assertRaises(AccessError):
            action.with_user(self.ana).action_seal()
        with self.assertRaises(AccessError):
            self.env["despacho.dossier.seal"].with_user(self.ana).create({"action_id": action.id})
        self.seal(action)
        document = action.dossier_document_ids[0]
        self.assertTrue(document.with_user(self.ana).name)
        self.assertTrue(action.with_user(self.ana).action_verify_seal())
        for user in (self.ines, self.rosa):
            with self.assertRaises(AccessError):
                document.with_user(user).read(["name"])
        with self.assertRaises(AccessError):
            self.env["despacho.dossier.row"].with_user(self.leo).search([])
        branch = self.new_branch()
        self.ana.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        with self.assertRaises(AccessError):
            document.with_user(self.ana).read(["name"])
