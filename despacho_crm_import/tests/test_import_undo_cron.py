from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .undo_common import UndoCase

_JOB = "odoo.addons.despacho_crm_import.models.apply.despacho_import_job"


@tagged("post_install", "-at_install")
class TestImportUndoCron(UndoCase):
    """A file is undone by the job, batch by batch, and the screen tells how far it is."""

    def setUp(self):
        super().setUp()
        model = type(self.env["despacho.import"])
        self.record = self.run_import(self.csv("NIF;Nombre", *(f"{self.nifs[n]};Empresa {n} SL" for n in range(1, 8))))
        self.later()
        apply_next = model._apply_next_batch
        self.patch(model, "_apply_next_batch", lambda record, limit=2: apply_next(record, limit=2))
        self.patch(model, "_is_asked_by_screen", lambda record: True)

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_import.ir_cron_apply").method_direct_trigger()
        self.env.invalidate_all()

    def count(self):
        return self.env["res.partner"].search_count([("nif_key", "in", self.nifs[1:])])

    def test_the_screen_does_not_wait_and_the_job_does_all(self):
        self.record._undo()
        self.assertEqual((self.record.state, self.count(), self.record.undo_left_count), ("undoing", 7, 7))
        told = []
        users = type(self.env["res.users"])
        self.patch(users, "_bus_send", lambda user, kind, message, **kwargs: told.append((user.login, message)))
        self.run_cron()
        self.assertEqual((self.record.state, self.count(), self.record.undo_left_count), ("undone", 0, 0))
        self.assertEqual({login for login, _message in told}, {"elena"})
        self.assertEqual([message["left"] for _login, message in told], [5, 3, 1, 0])
        self.assertEqual([message["state"] for _login, message in told], ["undoing"] * 3 + ["undone"])
        self.assertIn("7", self.record.headline)
        self.assertIn("7", "".join(self.record.message_ids.mapped("body")))

    def test_it_is_stopped_and_the_rest_stays(self):
        self.record._undo()
        tell = type(self.record)._tell_progress

        def stop_after_the_first(one, left, rate):
            tell(one, left, rate)
            if left == 5:
                one.with_user(self.steward).action_stop()

        with patch.object(type(self.record), "_tell_progress", stop_after_the_first):
            self.run_cron()
        self.assertEqual((self.record.state, self.count(), self.record.undone_count), ("done", 5, 2))
        self.run_cron()
        self.assertEqual(self.count(), 5)
        self.record._undo(self.record.row_ids[0])
        self.run_cron()
        self.assertEqual((self.record.state, self.count(), self.record.undone_count), ("done", 4, 3))

    def test_rows_are_neither_changed_nor_undone_again_meanwhile(self):
        self.record._undo()
        with self.assertRaises(UserError):
            self.record._undo()
        with self.assertRaises(UserError):
            self.record.row_ids[0].with_user(self.steward).included = False

    def test_what_nobody_foresaw_leaves_the_rest_as_it_is(self):
        self.record._undo()
        carry_out, failure = type(self.record.row_ids)._carry_out, KeyError("another addon")

        def break_at_the_third(rows, outcomes):
            if self.nifs[5] in rows.mapped("nif_key"):
                raise failure
            return carry_out(rows, outcomes)

        with patch.object(type(self.record.row_ids), "_carry_out", break_at_the_third), mute_logger(_JOB):
            self.run_cron()
        self.assertEqual((self.record.state, self.count()), ("done", 5))
        self.assertIn("could not be undone", "".join(self.record.message_ids.mapped("body")))
        self.record._undo()
        self.run_cron()
        self.assertEqual((self.record.state, self.count()), ("undone", 0))

    def test_it_is_done_with_the_rights_of_who_undoes_it(self):
        self.record._undo()
        self.steward.group_ids -= self.env.ref("despacho_crm.group_steward")
        self.run_cron()
        record = self.record.with_user(self.env.user)
        self.assertEqual((record.state, self.count()), ("done", 7))

    def test_whoever_says_that_it_is_under_way_lends_their_own_rights(self):
        self.record.row_ids.sudo().undoing = True
        self.record.sudo().applier_id = self.env.ref("base.user_admin")
        self.record.with_user(self.steward).state = "undoing"
        self.assertEqual(self.record.sudo().applier_id, self.steward)
        self.record.sudo().applier_id = False
        self.run_cron()
        self.assertEqual((self.record.state, self.count()), ("done", 7))
