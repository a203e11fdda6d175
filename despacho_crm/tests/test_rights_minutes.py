from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .post_common import PostCommon
from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsMinutes(PostCommon, RightsCommon, HttpCase):
    """The minutes of an interview name nobody whose data are blocked, wherever they are kept."""

    def new_minutes(self, partner, **values):
        interview = self.env["despacho.interview"].create(
            {
                "name": "Visita",
                "partner_id": partner.id,
                "notes": "<p>Vinieron</p>",
                "need_line_ids": [Command.create({"name": "Herencia"})],
                "step_ids": [Command.create({"name": "Enviar la oferta"})],
                **values,
            }
        )
        interview.action_close()
        return interview

    def download(self, action, login):
        self.env.flush_all()
        self.authenticate(login, login)
        return self.url_open(action["url"])

    def test_those_of_a_blocked_person_are_in_no_list_of_a_dossier_and_the_seal_holds(self):
        action = self.finished()
        minutes = self.new_minutes(self.rosa_pi, action_id=action.id)
        self.seal(action)
        document = action.dossier_document_ids.filtered("interview_id")
        self.assertIn("Rosa Pi", document.name)
        self.assertTrue(self.sees(self.ana, document))
        block = self.block()
        for records in (document, minutes, minutes.need_line_ids, minutes.step_ids, minutes.attachment_id):
            self.assertFalse(self.sees(self.ana, records), records)
            self.assertTrue(self.sees(self.pol, records), records)
        self.assertNotIn("Rosa Pi", " ".join(action.with_user(self.ana).dossier_document_ids.mapped("name")))
        self.assertEqual(action.with_user(self.ana)._verify_seal(), ([], []))
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertTrue(self.sees(self.ana, document))

    def test_those_of_a_company_are_downloaded_without_its_blocked_employee(self):
        action = self.finished()
        eva = self.env["res.partner"].create({"name": "Eva Soto", "parent_id": self.vega.id})
        there = [Command.set((self.luis | eva).ids)]
        minutes = self.new_minutes(self.vega, contact_ids=there, action_id=action.id)
        self.seal(action)
        document = action.dossier_document_ids.filtered("interview_id")
        whole = minutes.with_user(self.ana).action_print()
        self.assertIn(f"/web/content/{minutes.attachment_id.id}", whole["url"])
        block = self.block(self.luis)
        with self.assertRaises(AccessError):
            minutes.attachment_id.with_user(self.ana).read(["datas"])
        for asked in (minutes.with_user(self.ana).action_print(), document.with_user(self.ana).action_download()):
            answer = self.download(asked, "despacho_ana")
            self.assertEqual(answer.status_code, 200)
            told = "".join(self.pages(answer.content))
            self.assertNotIn(self.luis.name.replace(" ", ""), told)
            self.assertIn("EvaSoto", told)
        kept = "".join(self.pages(minutes.attachment_id.with_user(self.pol).raw))
        self.assertIn(self.luis.name.replace(" ", ""), kept)
        self.assertEqual(action.with_user(self.ana)._verify_seal(), ([], []))
        self.assertEqual(self.download(asked, "despacho_pau").status_code, 403)
        self.assertEqual(self.url_open("/despacho/interview/999999999").status_code, 404)
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertEqual(minutes.with_user(self.ana).action_print(), whole)
