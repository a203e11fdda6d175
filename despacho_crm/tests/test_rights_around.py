from datetime import date

from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsAround(RightsCommon):
    """What others have that names a blocked person, and what nobody may turn a blocking into."""

    def test_nobody_changes_what_a_blocking_hid_to_show_or_destroy_something_else(self):
        block = self.block()
        for values in (
            {"hidden": {"res.partner": self.vega.ids}},
            {"archived": {"res.users": self.env.ref("base.public_user").ids}},
            {"aside": {self.vega.id: {"email": "otra@correo.example"}}},
            {"partner_id": self.vega.id},
            {"state": "blocked"},
        ):
            with self.assertRaises(UserError):
                block.with_user(self.pol).write(values)
        block.with_user(self.pol).write({"destroy_on": "2040-01-01"})
        self.assertEqual(block.destroy_on, date(2040, 1, 1))

    def test_nobody_blocks_by_a_call_whom_they_do_not_see(self):
        branch = self.env["res.company"].sudo().create({"name": "Otra firma"})
        theirs = self.env["res.partner"].create({"name": "De la otra", "company_id": branch.id})
        with self.assertRaises(AccessError):
            self.block(theirs)

    def test_what_was_joined_into_a_person_is_hidden_and_destroyed_with_them(self):
        number = self.env["res.partner"].create({"name": "Rosa Pi i Coll", "email": "rosa.pi@correo.example"})
        self.env["despacho.merge"]._join(self.rosa_pi, number)
        self.assertEqual(number.merged_into_id, self.rosa_pi)
        self.assertTrue(self.sees(self.ana, number))
        block = self.block()
        self.assertFalse(self.sees(self.ana, number))
        block.destroy_on = fields.Date.today()
        block.action_destroy()
        self.env.invalidate_all()
        self.assertFalse((number | self.rosa_pi).exists())
        self.assertFalse(self.env["despacho.merge"].search([("former_name", "ilike", "Rosa Pi")]))

    def test_nobody_reads_their_name_among_followers_attendees_and_accounts(self):
        self.vega.message_subscribe(self.luis.ids)
        event = self.env["calendar.event"].create(
            {
                "name": "Reunión",
                "start": "2026-12-01 10:00:00",
                "stop": "2026-12-01 11:00:00",
                "partner_ids": [Command.set((self.luis | self.rosa_pi).ids)],
            }
        )
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "ES9121000418450200051332", "partner_id": self.luis.id}
        )
        block = self.block(self.luis)
        self.assertNotIn(self.luis, self.vega.message_follower_ids.partner_id)
        self.assertNotIn("Luis", str(self.vega.with_user(self.ana).message_partner_ids.mapped("name")))
        self.assertEqual(event.with_user(self.ana).attendee_ids.partner_id, self.rosa_pi)
        self.assertFalse(self.sees(self.ana, bank))
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertIn(self.luis, self.vega.message_follower_ids.partner_id)
        self.assertTrue(self.sees(self.ana, bank))

    def test_invoices_of_a_company_are_read_that_were_sent_to_the_address_of_a_blocked_person(self):
        move = self.new_invoice(self.vega)
        move.partner_shipping_id = self.luis
        block = self.block(self.luis)
        self.assertTrue(block.invoiced)
        self.assertEqual(move.with_user(self.ines).partner_shipping_id.name, self.luis.name)

    def test_who_is_needed_by_an_order_is_not_blocked_before_it_is_invoiced(self):
        product = self.env["product.product"].create({"name": "Renta", "type": "service"})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.vega.id,
                "partner_shipping_id": self.luis.id,
                "order_line": [Command.create({"product_id": product.id, "price_unit": 10})],
            }
        )
        with self.assertRaises(UserError) as refused:
            self.block(self.luis)
        self.assertIn(order.name, str(refused.exception))
        order.partner_shipping_id = self.vega
        self.assertTrue(self.block(self.luis))

    def test_what_is_written_while_they_are_blocked_and_their_minutes_are_destroyed_too(self):
        self.new_invoice(self.rosa_pi)
        minutes = self.env["despacho.interview"].create(
            {"name": "Visita a Rosa Pi", "partner_id": self.rosa_pi.id, "notes": "<p>Herencia de Rosa Pi</p>"}
        )
        trace = self.env["mailing.trace"].create(
            {"model": "res.partner", "res_id": self.rosa_pi.id, "email": "rosa.pi@correo.example"}
        )
        block = self.block()
        later = self.rosa_pi.message_post(body="Llamó Rosa Pi", message_type="comment")
        block.destroy_on = fields.Date.today()
        block.action_destroy()
        self.env.invalidate_all()
        self.assertFalse(later.exists())
        self.assertNotIn("Rosa", f"{minutes.name} {minutes.notes}")
        self.assertFalse(trace.email)

    def test_one_who_may_not_be_blocked_does_not_hold_a_review_back(self):
        self.rosa_pi.lifecycle = "prospect"
        other = self.env["res.partner"].create({"name": "Pere Mas", "lifecycle": "prospect"})
        rule = self.env["despacho.privacy.retention"].create({"name": "Nunca", "what": "prospect", "months": 1})
        run = self.env["despacho.privacy.retention.run"].create({"rule_id": rule.id})
        people = self.rosa_pi | other
        lines = self.env["despacho.privacy.retention.line"].create(
            [{"run_id": run.id, "partner_id": one.id} for one in people]
        )
        with self.assertRaises(UserError):
            lines.with_user(self.pol).write({"state": "blocked"})
        blocks = type(self.env["despacho.privacy.block"])
        block, why = blocks._check_blockable, "No puede ser"

        def refuse(self, partners):
            if other in partners:
                raise UserError(why)
            return block(self, partners)

        self.patch(blocks, "_check_blockable", refuse)
        self.patch(type(rule), "_find", lambda self: [(one.id, date(2020, 1, 1)) for one in people])
        lines._apply()
        self.assertEqual(lines.mapped("state"), ["blocked", "left"])
        self.assertEqual(lines[1].spared_why, why)
