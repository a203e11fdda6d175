from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportOrigin(ImportCase):
    """«Where its data come from»: value by value, which file, which row, when and by whom."""

    def _lines(self, record, user=None):
        action = record.with_user(user or self.user).action_view_origins()
        return self.env[action["res_model"]].with_user(user or self.user).search(action["domain"])

    def _import(self, **values):
        lines = ("NIF;Empresa;Provincia;Contacto;Cargo;Etiquetas", f"{self.nifs[1]};Uno SL;Lugo;Ana Roca;Gerente;vip")
        return self.run_import(self.csv(*lines), "agenda", source_date="2026-03-01", **values)

    def test_each_value_tells_its_file_its_row_its_date_and_who_brought_it(self):
        record = self._import()
        lines = self._lines(self.partner(1))
        state = lines.filtered(lambda line: line.name == "state")
        self.assertRecordValues(
            state,
            [
                {
                    "value": "Lugo",
                    "import_id": record.id,
                    "row_number": 2,
                    "user_id": self.steward.id,
                    "source": "agenda",
                    "still": "yes",
                }
            ],
        )
        self.assertEqual(str(state.date), "2026-03-01")
        self.assertEqual(state.label, self.env["despacho.import.column"]._get_field_labels()["state"])
        self.assertEqual(state.with_user(self.user).action_open()["res_id"], record.id)

    def test_the_people_of_a_company_are_told_with_it(self):
        self._import()
        lines = self._lines(self.partner(1))
        self.assertIn(self.partner(1).child_ids, lines.partner_id)
        function = lines.filtered(lambda line: line.name == "function")
        self.assertEqual((function.value, function.still), ("Gerente", "yes"))

    def test_what_a_person_changed_since_is_told(self):
        self._import()
        self.partner(1).name = "Uno Renombrada SL"
        name = self._lines(self.partner(1)).filtered(lambda line: line.name == "name")
        self.assertEqual((name.value, name.still), ("Uno SL", "no"))

    def test_what_was_typed_tells_of_no_file(self):
        self.assertFalse(self._lines(self.acme))

    def test_the_values_of_a_lead_are_told(self):
        record = self.run_import(self.csv("Empresa;Asunto", "Uno SL;Nóminas"), "list", target="lead")
        lines = self._lines(record.row_ids.lead_id)
        self.assertLessEqual({"name", "subject"}, set(lines.mapped("name")))
        self.assertEqual(set(lines.mapped("still")), {"yes"})

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_writes_it_and_outsiders_do_not_read_it(self):
        self._import()
        line = self._lines(self.partner(1))[0]
        for operation in ("write", "create", "unlink"):
            self.assertFalse(self.env[line._name].with_user(self.steward).has_access(operation))
        with self.assertRaises(AccessError):
            line.with_user(self.steward).write({"row_number": 7})
        outsider = new_test_user(self.env, "pepe", groups="base.group_user")
        self.assertFalse(self.env[line._name].with_user(outsider).has_access("read"))

    def test_contacts_of_another_company_are_not_told(self):
        self._import()
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_user", company_id=other.id, company_ids=other.ids
        )
        shared = self.partner(1)
        model = self.env["despacho.value.origin.line"].with_user(foreign)
        self.assertTrue(model.search([("partner_id", "=", shared.id)]))
        (shared | shared.child_ids).company_id = self.env.company
        self.assertFalse(model.search([("partner_id", "=", shared.id)]))
