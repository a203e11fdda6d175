"""What the tours of the imports share."""

from odoo.tests import HttpCase, new_test_user


class ImportTourCase(HttpCase):
    """Elena, data steward of a Spanish firm, works in Spanish; what jobs do is done when it is asked for.

    tour(name): she walks it, from the list of imports
    """

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        self.elena = new_test_user(
            self.env, "elena", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid", name="Elena"
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)

    def tour(self, name, path=None):
        action = self.env.ref("despacho_crm_import.despacho_import_action")
        self.start_tour(path or f"/odoo/action-{action.id}", name, login=self.elena.login)
