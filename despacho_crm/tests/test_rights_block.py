from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsBlock(RightsCommon):
    def test_who_is_blocked_is_seen_by_data_protection_and_by_nobody_else(self):
        self.block()
        for user in (self.ana, self.sara, self.ines, self.pau):
            self.assertFalse(self.sees(user, self.rosa_pi), user.name)
        for records in (self.lead, self.call, self.need):
            self.assertFalse(self.sees(self.ana, records), records._name)
            self.assertTrue(self.sees(self.pol, records), records._name)
        self.assertEqual(self.sees(self.pol, self.rosa_pi), self.rosa_pi)

    def test_even_who_wrote_a_note_does_not_find_it_any_more(self):
        self.block()
        self.assertFalse(self.sees(self.ana, self.note))
        self.assertTrue(self.sees(self.pol, self.note))

    def test_a_blocked_contact_is_neither_read_nor_written_by_its_id(self):
        self.block()
        with self.assertRaises(AccessError):
            self.rosa_pi.with_user(self.ana).read(["name"])
        with self.assertRaises(AccessError):
            self.rosa_pi.with_user(self.sara).write({"comment": "hola"})
        with self.assertRaises(AccessError):
            self.lead.with_user(self.ana).write({"name": "hola"})

    def test_only_data_protection_blocks_and_nobody_writes_the_mark(self):
        blocks = self.env["despacho.privacy.block"].with_user(self.sara)
        with self.assertRaises(AccessError):
            blocks._block(self.rosa_pi, self.env["crm.lead"], "other")
        with self.assertRaises(AccessError):
            self.rosa_pi.with_user(self.sara).write({"privacy_blocked": True})
        self.block()
        with self.assertRaises(AccessError):
            blocks.search([])

    def test_the_people_and_addresses_below_are_hidden_too(self):
        child = self.env["res.partner"].create({"name": "Despacho", "parent_id": self.rosa_pi.id, "type": "other"})
        self.block()
        self.assertFalse(self.sees(self.ana, child))

    def test_of_a_person_of_a_company_only_the_person_is_hidden(self):
        self.block(self.luis)
        self.assertFalse(self.sees(self.ana, self.luis))
        self.assertTrue(self.sees(self.ana, self.vega))

    def test_users_and_the_firm_are_not_blocked(self):
        for partner in (self.ana.partner_id, self.firm.partner_id):
            with self.assertRaises(UserError):
                self.block(partner)

    def test_undoing_shows_everything_as_it_was(self):
        archived = self.env["crm.lead"].create({"name": "Antiguo", "partner_id": self.rosa_pi.id, "active": False})
        before = (self.rosa_pi + self.vega).read(["name", "email", "phone", "vat", "active", "comment"])
        block = self.block()
        block._undo("Era otra Rosa Pi")
        self.env.invalidate_all()
        self.assertEqual(
            (self.rosa_pi + self.vega).read(["name", "email", "phone", "vat", "active", "comment"]), before
        )
        for records in (self.rosa_pi, self.lead, self.call, self.need, self.note):
            self.assertTrue(self.sees(self.ana, records), records._name)
        self.assertTrue(self.lead.active)
        self.assertTrue(self.call.active)
        self.assertFalse(archived.active, "what was archived before stays so")
        self.assertEqual(self.lead.won_status, "pending")
        self.assertFalse(block.key_ids)

    def test_undoing_asks_why_and_only_once(self):
        block = self.block()
        with self.assertRaises(UserError):
            block._undo("")
        block._undo("Por error")
        with self.assertRaises(UserError):
            block._undo("Otra vez")

    def test_what_was_done_is_in_the_trail(self):
        block = self.block()
        block._undo("Por error")
        trail = self.env["despacho.privacy.audit"].search([("partner_id", "=", self.rosa_pi.id)])
        self.assertEqual(set(trail.mapped("event")) & {"blocked", "unblocked"}, {"blocked", "unblocked"})

    def test_a_new_contact_with_the_nif_of_a_blocked_one_is_told_without_the_name(self):
        number = self.rosa_pi.vat
        self.block()
        with self.assertRaises(ValidationError) as caught:
            self.as_user(self.ana).create({"name": "Rosa P.", "vat": number, "is_company": True})
        self.assertNotIn("Rosa Pi", str(caught.exception))

    def test_invoicing_goes_on_seeing_who_has_invoices_and_nothing_else_of_them(self):
        move = self.new_invoice(self.rosa_pi)
        block = self.block()
        self.assertTrue(block.invoiced)
        seen = move.with_user(self.ines)
        self.assertEqual(seen.partner_id.name, "Rosa Pi")
        self.assertEqual(seen.partner_id.vat, self.rosa_pi.vat)
        self.assertFalse(self.rosa_pi.email or self.rosa_pi.phone, "what invoices do not need is put aside")
        self.assertFalse(self.sees(self.ana, self.rosa_pi))
        self.assertFalse(self.as_user(self.ines).name_search("Rosa Pi"), "nobody chooses them for a new invoice")
        refund = (
            self.env["account.move.reversal"]
            .with_user(self.ines)
            .with_context(active_model="account.move", active_ids=move.ids)
        )
        refund.create({"reason": "Error", "journal_id": move.journal_id.id}).reverse_moves()
        self.assertTrue(move.reversal_move_ids)
        block._undo("Vuelve a ser cliente")
        self.assertEqual(self.rosa_pi.email, "rosa.pi@correo.example")
        self.assertEqual(self.rosa_pi.phone, "600 11 22 33")

    def test_a_portal_user_is_closed_and_opened_again(self):
        user = self.rosa
        block = self.block(user.partner_id)
        self.assertFalse(user.active)
        block._undo("Por error")
        self.assertTrue(user.active)

    def test_a_portal_customer_neither_sees_blocked_contacts(self):
        self.block(self.rosa_pi)
        with self.assertRaises(AccessError):
            self.rosa_pi.with_user(self.rosa).read(["name"])
