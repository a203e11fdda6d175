from datetime import timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.apply import despacho_import_review_job as job
from ..models.review import staging
from .common import ImportCase

_JOB = "odoo.addons.despacho_crm_import.models.apply.despacho_import_job"


@tagged("post_install", "-at_install")
class TestImportReviewJob(ImportCase):
    """A long file is reviewed by the job, batch by batch, and the screen tells how far it is."""

    def setUp(self):
        super().setUp()
        self.cron = self.env.ref("despacho_crm_import.ir_cron_apply")
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: True)
        # Three rows are a long file here, and two of them a batch.
        self.patch(job, "AT_ONCE", 2)
        self.patch(staging, "BATCH", 2)

    #: Two with their NIF for themselves, two of one NIF, and three without, of which two are one.
    LINES = (
        "{1};Uno SL;;",
        ";Bar Ona SL;931 23 45 67;ona@uno.example",
        "{2};Dos SL;;",
        "{3};Tres SL;;Ana Puig",
        "{3};Tres SL;;Pau Vila",
        ";BAR ONA, S.L.;931 23 45 67;",
        ";Hotel Miramar SA;972 10 20 30;",
        "{0};Acme Suministros SL;;Eva Roca",
    )

    def get_content(self):
        lines = [line.format(*self.nifs) for line in self.LINES]
        return self.csv("NIF;Nombre;Teléfono;Contacto", *lines)

    def ask(self, source="agenda"):
        """Return the import of a long file whose review was asked for."""
        record = self.upload(self.get_content(), source)
        record.action_read()
        record.action_review()
        return record

    def run_cron(self):
        with self.enter_registry_test_mode():
            self.cron.method_direct_trigger()
        self.env.invalidate_all()

    def get_verdicts(self, record):
        names = ("number", "verdict", "reason_code", "details", "included", "partner_id", "changes", "kept")
        return [tuple(row[name] for name in names) for row in record.row_ids.sorted("number")]

    def test_a_long_file_is_left_to_the_job_and_ends_as_if_somebody_had_waited(self):
        record = self.ask()
        self.assertEqual((record.state, len(record.row_ids), record.waiting_count), ("reviewing", 0, 8))
        self.assertIn("close this screen", record.headline)
        self.run_cron()
        self.assertEqual((record.state, len(record.row_ids), record.review_done), ("reviewed", 8, 0))
        with patch.object(job, "AT_ONCE", 100):
            waited = self.review(self.get_content(), "agenda")
        self.assertEqual(self.get_verdicts(record), self.get_verdicts(waited))
        self.assertFalse(job._OPEN)

    def test_who_asked_for_it_is_told_after_each_batch(self):
        record = self.ask()
        told = []
        users = type(self.env["res.users"])
        self.patch(users, "_bus_send", lambda user, kind, message, **kwargs: told.append((user.login, message)))
        self.run_cron()
        self.assertEqual({(login, message["id"]) for login, message in told}, {("elena", record.id)})
        self.assertEqual([message["left"] for _login, message in told], [8, 6, 5, 3, 1, 0, 0])
        self.assertEqual(told[-1][1]["state"], "reviewed")

    def test_it_is_cancelled_and_the_columns_are_there_again(self):
        record = self.ask()
        tell = type(record)._tell_progress

        def cancel_after_some(one, left, rate):
            tell(one, left, rate)
            if left == 5:
                one.with_user(self.steward).action_stop()

        with patch.object(type(record), "_tell_progress", cancel_after_some):
            self.run_cron()
        self.assertEqual((record.state, len(record.row_ids)), ("mapped", 0))
        record.action_review()
        self.run_cron()
        self.assertEqual((record.state, len(record.row_ids)), ("reviewed", 8))

    def test_a_file_that_is_to_be_written_does_not_wait_for_a_long_review(self):
        record = self.ask()
        small = self.review(self.csv("NIF;Nombre", f"{self.nifs[4]};Cuatro SL"), "agenda")
        self.assertEqual(small.state, "reviewed")
        order, tell = [], type(record)._tell_progress

        def ask_after_some(one, left, rate):
            tell(one, left, rate)
            order.append((one.id, left))
            if (one.id, left) == (record.id, 6):
                small.with_user(self.steward).action_apply()
                self.env.flush_all()

        with patch.object(type(record), "_tell_progress", ask_after_some):
            self.run_cron()
        self.assertEqual((record.state, small.state), ("reviewed", "done"))
        self.assertEqual(order[:3], [(record.id, 8), (record.id, 6), (small.id, 0)])
        self.assertEqual(order[-1], (record.id, 0))
        self.assertEqual(len(record.row_ids), 8)
        self.assertFalse(job._OPEN)

    def test_what_is_begun_again_stages_what_is_missing(self):
        record = self.ask()
        mine = record.sudo()._with_applier()
        while record.review_done < 3:
            mine._do_in_job(2)
        job._OPEN.clear()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((record.state, len(record.row_ids), record.review_tries), ("reviewing", 3, 1))
        self.run_cron()
        self.assertEqual(
            (record.state, record.row_ids.sorted("number").mapped("number")), ("reviewed", [*range(2, 10)])
        )
        with patch.object(job, "AT_ONCE", 100):
            waited = self.review(self.get_content(), "agenda")
        self.assertEqual(self.get_verdicts(record), self.get_verdicts(waited))

    def test_begun_again_no_row_is_staged_twice_in_whatever_order_they_went(self):
        record = self.ask()
        mine = record.sudo()._with_applier()
        while record.review_done < 5:
            mine._do_in_job(2)
        job._OPEN.clear()
        # As when others went first, so that less was gone through than is staged.
        record.sudo().review_done = 1
        self.run_cron()
        self.assertEqual(record.row_ids.sorted("number").mapped("number"), [*range(2, 10)])

    def test_a_file_that_the_server_does_not_survive_is_given_up_with_words(self):
        record = self.ask()
        record.sudo().review_tries = job._TRIES
        self.run_cron()
        self.assertEqual((record.state, len(record.row_ids)), ("mapped", 0))
        self.assertIn(str(job._TRIES), record.trouble)
        record.action_review()
        self.assertEqual((record.state, record.trouble), ("reviewing", False))

    def test_what_is_wrong_with_the_file_is_said_where_the_columns_are(self):
        record = self.ask()
        record.sudo().column_ids[0].header = "another title"
        self.run_cron()
        self.assertEqual((record.state, bool(record.trouble)), ("mapped", True))

    def test_what_nobody_foresaw_keeps_no_other_file_waiting(self):
        broken, other = self.ask(), self.ask()
        clean = type(broken)._clean

        def break_one(one, cells, positions):
            if one.id == broken.id:
                raise KeyError("another addon")
            return clean(one, cells, positions)

        with patch.object(type(broken), "_clean", break_one), mute_logger(_JOB):
            self.run_cron()
        self.assertEqual((broken.state, other.state), ("mapped", "reviewed"))
        self.assertIn("the administrator", broken.trouble)

    def test_a_short_file_is_reviewed_at_once(self):
        with patch.object(job, "AT_ONCE", 8):
            self.assertEqual(self.ask().state, "reviewed")

    def test_leads_are_reviewed_by_the_job_too(self):
        record = self.upload(self.get_content(), "list", target="lead")
        record.action_read()
        record.action_review()
        self.assertEqual(record.state, "reviewing")
        self.run_cron()
        self.assertEqual((record.state, len(record.row_ids)), ("reviewed", 8))

    def test_the_census_is_reviewed_by_the_job_in_one_go(self):
        record = self.upload(self.get_content(), "list", target="census")
        record.action_read()
        record.action_review()
        self.assertEqual(record.state, "reviewing")
        self.run_cron()
        self.assertEqual((record.state, record.census_review["companies"]), ("reviewed", 4))

    def test_it_is_done_with_the_rights_of_who_asked_for_it(self):
        record = self.ask()
        self.steward.sudo().active = False
        self.run_cron()
        self.assertEqual((record.state, len(record.row_ids)), ("mapped", 0))

    def test_nobody_says_from_outside_that_it_is_under_way(self):
        record = self.upload(self.get_content())
        record.action_read()
        with self.assertRaises(AccessError):
            record.review_done = 8
        record.state = "reviewing"
        self.run_cron()
        self.assertEqual((record.state, len(record.row_ids)), ("mapped", 0))

    def test_nothing_of_it_is_changed_meanwhile(self):
        record = self.ask()
        for values in ({"source_kind": "billing"}, {"header_row": 3}):
            with self.assertRaises(UserError):
                record.write(values)
        for values in ({"field": "trade_name"}, {"position": 0}):
            with self.assertRaises(UserError):
                record.column_ids[1].write(values)

    def test_what_was_applied_is_not_had_reviewed_again_from_outside_and_keeps_no_other_waiting(self):
        applied = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[7]};Siete SL"))
        other = self.ask()
        with self.assertRaises(UserError):
            applied.state = "reviewing"
        self.run_cron()
        self.assertEqual((applied.state, other.state), ("done", "reviewed"))

    def test_a_review_waits_for_what_is_written_and_is_told_so_and_not_the_other_way_round(self):
        reviewing = self.ask()
        written = self.review(self.csv("NIF;Nombre", f"{self.nifs[7]};Siete SL"), filename="otra.csv")
        written.action_apply()
        reviewing.sudo().asked_on = written.asked_on - timedelta(minutes=1)
        (reviewing | written).invalidate_recordset(["headline"])
        self.assertNotIn("when «", written.headline)
        reviewing.sudo().asked_on = written.asked_on + timedelta(minutes=1)
        reviewing.invalidate_recordset(["headline"])
        self.assertIn(f"when «{written.display_name}» is done", reviewing.headline)
