from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, tagged
from odoo.tools import format_date

from .post_common import PostCommon
from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestPostBlocked(PostCommon, RightsCommon, HttpCase):
    """Whose data were blocked after their letter was made is in no file nor screen that others open."""

    def setUp(self):
        super().setUp()
        self.action = self.launched()
        self.run = self.action.post_run_ids

    def text(self, action, login="despacho_ana"):
        self.authenticate(login, login)
        answer = self.url_open(action["url"])
        self.assertEqual(answer.status_code, 200)
        return "".join(self.pages(answer.content))

    def test_letters_and_labels_are_downloaded_without_whom_one_may_not_see(self):
        run = self.run.with_user(self.ana)
        for action in (run.action_letters(), run.action_labels()):
            self.assertTrue(action["url"].startswith("/web/content/"), "before anybody is blocked, what was kept")
        self.block(self.sol)
        for attachment in (run.letter_attachment_id, run.label_attachment_id):
            with self.assertRaises(AccessError):
                attachment.read(["datas"])
        for action in (run.action_letters(), run.action_labels()):
            text = self.text(action)
            self.assertNotIn("SolSL", text)
            self.assertIn("LunaSL", text)
            self.assertIn("MarSL", text)

    def test_so_it_is_once_they_are_posted_and_they_bear_the_day_on_which_they_were_made(self):
        self.run._post(fields.Date.today())
        self.run.made_on = "2026-01-07 10:00:00"
        self.block(self.sol)
        text = self.text(self.run.with_user(self.ana).action_letters())
        self.assertNotIn("SolSL", text)
        self.assertIn("LunaSL", text)
        day = format_date(self.action._in_its_language().env, self.run.made_on, date_format="long")
        self.assertIn("".join(day.split()), text)

    def test_data_protection_sees_the_files_that_were_kept(self):
        self.block(self.sol)
        run = self.run.with_user(self.pol)
        self.assertTrue(run.action_letters()["url"].startswith("/web/content/"))
        self.assertIn("SolSL", "".join(self.pages(run.letter_attachment_id.raw)))

    def test_shown_again_the_files_are_whole(self):
        block = self.block(self.sol)
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertTrue(self.run.with_user(self.ana).action_letters()["url"].startswith("/web/content/"))

    def test_only_a_colleague_who_sees_the_bundle_gets_it(self):
        self.block(self.sol)
        url = self.run.with_user(self.ana).action_letters()["url"]
        self.authenticate("despacho_pau", "despacho_pau")
        self.assertEqual(self.url_open(url).status_code, 403)
        self.authenticate("despacho_ana", "despacho_ana")
        self.assertEqual(self.url_open(f"{url}x").status_code, 404)

    def test_the_screen_of_the_bundles_is_read(self):
        self.block(self.sol)
        specification = {"post_run_ids": {"fields": {"letter_attachment_id": {}, "label_attachment_id": {}}}}
        (read,) = self.action.with_user(self.ana).web_read(specification)
        self.assertTrue(read["post_run_ids"][0]["letter_attachment_id"])

    def test_whoever_posts_is_told_which_letter_to_take_out_and_not_of_whom(self):
        of_sol = self.action.recipient_ids.filtered(lambda row: row.company_name == "Sol SL")
        self.block(self.sol)
        self.refused = {self.mar.id: "opposed", of_sol.partner_id.id: "blocked"}
        wizards = self.env["despacho.post.confirm"].with_user(self.ana)
        wizard = wizards.create({"run_ids": self.run.ids})
        specification = {
            "out_ids": {"fields": {"company_name": {}, "number": {}}},
            "out_hidden": {},
            "letter_count": {},
        }
        (read,) = wizard.web_read(specification)
        self.assertEqual([row["company_name"] for row in read["out_ids"]], ["Mar SL"])
        self.assertEqual((read["out_hidden"], read["letter_count"]), (str(of_sol.number), 1))
        wizard.action_confirm()
        self.env.invalidate_all()
        self.assertEqual(self.run.posted_count, 1)

    def test_where_nobody_is_left_it_is_said_and_no_blank_page_is_printed(self):
        run = self.run.with_user(self.ana)
        self.block(self.sol)
        url = run.action_letters()["url"]
        for partner in (self.luna, self.mar):
            self.block(partner)
        for download in (run.action_letters, run.action_labels):
            with self.assertRaisesRegex(UserError, "Nobody is left"):
                download()
        self.authenticate("despacho_ana", "despacho_ana")
        answer = self.url_open(url)
        self.assertNotEqual(answer.headers["Content-Type"], "application/pdf")
        self.assertGreaterEqual(answer.status_code, 400)

    def test_labels_are_made_anew_also_when_their_format_was_emptied_since(self):
        self.block(self.sol)
        self.action.sudo().label_format = False
        labels = "".join(self.pages(self.run.with_user(self.ana)._get_redacted("labels")[1]))
        self.assertIn("LunaSL", labels)
        self.assertNotIn("SolSL", labels)

    def test_of_several_bundles_the_number_says_in_which_one_it_is(self):
        other = self.launched(self.luna | self.mar)
        rows = self.action.recipient_ids | other.recipient_ids
        self.block(self.luna)
        self.refused = dict.fromkeys(rows.filtered(lambda row: row.company_name == "Luna SL").partner_id.ids, "blocked")
        runs = self.run | other.post_run_ids
        wizard = self.env["despacho.post.confirm"].with_user(self.ana).create({"run_ids": runs.ids})
        told = dict(part.split(": ") for part in wizard.out_hidden.split("; "))
        numbers = {
            run.display_name: str(run.recipient_ids.filtered(lambda row: row.company_name == "Luna SL").number)
            for run in runs
        }
        self.assertEqual(told, numbers)
