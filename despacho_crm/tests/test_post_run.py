from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from ..models.post import despacho_action_channel, despacho_action_print
from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestPostRun(PostCommon):
    """Letters are made in bundles, printed, posted; who says no meanwhile gets none."""

    def test_launching_a_small_action_makes_its_letters_and_labels_at_once(self):
        run = self.launched().post_run_ids
        self.assertEqual((run.letter_count, run.page_count, run.state), (3, 3, "made"))
        self.assertEqual(len(self.pages(run.letter_attachment_id.raw)), 3)
        labels = self.pages(run.label_attachment_id.raw)
        self.assertEqual(len(labels), 1)
        for name in ("SolSL", "LunaSL", "MarSL"):
            self.assertIn(name, labels[0])
        self.assertEqual(set(run.recipient_ids.mapped("state")), {"leaving"})

    def test_who_opposed_between_approval_and_printing_gets_no_letter(self):
        action = self.approved()
        self.refused = {self.luna.id: "opposed"}
        action.with_user(self.leo).action_launch()
        self.env.invalidate_all()
        text = "".join(self.pages(action.post_run_ids.letter_attachment_id.raw))
        self.assertNotIn("LunaSL", text)
        self.assertNotIn("LunaSL", self.pages(action.post_run_ids.label_attachment_id.raw)[0])
        luna = action.recipient_ids.filtered(lambda row: row.company_name == "Luna SL")
        self.assertEqual((luna.state, luna.reason), ("stopped", "opposed"))

    def test_who_opposes_between_printing_and_posting_is_taken_out_of_the_pile(self):
        action = self.launched()
        self.refused = {self.mar.id: "opposed"}
        wizard = self.env["despacho.post.confirm"].with_user(self.ana).create({"run_ids": action.post_run_ids.ids})
        self.assertEqual(wizard.out_ids.mapped("company_name"), ["Mar SL"])
        self.assertEqual(wizard.letter_count, 2)
        wizard.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(
            {row.company_name: row.state for row in action.recipient_ids.filtered("included")},
            {"Sol SL": "sent", "Luna SL": "sent", "Mar SL": "stopped"},
        )
        self.assertEqual(action.post_run_ids.posted_count, 2)
        self.assertEqual((action.post_waiting, action.post_made, action.post_sent), (0, 0, 2))

    def test_posting_says_when_and_who_learnt_where_their_data_come_from(self):
        notices = self.env["despacho.privacy.notice"]
        day = fields.Date.today()
        pilar = self.pilar
        pilar.write({"street": "Calle Pilar 1", "zip": "17001", "city": "Girona"})
        notice = notices.create({"partner_id": pilar.id, "data_source": "a directory", "data_obtained_on": day})
        action = self.launched(pilar)
        self.assertEqual(notice.state, "pending")
        self.assertIn("adirectory", self.pages(action.post_run_ids.letter_attachment_id.raw)[0])
        action.post_run_ids._post(day)
        self.assertEqual((notice.state, notice.informed_how), ("informed", "post"))
        self.assertEqual(action.recipient_ids.sent_on.date(), day)

    def test_a_large_action_is_made_by_the_job_a_bundle_at_a_time_and_goes_on_where_it_was(self):
        with (
            patch.object(despacho_action_channel, "AT_ONCE", 0),
            patch.object(despacho_action_print, "BUNDLE", 24),
            patch.object(type(self.env["despacho.action"]), "_get_bundle_size", lambda action: 2),
        ):
            action = self.launched()
            self.assertFalse(action.post_run_ids)
            first = action._make_post_run()
            self.assertEqual((first.number, first.letter_count), (1, 2))
            with self.enter_registry_test_mode():
                self.env.ref("despacho_crm.ir_cron_post_print").method_direct_trigger()
            self.env.invalidate_all()
            runs = action.post_run_ids
            self.assertEqual(runs.mapped("letter_count"), [2, 1])
            self.assertEqual([(run.first_number, run.last_number) for run in runs], [(1, 2), (3, 3)])
            self.assertFalse(action._make_post_run())

    def test_bundles_fill_whole_sheets_of_labels(self):
        sizes = {"70x37": 240, "63x38": 231, "105x37": 240, "99x38": 238, False: 250}
        action = self.new_letter(self.sol)
        for label_format, size in sizes.items():
            action.label_format = label_format
            self.assertEqual(action._get_bundle_size(), size)

    def test_an_action_with_letters_on_the_table_is_not_finished(self):
        action = self.launched()
        with self.assertRaisesRegex(UserError, "not posted yet"):
            action.with_user(self.leo).action_finish()
        action.with_user(self.leo).action_cancel()
        self.env.invalidate_all()
        self.assertEqual(set(action.recipient_ids.mapped("state")), {"stopped"})
        with self.assertRaisesRegex(UserError, "not running"):
            action.post_run_ids.action_posted()

    def test_a_letter_that_comes_back_reached_nobody(self):
        action = self.posted()
        row = action.recipient_ids.sorted("number")[0]
        row.with_user(self.ana).action_came_back()
        self.assertEqual(row.state, "failed")
        self.assertEqual(action.response_ids.mapped("source"), ["bounce"])

    def test_nothing_is_posted_tomorrow(self):
        action = self.launched()
        with self.assertRaises(ValidationError):
            self.env["despacho.post.confirm"].create(
                {"run_ids": action.post_run_ids.ids, "posted_on": fields.Date.add(fields.Date.today(), days=1)}
            )

    def test_nobody_writes_a_bundle_and_outsiders_see_none(self):
        run = self.launched().post_run_ids
        with self.assertRaises(AccessError):
            run.with_user(self.marta_manager()).write({"state": "posted"})
        with self.assertRaises(AccessError):
            run.with_user(self.ines).read(["state"])
        with self.assertRaises(AccessError):
            run.with_user(self.ines).action_posted()
        branch = self.new_branch()
        self.ana.sudo().write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        with self.assertRaises(AccessError):
            run.with_user(self.ana).read(["state"])

    def marta_manager(self):
        return self._new_user("gemma", "despacho_crm.group_manager")
