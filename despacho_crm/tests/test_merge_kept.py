from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeKept(MergeCommon):
    """What the one that stays has already is kept with the joined one, said, and never deleted."""

    def test_both_have_the_same_tag_follower_and_meeting(self):
        tag = self.env["res.partner.category"].create({"name": "Asesoría"})
        (self.one | self.two).category_id = tag
        lead = self.env["crm.lead"].create({"name": "Consulta", "partner_id": self.vega.id})
        lead.message_subscribe((self.one | self.two).ids)
        start = "2026-11-23 10:00:00"
        meeting = self.env["calendar.event"].create(
            {"name": "R", "start": start, "stop": start, "partner_ids": [Command.set((self.one | self.two).ids)]}
        )
        self.env.flush_all()
        merge = self.join(self.one, self.two)
        self.assertEqual(self.one.category_id, tag)
        self.assertEqual(self.two.category_id, tag)
        self.assertEqual(lead.message_follower_ids.partner_id & (self.one | self.two), self.one | self.two)
        self.assertEqual(len(meeting.attendee_ids), 2)
        self.assertIn("Tags: 1", merge.kept)
        self.assertIn("Document Followers: 1", merge.kept)
        self.assertIn("Calendar Attendee Information: 1", merge.kept)

    def test_a_savepoint_in_the_middle_does_not_stop_the_journal(self):
        with self.merges._as_joiner()._recording() as recorder:
            recorder.current = self.merges.create({"partner_id": self.one.id}).id
            with self.env.cr.savepoint():
                self.one.ref = "A1"
            self.two.ref = "A2"
        lines = self.env["despacho.merge.line"].search([("merge_id", "=", recorder.current)])
        self.assertEqual(set(lines.filtered(lambda line: line.column_name == "ref").mapped("after")), {"A1", "A2"})

    def test_three_that_follow_one_lead_leave_one_follower(self):
        third = self.new_company("Sol y Mar, S. L.")
        lead = self.env["crm.lead"].create({"name": "Consulta", "partner_id": self.vega.id})
        lead.message_subscribe((self.two | third).ids)
        self.env.flush_all()
        merge = self.join(self.one, self.two | third)
        followers = lead.message_follower_ids.partner_id
        self.assertIn(self.one, followers)
        self.assertEqual(len(followers & (self.two | third)), 1)
        self.assertIn("Document Followers: 1", merge.kept)

    def test_one_bank_account_of_both_is_one(self):
        mine, other = self.env["res.partner.bank"].create(
            [{"acc_number": "ES12 3456", "partner_id": partner.id} for partner in (self.one, self.two)]
        )
        invoice = self.invoice(self.two, post=False, move_type="in_invoice", partner_bank_id=other.id)
        merge = self.join(self.one, self.two)
        self.assertEqual(invoice.partner_bank_id, mine)
        self.assertEqual((other.partner_id, other.active), (self.two, False))
        self.assertEqual((mine.partner_id, mine.active), (self.one, True))
        self.assertIn("Bank Accounts: 1", merge.kept)
        self.undo(merge)
        self.assertEqual((invoice.partner_bank_id, other.active), (other, True))

    def sealed_invoice(self, partner):
        invoice = self.invoice(partner)
        invoice.journal_id.restrict_mode_hash_table = True
        if not invoice.inalterable_hash:
            invoice.button_hash()
        self.assertTrue(invoice.inalterable_hash)
        return invoice

    def owed(self, partner):
        lines = [("partner_id", "=", partner.id), ("account_type", "=", "asset_receivable")]
        return sum(self.env["account.move.line"].search([*lines, ("parent_state", "=", "posted")]).mapped("balance"))

    def test_whose_invoices_are_sealed_stays_with_them_and_with_their_payments(self):
        self.two.write({"nif_exemption_reason": "other", "nif_exemption_note": "Pendiente"})
        invoice = self.sealed_invoice(self.two)
        payments = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        payments.create({}).action_create_payments()
        self.assertEqual((self.owed(self.one), self.owed(self.two)), (0, 0))
        with self.assertRaisesRegex(UserError, "choose «SOL Y MAR, S.L.» as the one that stays"):
            self.join(self.one, self.two)
        self.join(self.two, self.one)
        self.assertEqual((self.owed(self.one), self.owed(self.two)), (0, 0))
        self.assertEqual((invoice.partner_id, self.two.nif_key), (self.two, "B58378431"))

    def test_two_with_sealed_invoices_each_stay_two(self):
        self.sealed_invoice(self.one)
        self.two.write({"nif_exemption_reason": "other", "nif_exemption_note": "Pendiente"})
        self.sealed_invoice(self.two)
        for order in ((self.one, self.two), (self.two, self.one)):
            with self.assertRaisesRegex(UserError, "have sealed invoices each"):
                self.join(*order)

    def test_the_one_with_sealed_invoices_had_better_stay(self):
        third = self.new_company("Sol y Mar, S. L.")
        third.write({"nif_exemption_reason": "other", "nif_exemption_note": "Pendiente"})
        self.invoice(self.one, move_type="in_invoice")
        self.one.write({"phone": "955123456", "email": "info@solymar.example", "city": "Sevilla", "street": "Sol 1"})
        group = (third | self.one | self.two).ids
        self.assertEqual(self.merges._ranked_ids([group])[0][0], self.one.id)
        self.sealed_invoice(third)
        self.assertEqual(self.merges._ranked_ids([group])[0][0], third.id)
        [(ids, texts)] = self.merges.sudo()._orders([group], False)
        self.assertEqual((ids[0], texts), (third.id, []))

    def test_whose_invoices_are_sealed_is_no_address_of_another(self):
        self.sealed_invoice(self.one)
        with self.assertRaisesRegex(UserError, "it cannot be an address of «SOL Y MAR, S.L.»"):
            self.merges._establish(self.two, self.one)
        self.merges._establish(self.one, self.two)
        self.assertEqual(self.two.parent_id, self.one)

    def test_sealed_invoices_of_a_contact_stay_in_the_account_of_its_company(self):
        contacts = {"name": "Pilar", "parent_id": self.one.id}
        stays, joined = self.env["res.partner"].create([contacts, contacts])
        invoice = self.sealed_invoice(joined)
        [warning] = self.merges.with_user(self.sara)._warnings((stays | joined).with_user(self.sara))
        self.assertIn("«Pilar» has sealed invoices (1)", warning)
        merge = self.join(stays, joined)
        self.assertEqual((invoice.partner_id, invoice.commercial_partner_id), (joined, self.one))
        self.assertEqual(invoice.line_ids.partner_id, self.one)
        self.assertIn("Journal Entry: 1", merge.kept)
        self.assertEqual(self.merges._sweep(), 0)

    def test_posted_invoices_pass_with_their_entries(self):
        invoice = self.invoice(self.one)
        self.join(self.two, self.one)
        self.assertEqual(
            (invoice.state, invoice.partner_id, invoice.commercial_partner_id), ("posted", self.two, self.two)
        )
        self.assertEqual(invoice.line_ids.partner_id, self.two)

    def test_not_the_same_of_the_joined_holds_for_the_one_that_stays(self):
        third = self.new_company("Sol SL")
        ids = sorted((self.two | third).ids)
        pairs = self.env["despacho.match.pair"]
        pairs.create({"partner_id": ids[0], "other_id": ids[1], "state": "rejected"})
        merge = self.join(self.one, self.two)
        ids = sorted((self.one | third).ids)
        domain = [("partner_id", "=", ids[0]), ("other_id", "=", ids[1])]
        self.assertEqual(pairs.search(domain).state, "rejected")
        self.undo(merge)
        self.assertFalse(pairs.search(domain))

    def test_the_user_of_the_joined_signs_in_as_the_one_that_stays(self):
        self.join(self.pilar, self.rosa.partner_id, user=self.env.ref("base.user_admin"))
        self.assertEqual(self.rosa.partner_id, self.pilar)
        self.assertEqual(self.rosa.partner_id.commercial_partner_id.nif_key, "12345678Z")
