from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase

_IBANS = ("ES9121000418450200051332", "ES7921000813610123456789", "ES6000491500051234567892")


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

    def test_a_country_that_no_row_names_is_told_as_assumed_and_gives_way(self):
        lead = self.run_import(self.csv("Empresa;Asunto", "Tres SL;Nóminas"), "list", target="lead").row_ids.lead_id
        content = self.csv("NIF;Empresa;País", f"{self.nifs[1]};Uno SL;", f"{self.nifs[2]};Dos SL;España")
        record = self.run_import(content, "billing")
        for value, source, row in ((self.partner(1), "firm", 0), (self.partner(2), "billing", 3), (lead, "firm", 0)):
            line = self._lines(value).filtered(lambda line: line.name == "country")
            self.assertEqual((line.source, line.row_number, line.still), (source, row, "yes"))
            self.assertEqual(line.import_id, record if row else record.browse())
            self.assertTrue(dict(line._selection_source())[line.source])
        self.run_import(
            self.csv("NIF;Empresa;País", f"{self.nifs[1]};Uno SL;Andorra"), "list", source_date="2020-01-01"
        )
        self.assertEqual(self.partner(1).country_id.code, "AD")

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

    def _bring(self, tags, ibans=("", ""), **values):
        header = "NIF;Empresa;Etiquetas;IBAN;Servicios de interés"
        lines = [
            f"{key};{name};{tags};{iban};Asesoría fiscal de prueba"
            for key, name, iban in zip(
                (self.nifs[0], self.nifs[1]), ("Acme Suministros SL", "Uno SL"), ibans, strict=True
            )
        ]
        return self.run_import(self.csv(header, *lines), "agenda", **values)

    def _told(self, record, field):
        self.env.invalidate_all()
        lines = self._lines(record).filtered(lambda line: line.name.startswith(field)).sorted("value")
        return [(line.value, line.import_id.filename, line.row_number, line.still) for line in lines]

    def test_each_tag_account_and_service_of_interest_tells_in_which_file_it_came(self):
        root = self.env["product.category"]._services_root()
        self.env["product.category"].create({"name": "Asesoría fiscal de prueba", "parent_id": root.id})
        self.acme.category_id = self.env["res.partner.category"].create({"name": "de siempre"})
        first = self._bring("vip, de siempre", (_IBANS[0], _IBANS[1]), filename="uno.csv")
        self._bring("vip, feria: sol", ("", _IBANS[2]), filename="dos.csv", source_date="2026-11-01")
        new = self.partner(1)
        self.assertEqual(
            self._told(new, "tags"),
            [("de siempre", "uno.csv", 3, "yes"), ("feria: sol", "dos.csv", 3, "yes"), ("vip", "uno.csv", 3, "yes")],
        )
        # What acme had already came in no file.
        told = [("feria: sol", "dos.csv", 2, "yes"), ("vip", "uno.csv", 2, "yes")]
        self.assertEqual(self._told(self.acme, "tags"), told)
        self.assertEqual(self._told(self.acme, "iban"), [("ES… 1332", "uno.csv", 2, "yes")])
        told = [("ES… 6789", "uno.csv", 3, "yes"), ("ES… 7892", "dos.csv", 3, "yes")]
        self.assertEqual(self._told(new, "iban"), told)
        for partner, row in ((self.acme, 2), (new, 3)):
            told = [("Asesoría fiscal de prueba", "uno.csv", row, "yes")]
            self.assertEqual(self._told(partner, "interests"), told)
        tag = new.category_id.filtered(lambda one: one.name == "vip")
        new.category_id -= tag
        self.assertIn(("vip", "uno.csv", 3, "no"), self._told(new, "tags"))
        labels = self.env["despacho.import.column"]._get_field_labels()
        line = self._lines(new).filtered(lambda one: one.name.startswith("iban"))[0]
        self.assertEqual(line.label, labels["iban"])
        first._undo()
        self.assertEqual(self._told(self.acme, "tags"), [("feria: sol", "dos.csv", 2, "yes")])
        self.assertFalse(self._told(self.acme, "iban") + self._told(self.acme, "interests"))

    def test_each_tag_of_a_lead_tells_in_which_file_it_came(self):
        lines = ["Empresa;Correo;Etiquetas;Servicios de interés"]
        first = self.run_import(
            self.csv(*lines, "Uno SL;a@uno.example;vip, feria;Drones"), "list", target="lead", filename="uno.csv"
        )
        lead = first.row_ids.lead_id
        self.run_import(self.csv(*lines, "Uno SL;a@uno.example;vip, sol;"), "list", target="lead", filename="dos.csv")
        self.assertEqual(
            self._told(lead, "tags"),
            [("feria", "uno.csv", 2, "yes"), ("sol", "dos.csv", 2, "yes"), ("vip", "uno.csv", 2, "yes")],
        )
        # What the firm does not offer is told in words.
        self.assertFalse(self._told(lead, "interests"))
        self.assertIn("Drones", lead.description)

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
