import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from .post_common import PostCommon


@tagged("post_install", "-at_install")
class TestPostLetter(PostCommon):
    """What a letter says to each one, in the language of whoever answers for it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ana.lang = "en_US"

    def letters(self, action):
        content, count = action._make_letters(action.recipient_ids.filtered("included").sorted("number"))
        pages = self.pages(content)
        self.assertEqual(len(pages), count)
        return pages

    def test_each_addressee_gets_a_page_with_their_own_data_and_the_paper_of_the_firm(self):
        pages = self.letters(self.approved())
        self.assertEqual(len(pages), 3)
        for company in ("SolSL", "LunaSL", "MarSL"):
            [page] = [page for page in pages if f"Wewriteto{company}ofGironaaboutNuevodelaprueba." in page]
            self.assertIn("AsesoríaPuigyVidalSL", page)
            self.assertIn("B58378431", page)
            self.assertEqual("DearMartaRuiz," in page, company == "SolSL")
            self.assertEqual("DearSirorMadam," in page, company != "SolSL")

    def test_what_is_no_field_stays_as_a_quotation(self):
        self.assertIn("«PlanRenove»", self.letters(self.approved(self.sol))[0])

    def test_the_address_stands_as_it_was_frozen(self):
        action = self.approved(self.sol)
        self.sol.write({"street": "Another street 9", "name": "Otra SL"})
        page = self.letters(action)[0]
        self.assertIn("SolSLAttn.MartaRuizCalleSol117001Girona", page)
        self.assertNotIn("Another", page)

    def test_the_province_is_written_by_its_official_name(self):
        self.sol.write({"zip": "17190", "city": "Salt", "state_id": self.env.ref("base.state_es_gi").id})
        page = self.letters(self.approved(self.sol))[0]
        self.assertIn("17190SaltGirona", page)
        self.assertNotIn("Gerona", page)

    def test_a_field_may_be_written_in_any_language_of_the_base(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env["ir.module.module"].search([("name", "=", "despacho_crm")])._update_translations(["es_ES"])
        spanish = self.env["despacho.action"].with_context(lang="es_ES").get_merge_labels()
        body = f"<p>«{spanish[2]}» / «Company»</p>"
        self.assertIn("SolSL/SolSL", self.letters(self.approved(self.sol, body=body))[0])

    def test_a_slip_is_pointed_at_and_a_quotation_is_not(self):
        action = self.new_letter(self.sol, body="<p>«Compny» «Plan Renove» «City»</p>")
        self.assertEqual(action.letter_slips, "«Compny»")

    def test_what_a_contact_is_called_never_becomes_markup(self):
        self.sol.name = "Sol <b>& Hijos</b> SL"
        self.assertIn("WewritetoSol<b>&Hijos</b>SL", self.letters(self.approved(self.sol))[0])

    def test_the_foot_says_how_to_say_no(self):
        page = self.letters(self.approved(self.sol))[0]
        self.assertIn("info@asesoria.example", page)
        self.assertIn("/misdatos/", page)

    def test_the_preview_shows_the_letter_before_and_after_the_approval(self):
        action = self.new_letter(self.sol)
        preview = self.env["despacho.letter.preview"].with_user(self.ana).create({"action_id": action.id})
        preview._show()
        self.assertEqual(preview.partner_id, self.sol)
        self.assertIn("WewritetoSolSL", self.pages(self.raw(preview))[0])
        action.with_user(self.leo).action_approve()
        preview = self.env["despacho.letter.preview"].with_user(self.ana).create({"action_id": action.id})
        preview._show()
        self.assertIn("DearMartaRuiz,", self.pages(self.raw(preview))[0])

    def raw(self, preview):
        return base64.b64decode(preview.pdf)

    def test_a_letter_without_text_or_of_a_firm_that_says_not_who_it_is_cannot_be_approved(self):
        with self.assertRaisesRegex(UserError, "empty"):
            self.approved(self.sol, body="<p><br></p>")
        self.firm.street = False
        with self.assertRaisesRegex(UserError, "address"):
            self.approved(self.sol)
