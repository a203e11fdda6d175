from odoo.tests import tagged

from .billing_case import BillingCase


@tagged("post_install", "-at_install")
class TestImportHeld(BillingCase):
    """Rows of which a person has to say who they are, for somebody changed the base since the review."""

    NAME = "Suministros Ferrer Roca"

    def enter(self, **values):
        """Return a contact that somebody enters, whom the row may be."""
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x"}
        partner = self.env["res.partner"].create({"name": self.NAME, "is_company": True, **exempt, **values})
        self.env.flush_all()
        return partner

    def review_new(self, *more, source="agenda", **values):
        """The review of a row of which nothing but the name says who it is, with ``more``; nobody has it yet."""
        rows = ("Suministros Ferrer i Roca;f@x.example;www.x.example;;", *more)
        record = self.review(self.csv("Empresa;E-mail;Web;Contacto;NIF", *rows), source, **values)
        self.assertEqual(record.row_ids[0].verdict, "no_nif")
        return record

    def test_who_may_be_a_contact_entered_meanwhile_waits_and_is_counted(self):
        record = self.review_new(f"Otra de la lista;o@y.example;;;{self.nifs[4]}")
        entered = self.enter()
        record.action_apply()
        held, other = record.row_ids
        self.assertEqual((held.verdict, held.state, held.included, held.held), ("ask", "pending", False, False))
        self.assertEqual(held.candidate_ids, entered)
        self.assertEqual(other.state, "applied")
        self.assertEqual((record.state, record.undecided_count, record.left_out_count), ("reviewed", 1, 0))
        self.assertIn("you have to say who they are: 1", record.headline)
        self.assertIn("may be one: 1", record.message_ids[0].body)
        shown = self.env["despacho.import.row"].with_user(self.steward).with_context(import_id=record.id).review_next()
        self.assertEqual(shown["progress"]["left"], 1)

    def test_it_is_written_once_a_person_said_who_it_is(self):
        record, entered = self.review_new(), self.enter()
        record.action_apply()
        record.row_ids.review_this(entered.id)
        record.action_apply()
        self.assertEqual((record.state, record.row_ids.state, entered.email), ("done", "applied", "f@x.example"))

    def test_who_is_left_undecided_is_left_out_the_next_time(self):
        record, entered = self.review_new(), self.enter()
        record.action_apply()
        record.action_apply()
        self.assertEqual((record.state, record.row_ids.state, entered.email), ("done", "skipped", False))

    def test_a_decision_on_somebody_who_is_gone_is_asked_for_anew(self):
        first, second = self.enter(), self.enter(name=f"{self.NAME} SA")
        record = self.review(self.csv("Empresa;E-mail", "Suministros Ferrer i Roca;f@x.example"), "agenda")
        record.row_ids.review_this(first.id)
        first.unlink()
        record.action_apply()
        row = record.row_ids
        self.assertEqual((row.verdict, row.state, row.choice, row.candidate_ids), ("ask", "pending", False, second))
        self.assertEqual(record.undecided_count, 1)

    def test_its_people_wait_with_it(self):
        lines = [f"Suministros Ferrer i Roca;f@x.example;{name} Ferrer" for name in ("Ana", "Pau")]
        record = self.review(self.csv("Empresa;E-mail;Contacto", *lines), "agenda")
        self.assertEqual(set(record.row_ids.mapped("reason_code")), {"nif_missing", "other_contact"})
        entered = self.enter()
        record.action_apply()
        self.assertEqual(record.row_ids.mapped("state"), ["pending", "pending"])
        self.assertIn("may be one: 1", record.message_ids[0].body)
        record.row_ids.filtered(lambda row: row.verdict == "ask").review_this(entered.id)
        record.action_apply()
        self.assertEqual(set(entered.child_ids.mapped("name")), {"Ana Ferrer", "Pau Ferrer"})

    def test_what_is_certain_is_written_and_it_waits_with_the_others(self):
        record = self.review_new(f"Otra de la lista;o@y.example;;;{self.nifs[4]}")
        self.enter()
        record.action_apply_certain()
        self.assertEqual(record.row_ids.mapped("state"), ["pending", "applied"])
        self.assertEqual(record.state, "reviewed")

    def test_a_lead_of_which_it_is_not_known_whose_it_is_waits(self):
        record = self.review_new(target="lead", source="list")
        self.enter()
        record.action_apply()
        self.assertEqual((record.row_ids.verdict, record.row_ids.state, record.state), ("ask", "pending", "reviewed"))
        record.row_ids.action_is_other()
        record.action_apply()
        self.assertTrue(record.row_ids.lead_id)

    def test_all_that_was_invoiced_to_whom_it_may_be_waits(self):
        lines = [f"Suministros Ferrer i Roca;f@x.example;{year};{year - 1923}" for year in (2023, 2024)]
        record = self.bring("Cliente;E-mail;Año;Importe", *lines, apply=False)
        self.assertEqual(record.row_ids.mapped("verdict"), ["no_nif", "update"])
        entered = self.enter()
        record.action_apply()
        self.assertEqual(record.row_ids.mapped("state"), ["pending", "pending"])
        self.assertEqual((record.state, record.undecided_count), ("reviewed", 1))
        record.row_ids[0].review_this(entered.id)
        record.action_apply()
        self.assertEqual(self.amounts_of(entered), {(2023, ""): 100, (2024, ""): 101})
