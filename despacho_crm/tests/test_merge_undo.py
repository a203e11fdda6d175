from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeUndo(MergeCommon):
    """What was joined is given back; what was changed since stays, and it is said."""

    def test_what_was_typed_since_stays_and_is_told(self):
        merge = self.join(self.one, self.two)
        self.one.phone = "+34 600 000 001"
        self.env.flush_all()
        self.undo(merge)
        self.assertEqual(self.one.phone, "+34 600 000 001")
        self.assertEqual(self.two.phone, "+34 955 123 456")
        self.assertEqual(merge.state, "undone_partly")
        self.assertIn("Phone: 1", merge.undo_note)

    def test_a_document_that_passed_to_somebody_else_since_stays_there(self):
        things = self.hang_things(self.two, "2")
        merge = self.join(self.one, self.two)
        things["lead"].partner_id = self.pilar
        self.env.flush_all()
        self.undo(merge)
        self.assertEqual(things["lead"].partner_id, self.pilar)
        self.assertEqual(things["order"].partner_id, self.two)
        self.assertEqual(merge.state, "undone_partly")

    def test_a_document_deleted_since_is_told(self):
        things = self.hang_things(self.two, "2")
        merge = self.join(self.one, self.two)
        things["order"].unlink()
        self.undo(merge)
        self.assertIn("Sales Order", merge.undo_note)

    def test_what_came_since_is_of_the_one_that_stayed(self):
        merge = self.join(self.one, self.two)
        lead = self.env["crm.lead"].create({"name": "Nuevo", "partner_id": self.one.id})
        self.undo(merge)
        self.assertEqual(lead.partner_id, self.one)
        self.assertEqual(merge.state, "undone")

    def test_amounts_added_are_taken_away_whatever_came_since(self):
        self.one.customer_rank, self.two.customer_rank = 3, 4
        self.env.flush_all()
        merge = self.join(self.one, self.two)
        self.assertEqual(self.one.customer_rank, 7)
        self.one.customer_rank = 9
        self.env.flush_all()
        self.undo(merge)
        self.assertEqual((self.one.customer_rank, self.two.customer_rank), (5, 4))
        self.assertEqual(merge.state, "undone")

    def test_a_number_that_another_took_since_stays_with_it(self):
        merge = self.join(self.two, self.one)
        self.two.vat = self.nif_of("A")
        taker = self.new_company("Otra SL")
        self.env["despacho.former.nif"].search([("nif_key", "=", "B58378431")]).unlink()
        taker.vat = "B58378431"
        self.env.flush_all()
        self.undo(merge)
        self.assertEqual(taker.nif_key, "B58378431")
        self.assertTrue(self.one.active)
        self.assertEqual(merge.state, "undone_partly")
        self.assertIn("NIF", merge.undo_note)

    def test_the_latest_joining_is_undone_first(self):
        third = self.new_company("Sol y Mar del Sur SL")
        first = self.join(self.one, self.two)
        second = self.join(third, self.one)
        self.assertEqual(self.two.merged_into_id, third)
        with self.assertRaisesRegex(UserError, "undo that first"):
            self.undo(first)
        self.undo(second)
        self.assertEqual(self.two.merged_into_id, self.one)
        self.undo(first)
        self.assertFalse(self.two.merged_into_id or self.one.merged_into_id)

    def test_two_joinings_into_one_are_undone_in_any_order(self):
        third = self.new_company("Sol y Mar, S. L.", website="https://solymar.example")
        things = {partner: self.hang_things(partner, str(n)) for n, partner in enumerate((self.two, third))}
        first, second = self.join(self.one, self.two), self.join(self.one, third)
        self.undo(first)
        self.assertEqual(things[self.two]["lead"].partner_id, self.two)
        self.assertEqual(things[third]["lead"].partner_id, self.one)
        self.undo(second)
        self.assertEqual(things[third]["lead"].partner_id, third)
        self.assertEqual(self.one.website, False)

    def test_undone_twice_is_undone_once(self):
        merge = self.join(self.one, self.two)
        self.undo(merge)
        self.two.phone = "+34 600 000 002"
        self.undo(merge)
        self.assertEqual(self.two.phone, "+34 600 000 002")

    def test_joined_again_after_undoing(self):
        self.undo(self.join(self.one, self.two))
        self.join(self.one, self.two)
        self.assertEqual(self.two.merged_into_id, self.one)

    def test_the_pair_is_proposed_again(self):
        ids = sorted((self.one | self.two).ids)
        pair = self.env["despacho.match.pair"].create({"partner_id": ids[0], "other_id": ids[1]})
        merge = self.join(self.one, self.two)
        self.assertEqual(pair.state, "merged")
        self.undo(merge)
        self.assertEqual(pair.state, "proposed")

    def test_what_is_joined_is_not_deleted_from_the_list(self):
        merge = self.join(self.one, self.two)
        with self.assertRaises(UserError):
            merge.unlink()

    def test_a_tag_taken_away_since_is_told(self):
        self.two.category_id = [Command.create({"name": "Asesoría"})]
        self.env.flush_all()
        merge = self.join(self.one, self.two)
        self.one.category_id = False
        self.env.flush_all()
        self.undo(merge)
        self.assertIn("Tags: 1", merge.undo_note)
