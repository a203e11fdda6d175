from odoo.tests import tagged

from .billing_case import BillingCase


@tagged("post_install", "-at_install")
class TestImportBillingSame(BillingCase):
    """Rows that turn out to be of one client, and what they find there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.acme.email = "hola@acme.example"
        cls.twin = cls.env["res.partner"].create(
            {"name": "Acme Suministros", "is_company": True, "email": "hola@acme.example"}
        )

    def decide(self, rows):
        """Say that ``rows`` are Acme."""
        for row in rows:
            self.assertEqual(row.verdict, "ask")
            row._settle({"partner_id": self.acme.id})
            row.action_is_this()

    def bring_two(self, *amounts, **values):
        names = ("Acme Suministros SL", "Acme Suministros")
        lines = [f"{name};hola@acme.example;{amount}" for name, amount in zip(names, amounts, strict=False)]
        record = self.bring("Cliente;E-mail;2024", *lines, apply=False, **values)
        self.decide(record.row_ids)
        return record

    def test_rows_decided_to_be_one_client_add_up_and_are_undone(self):
        record = self.bring_two(100, 200)
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 300})
        self.assertEqual(record.row_ids[1].changes, {"2024|0": [100, 300]})
        record._undo()
        self.assertEqual((record.state, self.years_of(self.acme)), ("undone", []))

    def test_equal_amounts_of_one_client_add_up_whichever_batch_they_come_in(self):
        for limit in (1, 10):
            with self.cr.savepoint() as savepoint:
                record = self.bring_two(100, 100)
                record.state = "applying"
                while record._apply_next_batch(limit):
                    pass
                record._finish_apply()
                self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 200})
                record._undo()
                self.assertFalse(self.years_of(self.acme))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_added_amount_is_undone_before_the_one_that_it_was_added_to(self):
        record = self.bring_two(100, 200)
        record.action_apply()
        first, second = record.row_ids
        record._undo(first)
        self.assertEqual((first.state, self.amounts_of(self.acme)), ("applied", {(2024, ""): 300}))
        record._undo(second)
        self.assertEqual((second.state, self.amounts_of(self.acme)), ("undone", {(2024, ""): 100}))
        record._undo(first)
        self.assertEqual((record.state, self.years_of(self.acme)), ("undone", []))

    def test_a_row_decided_to_be_whom_another_names_by_its_nif_adds_to_it(self):
        self.bring("NIF;2024", f"{self.nifs[0]};50", filename="uno.csv")
        for said, total in ((50, 250), (80, 280)):
            with self.cr.savepoint() as savepoint:
                record = self.bring(
                    "NIF;Cliente;E-mail;2024",
                    f"{self.nifs[0]};Acme Suministros SL;;{said}",
                    ";Acme Suministros;hola@acme.example;200",
                    apply=False,
                    source_date="2026-02-28",
                )
                self.decide(record.row_ids[1])
                record.action_apply()
                self.assertEqual(self.amounts_of(self.acme), {(2024, ""): total})
                record._undo()
                self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 50})
                savepoint.rollback()
                self.env.invalidate_all()

    def test_the_same_file_decided_again_changes_nothing(self):
        self.bring_two(100, 200).action_apply()
        record = self.bring_two(100, 200)
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 300})

    # Further rows of whom is asked about

    def bring_years(self, **values):
        lines = [f"Acme Suministros;hola@acme.example;{year};{year - 1823}" for year in (2023, 2024)]
        return self.bring("Cliente;E-mail;Año;Importe", *lines, apply=False, **values)

    def test_what_a_person_typed_stays_whichever_row_says_another(self):
        for year in (2023, 2024):
            with self.cr.savepoint() as savepoint:
                self.env["despacho.billing.year"].create(
                    {"partner_id": self.acme.id, "year": year, "amount": 999, "as_of": "2025-12-31"}
                )
                record = self.bring_years()
                self.env["despacho.billing.year"].search([]).source = record.billing_source
                first, second = record.row_ids
                self.decide(first)
                typed, other = (first, second) if year == 2023 else (second, first)
                self.assertEqual((typed.verdict, other.verdict), ("same", "update"))
                self.assertIn("A person typed it", self.said_of(typed))
                record.action_apply()
                self.assertEqual(self.amounts_of(self.acme), {(2023, ""): 200, (2024, ""): 201, (year, ""): 999})
                savepoint.rollback()
                self.env.invalidate_all()

    def test_what_a_person_types_after_the_decision_stays(self):
        record = self.bring_years()
        self.decide(record.row_ids[0])
        self.env["despacho.billing.year"].create(
            {
                "partner_id": self.acme.id,
                "year": 2024,
                "amount": 999,
                "as_of": "2025-12-31",
                "source": record.billing_source,
            }
        )
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2023, ""): 200, (2024, ""): 999})

    def test_what_is_more_recent_stays_for_further_rows(self):
        self.bring("NIF;2024", f"{self.nifs[0]};999", source_date="2026-03-01")
        record = self.bring_years()
        self.decide(record.row_ids[0])
        self.assertIn("It is more recent", self.said_of(record.row_ids[1]))
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2023, ""): 200, (2024, ""): 999})

    def test_a_decision_taken_back_is_taken_back_for_further_rows(self):
        record = self.bring_years()
        before = [(row.verdict, row.reason_code, row.changes, row.included) for row in record.row_ids]
        self.decide(record.row_ids[0])
        self.assertEqual(record.row_ids.partner_id, self.acme)
        record.row_ids[0].action_ask_again()
        now = [(row.verdict, row.reason_code, row.changes, row.included) for row in record.row_ids]
        self.assertEqual(now, before)

    def said_by(self, record):
        names = ("verdict", "reason_code", "changes", "kept", "details", "included", "choice", "partner_id")
        return [[row[name] for name in names] for row in record.row_ids]

    def test_what_was_decided_on_many_at_once_is_taken_back_for_further_rows(self):
        record = self.bring_years()
        untouched = self.said_by(record)
        for choice in ("this", "other", "out"):
            with self.subTest(choice):
                done = record.decide_group("ask", choice)
                self.assertNotEqual(self.said_by(record), untouched)
                record.undo_group(done["last"]["id"])
                self.assertEqual(self.said_by(record), untouched)

    def test_one_decision_on_many_after_another_is_taken_back_for_further_rows(self):
        record = self.bring_years()
        record.decide_group("ask", "this")
        decided = self.said_by(record)
        for choice in ("other", "out"):
            with self.subTest(choice):
                done = record.decide_group("ask", choice)
                record.undo_group(done["last"]["id"])
                self.assertEqual(self.said_by(record), decided)

    def test_further_rows_that_a_person_left_out_stay_so_when_a_decision_is_taken_back(self):
        record = self.bring_years()
        first, second = record.row_ids
        self.env["despacho.billing.year"].create(
            [
                {"partner_id": partner.id, "year": 2024, "amount": 201, "as_of": "2025-12-31"}
                for partner in (self.acme, self.twin)
            ]
        )
        self.env["despacho.billing.year"].search([]).source = record.billing_source
        second.action_exclude()
        untouched = self.said_by(record)
        done = record.decide_group("ask", "this")
        self.assertEqual((first.choice, second.verdict, second.included), ("this", "same", False))
        record.undo_group(done["last"]["id"])
        self.assertEqual(self.said_by(record), untouched)

    def test_further_rows_wait_with_whom_is_asked_about(self):
        record = self.bring_years()
        record.row_ids[1]._settle({"nif_key": self.nifs[0]})
        record.action_apply_certain()
        self.assertEqual((record.state, set(record.row_ids.mapped("state"))), ("reviewed", {"pending"}))
        self.decide(record.row_ids[0])
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2023, ""): 200, (2024, ""): 201})

    # A batch that is begun again

    def test_a_batch_that_was_rolled_back_loses_nothing(self):
        lines = [f"{self.nifs[1]};Nueva SL;{year};{year}" for year in (2023, 2024, 2025)]
        record = self.bring("NIF;Cliente;Año;Importe", *lines, apply=False)
        record.state = "applying"
        with self.cr.savepoint() as savepoint:
            record._next_rows(1)
            savepoint.rollback()
        while record._apply_next_batch(1):
            pass
        self.assertEqual(record.row_ids.mapped("state"), ["applied"] * 3)
        self.assertEqual(len(self.years_of(self.partner(1))), 3)
