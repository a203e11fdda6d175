import io
from unittest.mock import patch

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..models.dossier import sealed
from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestDossierErase(PostCommon):
    """Whoever has their data erased goes from a sealed dossier too; everything else goes on being proved."""

    def setUp(self):
        super().setUp()
        action = self.finished()
        for row, text in zip(
            action.recipient_ids.filtered("included").sorted("number"), ("Uno", "Dos", "Tres"), strict=True
        ):
            self.env["despacho.response"]._record(row, "interested", "typed", text=text)
        self.action = action
        self.seal(action)
        self.sol_row = action.recipient_ids.filtered(lambda row: row.company_name == "Sol SL")

    def erase(self, partner):
        self.env["despacho.response"]._forget(partner)
        self.env["despacho.interview"]._forget(partner)
        self.env["despacho.action.recipient"]._forget(partner)
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_dossier_rewrite").method_direct_trigger()
        self.env.invalidate_all()

    def cells(self, kind):
        sheet = load_workbook(io.BytesIO(self.paper(self.action, kind))).active
        return [cell for row in sheet.iter_rows(values_only=True) for cell in row if cell]

    def test_their_data_leave_the_rows_and_the_files_and_the_seal_holds(self):
        before = {document.kind: document.sealed_sha256 for document in self.action.dossier_document_ids}
        rows = len(self.action.recipient_ids)
        self.erase(self.sol)
        for kind in ("list", "approved", "responses_file"):
            self.assertNotIn("Sol SL", " ".join(map(str, self.cells(kind))), kind)
            self.assertIn("Luna SL", " ".join(map(str, self.cells(kind))), kind)
        paper = "".join(self.pages(self.paper(self.action, "responses")))
        self.assertNotIn("SolSL", paper)
        self.assertIn("LunaSL", paper)
        self.assertEqual(len(self.action.recipient_ids), rows)
        problems, notes = self.action._verify_seal()
        self.assertEqual(problems, [])
        self.assertTrue(notes)
        documents = self.action.dossier_document_ids
        self.assertEqual({document.kind: document.sealed_sha256 for document in documents}, before)
        checks = {document.kind: document.check for document in documents}
        self.assertEqual(checks["action"], "same")
        self.assertEqual({checks[kind] for kind in ("list", "approved", "responses", "responses_file")}, {"rewritten"})

    def test_a_dossier_that_cannot_be_made_anew_waits_for_the_next_time(self):
        def fail(action):
            raise ValueError("boom")

        with (
            patch.object(type(self.action), "_rewrite_dossier", fail),
            self.assertLogs("odoo.addons.despacho_crm", "WARNING"),
        ):
            self.action.with_context(despacho_erasing=sealed.ERASING).dossier_to_rewrite = "erased"
            with self.enter_registry_test_mode():
                self.env.ref("despacho_crm.ir_cron_dossier_rewrite").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(self.action.dossier_to_rewrite, "erased")

    def test_what_is_changed_besides_is_found_all_the_same(self):
        self.erase(self.sol)
        self.env.cr.execute(
            "UPDATE despacho_action_recipient SET name = 'Other' WHERE action_id = %s AND NOT COALESCE(erased, FALSE)",
            [self.action.id],
        )
        self.assertTrue(self.action._verify_seal()[0])

    def test_nobody_comes_in_by_the_door_of_erasing(self):
        for forged in (True, "despacho", 1, repr(sealed.ERASING)):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                self.action.with_context(despacho_erasing=forged).write({"name": "Other"})

    def test_of_a_company_one_of_whose_people_goes_the_rest_stays(self):
        self.erase(self.sol.child_ids.filtered(lambda person: person.name == "Marta Ruiz"))
        cells = " ".join(map(str, self.cells("list")))
        self.assertNotIn("Marta Ruiz", cells)
        self.assertIn("Sol SL", cells)
        self.assertEqual(self.action._verify_seal()[0], [])
