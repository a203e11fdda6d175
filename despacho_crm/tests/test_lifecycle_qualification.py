from datetime import timedelta

from odoo import Command
from odoo.tests import new_test_user, tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleQualification(LifecycleCommon):
    """Prospect, lead, client, former client."""

    def test_a_new_company_is_a_cold_prospect(self):
        self.assertEqual(self.relation(self.new_company()), ("prospect", "cold"))

    def test_a_contact_of_a_company_has_no_relation_of_its_own(self):
        self.assertEqual(self.relation(self.luis), (False, False))

    def test_whoever_has_a_lead_is_a_lead(self):
        self.lead(self.vega)
        self.assertEqual(self.relation(self.vega), ("lead", "warm"))

    def test_the_lead_of_a_contact_is_of_its_company(self):
        self.lead(self.luis)
        self.assertEqual(self.relation(self.vega)[0], "lead")
        self.assertFalse(self.luis.lifecycle)

    def test_a_lead_without_contact_that_gets_one_tells_it(self):
        lead = self.env["crm.lead"].create({"name": "Web", "type": "lead"})
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        lead.partner_id = self.vega
        self.assertEqual(self.relation(self.vega)[0], "lead")
        lead.partner_id = self.pilar
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        self.assertEqual(self.relation(self.pilar)[0], "lead")

    def test_spam_makes_a_lead_of_nobody(self):
        lead = self.lead(self.vega)
        lead.sudo().stage_id = self.env.ref("despacho_crm.stage_lead_spam")
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        self.assertTrue(self.vega.contact_refused)

    def test_who_responds_without_a_lead_is_a_lead(self):
        self.contact(self.vega, reaction="information")
        self.assertEqual(self.relation(self.vega)[0], "lead")

    def test_who_is_invoiced_with_another_program_is_a_client(self):
        self.vega.billed_elsewhere_on = self.today
        self.assertEqual(self.relation(self.vega)[0], "client")
        self.assertIn("invoicing program", self.vega.lifecycle_reason)
        self.vega.billed_elsewhere_on = self.today - timedelta(days=365 * 3)
        self.assertEqual(self.relation(self.vega)[0], "former", "no newer file has it")

    def test_who_does_not_answer_stays_a_prospect(self):
        self.contact(self.vega, result="no_answer")
        self.assertEqual(self.relation(self.vega)[0], "prospect")

    def test_an_answer_to_a_mailing_is_a_response(self):
        trace = self.trace(self.luis, 1)
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        trace.set_replied()
        self.assertEqual(self.relation(self.vega), ("lead", "warm"))

    def test_a_posted_invoice_makes_a_client(self):
        move = self.invoice(self.vega, post=False)
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        move.action_post()
        self.assertEqual(self.relation(self.vega)[0], "client")
        self.assertEqual(self.vega.last_invoice_date, self.today)
        self.assertEqual(self.vega.invoiced_12m, 100)

    def test_an_invoice_taken_back_to_draft_makes_no_client(self):
        move = self.invoice(self.vega)
        self.settle()
        move.button_draft()
        self.assertEqual(self.relation(self.vega)[0], "prospect")

    def test_who_signs_is_a_client_before_the_first_invoice(self):
        opportunity = self.lead(self.luis, type="opportunity")
        self.assertEqual(self.relation(self.vega), ("lead", "hot"))
        opportunity.action_set_won()
        self.assertEqual(self.relation(self.vega), ("client", "hot"))
        self.assertEqual(self.vega.last_won_date, self.today)
        self.assertIn("won on", self.vega.temperature_reason)

    def test_who_signed_is_a_client_for_the_months_of_the_company(self):
        opportunity = self.lead(self.vega, type="opportunity")
        opportunity.action_set_won()
        for days, expected in ((400, "client"), (500, "former")):
            opportunity.date_closed = self.moment(days)
            self.env.flush_all()
            self.vega._lifecycle_update()
            self.assertEqual((self.vega.lifecycle, self.vega.temperature), (expected, "cold"))

    def test_won_by_mistake_makes_no_client(self):
        opportunity = self.lead(self.vega, type="opportunity")
        stage = opportunity.stage_id
        opportunity.action_set_won()
        self.assertEqual(self.relation(self.vega)[0], "client")
        opportunity.stage_id = stage
        self.assertEqual(self.relation(self.vega), ("lead", "hot"))
        self.assertFalse(self.vega.last_won_date)

    def test_a_no_after_signing_cools_and_takes_no_client_away(self):
        deal = self.lead(self.vega, type="opportunity")
        deal.action_set_won()
        deal.date_closed = self.moment(1, 9)
        self.settle()
        self.contact(self.vega, reaction="not_interested")
        self.assertEqual(self.relation(self.vega), ("client", "cold"))

    def test_a_reversed_invoice_makes_no_client(self):
        move = self.invoice(self.vega)
        self.assertEqual(self.relation(self.vega)[0], "client")
        move._reverse_moves([{"invoice_date": self.today}], cancel=True)
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        self.assertEqual(self.vega.invoiced_12m, 0)

    def test_a_credit_note_is_discounted_from_what_was_invoiced(self):
        self.invoice(self.vega, amount=500)
        self.invoice(self.vega, amount=120, move_type="out_refund")
        self.assertEqual(self.relation(self.vega)[0], "client")
        self.assertEqual(self.vega.invoiced_12m, 380)

    def test_the_invoice_of_a_contact_is_of_its_company(self):
        self.invoice(self.luis)
        self.assertEqual(self.relation(self.vega)[0], "client")

    def test_a_bill_of_a_supplier_makes_no_client(self):
        self.invoice(self.vega, move_type="in_invoice")
        self.settle()
        self.vega._lifecycle_update()
        self.assertNotEqual(self.vega.lifecycle, "client")

    def test_who_only_sells_to_us_has_no_relation(self):
        self.vega.supplier_rank = 1
        self.vega._lifecycle_update()
        self.assertFalse(self.vega.lifecycle)
        self.assertFalse(self.vega.temperature)

    def test_a_competitor_is_no_prospect(self):
        self.vega.is_competitor = True
        self.assertEqual(self.relation(self.vega), (False, False))

    def test_the_firm_and_its_people_have_no_relation(self):
        people = self.firm.partner_id | self.ana.partner_id
        people._lifecycle_update()
        self.assertEqual(people.mapped("lifecycle"), [False, False])

    def test_the_months_without_invoices_are_the_company_s_decision(self):
        self.invoice(self.vega, days=400)
        self.assertEqual(self.relation(self.vega)[0], "client")
        self.firm.lifecycle_client_months = 12
        self.vega._lifecycle_update()
        self.assertEqual(self.vega.lifecycle, "former")
        self.assertEqual(self.vega.invoiced_12m, 0)
        self.assertEqual(self.vega.invoiced_total, 100)

    def test_an_invoice_brings_a_former_client_back(self):
        self.invoice(self.vega, days=900)
        self.assertEqual(self.relation(self.vega)[0], "former")
        self.invoice(self.vega)
        self.assertEqual(self.relation(self.vega)[0], "client")

    def test_a_lost_opportunity_leaves_a_lead_and_a_lead_without_interest_a_prospect(self):
        opportunity = self.lead(self.vega, type="opportunity")
        lead = self.lead(self.pilar)
        (opportunity | lead).with_user(self.env.ref("base.user_root")).action_set_lost()
        self.assertEqual(self.relation(self.vega), ("lead", "cold"))
        self.assertEqual(self.relation(self.pilar), ("prospect", "cold"))
        self.assertTrue(self.vega.contact_refused)

    def test_the_lead_says_at_once_what_its_contact_has_become(self):
        lead = self.as_user(self.ana, "crm.lead").create({"name": "Alta", "partner_id": self.luis.id, "type": "lead"})
        self.assertEqual((lead.partner_lifecycle, lead.partner_temperature), ("lead", "warm"))
        self.assertIn("open lead", lead.partner_temperature_reason.lower())

    def test_the_services_of_open_leads_and_needs_are_of_interest(self):
        line = self.env["product.category"].create(
            {"name": "Laboral", "parent_id": self.env.ref("despacho_crm.product_category_services").id}
        )
        self.lead(self.vega, service_line_ids=[Command.link(line.id)])
        self.env["despacho.need"].create({"name": "Nómina", "partner_id": self.pilar.id, "service_line_id": line.id})
        self.settle()
        self.pilar._lifecycle_update()
        self.assertEqual(self.vega.service_line_ids, line)
        self.assertEqual(self.pilar.service_line_ids, line)

    # Joined records

    def join(self, kept, gone):
        wizard = self.env["base.partner.merge.automatic.wizard"].with_user(self.sara).create({})
        wizard._merge((kept | gone).ids, kept.with_user(self.sara), extra_checks=False)
        self.settle()

    def test_joined_records_have_the_past_of_both_and_nothing_is_taken_for_typed(self):
        kept = self.new_company("Bodega Sol SL", vat=self.nif_of())
        gone = self.new_company("Bodega Sol", vat=self.nif_of())
        self.invoice(kept, amount=100)
        self.invoice(gone, amount=50)
        gone.vat = False  # it was nobody's
        self.join(kept, gone)
        self.assertEqual((kept.lifecycle, kept.temperature, kept.invoiced_12m), ("client", "warm", 150))
        self.assertFalse(kept.temperature_manual or kept.potential_typed)

    def test_what_was_typed_on_the_record_that_goes_is_kept_with_its_author(self):
        kept = self.new_company("Bodega Sol SL", vat=self.nif_of())
        gone = self.new_company("Bodega Sol")
        gone.with_user(self.ana).write({"temperature": "hot", "potential": 4000})
        on = gone.temperature_manual_on
        self.join(kept, gone)
        self.assertEqual((kept.temperature, kept.potential), ("hot", 4000))
        self.assertEqual((kept.temperature_manual_uid, kept.temperature_manual_on), (self.ana, on))
        self.assertTrue(kept.potential_typed)

    # Several companies

    def test_a_partner_of_one_company_counts_the_invoices_of_that_one(self):
        branch = self.new_branch("Filial", "es")
        own = self.new_company("Solo nuestra SL", company_id=self.firm.id, vat=self.nif_of())
        shared = self.new_company("De todas SL", vat=self.nif_of())
        (own | shared)._lifecycle_update()
        for partner in own | shared:
            self.env.cr.execute(
                "UPDATE res_partner SET company_id = %s WHERE id = %s",
                [branch.id if partner == own else None, partner.id],
            )
            self.env.invalidate_all()
            move = self.invoice(self.vega, amount=70)
            self.env.cr.execute(
                "UPDATE account_move SET commercial_partner_id = %s, partner_id = %s WHERE id = %s",
                [partner.id, partner.id, move.id],
            )
            self.env.invalidate_all()
        (own | shared)._lifecycle_update()
        self.assertEqual(own.lifecycle, "prospect")
        self.assertEqual(shared.lifecycle, "client")

    def test_what_is_shared_is_the_same_whoever_computes_it(self):
        branch = self.new_branch("Filial", "fr")
        branch.lifecycle_client_months = 1
        self.invoice(self.vega, days=60)
        self.assertEqual(self.relation(self.vega)[0], "client")
        self.vega.with_company(branch)._lifecycle_update()
        self.assertEqual(self.vega.lifecycle, "client")

    def test_a_user_made_by_an_administrator_without_our_groups_starts_as_anybody(self):
        groups = "base.group_erp_manager,base.group_partner_manager"
        boss = new_test_user(self.env, "despacho_boss", groups=groups)
        made = self.as_user(boss, "res.users").create({"name": "Nuevo", "login": "despacho_new"})
        partner = made.partner_id.with_env(self.env)
        self.assertEqual((partner.lifecycle, partner.temperature), ("prospect", "cold"))
        self.assertFalse(partner.lifecycle_manual or partner.temperature_manual)
