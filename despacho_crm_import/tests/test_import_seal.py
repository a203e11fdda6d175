from odoo.exceptions import AccessError, UserError
from odoo.service.model import get_public_method
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportSeal(ImportCase):
    """What the review showed is what is written, whoever calls from outside."""

    #: What a call from outside might say that a row is, brings, or did.
    FORGED = {
        "changes": {"phone": ["", "+34 900 00 00 00"]},
        "cleaned": {"name": "Otra SL", "phone": "+34 900 00 00 00"},
        "effects": [["write", "res.users", 1, {"login": ["x", "y"]}]],
        "partner_id": 1,
        "verdict": "update",
        "reason_code": "matched_nif",
        "state": "applied",
        "details": {"bits": {"name": 9}},
        "kept": {},
        "nif_key": "B58378431",
        "choice": "this",
        "import_id": 1,
        "number": 7,
        "fingerprint": "x",
    }

    def call(self, records, method, *arguments, user=None):
        """Call a method as from outside: as the server looks it up."""
        records = records.with_user(user or self.steward)
        return get_public_method(records, method)(records, *arguments)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_changes_from_outside_what_a_row_says(self):
        rows = self.review(self.csv("NIF;Nombre", f"{self.nifs[0]};Acme SL", f"{self.nifs[1]};Uno SL")).row_ids
        before = rows.sudo().read(list(self.FORGED))
        for user in (self.steward, self.user):
            for name, value in self.FORGED.items():
                with self.subTest(f"{user.login} writes {name}"), self.assertRaises(AccessError):
                    self.call(rows, "write", {name: value}, user=user)
                with self.subTest(f"{user.login} saves {name}"), self.assertRaises(AccessError):
                    self.call(rows[0], "web_save", {name: value}, {}, user=user)
        self.env.invalidate_all()
        self.assertEqual(rows.sudo().read(list(self.FORGED)), before)

    @mute_logger("odoo.addons.base.models.ir_model", "odoo.sql_db")
    def test_nobody_brings_rows_from_outside_by_whatever_door(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[0]};Acme SL"))
        row = record.row_ids
        forged = {"import_id": record.id, "company_id": record.company_id.id, "number": 9, "verdict": "create"}
        with self.assertRaises(AccessError):
            self.call(row, "create", [forged])
        with self.assertRaises(AccessError):
            self.call(row, "copy")
        for command in ((0, 0, forged), (1, row.id, {"cleaned": {"name": "Otra"}}), (4, row.id, 0), (6, 0, [row.id])):
            with self.subTest(command=command[0]):
                if command[0] in (4, 6):
                    other = self.upload(self.csv("NIF;Nombre", f"{self.nifs[2]};Dos SL"))
                    with self.assertRaises(AccessError):
                        self.call(other, "write", {"row_ids": [command]})
                else:
                    with self.assertRaises(AccessError):
                        self.call(record, "write", {"row_ids": [command]})
                with self.assertRaises(AccessError):
                    self.call(self.acme.copy({"vat": False}), "write", {"despacho_import_row_ids": [command]})
        self.call(record, "load", ["row_ids/name"], [["Otra SL"]])
        self.assertEqual(record.row_ids, row)

    def test_a_person_still_says_which_rows_are_written(self):
        rows = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL")).row_ids
        self.call(rows, "write", {"included": False})
        self.assertFalse(rows.included)
        self.call(rows, "web_save", {"included": True}, {})
        self.assertTrue(rows.included)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_what_a_row_did_is_not_read_nor_written_from_outside(self):
        row = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL")).row_ids
        self.assertTrue(row.sudo().effects)
        with self.assertRaises(AccessError):
            self.call(row, "read", ["effects"])
        self.assertNotIn("effects", self.call(row, "fields_get"))

    def test_the_traces_of_what_was_applied_stay(self):
        record = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        with self.assertRaises(UserError):
            self.call(record.row_ids, "unlink")
        for state in ("draft", "mapped"):
            with self.subTest(state), self.assertRaises(UserError):
                self.call(record, "write", {"state": state})
        with self.assertRaises(UserError):
            self.call(record, "write", {"file": b"Tm9tYnJlCkE="})

    def test_after_the_review_nobody_says_that_it_was_of_another_kind(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"), "list")
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        self.steward.company_ids |= other
        for name, value in {
            "source_kind": "billing",
            "source_date": "2099-01-01",
            "rows_without_nif": "leave",
            "company_id": other.id,
            "target": "lead",
            "file": b"Tm9tYnJlCkE=",
        }.items():
            with self.subTest(name), self.assertRaises(UserError):
                self.call(record, "write", {name: value})
        # What is as it was is no change.
        self.call(record, "write", {"source_kind": "list"})
        record.action_back()
        self.call(record, "write", {"source_kind": "billing"})
        self.assertEqual(record.source_kind, "billing")

    def test_who_brings_a_file_is_who_does(self):
        other = new_test_user(self.env, "eva", groups="despacho_crm.group_steward")
        record = self.upload(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"), user_id=other.id)
        self.assertEqual(record.user_id, self.steward)
        with self.assertRaises(AccessError):
            self.call(record, "write", {"user_id": other.id})

    def test_nobody_goes_on_with_the_rights_of_who_had_a_file_applied_before(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        record.sudo().applier_id = self.env.ref("base.user_admin")
        record.sudo().state = "stopped"
        self.call(record, "write", {"state": "applying"})
        self.assertFalse(record.sudo().applier_id)

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_nobody_says_from_outside_how_far_a_file_came_nor_what_was_found(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        forged = {
            "census_counts": {"create": 9},
            "census_position": 9,
            "census_read": 9,
            "census_review": {"companies": 9},
            "certain_only": True,
            "undo_from": "stopped",
        }
        before = record.read(list(forged))
        for name, value in forged.items():
            with self.subTest(f"writes {name}"), self.assertRaises(AccessError):
                self.call(record, "write", {name: value})
            with self.subTest(f"saves {name}"), self.assertRaises(AccessError):
                self.call(record, "web_save", {name: value}, {})
            with self.subTest(f"says that code did {name}"), self.assertRaises(AccessError):
                self.call(record.with_context(despacho_import_found=True), "write", {name: value})
        self.env.invalidate_all()
        self.assertEqual(record.read(list(forged)), before)
        new = self.upload(self.csv("NIF;Nombre", f"{self.nifs[2]};Dos SL"), **forged)
        self.assertFalse(any(new[name] for name in forged))

    def test_a_call_from_outside_does_not_say_that_a_file_is_being_read(self):
        record = self.review(self.csv("NIF;Nombre", f"{self.nifs[1]};Uno SL"))
        with self.assertRaises(UserError):
            self.call(record.with_context(import_reading=True), "write", {"file": b"Tm9tYnJlCkE="})
        self.assertEqual(record.state, "reviewed")

    def test_formulas_are_text_in_the_base(self):
        formulas = ['=HYPERLINK("http://a.example";"x")', "+SUM(A1)", "-1+2", "@cmd", "=1+1"]
        quoted = ['"' + text.replace('"', '""') + '"' for text in formulas]
        record = self.run_import(
            self.csv(
                "NIF;Nombre;Observaciones",
                *(f"{self.nifs[place]};{text};{text}" for place, text in enumerate(quoted, 1)),
            )
        )
        self.assertFalse(record.error_count, record.row_ids.mapped("error"))
        names = [self.partner(place).name for place in range(1, 6)]
        self.assertEqual(names, formulas)
        exported = record.row_ids.with_env(self.env).export_data(["name", "reason"])["datas"]
        self.assertEqual([row[0] for row in exported], formulas)
