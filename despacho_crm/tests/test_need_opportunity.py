from odoo.exceptions import UserError
from odoo.tests import tagged

from .need_common import NeedCommon


@tagged("post_install", "-at_install")
class TestNeedOpportunity(NeedCommon):
    """A need becomes an opportunity in one click, and follows what becomes of it."""

    def lost(self, lead):
        lead.sudo().action_set_lost()

    def won(self, lead):
        lead.sudo().action_set_won()

    def test_the_opportunity_takes_what_is_known_of_the_need(self):
        need = self.new_need(
            partner_id=self.luis.id, service_line_id=self.fiscal.id, description="<p>Compra en junio</p>"
        )
        lead = need._to_opportunity()
        self.assertEqual((lead.type, lead.name, lead.partner_id), ("opportunity", "Nave nueva", self.luis))
        self.assertEqual((lead.service_line_ids, lead.user_id), (self.fiscal, self.ana))
        self.assertIn("Compra en junio", lead.description)
        self.assertEqual((need.status, need.lead_id, lead.need_ids), ("opportunity", lead, need))
        self.assertIn("It comes from the need", lead.message_ids.mapped("body")[-1] or lead.message_ids[0].body)

    def test_a_second_click_opens_the_same_one(self):
        need = self.new_need()
        first = need.action_to_opportunity()
        self.assertEqual(need.action_to_opportunity()["res_id"], first["res_id"])
        self.assertEqual(self.env["crm.lead"].search_count([("need_ids", "in", need.ids)]), 1)

    def test_a_client_without_nif_gets_a_lead(self):
        lead = self.new_need(partner_id=self.new_company("Sin SL").id)._to_opportunity()
        self.assertEqual(lead.type, "lead")

    def test_an_exempt_client_gets_an_opportunity(self):
        exempt = self.new_company("Nueva SL", nif_exemption_reason="incorporating")
        self.assertEqual(self.new_need(partner_id=exempt.id)._to_opportunity().type, "opportunity")

    def test_without_the_rule_a_nif_is_not_needed(self):
        self.firm.nif_mandatory = False
        lead = self.new_need(partner_id=self.new_company("Sin SL").id)._to_opportunity()
        self.assertEqual(lead.type, "opportunity")

    def test_many_at_once_get_one_each(self):
        needs = self.new_need() | self.new_need(name="Nóminas")
        leads = needs._to_opportunity()
        self.assertEqual(leads.mapped("name"), ["Nave nueva", "Nóminas"])
        self.assertEqual(needs.action_to_opportunity()["domain"], [("id", "in", leads.ids)])

    def test_dropped_on_its_column_a_need_gets_its_opportunity(self):
        need = self.new_need()
        need.status = "opportunity"
        self.assertEqual((need.status, need.lead_id.name), ("opportunity", "Nave nueva"))
        imported = self.new_need(name="Importada", status="opportunity")
        self.assertEqual((imported.status, imported.lead_id.name), ("opportunity", "Importada"))

    def test_won_it_is_solved(self):
        need = self.new_need()
        self.won(need._to_opportunity())
        self.assertEqual(need.status, "solved")
        self.assertTrue(need.closed_on)
        self.assertIn("was won", need.message_ids[0].body)

    def test_lost_it_is_open_again_and_says_why(self):
        need = self.new_need(horizon="future", date_due="2030-01-01")
        lead = need._to_opportunity()
        reason = self.env["crm.lost.reason"].create({"name": "Precio"})
        lead.sudo().action_set_lost(lost_reason_id=reason.id)
        self.assertEqual(need.status, "open")
        self.assertIn("Precio", need.message_ids[0].body)

    def test_after_a_loss_the_next_click_makes_another(self):
        need = self.new_need()
        first = need._to_opportunity()
        self.lost(first)
        second = need._to_opportunity()
        self.assertNotEqual(first, second)
        self.assertEqual((need.status, need.lead_id), ("opportunity", second))

    def test_a_lost_opportunity_that_comes_back_takes_the_need_again(self):
        need = self.new_need()
        lead = need._to_opportunity()
        self.lost(lead)
        lead.sudo().action_unarchive()
        self.assertEqual(need.status, "opportunity")

    def test_what_was_discarded_stays_so_whatever_happens_to_the_opportunity(self):
        need = self.new_need()
        lead = need._to_opportunity()
        need.write({"status": "discarded", "discard_reason": "mistake"})
        self.lost(lead)
        self.assertEqual(need.status, "discarded")

    def test_a_closed_need_is_opened_before(self):
        need = self.new_need(status="solved")
        with self.assertRaisesRegex(UserError, "is closed"):
            need._to_opportunity()

    def test_whoever_sells_without_our_groups_closes_it_too(self):
        seller = self._new_user("sol", "sales_team.group_sale_salesman")
        need = self.new_need(user_id=seller.id)
        lead = need._to_opportunity()
        self.assertEqual(lead.user_id, seller)
        lead.with_user(seller).sudo(False).action_set_won()
        self.assertEqual(need.status, "solved")

    def test_an_owner_who_does_not_sell_leaves_it_to_whoever_clicks(self):
        lead = self.new_need(user_id=self.pau.id)._to_opportunity()
        self.assertEqual(lead.user_id, self.ana)

    def test_a_deleted_opportunity_opens_the_need_again(self):
        need = self.new_need()
        need._to_opportunity().sudo().unlink()
        self.assertEqual((need.status, bool(need.lead_id)), ("open", False))

    def test_joined_opportunities_bring_their_needs(self):
        needs = self.new_need() | self.new_need(name="Nóminas")
        leads = needs._to_opportunity()
        head = leads.sudo().merge_opportunity()
        self.assertEqual(needs.lead_id, head)
        self.assertEqual(needs.mapped("status"), ["opportunity"] * 2)


