from odoo.tests import HttpCase, tagged

from .post_common import PostCommon


class PostTour(PostCommon, HttpCase):
    """What the tours of letters, dossiers and interviews share: the screens are in Spanish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        (cls.ana | cls.leo).write({"lang": "es_ES", "tz": "Europe/Madrid"})

    def form(self, action, record):
        return f"/odoo/action-{self.env.ref(f'despacho_crm.{action}').id}/{record.id}"


@tagged("post_install", "-at_install")
class TestPostTour(PostTour):
    def test_a_letter_is_written_seen_approved_printed_and_posted(self):
        action = self.new_letter(self.sol | self.mar, body=False)
        launch = type(action)._make_post_run

        def make_and_then_one_says_no(action):
            run = launch(action)
            self.refused = {self.mar.id: "opposed"}
            return run

        self.patch(self.registry["despacho.action"], "_make_post_run", make_and_then_one_says_no)
        self.start_tour(self.form("action_actions", action), "despacho_crm.post", login=self.leo.login, timeout=180)
        self.env.invalidate_all()
        states = {row.company_name: row.state for row in action.recipient_ids.filtered("included")}
        self.assertEqual(states, {"Sol SL": "sent", "Mar SL": "stopped"})
        pages = self.pages(action.post_run_ids.letter_attachment_id.raw)
        self.assertEqual(len(pages), 2)
        self.assertIn("leescribimosaSolSL", "".join(pages))
        self.assertEqual(action.state, "done")


@tagged("post_install", "-at_install")
class TestDossierTour(PostTour):
    def test_a_dossier_is_sealed_and_proved(self):
        action = self.finished()
        self.start_tour(self.form("action_actions", action), "despacho_crm.dossier", login=self.leo.login, timeout=180)
        self.env.invalidate_all()
        self.assertEqual(action.state, "sealed")
        self.assertIn("talleres", action.lessons)
        self.assertEqual(action._verify_seal(), ([], []))


@tagged("post_install", "-at_install")
class TestInterviewTour(PostTour):
    def test_the_minutes_of_a_visit_are_written_from_the_client(self):
        url = f"/odoo/action-{self.env.ref('despacho_crm.action_partners').id}/{self.sol.id}"
        self.start_tour(url, "despacho_crm.interview", login=self.ana.login, timeout=180)
        interview = self.env["despacho.interview"].search([("partner_id", "=", self.sol.id)])
        self.assertEqual((interview.state, interview.reaction), ("done", "interested"))
        self.assertEqual(self.sol.need_ids.name, "Contrato de la tienda")
        self.assertTrue(interview.attachment_id)
