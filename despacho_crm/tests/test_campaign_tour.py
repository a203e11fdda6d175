import io

from pypdf import PdfReader

from odoo import fields
from odoo.tests import tagged

from .mailing_tour_case import MailingTourCase

BEA, CRIS = "bea@clientes.example", "cris@clientes.example"
DOCUMENTS = {"action", "list", "responses"}


@tagged("post_install", "-at_install")
class TestCampaignTour(MailingTourCase):
    """From the idea to the sealed dossier and the lead in «Nuevo», as the people of the firm do it in Chromium."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        (cls.ana | cls.leo).write({"lang": "es_ES", "tz": "Europe/Madrid"})

    def setUp(self):
        super().setUp()
        # sudo: what others of the firm have done before
        self.env["despacho.balancing"].sudo().create({"company_id": self.firm.id}).action_approve()
        self.vega.write({"phone": "+34 972 20 00 01", "street": "Calle Mayor 1", "zip": "17001", "city": "Girona"})
        self.sur = self.new_company(
            "Bodega Sur SL",
            vat=self.nif_of("B"),
            phone="+34 972 20 00 02",
            street="Calle Sur 2",
            zip="17002",
            city="Girona",
        )
        (self.vega | self.sur).country_id = self.spain
        self.campaign.with_user(self.marta).action_cancel()

    def go(self, tour, user):
        self.start_tour("/odoo", f"despacho_crm.campaign_{tour}", login=user.login, timeout=300)
        self.env.invalidate_all()

    def found(self, name, by):
        """Return the action of that name, begun as an idea by ``by``, after looking at what was done before."""
        action = self.env["despacho.action"].search([("name", "=", name)])
        review = action.campaign_id.review_ids
        self.assertEqual((review.action_id, review.note), (self.calls, "Llamar por la mañana"))
        self.assertEqual(action.campaign_id.reviewed_by, by)
        return action

    def assertSealed(self, action, lessons):
        """The dossier is sealed and whole, and of the action came one lead of Vega, in «Nuevo»."""
        self.assertEqual((action.state, action.approved_by), ("sealed", self.leo))
        self.assertIn(lessons, action.lessons)
        self.assertLessEqual(DOCUMENTS, set(action.dossier_document_ids.mapped("kind")))
        self.assertEqual(action._verify_seal(), ([], []))
        lead = self.env["crm.lead"].search([("commercial_action_id", "=", action.id)])
        self.assertEqual(lead.partner_id.commercial_partner_id, self.vega)
        self.assertEqual((lead.campaign_id, lead.service_line_ids), (action.campaign_id.utm_campaign_id, self.fiscal))
        self.assertEqual(lead.stage_id, self.env.ref("despacho_crm.stage_lead_new"))

    def test_a_list_of_calls_from_its_idea_to_its_sealed_dossier(self):
        self.go("of_calls", self.leo)
        action = self.found("Llamadas de otoño", self.leo)
        self.assertEqual((action.recipient_count, action.excluded_count), (2, 1))
        vega, sur = action.recipient_ids.filtered("included").sorted(lambda row: row.partner_id == self.sur)
        said = vega.response_ids
        self.assertEqual((said.kind, said.source, said.user_id), ("interested", "call", self.leo))
        self.assertEqual(said.activity_id.feedback, "Quieren presupuesto")
        self.assertEqual(sur.response_ids.kind, "unsubscribe")
        self.assertTrue(self.env["phone.blacklist"].search_count([("number", "=", sur.phone_sanitized)]))
        self.assertSealed(action, "Por la mañana")

    def test_a_letter_from_its_idea_to_its_sealed_dossier(self):
        files = {}
        keep = self.registry["despacho.post.run"]._keep_file

        def note_and_keep(run, name, content):
            files[name.split()[0]] = "".join(
                "".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages
            )
            return keep(run, name, content)

        self.patch(self.registry["despacho.post.run"], "_keep_file", note_and_keep)
        self.go("of_letters", self.leo)
        self.assertEqual(set(files), {"Cartas", "Etiquetas"})
        for text in files.values():
            for word in ("TalleresVegaSL", "BodegaSurSL", "CalleSur2"):
                self.assertIn(word, text)
        self.assertIn("Apreciadoamigo,leescribimosaTalleresVegaSL", files["Cartas"])
        action = self.found("Carta de otoño", self.leo)
        self.assertEqual((action.recipient_count, action.excluded_count), (2, 1))
        self.assertEqual(set(action.recipient_ids.filtered("included").mapped("state")), {"sent"})
        self.assertEqual(action.post_run_ids.posted_count, 2)
        said = action.response_ids
        self.assertEqual((said.kind, said.source, said.text), ("interested", "typed", "Ha leído la carta"))
        self.assertSealed(action, "Los talleres leen las cartas")

    def test_an_e_mail_from_its_idea_to_its_sealed_dossier(self):
        with self.server() as catcher:
            self.go("of_email", self.ana)
            action = self.found("Correo de otoño", self.ana)
            self.assertEqual(catcher.addressees(), {"ana@asesoria.example": 1}, "nothing but her test has left")
            self.go("of_email_launched", self.leo)
            self.assertEqual((action.recipient_count, action.excluded_count), (3, 1))
            catcher.messages.clear()
            self.send(catcher)
            self.send(catcher)
            left = dict.fromkeys(self.people.mapped("email_normalized"), 1)
            self.assertEqual(catcher.addressees(), left, "what really left, once")
            bea, cris = catcher.to(BEA), catcher.to(CRIS)
        self.assertEqual(bea.message["Subject"], "La renta se acerca")
        self.take_the_way_out(bea)
        self.assertEqual(self.rows(action)[BEA].response_ids.mapped("kind"), ["unsubscribe"])
        self.assertTrue(self.env["mail.blacklist"].search_count([("email", "=", BEA)]))
        self.reply_to(cris, "<p>Me interesa, llámenme.</p>", CRIS)
        self.go("of_email_closed", self.leo)
        self.assertEqual(self.rows(action)[CRIS].response_ids.filtered("kind").mapped("kind"), ["interested"])
        self.assertSealed(action, "Contestan al correo")

    def test_actions_are_seen_in_the_calendar_and_as_cards(self):
        self.new_action("Llamadas de otoño", date_planned=fields.Datetime.now())
        self.start_tour("/odoo/acciones", "despacho_crm.campaign_shown", login="despacho_ana", timeout=120)
