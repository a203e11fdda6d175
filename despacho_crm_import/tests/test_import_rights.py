from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportRights(ImportCase):
    MODELS = (
        "despacho.import",
        "despacho.import.sheet",
        "despacho.import.column",
        "despacho.import.row",
    )

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.outsider = new_test_user(cls.env, "pepe", groups="base.group_user")

    def test_the_steward_imports_the_user_looks_and_others_see_nothing(self):
        matrix = {self.steward: "read write create unlink", self.user: "read", self.outsider: ""}
        for user, allowed in matrix.items():
            for model in self.MODELS:
                for operation in ("read", "write", "create", "unlink"):
                    with self.subTest(f"{user.login} {operation} {model}"):
                        self.assertEqual(
                            self.env[model].with_user(user).has_access(operation), operation in allowed.split()
                        )

    def test_the_traces_of_an_import_are_read_only(self):
        for user, allowed in ((self.steward, True), (self.user, True), (self.outsider, False)):
            origins = self.env["despacho.value.origin"].with_user(user)
            self.assertEqual(origins.has_access("read"), allowed)
            self.assertFalse(origins.has_access("write") or origins.has_access("create"))

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_a_user_cannot_run_the_steps_by_rpc(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        with self.assertRaises(AccessError):
            record.with_user(self.user).action_apply()
        self.assertFalse(self.partner(1))
        with self.assertRaises(AccessError):
            record.row_ids.with_user(self.user).action_exclude()
        self.assertTrue(record.with_user(self.user).row_ids.reason)

    def test_the_steps_cannot_be_jumped(self):
        record = self.upload(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        for step in (record.action_review, record.action_apply, record.action_back):
            with self.assertRaises(UserError):
                step()

    def test_each_company_sees_its_own_imports(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env,
            "otra",
            groups="despacho_crm.group_steward",
            company_id=other.id,
            company_ids=[(6, 0, other.ids)],
        )
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        self.assertFalse(self.env["despacho.import"].with_user(foreign).search([("id", "=", record.id)]))
        self.assertFalse(self.env["despacho.import.row"].with_user(foreign).search([("import_id", "=", record.id)]))
        self.assertTrue(self.env["despacho.import"].with_user(self.user).search([("id", "=", record.id)]))

    def test_an_applied_import_is_not_deleted(self):
        record = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        with self.assertRaises(UserError):
            record.unlink()
