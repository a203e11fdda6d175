from threading import current_thread
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.despacho_crm_import.models import despacho_import_apply as apply_file

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportCron(ImportCase):
    """A long file: what one request has no time for goes on by itself."""

    def setUp(self):
        super().setUp()
        self.cron = self.env.ref("despacho_crm_import.ir_cron_apply")
        model = type(self.env["despacho.import"])
        apply_next = model._apply_next_batch
        self.real_seconds = model._get_apply_seconds
        # Batches of two rows, and a request that has time for one.
        self.patch(model, "_apply_next_batch", lambda record, limit=2: apply_next(record, limit=2))
        self.patch(model, "_get_apply_seconds", lambda record: 0)

    def get_content(self, last=8):
        return self.csv("NIF;Nombre", *(f"{self.nifs[n]};Empresa {n} SL" for n in range(1, last)))

    def get_created(self):
        return self.env["res.partner"].search_count([("nif_key", "in", self.nifs[1:])])

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_what_a_request_has_no_time_for_goes_on_by_itself(self):
        record = self.run_import(self.get_content())
        self.assertEqual((record.state, self.get_created(), record.pending_count), ("applying", 2, 5))
        self.assertIn("5", record.headline)
        self.assertTrue(self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)]))
        self.run_cron()
        self.assertEqual((record.state, self.get_created(), record.pending_count), ("done", 7, 0))
        self.assertEqual(set(record.row_ids.mapped("state")), {"applied"})
        self.assertEqual(record.row_ids.partner_id.create_uid, self.steward)
        self.run_cron()
        self.assertEqual(self.get_created(), 7)

    def test_a_short_file_needs_no_more_than_the_request(self):
        record = self.run_import(self.get_content(last=3))
        self.assertEqual(record.state, "done")
        self.assertFalse(self.env["ir.cron.trigger"].search([("cron_id", "=", self.cron.id)]))

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
        self.assertEqual((record.with_user(self.env.user).state, self.get_created()), ("failed", 2))
        self.assertIn("could not be applied", "".join(record.with_user(self.env.user).message_ids.mapped("body")))

    def test_nobody_says_from_outside_with_whose_rights(self):
        record = self.run_import(self.get_content())
        with self.assertRaises(AccessError):
            record.applier_id = self.env.ref("base.user_admin")

    def test_two_do_not_apply_one_file_at_once(self):
        record = self.review(self.get_content())
        nobody = record.browse()
        with patch.object(type(record), "try_lock_for_update", lambda records, **kwargs: nobody):
            with self.assertRaisesRegex(UserError, "at this moment"):
                record.action_apply()
            record.state = "applying"
            self.run_cron()
        self.assertEqual((record.state, self.get_created()), ("applying", 0))

    def test_only_requests_are_in_a_hurry(self):
        imports = self.env["despacho.import"]
        with patch.object(current_thread(), "url", "https://despacho.example/web", create=True):
            self.assertEqual(self.real_seconds(imports), apply_file.APPLY_SECONDS)
        self.assertGreater(self.real_seconds(imports), 10**6)
