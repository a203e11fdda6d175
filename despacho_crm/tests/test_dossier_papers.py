import io

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestDossierPapers(PostCommon):
    """What the documents of a dossier say."""

    def rows(self, action, kind):
        sheet = load_workbook(io.BytesIO(self.paper(action, kind))).active
        header, *rows = sheet.iter_rows(values_only=True)
        return [dict(zip(header, row, strict=True)) for row in rows]

    def test_document_1_says_what_when_to_whom_what_was_sent_and_how_many_answered(self):
        self.refused = {self.mar.id: "opposed"}
        action = self.posted(strategy="<p>Because of the new law</p>")
        sent = action.recipient_ids.filtered(lambda row: row.state == "sent")
        self.env["despacho.response"]._record(sent[0], "interested", "typed", text="Yes")
        self.env["despacho.response"]._record(sent[1], "later", "typed")
        action.with_user(self.ana).action_make_documents()
        text = "".join(self.pages(self.paper(action, "action")))
        for piece in ("Cartaderenta", "Otoñoaprobado", "Nuevodelaprueba", "Becauseofthenewlaw", "«Company»"):
            self.assertIn(piece, text)
        self.assertIn("Interested1", text)
        self.assertIn("Lateron1", text)
        self.assertIn("Responsesinall2", text)
        self.assertIn("Whowasleftout", text)
        self.assertIn("Page1of", text)

    def test_document_2_lists_who_was_addressed_and_who_was_not_and_why(self):
        self.refused = {self.mar.id: "opposed"}
        action = self.posted()
        action.with_user(self.ana).action_make_documents()
        rows = {row["Company"]: row for row in self.rows(action, "list")}
        self.assertEqual(rows["Sol SL"]["NIF"], self.sol.nif_key)
        self.assertEqual(rows["Sol SL"]["Postcode"], "17001")
        self.assertEqual(rows["Sol SL"]["Addressed"], "Yes")
        self.assertEqual(rows["Mar SL"]["Addressed"], "No")
        self.assertTrue(rows["Mar SL"]["Why not"])

    def test_what_somebody_answers_is_never_a_formula(self):
        action = self.posted()
        row = action.recipient_ids.filtered(lambda row: row.state == "sent")[0]
        self.env["despacho.response"]._record(row, "complaint", "typed", text='=HYPERLINK("http://x","y")')
        action.with_user(self.ana).action_make_documents()
        sheet = load_workbook(io.BytesIO(self.paper(action, "responses_file"))).active
        found = [cell for line in sheet.iter_rows() for cell in line if "HYPERLINK" in str(cell.value)]
        self.assertEqual([cell.data_type for cell in found], ["s"])
        self.assertTrue(found[0].value.startswith("'="))

    def test_making_them_again_replaces_them(self):
        action = self.posted()
        action.action_make_documents()
        first = action.dossier_document_ids
        attachments = first.attachment_id
        action.action_make_documents()
        self.assertEqual(action.dossier_document_ids, first)
        self.assertEqual(action.dossier_document_ids.attachment_id, attachments)

    def test_what_was_attached_by_hand_is_kept_with_it(self):
        action = self.posted()
        scanned = self.env["ir.attachment"].create(
            {"name": "Receipt.pdf", "raw": b"%PDF", "res_model": action._name, "res_id": action.id}
        )
        action.action_make_documents()
        document = action.dossier_document_ids.filtered(lambda document: document.kind == "other")
        self.assertEqual((document.name, document.attachment_id), ("Receipt.pdf", scanned))
        scanned.unlink()
        self.assertFalse(document.exists())

    def test_the_files_to_print_are_no_part_of_it_and_go_when_it_is_sealed(self):
        action = self.finished()
        files = action.post_run_ids.letter_attachment_id | action.post_run_ids.label_attachment_id
        self.assertEqual(len(files), 2)
        self.seal(action)
        self.assertFalse(files.exists())
        self.assertNotIn("other", action.dossier_document_ids.mapped("kind"))
        with self.assertRaisesRegex(UserError, "no longer kept"):
            action.post_run_ids.action_letters()

    def test_what_is_not_approved_has_no_documents(self):
        with self.assertRaises(UserError):
            self.new_letter().action_make_documents()
