import io

from openpyxl import load_workbook

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .post_common import PostCommon
from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestDossierBlocked(PostCommon, RightsCommon, HttpCase):
    """Whose data were blocked after the dossier was made is in no file that others open, and the seal holds."""

    def setUp(self):
        super().setUp()
        self.action = self.finished()
        for row, text in zip(
            self.action.recipient_ids.filtered("included").sorted("number"), ("Uno", "Dos", "Tres"), strict=True
        ):
            self.env["despacho.response"]._record(row, "interested", "typed", text=text)
        self.seal(self.action)

    def cells(self, content):
        sheet = load_workbook(io.BytesIO(content)).active
        return " ".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell)

    def document(self, kind):
        return self.action.dossier_document_ids.filtered(lambda document: document.kind == kind)

    def download(self, action, login):
        self.authenticate(login, login)
        return self.url_open(action["url"])

    def test_before_anybody_is_blocked_the_files_are_those_that_were_kept(self):
        action = self.document("list").with_user(self.ana).action_download()
        self.assertTrue(action["url"].startswith("/web/content/"))

    def test_others_download_them_without_whom_they_may_not_see(self):
        self.block(self.sol)
        for kind in ("list", "approved", "responses_file"):
            document = self.document(kind).with_user(self.ana)
            with self.assertRaises(AccessError):
                document.attachment_id.read(["datas"])
            # Whoever looks at the chatter of the action is not offered it either.
            files = self.env["ir.attachment"].with_user(self.ana)
            self.assertFalse(files.search([("res_model", "!=", False), ("id", "=", document.attachment_id.id)]))
            answer = self.download(document.action_download(), "despacho_ana")
            self.assertEqual(answer.status_code, 200)
            told = self.cells(answer.content)
            self.assertNotIn("Sol SL", told, kind)
            self.assertIn("Luna SL", told, kind)
        paper = self.download(self.document("responses").with_user(self.ana).action_download(), "despacho_ana")
        text = "".join(self.pages(paper.content))
        self.assertNotIn("SolSL", text)
        self.assertIn("LunaSL", text)

    def test_the_list_that_was_frozen_too(self):
        copy = self.action.copy_ids[:1]
        self.block(self.sol)
        told = self.cells(self.download(copy.with_user(self.ana).action_download(), "despacho_ana").content)
        self.assertNotIn("Sol SL", told)
        self.assertIn("Luna SL", told)

    def test_what_is_kept_stays_as_it_was_and_everybody_can_prove_it(self):
        self.block(self.sol)
        action = self.action.with_user(self.ana)
        self.assertEqual(action._verify_seal(), ([], []))
        self.assertEqual(set(action.dossier_document_ids.mapped("check")), {"same"})
        self.assertTrue(action.copy_ids[:1].is_intact)
        document = self.document("list").with_user(self.pol)
        self.assertIn("Sol SL", self.cells(document.attachment_id.raw))
        self.assertTrue(self.document("list").attachment_id.with_user(self.pol).has_access("read"))

    def test_shown_again_the_files_are_whole(self):
        block = self.block(self.sol)
        self.assertFalse(self.document("list").attachment_id.with_user(self.ana).has_access("read"))
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertTrue(self.document("list").attachment_id.with_user(self.ana).has_access("read"))

    def test_nobody_else_makes_one(self):
        self.block(self.sol)
        self.authenticate("despacho_pau", "despacho_pau")
        url = self.action._download_redacted("list")["url"]
        self.assertEqual(self.url_open(url).status_code, 403)
        self.assertEqual(self.url_open(f"{url}x").status_code, 404)
