from odoo.tests import tagged
from odoo.tools import mute_logger

from ..demo import load
from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportDemo(ImportCase):
    """The samples show an import at each of its steps."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.imports = load.load(cls.env)

    def test_one_is_done_one_undone_one_waits_for_decisions_and_one_came_in_by_itself(self):
        states = {record.name: record.state for record in self.imports}
        self.assertEqual(states["facturacion_programa.csv"], "done")
        self.assertEqual(states["listado_comprado.txt"], "undone")
        self.assertEqual(states["agenda_fiscal.xlsx"], "reviewed")
        mailed = self.imports.filtered("drop_file_id")
        self.assertEqual((mailed.state, mailed.created_count, mailed.doubtful_count), ("reviewed", 2, 1))
        self.assertFalse(self.imports.filtered("error_count"))

    def test_a_list_is_known_and_a_stranger_waits_in_the_box(self):
        self.assertEqual(self.imports.profile_id.filtered(lambda one: one.kind == "learned").name, "Ferias de Girona")
        self.assertEqual(self.imports.drop_file_id.drop_id.attention_count, 1)

    @mute_logger("odoo.addons.despacho_crm_import.demo.load")
    def test_loading_twice_brings_nothing_twice(self):
        self.assertFalse(load.load(self.env))