@tagged("post_install", "-at_install")
class TestNeedOfALead(NeedCommon):
    """Needs are written down on leads too, before there is a contact."""

    def new_lead(self, **values):
        return self.as_user(self.ana, "crm.lead").create({"name": "Web", "type": "lead", **values})

    def note_on(self, lead, **values):
        action = lead.action_new_need()
        return self.as_user(self.ana, "despacho.need", **action["context"]).create({"name": "Contable", **values})

    def test_the_lead_shows_the_needs_of_its_client_and_its_own(self):
        mine = self.new_need()
        lead = self.new_lead(partner_id=self.luis.id)
        noted = self.note_on(lead)
        self.assertEqual((noted.partner_id, noted.contact_id), (self.vega, self.luis))
        self.assertEqual(lead.client_need_ids, mine | noted)
        self.assertEqual(lead.open_need_count, 2)

    def test_without_a_contact_the_need_waits_on_the_lead_and_goes_with_it(self):
        lead = self.new_lead(partner_name="Sol SL", vat="B58378431")
        need = self.note_on(lead, service_line_id=self.fiscal.id)
        self.assertFalse(need.partner_id)
        self.assertEqual(need._to_opportunity(), lead)
        self.assertEqual(lead.service_line_ids, self.fiscal)
        lead.partner_id = self.vega
        self.assertEqual(need.partner_id, self.vega)

    def test_a_deleted_lead_takes_what_was_noted_on_nobody(self):
        lead = self.new_lead()
        alone = self.note_on(lead)
        known = self.note_on(self.new_lead(partner_id=self.vega.id))
        (lead | known.origin_lead_id).sudo().unlink()
        self.assertFalse(alone.exists())
        self.assertTrue(known.exists())

    def test_an_open_need_is_taken_care_of_in_the_opportunity_at_hand(self):
        need = self.new_need(service_line_id=self.laboral.id)
        lead = self.new_lead(partner_id=self.vega.id)
        need.with_context(lead_id=lead.id).action_link_to_lead()
        self.assertEqual((need.status, need.lead_id), ("opportunity", lead))
        self.assertEqual(lead.service_line_ids, self.laboral)
