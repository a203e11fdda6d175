from itertools import count
from threading import current_thread
from types import SimpleNamespace
from unittest.mock import patch

import psycopg2

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ImportCase

_JOB = "odoo.addons.despacho_crm_import.models.apply.despacho_import_job"


@tagged("post_install", "-at_install")
class TestImportCron(ImportCase):
    """A file is applied by a job, batch by batch, and the screen tells how far it is."""

    def setUp(self):
        super().setUp()
        self.cron = self.env.ref("despacho_crm_import.ir_cron_apply")
        model = type(self.env["despacho.import"])
        apply_next = model._apply_next_batch
        self.by_screen = model._is_asked_by_screen
        # Batches of two rows, asked for by a screen.
        self.patch(model, "_apply_next_batch", lambda record, limit=2: apply_next(record, limit=2))
        self.patch(model, "_is_asked_by_screen", lambda record: True)

    def get_content(self, last=8):
        return self.csv("NIF;Nombre", *(f"{self.nifs[n]};Empresa {n} SL" for n in range(1, last)))

    def get_created(self):
        return self.env["res.partner"].search_count([("nif_key", "in", self.nifs[1:])])

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_the_screen_does_not_wait_and_the_job_does_all(self):
        record = self.run_import(self.get_content())
        self.assertEqual((record.state, self.get_created(), record.waiting_count), ("applying", 0, 7))
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)]))
        self.run_cron()
        self.assertEqual((record.state, self.get_created(), record.waiting_count), ("done", 7, 0))
        self.assertEqual(set(record.row_ids.mapped("state")), {"applied"})
        self.assertEqual(record.row_ids.partner_id.create_uid, self.steward)
        self.run_cron()
        self.assertEqual(self.get_created(), 7)

    def test_who_asked_for_it_is_told_after_each_batch(self):
        record = self.run_import(self.get_content())
        told = []
        users = type(self.env["res.users"])
        self.patch(users, "_bus_send", lambda user, *message, **kwargs: told.append((user.login, *message)))
        # Half a second goes by with each batch of two rows.
        clock = count(0, 0.5)
        with patch(f"{_JOB}.time", SimpleNamespace(monotonic=lambda: next(clock))):
            self.run_cron()
        self.assertEqual({(login, kind) for login, kind, _message in told}, {("elena", "despacho_import/progress")})
        said = [{"id": record.id, "state": "applying", "left": left, "rate": 4} for left in (5, 3, 1)]
        said.append({"id": record.id, "state": "done", "left": 0, "rate": 4})
        self.assertEqual([message for _login, _kind, message in told], said)

    def test_a_file_whose_last_rows_take_all_the_time_is_done_nevertheless(self):
        record = self.run_import(self.get_content(last=3))
        commit = type(self.env["ir.cron"])._commit_progress

        def no_time_left(cron, *args, **kwargs):
            commit(cron, *args, **kwargs)
            return 0

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", no_time_left):
            self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("done", 2))

    def test_it_is_stopped_and_goes_on_later(self):
        record = self.run_import(self.get_content())
        tell = type(record)._tell_progress

        def stop_after_the_first(one, left, rate):
            tell(one, left, rate)
            if left == 5:
                one.with_user(self.steward).action_stop()

        with patch.object(type(record), "_tell_progress", stop_after_the_first):
            self.run_cron()
        self.assertEqual((record.state, self.get_created(), record.waiting_count), ("stopped", 2, 5))
        self.assertIn("5", record.headline)
        with self.assertRaises(UserError):
            record.unlink()
        record.action_apply()
        self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("done", 7))

    def test_files_are_applied_in_the_order_in_which_they_were_asked_for(self):
        second, first = (self.review(self.get_content(last), filename=f"{last}.csv") for last in (9, 8))
        first.action_apply()
        second.action_apply()
        first.sudo().asked_on = "2026-01-01 10:00:00"
        self.assertIn("8.csv", second.headline)
        self.run_cron()
        self.assertEqual((first.created_count, second.created_count), (7, 1))

    def test_somebody_quicker_has_the_batch_begun_again(self):
        record = self.run_import(self.get_content())
        write_rows = type(record)._write_rows
        quicker = iter([psycopg2.errors.SerializationFailure, psycopg2.errors.UniqueViolation])

        def fail_twice(one, rows):
            if error := next(quicker, None):
                raise error
            return write_rows(one, rows)

        with patch.object(type(record), "_write_rows", fail_twice):
            self.run_cron()
        self.assertEqual((record.state, self.get_created(), record.error_count), ("done", 7, 0))

    def test_what_was_stored_when_the_server_stopped_stays_and_the_rest_follows(self):
        record = self.run_import(self.get_content())
        write_rows = type(record)._write_rows
        failure = RuntimeError("killed")

        def stop_at_the_third(record, rows):
            if self.nifs[5] in rows.mapped("nif_key"):
                raise failure
            return write_rows(record, rows)

        with patch.object(type(record), "_write_rows", stop_at_the_third):
            self.env.flush_all()
            with self.assertRaises(RuntimeError), self.cr.savepoint():
                while record._apply_next_batch():
                    self.env.flush_all()
        self.env.invalidate_all()
        self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("done", 7))

    def test_it_is_done_with_the_rights_of_who_applied_it(self):
        record = self.run_import(self.get_content())
        self.steward.group_ids -= self.env.ref("despacho_crm.group_steward")
        self.run_cron()
        self.assertEqual((record.with_user(self.env.user).state, self.get_created()), ("failed", 0))
        self.assertIn("could not be applied", "".join(record.with_user(self.env.user).message_ids.mapped("body")))

    def test_nobody_says_from_outside_with_whose_rights(self):
        record = self.run_import(self.get_content())
        with self.assertRaises(AccessError):
            record.applier_id = self.env.ref("base.user_admin")

    def test_nobody_has_a_file_applied_by_saying_that_it_is_under_way(self):
        record = self.review(self.get_content())
        record.with_user(self.steward).state = "applying"
        self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("stopped", 0))

    def test_rows_are_not_changed_while_they_are_written_with_the_rights_of_another(self):
        record = self.run_import(self.get_content())
        with self.assertRaisesRegex(UserError, "being applied"):
            record.row_ids[0].with_user(self.steward).included = False

    def test_who_is_not_here_any_more_lends_no_rights(self):
        record = self.run_import(self.get_content())
        self.steward.sudo().active = False
        self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("stopped", 0))

    def test_one_file_that_breaks_does_not_keep_the_others_waiting_and_may_be_taken_up_again(self):
        broken, other = self.run_import(self.get_content(last=5)), self.run_import(self.get_content(last=8))
        model = type(self.env["despacho.import"])
        apply_next = model._apply_next_batch

        def break_in_the_second(record, limit=2):
            if record == broken and record.row_ids.filtered(lambda row: row.state == "applied"):
                raise KeyError("another addon")
            return apply_next(record, limit)

        with patch.object(model, "_apply_next_batch", break_in_the_second), mute_logger(_JOB):
            self.run_cron()
        self.assertEqual((broken.state, other.state), ("failed", "done"))
        with self.assertRaisesRegex(UserError, "stays"):
            broken.sudo().unlink()
        broken.action_apply()
        self.run_cron()
        self.assertEqual((broken.state, broken.waiting_count), ("done", 0))

    def test_two_do_not_apply_one_file_at_once(self):
        record = self.review(self.get_content())
        nobody = record.browse()
        with patch.object(type(record), "try_lock_for_update", lambda records, **kwargs: nobody):
            with (
                patch.object(type(record), "_is_asked_by_screen", lambda one: False),
                self.assertRaisesRegex(UserError, "at this moment"),
            ):
                record.action_apply()
            record.sudo().write({"state": "applying", "applier_id": self.steward.id})
            self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("applying", 0))

    def test_only_requests_are_screens(self):
        imports = self.env["despacho.import"]
        with patch.object(current_thread(), "url", "https://despacho.example/web", create=True):
            self.assertTrue(self.by_screen(imports))
        self.assertFalse(self.by_screen(imports))
