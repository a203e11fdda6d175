from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged

from .decide_case import DecideCase


@tagged("post_install", "-at_install")
class TestImportDecideGroups(DecideCase):
    """All the rows of a kind are decided on at once, and it can be taken back until the file is applied."""

    def group(self, record, key):
        found = record.get_groups()
        return next((one for one in [*found["kinds"], *found["fields"]] if one["key"] == key), None)

    def counts(self, record, key):
        return {choice["key"]: choice["count"] for choice in self.group(record, key)["choices"]}

    def test_the_kinds_of_rows_are_told_with_how_many_there_are(self):
        record, _asked, _certain, _new = self.decide()
        found = record.get_groups()
        kinds = {one["key"]: (one["count"], one["undecided"]) for one in found["kinds"]}
        self.assertEqual(kinds, {"ask": (1, 1), "certain": (1, 1), "no_nif": (1, 0)})
        self.assertEqual((found["last"], found["undecided"], found["open"]), (False, 2, True))

    def test_those_without_nif_are_left_out_and_brought_back(self):
        record, _asked, _certain, new = self.decide()
        after = record.decide_group("no_nif", "out")
        self.assertFalse(new.included)
        self.assertIn("1 rows", after["last"]["text"])
        record.undo_group(after["last"]["id"])
        self.assertTrue(new.included)
        self.assertFalse(record.get_groups()["last"])

    def test_all_that_is_certain_is_that_contact(self):
        record, _asked, certain, _new = self.decide()
        after = record.decide_group("certain", "this")
        self.assertEqual((certain.choice, certain.included, record.undecided_count), ("this", True, 1))
        self.assertEqual(self.counts(record, "certain"), {"this": 1, "other": 0, "out": 0})
        record.undo_group(after["last"]["id"])
        self.assertEqual((certain.choice, certain.is_proposed), (False, True))

    def test_all_that_may_be_somebody_is_another_and_what_was_decided_one_by_one_stays(self):
        record, asked, certain, _new = self.decide()
        asked.review_this(self.roca.id)
        record.decide_group("ask", "other")
        self.assertEqual(asked.choice, "this")
        asked.review_undo()
        record.decide_group("ask", "other")
        self.assertEqual((asked.choice, asked.verdict), ("other", "no_nif"))
        # Another decision on all of them prevails over the first.
        record.decide_group("ask", "out")
        self.assertEqual((asked.choice, asked.included), ("out", False))
        record.undo_group(record.get_groups()["last"]["id"])
        self.assertEqual((asked.choice, asked.verdict, asked.included), ("other", "no_nif", True))
        self.assertFalse(certain.choice)

    def test_the_likeliest_is_taken_for_each(self):
        record, asked, _certain, _new = self.decide()
        likeliest = asked.candidate_ids[0]
        record.decide_group("ask", "this")
        self.assertEqual((asked.partner_id, asked.reason_code), (likeliest, "chosen"))

    def review_updates(self):
        self.acme.write({"street": "Calle Antigua 1", "website": False})
        lines = [f"{self.nifs[1]};Uno SL;931 22 22 22;;", f"{self.nifs[2]};Dos SL;931 33 33 33;;"]
        self.run_import(self.csv("NIF;Nombre;Teléfono;Dirección;Web", *lines), "list")
        return self.review(
            self.csv(
                "NIF;Nombre;Teléfono;Dirección;Web",
                f"{self.nifs[0]};Acme Suministros SL;931 99 99 99;Calle Nueva 2;www.acme.example",
                f"{self.nifs[1]};Uno SL;931 88 88 88;;",
                f"{self.nifs[2]};Dos SL;931 77 77 77;;",
            ),
            "agenda",
        )

    def test_no_phone_is_changed(self):
        record = self.review_updates()
        self.assertEqual(self.counts(record, "change:phone"), {"file": 2, "base": 0})
        self.assertEqual(self.counts(record, "keep:phone"), {"base": 1, "file": 0})
        self.assertEqual(self.counts(record, "fill:website"), {"file": 1, "base": 0})
        after = record.decide_group("change:phone", "base")
        self.assertEqual(self.counts(record, "change:phone"), {"file": 0, "base": 2})
        self.assertEqual(record.row_ids.mapped("verdict"), ["update", "same", "same"])
        record.undo_group(after["last"]["id"])
        self.assertEqual(record.row_ids.mapped("verdict"), ["update"] * 3)
        self.assertFalse(any(record.row_ids.mapped("picks")))
        record.decide_group("change:phone", "base")
        record.action_apply()
        self.assertEqual([self.partner(n).phone for n in (1, 2)], ["+34 931 22 22 22", "+34 931 33 33 33"])
        self.assertEqual(self.acme.website, "http://www.acme.example")

    def test_what_the_base_has_gives_way_when_a_person_says_so(self):
        record = self.review_updates()
        record.decide_group("keep:street", "file")
        self.assertEqual(self.counts(record, "keep:street"), {"base": 0, "file": 1})
        record.decide_group("keep:street", "base")
        self.assertFalse(record.row_ids[0].picks)
        record.decide_group("keep:street", "file")
        record.action_apply()
        self.assertEqual(self.acme.street, "Calle Nueva 2")

    def test_what_was_applied_is_not_decided_on_nor_taken_back_here(self):
        record = self.review_updates()
        last = record.decide_group("change:phone", "base")["last"]
        record.action_apply()
        self.assertFalse(record.get_groups()["open"])
        for late in (lambda: record.decide_group("change:phone", "file"), lambda: record.undo_group(last["id"])):
            with self.assertRaises(UserError):
                late()

    def test_nonsense_decides_nothing(self):
        record, asked, _certain, new = self.decide()
        for kind, choice in (("ask", "in"), ("no_nif", "this"), ("change:phone", "x"), ("x:phone", "base"), ("y", "z")):
            record.decide_group(kind, choice)
        self.assertFalse(asked.choice)
        self.assertTrue(new.included)

    def test_going_back_to_the_columns_forgets_the_decisions(self):
        record, _asked, _certain, _new = self.decide()
        record.decide_group("no_nif", "out")
        record.action_back()
        self.assertFalse(self.env["despacho.import.decision"].search([("import_id", "=", record.id)]))

    def test_each_company_sees_its_own_decisions(self):
        record, _asked, _certain, _new = self.decide()
        record.decide_group("no_nif", "out")
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_steward", company_id=other.id, company_ids=[(6, 0, other.ids)]
        )
        decisions = self.env["despacho.import.decision"]
        self.assertTrue(decisions.with_user(self.user).search([("import_id", "=", record.id)]))
        self.assertFalse(decisions.with_user(foreign).search([("import_id", "=", record.id)]))
        self.assertFalse(decisions.with_user(self.user).has_access("write"))

    def test_what_there_was_before_a_decision_is_said_by_nobody_but_the_program(self):
        record, asked, _certain, _new = self.decide()
        last = record.decide_group("no_nif", "out")["last"]["id"]
        decision = self.env["despacho.import.decision"].with_user(self.steward).browse(last)
        forged = [[{"choice": "this", "included": True, "partner_id": self.acme.id}, asked.ids]]
        for by_hand in (
            lambda: decision.write({"before": forged}),
            lambda: decision.create({"import_id": record.id, "kind": "ask", "choice": "this", "before": forged}),
            decision.unlink,
        ):
            with self.assertRaises(AccessError):
                by_hand()
        record.undo_group(last)
        self.assertFalse(asked.choice)
