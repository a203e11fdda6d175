"""What the tours of the imports share."""

from odoo.tests import HttpCase, new_test_user


class ImportTourCase(HttpCase):
    """Elena, data steward of a Spanish firm, works in Spanish; what jobs do is done when it is asked for.

    tour(name): she walks it, from the list of imports or from ``path``
    open(xmlid): where the action of that name begins
    """

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        self.elena = new_test_user(
            self.env, "elena_ros", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid", name="Elena"
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)

    def open(self, xmlid):
        return f"/odoo/action-{self.env.ref(f'despacho_crm_import.{xmlid}').id}"

    def tour(self, name, path=None, **options):
        path = path or self.open("despacho_import_action")
        self.start_tour(path, name, login=self.elena.login, **options)
