from odoo import Command
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
class TestEngagementClauses(EngagementCommon):
    def test_a_fee_takes_what_the_library_says_of_its_service_and_of_its_line(self):
        order = self.new_quotation()
        self.assertEqual(
            self.texts(order), ["Nóminas y seguros sociales", "Consultas por correo", "Inspecciones de trabajo"]
        )
        self.assertEqual(self.texts(order, "excluded"), ["Inspecciones de trabajo"])
        self.assertTrue(order.is_engagement)
        self.assertTrue(order.require_signature)

    def test_other_services_of_the_line_take_what_is_of_the_line(self):
        self.assertEqual(self.texts(self.new_quotation(self.dismissal)), ["Consultas por correo"])

    def test_a_service_of_a_line_below_takes_what_is_of_the_line_above(self):
        below = self.env["product.category"].create({"name": "Contratos", "parent_id": self.payroll.id})
        self.dismissal.categ_id = below
        self.assertEqual(self.texts(self.new_quotation(self.dismissal)), ["Consultas por correo"])

    def test_a_quotation_without_clauses_is_no_letter(self):
        order = self.new_quotation(self.quarter)
        self.assertFalse(order.is_engagement)
        self.assertFalse(order.engagement_state)

    def test_a_clause_agreed_with_the_client_makes_a_letter_of_it(self):
        order = self.new_quotation(self.quarter)
        order.order_clause_ids = [
            Command.create({"order_line_id": order.order_line.id, "kind": "excluded", "text": "Recursos"})
        ]
        self.assertTrue(order.is_engagement)
        self.assertFalse(order.order_clause_ids.clause_id)

    def test_in_the_form_a_fee_has_its_clauses_once_it_is_saved(self):
        with Form(self.as_user(self.ana, "sale.order")) as form:
            form.partner_id = self.luis
            with form.order_line.new() as line:
                line.product_id = self.slips
        self.assertEqual(len(form.record.order_clause_ids), 3)

    def test_another_service_takes_other_clauses_and_keeps_what_was_agreed(self):
        order = self.new_quotation()
        order.order_clause_ids = [Command.create({"order_line_id": order.order_line.id, "text": "Visita anual"})]
        order.order_line.product_id = self.dismissal
        self.assertEqual(self.texts(order), ["Consultas por correo", "Visita anual"])

    def test_what_is_archived_in_the_library_is_not_taken(self):
        self.of_line.active = False
        self.assertFalse(self.new_quotation(self.dismissal).is_engagement)

    def test_what_is_of_another_company_is_not_taken(self):
        self.of_line.company_id = self.new_branch()
        self.assertFalse(self.new_quotation(self.dismissal).is_engagement)

    def test_a_copy_has_the_clauses_of_the_original_and_not_those_of_today(self):
        order = self.new_quotation(self.dismissal)
        order.order_clause_ids.text = "Consultas por teléfono"
        self.of_line.action_new_version()
        copy = order.copy()
        self.assertEqual(self.texts(copy), ["Consultas por teléfono"])
        self.assertEqual(copy.order_clause_ids.order_line_id, copy.order_line)
        self.assertEqual(self.texts(order), ["Consultas por teléfono"], "the original keeps its own")

    def test_a_clause_that_was_offered_does_not_change_but_has_a_new_version(self):
        self.of_line.text = "Consultas por correo y teléfono"
        self.new_quotation(self.dismissal)
        for values in ({"text": "Otra cosa"}, {"kind": "excluded"}):
            with self.assertRaisesRegex(UserError, "New version"):
                self.of_line.write(values)
        new = self.clauses.browse(self.of_line.action_new_version()["res_id"])
        self.assertEqual((new.version, new.previous_id, self.of_line.active), (2, self.of_line, False))
        new.text = "Consultas ilimitadas"
        self.assertEqual(self.texts(self.new_quotation(self.dismissal)), ["Consultas ilimitadas"])

    def test_a_clause_is_of_a_service_of_its_line(self):
        with self.assertRaisesRegex(ValidationError, "no service of"):
            self.clauses.create(self.clause("x", product_tmpl_id=self.quarter.product_tmpl_id.id))
        with self.assertRaises(ValidationError):
            self.clauses.create(
                {"text": "x", "kind": "included", "service_line_id": self.env.ref("product.product_category_goods").id}
            )

    def test_a_clause_of_a_quotation_is_of_one_of_its_fees(self):
        one, other = self.new_quotation(), self.new_quotation()
        with self.assertRaisesRegex(ValidationError, "is not of the quotation"):
            one.order_clause_ids[0].order_line_id = other.order_line

    def test_the_clauses_of_a_client_are_in_their_language(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.of_line.with_context(lang="es_ES").text = "Consultas"
        self.luis.lang = "es_ES"
        self.assertEqual(self.texts(self.new_quotation(self.dismissal)), ["Consultas"])

    def test_only_the_manager_writes_the_library(self):
        for user in (self.ana, self.sara, self.ines):
            with self.assertRaises(AccessError):
                self.of_line.with_user(user).text = "x"
            self.assertTrue(self.of_line.with_user(user).text)
        self.of_line.with_user(self.marta).text = "Consultas por carta"
        with self.assertRaises(AccessError):
            self.of_line.with_user(self.rosa).read(["text"])

    def test_who_invoices_reads_what_a_quotation_says_and_changes_nothing(self):
        clause = self.new_quotation().order_clause_ids[0]
        self.assertTrue(clause.with_user(self.ines).text)
        with self.assertRaises(AccessError):
            clause.with_user(self.ines).text = "x"
        with self.assertRaises(AccessError):
            clause.with_user(self.pau).read(["text"])

    def test_clauses_of_another_company_are_not_seen(self):
        branch = self.new_branch()
        self.of_line.company_id = branch
        order = (
            self.env["sale.order"].with_company(branch).create({"partner_id": self.luis.id, "company_id": branch.id})
        )
        self.env["sale.order.line"].create({"order_id": order.id, "product_id": self.dismissal.id})
        self.assertTrue(order.order_clause_ids)
        as_ana = self.env(user=self.ana)
        self.assertFalse(as_ana["despacho.clause"].search([("id", "=", self.of_line.id)]))
        self.assertFalse(as_ana["despacho.order.clause"].search([("order_id", "=", order.id)]))

    def test_a_salesperson_of_odoo_sees_the_clauses_of_their_own_quotations(self):
        tom = self._new_user("tom", "sales_team.group_sale_salesman")
        mine, other = self.new_quotation(user_id=tom.id), self.new_quotation(user_id=self.ana.id)
        seen = self.env["despacho.order.clause"].with_user(tom).search([("order_id", "in", (mine | other).ids)])
        self.assertEqual(seen.order_id.ids, mine.ids)

    def test_a_fee_by_the_hour_says_so_and_numbers_are_written_as_the_client_writes_them(self):
        self.env["res.lang"]._activate_lang("es_ES")
        order = self.new_quotation(self.slips, self.dismissal).with_context(lang="es_ES")
        order.order_line[0].write({"product_uom_qty": 2.5, "discount": 7.5})
        hours = self.env.ref("uom.product_uom_hour")
        order.order_line[1].product_uom_id = hours
        money = order._engagement_money
        self.assertEqual(
            [fee["price"] for fee in order._engagement_fees()],
            [
                f"2,50 × {money(20)} (−7,50 %)",
                f"1 {hours.with_context(lang='es_ES').name} × {money(order.order_line[1].price_unit)}",
            ],
        )
