from unittest.mock import patch

from odoo.tests import tagged

from .census_case import TARGET, CensusCase


@tagged("post_install", "-at_install")
class TestImportCensusJob(CensusCase):
    """The job loads batch by batch, and goes on where it was."""

    def setUp(self):
        super().setUp()
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: True)
        patcher = patch(f"{TARGET}.BATCH", 2)
        patcher.start()
        self.addCleanup(patcher.stop)
        self.cron = self.env.ref("despacho_crm_import.ir_cron_apply")

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def test_the_job_tells_how_far_it_is(self):
        record = self.census(*(self.line(number) for number in range(5)))
        self.assertEqual((record.state, record.waiting_count, self.Company.search_count([])), ("applying", 5, 0))
        told = []
        users = type(self.env["res.users"])
        self.patch(users, "_bus_send", lambda user, kind, message, **kwargs: told.append(message))
        self.run_cron()
        self.assertEqual([message["left"] for message in told], [3, 1, 0, 0])
        self.assertEqual((record.state, record.created_count, record.waiting_count), ("done", 5, 0))

    def test_it_is_stopped_and_goes_on_where_it_was(self):
        record = self.census(*(self.line(number) for number in range(7)))
        tell = type(record)._tell_progress

        def stop_after_the_first(one, left, rate):
            tell(one, left, rate)
            if left == 5:
                one.with_user(self.steward).action_stop()

        with patch.object(type(record), "_tell_progress", stop_after_the_first):
            self.run_cron()
        self.assertEqual((record.state, record.created_count, record.waiting_count), ("stopped", 2, 5))
        self.assertIn("5", record.headline)
        record.action_apply()
        self.run_cron()
        self.assertEqual((record.state, record.created_count), ("done", 7))
        self.assertEqual(self.Company.search_count([("import_id", "=", record.id)]), 7)

    def test_what_another_process_did_meanwhile_is_not_done_again(self):
        record = self.census(*(self.line(number) for number in range(7)), self.line(0, people="9"))
        target = record._get_target()
        target._apply_next_batch(record, 0)
        target._close(record)
        target._apply_next_batch(record, 0)
        self.assertEqual(self.Company.search_count([("import_id", "=", record.id)]), 4)
        self.run_cron()
        counts = {"create": 7, "update": 0, "same": 0, "repeated": 1, "contradicting": 1, "rejected": 0}
        self.assertEqual(record.census_counts, counts)

    def test_it_is_done_with_the_rights_of_who_applied_it(self):
        record = self.census(*(self.line(number) for number in range(3)))
        self.steward.group_ids -= self.env.ref("despacho_crm.group_steward")
        self.run_cron()
        self.assertEqual((record.with_user(self.env.user).state, self.Company.search_count([])), ("failed", 0))

    def test_undoing_is_left_to_the_job_as_well(self):
        record = self.census(*(self.line(number) for number in range(5)))
        self.run_cron()
        record.action_undo()
        self.assertEqual((record.state, self.Company.search_count([])), ("undoing", 5))
        self.run_cron()
        self.assertEqual((record.state, self.Company.search_count([])), ("undone", 0))

    def test_a_database_without_the_index_of_the_words_is_no_failure(self):
        record = self.census(*(self.line(number) for number in range(3)))
        self.env.cr.execute("DROP INDEX despacho_census_company_words_idx")
        self.run_cron()
        self.assertEqual((record.state, record.created_count), ("done", 3))
