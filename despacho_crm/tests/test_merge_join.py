from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeJoin(MergeCommon):
    """Two records of one company become one, and nothing of either is lost."""

    def test_all_that_hangs_passes_to_the_one_that_stays(self):
        self.invoice(self.one)
        things = self.hang_things(self.two, "2")
        invoice = self.invoice(self.two, post=False)
        merge = self.join(self.one, self.two)
        for name in ("lead", "order", "bank", "need"):
            self.assertEqual(things[name].partner_id, self.one, name)
        self.assertEqual(things["contact"].parent_id, self.one)
        self.assertEqual(things["contact"].commercial_partner_id, self.one)
        self.assertEqual(things["contact"].vat, "ESB58378431")
        self.assertEqual(things["lead"].nif_key, "B58378431")
        self.assertEqual((invoice.partner_id, invoice.commercial_partner_id), (self.one, self.one))
        self.assertEqual(invoice.line_ids.partner_id, self.one)
        self.assertEqual(invoice.invoice_partner_display_name, "Sol y Mar SL")
        self.assertEqual(things["activity"].partner_id, self.one)
        self.assertEqual(things["own_activity"].res_id, self.one.id)
        self.assertEqual(things["message"].res_id, self.one.id)
        self.assertEqual(things["attachment"].res_id, self.one.id)
        self.assertIn(self.one, things["event"].partner_ids)
        self.assertIn(self.one, things["event"].attendee_ids.partner_id)
        self.assertIn("Etiqueta 2", self.one.category_id.mapped("name"))
        self.assertIn(self.one, things["lead"].message_partner_ids)
        self.assertIn(self.marta.partner_id, self.one.message_partner_ids)
        self.assertEqual((merge.state, merge.user_id, merge.partner_id), ("done", self.sara, self.one))
        self.assertGreater(merge.moved, 10)

    def test_the_joined_one_stays_archived_and_says_where_it_went(self):
        self.join(self.one, self.two)
        self.assertTrue(self.two.exists())
        self.assertFalse(self.two.active)
        self.assertEqual(self.two.merged_into_id, self.one)
        self.assertEqual(self.two.display_name, "SOL Y MAR, S.L. (joined into Sol y Mar SL)")

    def test_the_survivor_gets_what_it_lacked(self):
        self.join(self.one, self.two)
        self.assertEqual((self.one.phone, self.one.email), ("+34 955 123 456", "info@solymar.example"))
        self.assertEqual(self.one.nif_key, "B58378431")

    def test_the_number_passes_to_the_one_that_stays(self):
        self.join(self.two, self.one)
        self.assertEqual((self.two.nif_key, self.two.vat, self.two.nif_state), ("B58378431", "ESB58378431", "valid"))
        self.assertTrue(self.two.nif_unique)
        self.assertFalse(self.one.nif_key or self.one.vat or self.one.nif_state or self.one.nif_deadline)

    def test_undone_nothing_has_happened(self):
        self.invoice(self.one)
        self.hang_things(self.one, "1")
        self.hang_things(self.two, "2")
        before = self.dump()
        merge = self.join(self.one, self.two)
        self.assertNotEqual(self.dump()["res_partner"], before["res_partner"])
        self.undo(merge)
        self.assertFalse(merge.undo_note)
        self.assertEqual(merge.state, "undone")
        self.assert_same_dump(before, self.dump())
