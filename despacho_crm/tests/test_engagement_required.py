from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
class TestEngagementRequired(EngagementCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.firm.engagement_mandatory = True
        cls.vega.country_id = cls.spain
        cls.lead = cls.env["crm.lead"].create(
            {
                "name": "Nóminas de Vega",
                "type": "opportunity",
                "partner_id": cls.luis.id,
                "company_id": cls.firm.id,
                "user_id": cls.ana.id,
            }
        )
        cls.won = cls.env["crm.stage"].search([("outcome", "=", "won"), ("team_ids", "=", False)], limit=1)

    def test_nothing_is_confirmed_without_the_signed_letter_however_it_is_done(self):
        order = self.new_quotation()
        with self.assertRaisesRegex(UserError, "has not signed"):
            order.with_user(self.marta).action_confirm()
        for env in (self.env(user=self.marta), self.env(su=True)):
            with self.assertRaisesRegex(UserError, "has not signed"):
                env["sale.order"].browse(order.id).write({"state": "sale"})
        with self.assertRaisesRegex(UserError, "no engagement letter yet"):
            self.new_quotation(self.quarter, user=self.marta, state="sale")

    def test_a_signed_letter_is_confirmed(self):
        order = self.sign(self.new_quotation())
        order.with_user(self.ana).action_confirm()
        self.assertEqual(order.state, "sale")

    def test_a_quotation_without_clauses_has_to_get_them(self):
        with self.assertRaisesRegex(UserError, "no engagement letter yet"):
            self.new_quotation(self.quarter).action_confirm()

    def test_where_the_firm_does_not_ask_for_it_nothing_changes(self):
        self.firm.engagement_mandatory = False
        order = self.new_quotation()
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_nobody_pays_before_signing(self):
        order = self.new_quotation()
        order.require_payment = True
        order.state = "sent"
        self.assertTrue(order._has_to_be_signed())
        self.assertFalse(order._has_to_be_paid())
        self.sign(order)
        self.assertTrue(order._has_to_be_paid())

    def test_an_opportunity_is_won_with_the_signed_letter_only(self):
        as_ana = self.lead.with_user(self.ana)
        for move in (lambda: as_ana.write({"stage_id": self.won.id}), as_ana.action_set_won):
            with self.assertRaisesRegex(ValidationError, "signed the engagement letter"):
                move()
        order = self.new_quotation(opportunity_id=self.lead.id)
        with self.assertRaisesRegex(ValidationError, "signed the engagement letter"):
            as_ana.write({"stage_id": self.won.id})
        self.sign(order)
        as_ana.write({"stage_id": self.won.id})
        self.assertEqual(self.lead.won_status, "won")

    def test_it_holds_too_where_the_stages_have_no_rules(self):
        self.firm.pipeline_rules = False
        as_ana = self.lead.with_user(self.ana)
        for move in (lambda: as_ana.write({"stage_id": self.won.id}), as_ana.action_set_won):
            with self.assertRaisesRegex(ValidationError, "signed the engagement letter"):
                move()
        self.sign(self.new_quotation(opportunity_id=self.lead.id))
        as_ana.action_set_won()
        self.assertEqual(self.lead.won_status, "won")

    def test_confirming_the_signed_letter_wins_its_opportunity(self):
        order = self.sign(self.new_quotation(opportunity_id=self.lead.id))
        order.with_user(self.ana).action_confirm()
        self.assertEqual(self.lead.stage_id.outcome, "won")

    def test_a_cancelled_letter_wins_nothing(self):
        order = self.sign(self.new_quotation(opportunity_id=self.lead.id))
        order._action_cancel()
        with self.assertRaises(ValidationError):
            self.lead.with_user(self.ana).write({"stage_id": self.won.id})

    def test_whoever_invoices_sees_what_the_fees_do_not_include(self):
        order = self.sign(self.new_quotation())
        order.sudo().action_confirm()
        move = order._create_invoices()
        shown = move.with_user(self.ines).engagement_exclusions
        self.assertIn("Inspecciones de trabajo", shown)
        self.assertIn(order.name, shown)
        self.assertNotIn("Consultas por correo", shown)

    def test_an_invoice_in_advance_shows_the_exclusions_of_its_order(self):
        order = self.sign(self.new_quotation())
        order.sudo().action_confirm()
        wizard = self.env["sale.advance.payment.inv"].with_context(active_ids=order.ids, active_model="sale.order")
        wizard.create({"advance_payment_method": "fixed", "fixed_amount": 5}).create_invoices()
        self.assertIn("Inspecciones de trabajo", order.invoice_ids.with_user(self.ines).engagement_exclusions)

    def test_an_invoice_made_by_hand_shows_the_exclusions_of_the_letter_in_force(self):
        order = self.sign(self.new_quotation())
        values = {
            "move_type": "out_invoice",
            "partner_id": self.vega.id,
            "invoice_line_ids": [Command.create({"name": "Cuota de abril", "price_unit": 20, "tax_ids": False})],
        }
        moves = self.env["account.move"].with_user(self.ines)
        move = moves.create(values)
        self.assertIn("Inspecciones de trabajo", move.engagement_exclusions)
        other = moves.create({**values, "partner_id": self.new_company("Otra SL").id})
        self.assertFalse(other.engagement_exclusions)
        order.sudo()._action_cancel()
        self.env.invalidate_all()
        self.assertFalse(move.engagement_exclusions, "only what is in force holds")

    def test_of_what_ended_nothing_is_said_once_there_is_another_letter(self):
        old = self.new_quotation(engagement_start="2024-01-01", engagement_end="2024-12-31")
        old.order_clause_ids.filtered(lambda clause: clause.kind == "excluded").text = "Pleitos"
        self.sign(old)
        move = self.env["account.move"].create({"move_type": "out_invoice", "partner_id": self.vega.id})
        self.assertIn("Pleitos", move.engagement_exclusions, "it was agreed last")
        self.sign(self.new_quotation())
        self.env.invalidate_all()
        self.assertIn("Inspecciones de trabajo", move.engagement_exclusions)
        self.assertNotIn("Pleitos", move.engagement_exclusions)

    def test_invoices_of_several_clients_and_companies_show_each_its_letter(self):
        order = self.sign(self.new_quotation())
        theirs = self.sign(self.new_quotation(partner_id=self.pilar.id, engagement_client_nif=self.nif_of("")))
        branch = self.new_branch(country="es")
        journal = {"name": "Ventas", "code": "VTA", "type": "sale", "company_id": branch.id}
        self.env["account.journal"].create(journal)
        self.ines.company_ids |= branch
        clients = self.vega | self.pilar | self.new_company("Otra SL")
        values = [{"move_type": "out_invoice", "partner_id": client.id} for client in clients]
        moves = self.env["account.move"].create(values)
        moves |= self.env["account.move"].with_company(branch).create(values[:1])
        self.env.flush_all()
        self.env.invalidate_all()
        seen = moves.with_user(self.ines).with_context(allowed_company_ids=(self.firm | branch).ids)
        shown = [move.engagement_exclusions or "" for move in seen]
        self.assertIn(order.name, shown[0])
        self.assertIn(theirs.name, shown[1])
        self.assertNotIn(order.name, shown[1])
        self.assertFalse(shown[2] or shown[3])

    def test_invoices_without_a_letter_show_nothing(self):
        move = self.env["account.move"].create(
            {
                "move_type": "out_invoice",
                "partner_id": self.vega.id,
                "invoice_line_ids": [Command.create({"product_id": self.slips.id})],
            }
        )
        self.assertFalse(move.engagement_exclusions)
