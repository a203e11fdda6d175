from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportUndoRights(UndoCase):
    @mute_logger("odoo.addons.base.models.ir_model")
    def test_only_the_steward_undoes(self):
        record = self.import_one()
        for undo in (record.action_undo, record.row_ids.action_undo):
            with self.assertRaises(AccessError):
                undo.__self__.with_user(self.user).action_undo()
        with self.assertRaises(AccessError):
            record.with_user(self.user)._undo()
        self.assertTrue(self.partner(1))
        self.assertFalse(self.env["despacho.import.undo"].with_user(self.user).has_access("create"))

    def test_what_a_rule_keeps_from_the_steward_stays(self):
        record = self.run_import(self.csv("NIF;Nombre", *(f"{self.nifs[n]};Empresa {n} SL" for n in (1, 2))))
        self.env["ir.rule"].create(
            {
                "name": "No deleting of the first",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": [("id", "!=", self.partner(1).id)],
                "perm_read": False,
                "perm_create": False,
                "perm_write": False,
            }
        )
        self.undo(record)
        self.assertEqual(record.row_ids.mapped("state"), ["applied", "undone"])
        self.assertIn("You may not", record.row_ids[0].undo_reason)
        self.assertTrue(self.partner(1))

    def test_values_of_a_contact_that_the_steward_may_not_change_stay(self):
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[0]};Acme Suministros SL;Gavà"))
        self.env["ir.rule"].create(
            {
                "name": "Acme is not touched",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": [("id", "!=", self.acme.id)],
                "perm_read": False,
                "perm_create": False,
                "perm_unlink": False,
            }
        )
        self.undo(record)
        self.assertEqual((record.state, self.acme.city), ("done", "Gavà"))
        self.assertIn("You may not", record.row_ids.undo_reason)

    def test_nobody_undoes_the_imports_of_another_company(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env,
            "otra",
            groups="despacho_crm.group_steward",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        record = self.import_one()
        with self.assertRaises(AccessError):
            record.with_user(foreign)._undo()
        dialogs = self.env["despacho.import.undo"].with_user(foreign)
        with self.assertRaises(AccessError):
            dialogs.create({"import_id": record.id}).action_undo()
        with self.assertRaises(AccessError):
            dialogs._open(record.with_user(foreign))
        self.assertTrue(self.partner(1))

    def test_a_contact_that_passed_to_another_company_stays(self):
        record = self.import_one()
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        self.partner(1).sudo().with_user(self.env.ref("base.user_root")).company_id = other
        self.undo(record)
        self.assertEqual(record.row_ids.state, "applied")
        self.assertIn("You may not", record.row_ids.undo_reason)

    def test_what_rows_did_is_not_written_from_outside(self):
        record = self.import_one()
        row = record.row_ids.with_user(self.steward)
        with self.assertRaises(AccessError):
            row.effects = [["create", "res.partner", self.acme.id]]
        with self.assertRaises(AccessError):
            row.read(["effects"])
        with self.assertRaises(AccessError):
            record.with_user(self.steward).undo_shared = [["res.partner", self.acme.id]]

    def test_rows_of_another_file_are_not_smuggled_in(self):
        first, second = self.import_one(1), self.import_one(2, "Dos SL")
        dialog = self.env["despacho.import.undo"].with_user(self.steward)
        dialog = dialog.create({"import_id": first.id, "row_ids": second.row_ids.ids})
        with self.assertRaises(UserError):
            dialog.action_undo()
        self.assertTrue(self.partner(1) and self.partner(2))

    def test_leads_brought_by_mistake_are_taken_back_unless_somebody_worked_on_them(self):
        content = self.csv("Empresa;E-mail", "Horno Azul SL;info@hornoazul.example", "Bar Rojo SL;hola@barrojo.example")
        record = self.upload(content, "list", target="lead")
        record.action_read()
        record.action_review()
        record.action_apply()
        leads = self.env["crm.lead"].search([("email_from", "in", ("info@hornoazul.example", "hola@barrojo.example"))])
        self.assertEqual(len(leads), 2)
        self.assertFalse(leads.with_user(self.steward).has_access("unlink"))
        self.later()
        worked = leads.filtered(lambda lead: lead.email_from == "hola@barrojo.example")
        worked.with_user(self.user).phone = "600 11 22 33"
        self.undo(record, with_changed=True)
        self.assertEqual(leads.exists(), worked)
        self.assertEqual(sorted(record.row_ids.mapped("state")), ["applied", "undone"])
