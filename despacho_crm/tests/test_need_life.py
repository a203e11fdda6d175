from psycopg2 import IntegrityError

from odoo.exceptions import RedirectWarning, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .need_common import NeedCommon


@tagged("post_install", "-at_install")
class TestNeedLife(NeedCommon):
    """What a client needs is written down, seen from the client, and ends somehow."""

    def test_a_need_is_of_the_company_and_tells_which_person_said_it(self):
        need = self.new_need(partner_id=self.luis.id)
        self.assertEqual((need.partner_id, need.contact_id), (self.vega, self.luis))
        need.partner_id = self.pilar
        self.assertEqual(need.partner_id, self.pilar)

    def test_the_form_moves_a_person_to_who_told_it(self):
        with Form(self.as_user(self.ana, "despacho.need")) as form:
            form.name = "Alquiler"
            form.partner_id = self.luis
            self.assertEqual((form.partner_id, form.contact_id), (self.vega, self.luis))

    def test_a_new_need_is_of_who_attends_to_the_client(self):
        self.vega.user_id = self.marta
        need = self.new_need(self.ana, partner_id=self.luis.id)
        self.assertEqual(need.user_id, self.marta)
        self.assertEqual(self.new_need(self.ana, partner_id=self.pilar.id).user_id, self.ana, "nobody attends to her")
        need.partner_id = self.pilar
        self.assertEqual(need.user_id, self.marta, "it goes on being of whom it was")
        self.vega.user_id = self.pau
        self.assertEqual(self.new_need(self.ana).user_id, self.ana, "Pau does not sell")

    def test_who_joins_a_company_brings_their_needs(self):
        need = self.new_need(partner_id=self.pilar.id)
        self.pilar.parent_id = self.vega
        self.assertEqual((need.partner_id, need.contact_id), (self.vega, self.pilar))

    def test_figures_call_service_lines_by_their_own_name(self):
        self.new_need(service_line_id=self.fiscal.id)
        action = self.env["ir.actions.act_window"]._for_xml_id("despacho_crm.action_needs")
        for context in (safe_eval(action["context"]), self.vega.with_user(self.ana).action_needs()["context"]):
            needs = self.as_user(self.ana, "despacho.need", **context)
            groups = needs.formatted_read_group([("partner_id", "=", self.vega.id)], ["service_line_id"], ["__count"])
            self.assertEqual([group["service_line_id"] for group in groups], [(self.fiscal.id, "Fiscal")])

    def test_a_need_without_owner_of_it_is_refused(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.new_need(partner_id=False)

    def test_a_future_need_has_a_day(self):
        with self.assertRaisesRegex(ValidationError, "is for the future"):
            self.new_need(horizon="future")
        need = self.new_need(horizon="future", date_due="2030-05-01")
        with self.assertRaisesRegex(ValidationError, "is for the future"):
            need.date_due = False

    def test_only_a_service_line_of_the_firm_is_accepted(self):
        goods = self.env["product.category"].create({"name": "Material"})
        with self.assertRaisesRegex(ValidationError, "no service line"):
            self.new_need(service_line_id=goods.id)
        with self.assertRaisesRegex(ValidationError, "no service line"):
            self.env["crm.lead"].create({"name": "Asunto", "service_line_ids": goods.ids})

    def test_discarding_asks_for_the_reason_and_keeps_it(self):
        need = self.new_need()
        with self.assertRaises(RedirectWarning) as asked:
            need.status = "discarded"
        self.assertEqual(asked.exception.args[1]["res_model"], "despacho.need.discard")
        self.assertIn("say why", str(asked.exception))
        wizard = self.as_user(self.ana, "despacho.need.discard").create({"need_ids": need.ids, "reason": "other_firm"})
        wizard.action_apply()
        self.assertEqual((need.status, need.discard_reason), ("discarded", "other_firm"))
        self.assertTrue(need.closed_on)

    def test_another_reason_is_told(self):
        need = self.new_need()
        with self.assertRaisesRegex(ValidationError, "in the details"):
            need.write({"status": "discarded", "discard_reason": "other"})
        need.write({"status": "discarded", "discard_reason": "other", "discard_note": "Se jubila"})
        self.assertEqual(need.discard_note, "Se jubila")

    def test_what_is_opened_again_forgets_why_it_was_closed(self):
        need = self.new_need(status="discarded", discard_reason="mistake")
        need.action_reopen()
        self.assertEqual((need.status, need.discard_reason, need.closed_on), ("open", False, False))

    def test_the_client_shows_how_many_now_and_later(self):
        self.new_need()
        self.new_need(horizon="future", date_due="2030-05-01")
        self.new_need(horizon="future", date_due="2030-06-01")
        self.new_need(status="solved")
        for partner in (self.vega, self.luis):
            with self.subTest(partner.name):
                seen = partner.with_user(self.ana)
                self.assertEqual((seen.need_now_count, seen.need_future_count), (1, 2))
        self.assertEqual(self.pilar.with_user(self.ana).need_now_count, 0)

    def test_from_the_client_it_is_written_down_in_two_clicks(self):
        action = self.luis.with_user(self.ana).action_new_need()
        need = self.as_user(self.ana, "despacho.need", **action["context"]).create({"name": "Nómina"})
        self.assertEqual((need.partner_id, need.contact_id, need.user_id), (self.vega, self.luis, self.ana))

    def test_a_company_waiting_for_its_nif_may_have_needs(self):
        pending = self.new_company("Pendiente SL")
        action = pending.with_user(self.ana).action_new_need()
        need = self.as_user(self.ana, "despacho.need", **action["context"]).create({"name": "Nómina"})
        self.assertEqual(pending.with_user(self.ana).need_ids, need)

    def test_the_changes_are_traced(self):
        need = self.new_need().with_context(tracking_disable=False)
        self.flush_tracking()
        need.status = "solved"
        self.flush_tracking()
        changed = need.message_ids.sudo().tracking_value_ids.field_id.mapped("name")
        self.assertIn("status", changed)

    def flush_tracking(self):
        self.env.flush_all()
        self.cr.flush()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestServiceLines(NeedCommon):
    """The service lines are the categories below «Services of the firm»."""

    def test_the_lines_hang_from_the_services_of_the_firm(self):
        lines = self.env["product.category"].search([("is_service_line", "=", True)])
        self.assertIn(self.fiscal, lines)
        self.assertNotIn(self.root, lines)
        below = self.env["product.category"].create({"name": "Renta", "parent_id": self.fiscal.id})
        self.assertTrue(below.is_service_line)
        self.assertFalse(self.root.is_service_line)

    def test_the_categories_of_a_firm_become_service_lines(self):
        own = self.env["product.category"].create({"name": "Jurídico"})
        below = self.env["product.category"].create({"name": "Mercantil", "parent_id": own.id})
        (own | below).with_user(self.marta).action_make_service_line()
        self.assertEqual((own.parent_id, below.parent_id), (self.root, own))

    def test_the_common_category_cannot_be_deleted(self):
        with self.assertRaisesRegex(Exception, "do not delete it"):
            self.root.unlink()

    def test_joined_leads_keep_the_lines_of_all(self):
        one = self.env["crm.lead"].create({"name": "A", "service_line_ids": self.fiscal.ids})
        other = self.env["crm.lead"].create({"name": "B", "service_line_ids": self.laboral.ids})
        self.assertEqual((one | other).merge_opportunity().service_line_ids, self.fiscal | self.laboral)
