from odoo.exceptions import UserError
from odoo.tests import TransactionCase, tagged


@tagged("post_install", "-at_install")
class TestCatalan(TransactionCase):
    """A colleague who works in Catalan reads the product in Catalan, beside others who read it in Spanish."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("ca_ES")
        cls.env["ir.module.module"]._load_module_terms(["despacho_crm"], ["ca_ES"])

    def test_stages_menus_and_fields(self):
        ours = self.env["crm.stage"].search([("outcome", "=", "won")], limit=1)
        self.assertEqual(ours.with_context(lang="ca_ES").name, "Tancat guanyat")
        self.assertEqual(ours.with_context(lang="es_ES").name, "Cerrado Ganado")
        partner = self.env["res.partner"].with_context(lang="ca_ES")
        self.assertEqual(partner.fields_get(["lifecycle"])["lifecycle"]["selection"][0][1], "Prospecte")
        agenda = self.env.ref("despacho_crm.menu_agenda").with_context(lang="ca_ES")
        self.assertEqual(agenda.name, "Agenda comercial")

    def test_messages_of_the_program(self):
        segments = self.env["despacho.segment"].with_context(lang="ca_ES").create({"name": "Fusteries"})
        with self.assertRaisesRegex(UserError, "segments per comparar"):
            segments.action_overlap()
