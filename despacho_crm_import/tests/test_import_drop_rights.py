from odoo.exceptions import AccessError, ValidationError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .drop_common import DropCase


@tagged("post_install", "-at_install")
class TestImportDropRights(DropCase):
    """Files that arrive by themselves are imported with the rights of one person, who says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = new_test_user(cls.env, "rosa", groups="despacho_crm.group_steward", name="Rosa")
        cls.manager = new_test_user(cls.env, "jefe", groups="despacho_crm.group_manager", name="Jefe")
        cls.outsider = new_test_user(cls.env, "pepe", groups="base.group_user")

    def test_stewards_see_boxes_and_others_do_not(self):
        for model in ("despacho.import.drop", "despacho.import.drop.file"):
            for user, sees in ((self.steward, True), (self.other, True), (self.user, False), (self.outsider, False)):
                with self.subTest(f"{user.login} {model}"):
                    self.assertEqual(self.env[model].with_user(user).has_access("read"), sees)
        self.assertFalse(self.File.with_user(self.steward).has_access("write"), "What came in is the program's to say")

    def test_a_steward_sets_up_their_own_box_and_no_other(self):
        self.assertFalse(self.box.with_user(self.other).has_access("write"))
        self.assertFalse(self.box.with_user(self.other).has_access("unlink"))
        with self.assertRaises(AccessError):
            self.Drop.with_user(self.other).create({"name": "x", "folder": "x", "user_id": self.steward.id})
        mine = self.Drop.with_user(self.other).create({"name": "x", "folder": "x"})
        with self.assertRaises(AccessError):
            mine.user_id = self.steward

    def test_a_manager_sets_up_those_of_stewards_and_not_of_the_administrator(self):
        self.box.with_user(self.manager).user_id = self.other
        self.assertEqual(self.box.user_id, self.other)
        with self.assertRaises(AccessError):
            self.box.with_user(self.manager).user_id = self.env.ref("base.user_admin")

    def test_nobody_else_says_what_is_imported_with_the_rights_of_the_administrator(self):
        self.box.user_id = self.env.ref("base.user_admin")
        mine, boss = self.box.with_user(self.manager), self.box.with_user(self.box.user_id)
        for values in (
            {"sender_emails": "yo@malo.example"},
            {"target": "lead"},
            {"folder": "otra"},
            {"name": "x", "trouble": "x"},
            {"active": False},
        ):
            with self.subTest(values), self.assertRaises(AccessError):
                mine.write(values)
        came = self.File.create(
            {
                "drop_id": self.box.id,
                "name": "x.csv",
                "sender": "yo@malo.example",
                "state": "aside",
                "place": "moved",
                **self.File._prepare_content(self.known(1)),
            }
        )
        for action in ("action_accept", "action_accept_sender"):
            with self.subTest(action), self.assertRaises(AccessError):
                getattr(came.with_user(self.manager), action)()
        self.assertEqual(came.state, "aside")
        mine.message_post(body="What is this?")
        mine.message_subscribe(self.manager.partner_id.ids)
        boss.sender_emails = "altas@gestoria.example"
        came.with_user(self.box.user_id).action_accept()
        self.assertEqual(came.state, "waiting")

    def test_a_manager_goes_on_with_the_boxes_of_stewards_and_takes_over_any(self):
        self.box.with_user(self.manager).sender_emails = "altas@gestoria.example"
        self.box.user_id = self.env.ref("base.user_admin")
        self.box.with_user(self.manager).write({"user_id": self.manager.id, "target": "lead"})
        self.assertEqual((self.box.user_id, self.box.target), (self.manager, "lead"))

    def test_a_box_is_for_somebody_who_may_import_there(self):
        company = self.env["res.company"].create({"name": "Otra"})
        for values in ({"user_id": self.user.id}, {"company_id": company.id}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.box.write(values)

    @mute_logger("odoo.addons.base.models.ir_rule", "odoo.addons.base.models.ir_model")
    def test_only_whose_box_it_is_decides_on_what_came_in(self):
        came = self.File.create(
            {
                "drop_id": self.box.id,
                "name": "x.csv",
                "state": "aside",
                "place": "moved",
                **self.File._prepare_content(self.known(1)),
            }
        )
        for action in ("action_accept", "action_accept_sender", "action_discard"):
            for user in (self.other, self.user):
                with self.subTest(f"{user.login} {action}"), self.assertRaises(AccessError):
                    getattr(came.with_user(user), action)()
        with self.assertRaises(AccessError):
            self.box.with_user(self.other).action_look_now()
        with self.assertRaises(AccessError):
            came.with_user(self.steward).write({"state": "waiting"})
        came.with_user(self.steward).action_accept()
        self.assertEqual(came.state, "waiting")

    def test_what_is_imported_is_what_the_rules_of_that_person_let_them_write(self):
        self.leave("clientes.csv", self.known(1))
        self.env["ir.model.access"].search(
            [("model_id.model", "=", "res.partner"), ("perm_create", "=", True)]
        ).perm_create = False
        self.look()
        record = self.came().import_ids
        self.assertEqual((record.state, self.partner(1).ids), ("failed", []))
        self.assertTrue(record.activity_ids)

    def test_each_company_has_its_own_boxes(self):
        company = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env,
            "otra",
            groups="despacho_crm.group_steward",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        theirs = self.base / "otra"
        theirs.mkdir()
        box = self.Drop.with_user(foreign).create({"name": "Otra", "folder": "otra"})
        self.assertEqual(box.company_id, company)
        self.leave("clientes.csv", self.known(1))
        self.leave("clientes.csv", self.known(1), folder=theirs)
        self.look()
        imports = self.File.search([("drop_id", "in", (self.box + box.sudo()).ids)]).import_ids
        self.assertEqual(imports.company_id, company | self.env.company, "The same file, once in each company")
        self.assertEqual(self.Drop.with_user(foreign).search([]), box)
        self.assertEqual(self.File.with_user(foreign).search([]).drop_id, box)
        self.assertEqual(self.env["despacho.import"].with_user(foreign).search([]).company_id, company)

    def test_nobody_from_outside_says_that_rows_are_certain(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        with self.assertRaises(AccessError):
            record.with_user(self.user).action_apply_certain()
