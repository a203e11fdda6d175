from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportRules(ImportCase):
    """Whoever imports writes what their rules let them write, and nothing else."""

    def rule(self, domain, **permissions):
        """Add a rule of contacts, as another addon might."""
        return self.env["ir.rule"].create(
            {
                "name": "Of another addon",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": domain,
                **{"perm_read": False, "perm_write": False, "perm_create": False, "perm_unlink": False, **permissions},
            }
        )

    def two(self):
        return self.csv("NIF;Nombre;Población", f"{self.nifs[0]};Acme Suministros SL;Vic", f"{self.nifs[1]};Uno SL;Vic")

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_whom_the_rules_do_not_let_write_fails_and_the_others_are_written(self):
        self.rule("[('ref', '!=', 'sealed')]", perm_write=True)
        self.acme.ref = "sealed"
        record = self.run_import(self.two())
        self.assertEqual(record.row_ids.mapped("state"), ["error", "applied"])
        self.assertIn("may not write", record.row_ids[0].error)
        self.assertFalse(self.acme.city)
        self.assertEqual(self.partner(1).city, "Vic")
        self.assertEqual((record.state, record.error_count, record.created_count), ("done", 1, 1))

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_whom_the_rules_do_not_let_create_fails_and_the_others_are_written(self):
        self.rule("[('city', '!=', 'Vic')]", perm_create=True)
        record = self.run_import(
            self.csv("NIF;Nombre;Población", f"{self.nifs[1]};Uno SL;Vic", f"{self.nifs[2]};Dos SL;Gavà")
        )
        self.assertEqual(record.row_ids.mapped("state"), ["error", "applied"])
        self.assertFalse(self.partner(1))
        self.assertTrue(self.partner(2))

    def test_whom_the_rules_do_not_let_write_is_not_told_to_be_a_client_either(self):
        self.rule("[('ref', '!=', 'sealed')]", perm_write=True)
        self.acme.ref = "sealed"
        uno = self.env["res.partner"].create({"name": "Uno SL", "is_company": True, "vat": self.nifs[1]})
        record = self.run_import(
            self.csv("NIF;Nombre", f"{self.nifs[0]};Acme Suministros SL", f"{self.nifs[1]};Uno SL")
        )
        self.assertVerdicts(record, same=2)
        self.assertFalse(self.acme.billed_elsewhere_on)
        self.assertEqual(uno.billed_elsewhere_on, record.source_date)

    def test_whom_the_rules_hide_is_nobody_s_candidate_nor_is_changed(self):
        self.rule("[('ref', '!=', 'sealed')]", perm_read=True, perm_write=True)
        self.acme.write({"ref": "sealed", "email": "hola@acme.example"})
        record = self.review(self.csv("Nombre;E-mail;Población", "Acme Suministros SL;hola@acme.example;Vic"), "agenda")
        self.assertNotIn(self.acme, record.row_ids.partner_id)
        self.assertNotIn(self.acme, record.row_ids.candidate_ids)
        record.row_ids.action_exclude()
        record = self.review(self.two())
        self.assertFalse(record.row_ids[0].partner_id)
        with mute_logger("odoo.sql_db"):
            record.action_apply()
        self.assertEqual(record.row_ids.mapped("state"), ["error", "applied"])
        self.assertFalse(self.acme.city)

    def test_contacts_of_another_company_are_not_touched(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        theirs = (
            self.env["res.partner"]
            .with_company(other)
            .create({"name": "Suya SL", "vat": self.nifs[3], "is_company": True, "company_id": other.id})
        )
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{self.nifs[3]};Suya SL;Vic"))
        self.assertFalse(theirs.city)
        self.assertNotEqual(record.row_ids.partner_id, theirs)
        # Nor when whoever imports may see both companies: the file is of one of them.
        self.steward.company_ids = [Command.link(other.id)]
        record = self.review(self.csv("NIF;Nombre;Población", f"{self.nifs[3]};Suya SL;Gavà"))
        self.assertNotEqual(record.row_ids.partner_id, theirs)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.addons.base.models.ir_rule")
    def test_who_is_not_of_the_company_of_the_file_any_more_writes_nothing(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        record = self.review(self.two())
        self.steward.sudo().write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            record.with_user(self.steward).with_context(allowed_company_ids=other.ids).action_apply()
        record.sudo().write({"state": "applying", "applier_id": self.steward.id})
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_import.ir_cron_apply").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual(record.sudo().state, "failed")
        self.assertFalse(self.partner(1))
        self.assertFalse(self.acme.city)
