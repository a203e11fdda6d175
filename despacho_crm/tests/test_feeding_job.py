from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .feeding_common import FeedingCommon

MONDAY, TUESDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 30)


@tagged("post_install", "-at_install")
class TestFeedingJob(FeedingCommon):
    """Each week the next companies of a profile become leads, for whom and how many was said."""

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_feeding").method_direct_trigger()
        self.env.invalidate_all()

    def leads(self):
        return self.env["crm.lead"].search([("feeding_id", "=", self.feeding.id)], order="id")

    def test_each_monday_the_next_ones_come_the_largest_first(self):
        with freeze_time(date(2026, 11, 20)):
            self.feeding.action_start()
            self.assertEqual(self.feeding.next_date, MONDAY)
            self.run_job()
            self.assertFalse(self.leads())
        with freeze_time(MONDAY):
            self.run_job()
            self.run_job()
        self.assertEqual(self.leads().mapped("name"), ["Bar Tres SL", "Bar Dos SL"])
        self.assertEqual(self.feeding.next_date, NEXT_MONDAY)
        with freeze_time(NEXT_MONDAY):
            self.run_job()
        self.assertEqual(self.leads().mapped("name"), ["Bar Tres SL", "Bar Dos SL", "Bar Uno SL"])
        self.assertEqual(self.feeding.state, "exhausted")
        self.assertEqual(self.feeding.week_ids.mapped("fed"), [1, 2])

    def test_a_week_that_the_server_missed_on_monday_comes_later_that_week(self):
        with freeze_time(date(2026, 11, 20)):
            self.feeding.action_start()
        with freeze_time(TUESDAY):
            self.run_job()
        self.assertEqual(self.feeding.week_ids.date, MONDAY)
        self.assertEqual((len(self.leads()), self.feeding.next_date), (2, NEXT_MONDAY))

    def test_a_prospect_tells_the_balancing_on_which_it_rests_or_that_there_is_none(self):
        balancings = self.env["despacho.balancing"]
        with freeze_time(MONDAY):
            balancings.search([("state", "=", "in_force")]).sudo().state = "replaced"
            self.feeding.action_start()
            self.feeding.with_user(self.sara).action_feed_now()
            first = self.leads()
            self.assertTrue(first)
            none = balancings._tell_in_force(self.firm)
            for lead in first:
                self.assertIn("lista pública", lead.contact_basis)
                self.assertIn(none, lead.contact_basis)
            balancing = balancings.create({"company_id": self.firm.id})
            balancing.action_approve()
        with freeze_time(NEXT_MONDAY):
            self.run_job()
        later = self.leads() - first
        self.assertTrue(later)
        for lead in later:
            self.assertIn(balancing.display_name, lead.contact_basis)
            self.assertNotIn(none, lead.contact_basis)

    def test_a_prospect_has_its_nif_its_origin_and_why_it_may_be_contacted(self):
        self.feeding.service_line_ids = self.env.ref("despacho_crm.product_category_services").child_id[:1]
        self.feeding.action_start()
        self.feeding.with_user(self.sara).action_feed_now()
        lead = self.leads()[0]
        partner = lead.partner_id
        self.assertEqual((partner.nif_key, partner.lifecycle), (self.bars[2].nif_key, "prospect"))
        self.assertEqual((partner.zip, partner.state_id, partner.employees), ("17001", self.girona, 8))
        self.assertEqual(partner.cnae_2009_id, self._activity("5610", "2009"))
        self.assertTrue(partner.is_company)
        self.assertEqual(lead.type, "lead")
        self.assertEqual(lead.user_id, self.sara)
        self.assertIn("lista pública", lead.contact_basis)
        self.assertEqual(lead.service_line_ids, self.feeding.service_line_ids)
        origin = self.env["despacho.value.origin"]._get_by_partner(partner)[partner.id]
        self.assertEqual((origin["nif"]["source"], origin["zip"]["value"]), ("census", "17001"))
        self.assertFalse(self.bars[2].is_free)

    def test_they_take_turns_and_who_has_too_many_untouched_gets_no_more(self):
        self.feeding.write({"owner_ids": [Command.set((self.ana | self.marta).ids)], "per_week": 3, "open_limit": 1})
        self.feeding.action_start()
        self.feeding.with_user(self.sara).action_feed_now()
        self.assertEqual(self.leads().user_id, self.ana | self.marta)
        self.assertEqual(len(self.leads()), 2)
        warned = self.feeding.with_user(self.sara).action_feed_now()
        self.assertEqual(len(self.leads()), 2)
        self.assertEqual(self.feeding.state, "running")
        of_ana = self.leads().filtered(lambda lead: lead.user_id == self.ana)
        of_ana.activity_schedule("mail.mail_activity_data_call", user_id=self.ana.id)._log_result(
            {"result": "no_answer"}
        )
        self.feeding.with_user(self.sara).action_feed_now()
        self.assertEqual(self.leads()[-1].user_id, self.ana)
        self.assertTrue(warned)

    def test_a_sole_trader_is_to_be_informed(self):
        self.profile.persons = True
        self.feeding.write({"per_week": 10})
        self.feeding.action_start()
        self.feeding.with_user(self.sara).action_feed_now()
        person = self.leads().partner_id.filtered(lambda partner: partner.nif_key == self.trader.nif_key)
        self.assertFalse(person.is_company)
        self.assertEqual(person.privacy_notice_ids.state, "pending")
        self.assertIn("Lista de prueba", person.privacy_notice_ids.data_source)
        self.assertEqual(len(self.leads().partner_id.privacy_notice_ids), 1)

    def test_it_does_not_begin_without_saying_why_they_may_be_contacted(self):
        self.feeding.balancing = "  "
        with self.assertRaisesRegex(ValidationError, "why the firm may contact"):
            self.feeding.action_start()

    def test_what_hinders_it_is_told_and_it_waits(self):
        self.feeding.action_start()
        self.feeding.next_date = date(2026, 11, 2)
        to_prospects = patch.object(
            self.registry["despacho.census.company"], "_to_prospects", side_effect=UserError("Falta algo")
        )
        with to_prospects:
            self.run_job()
        self.assertEqual(self.feeding.state, "paused")
        self.assertIn("Falta algo", "".join(self.feeding.message_ids.mapped("body")))
        self.assertFalse(self.feeding.week_ids)

    def test_what_became_of_those_of_a_week(self):
        self.feeding.action_start()
        self.feeding.with_user(self.sara).action_feed_now()
        reached, tried = self.leads()
        call = "mail.mail_activity_data_call"
        reached.activity_schedule(call)._log_result({"result": "spoke"})
        tried.activity_schedule(call)._log_result({"result": "no_answer"})
        reached.write({"type": "opportunity", "expected_revenue": 900})
        reached.action_set_won()
        tried.action_set_lost()
        week = self.feeding.week_ids
        week.invalidate_recordset()
        self.assertEqual((week.fed, week.contacted, week.reached), (2, 2, 1))
        self.assertEqual((week.opportunities, week.clients, week.discarded, week.won_revenue), (1, 1, 1, 900))

    def test_chosen_ones_become_prospects_and_known_ones_are_left_out(self):
        self.new_company("Bar Uno", vat=self.bars[0].nif_key)
        wizard = self.as_user(
            self.ana,
            "despacho.feeding.choice",
            active_model="despacho.census.company",
            active_ids=(self.bars | self.trader).ids,
        ).create({"balancing": "Servicio útil", "user_ids": [Command.set((self.ana | self.marta).ids)]})
        self.assertEqual((wizard.company_count, wizard.known_count, wizard.person_count), (3, 1, 1))
        action = wizard.action_apply()
        leads = self.env["crm.lead"].search(action["domain"])
        self.assertEqual(len(leads), 3)
        self.assertEqual(leads.user_id, self.ana | self.marta)
        with self.assertRaisesRegex(UserError, "knows all"):
            wizard.action_apply()

    def test_companies_just_founded_come_first_without_nif(self):
        acts = self.env["despacho.registry.act"].create(
            [
                {
                    "name": name,
                    "date": date(2026, 11, 10),
                    "bulletin": "BORME-A-2026-216-17",
                    "number": number,
                    "kind": "constitution",
                    "kinds": "constitution",
                    "state": "candidate",
                    "state_id": state.id,
                    "object": words,
                    "capital": 3000,
                    "officer_ids": [
                        Command.create(
                            {"name": "Roca Pons Ana", "post": "Adm. Unico", "role": "director", "action": "in"}
                        )
                    ],
                }
                for number, (name, state, words) in enumerate(
                    (
                        ("Pizzas Nuevas SL", self.girona, "La hostelería y la restauración"),
                        ("Pizzas Lejos SL", self.soria, "La hostelería"),
                        ("Obras Nuevas SL", self.girona, "La construcción"),
                    )
                )
            ]
        )
        self.profile.object_words = "restauración, Hostelería"
        self.assertEqual(self.profile.new_count, 1)
        self.feeding.with_new = True
        self.feeding.action_start()
        self.feeding.with_user(self.sara).action_feed_now()
        new = self.leads().filtered(lambda lead: not lead.partner_id)
        self.assertEqual((new.partner_name, new.nif_state), ("Pizzas Nuevas SL", "missing"))
        self.assertIn("hostelería", new.description)
        self.assertEqual((acts[0].state, acts[0].lead_id), ("taken", new))
        notice = self.env["despacho.privacy.notice"].search([("lead_id", "=", new.id)])
        self.assertEqual((notice.display_name, notice.company_name), ("Roca Pons Ana", "Pizzas Nuevas SL"))
        self.assertIn("BORME", notice.data_source)
        self.assertEqual(len(self.leads()), 2)
        wizard = self.as_user(
            self.ana, "despacho.feeding.choice", active_model="despacho.registry.act", active_ids=acts.ids
        ).create({"balancing": "Van a necesitar asesoría"})
        self.assertEqual((wizard.company_count, wizard.known_count), (2, 1))
        wizard.action_apply()
        self.assertEqual(set(acts.mapped("state")), {"taken"})

    def test_who_may_what(self):
        for user, may_read, may_write in ((self.ana, 1, 0), (self.sara, 1, 1), (self.ines, 0, 0), (self.pau, 0, 0)):
            with self.subTest(user=user.name):
                feeding, profile = self.feeding.with_user(user), self.profile.with_user(user)
                self.assertEqual(feeding.has_access("read"), bool(may_read))
                self.assertEqual(profile.has_access("write"), bool(may_write))
                self.assertEqual(feeding.has_access("write"), bool(may_write))
        self.feeding.action_start()
        with self.assertRaises(AccessError):
            self.feeding.with_user(self.ana).action_feed_now()

    def test_another_company_does_not_see_it(self):
        branch = self.new_branch()
        self.sara.sudo().write({"company_id": branch.id, "company_ids": [Command.set(branch.ids)]})
        self.assertFalse(self.as_user(self.sara, "despacho.feeding").search([]))
        self.assertFalse(self.as_user(self.sara, "despacho.target.profile").search([]))
