from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import freeze_time, tagged

from .feeding_common import FeedingCommon

MONDAY, NEXT_MONDAY = date(2026, 11, 23), date(2026, 11, 30)


@tagged("post_install", "-at_install")
class TestFeedingScope(FeedingCommon):
    """Whom a feeding may bring, for whom, and in which company."""

    def leads(self, feeding=None):
        return self.env["crm.lead"].search([("feeding_id", "=", (feeding or self.feeding).id)], order="id")

    def feed(self, user=None, **context):
        self.feeding.with_user(user or self.sara).with_context(**context).action_feed_now()
        self.env.invalidate_all()
        return self.leads()

    def run_job(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_feeding").method_direct_trigger()
        self.env.invalidate_all()

    # Who said no

    def oppose(self, phone=None, email=None):
        if phone:
            self.env["phone.blacklist"].create({"number": phone})
        if email:
            self.env["mail.blacklist"].create({"email": email})
        self.env.flush_all()
        self.env.invalidate_all()

    def test_who_asked_not_to_be_contacted_is_no_candidate_by_phone_or_e_mail(self):
        uno, dos, tres = self.bars
        tres.phone, dos.email, uno.phone = "+34 972 33.33-33", "Info@BarDos.example ", "972 11 11 11"
        self.oppose("972333333", "info@bardos.example")
        self.assertEqual(self.bars.mapped("is_free"), [True, False, False])
        self.assertEqual(self.census.search(self.profile._get_free_domain()), uno)
        self.assertEqual((self.profile.census_count, self.profile.free_count), (3, 1))
        self.feeding.action_start()
        self.assertEqual(self.feed().partner_id.mapped("nif_key"), uno.mapped("nif_key"))

    def test_who_takes_the_opposition_back_is_a_candidate_again(self):
        self.bars[2].phone = "972333333"
        self.oppose("972333333")
        self.assertFalse(self.bars[2].is_free)
        self.env["phone.blacklist"].search([("number", "=", "+34972333333")]).active = False
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertTrue(self.bars[2].is_free)

    def test_choosing_tells_how_many_are_left_out_because_they_said_no(self):
        self.bars[2].email = "tres@bar.example"
        self.oppose(email="tres@bar.example")
        self.new_company("Bar Uno", vat=self.bars[0].nif_key)
        wizard = self.choice(self.bars)
        self.assertEqual((wizard.company_count, wizard.known_count, wizard.opposed_count), (1, 1, 1))
        leads = self.env["crm.lead"].search(wizard.action_apply()["domain"])
        self.assertEqual(leads.partner_id.nif_key, self.bars[1].nif_key)

    def choice(self, companies, user=None, **values):
        return self.as_user(
            user or self.ana,
            "despacho.feeding.choice",
            active_model="despacho.census.company",
            active_ids=companies.ids,
        ).create({"balancing": "Servicio útil", **values})

    # For whom

    def test_turns_are_fair_in_a_week_and_from_week_to_week(self):
        self._put(*((f"Bar {number} SL", 1) for number in range(20)), cnae="5610", cnae_year="2009")
        owners = self.ana | self.marta | self.sara
        self.feeding.write({"owner_ids": [Command.set(owners.ids)], "per_week": 4, "open_limit": 0})
        self.feeding.action_start()
        for day in (date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 7)):
            self.feeding.with_user(self.sara)._feed(day)
        counts = [len(self.leads().filtered(lambda lead, user=user: lead.user_id == user)) for user in owners]
        self.assertEqual(counts, [4, 4, 4])

    def test_large_weeks_are_shared_out_evenly_too(self):
        self._put(*((f"Bar {number} SL", 1) for number in range(120)), cnae="5610", cnae_year="2009")
        owners = self.ana | self.marta | self.sara
        self.feeding.write({"owner_ids": [Command.set(owners.ids)], "per_week": 120, "open_limit": 0})
        self.feeding.action_start()
        self.feed()
        counts = [len(self.leads().filtered(lambda lead, user=user: lead.user_id == user)) for user in owners]
        self.assertEqual(counts, [40, 40, 40])

    def test_nobody_who_left_gets_any(self):
        self.feeding.write({"owner_ids": [Command.set(self.ana.ids)]})
        with freeze_time(MONDAY):
            self.feeding.action_start()
            self.ana.sudo().active = False
            self.sara.sudo().active = False
            self.run_job()
        self.assertFalse(self.leads())
        self.assertEqual(self.feeding.state, "paused")
        self.assertIn("does not work here", "".join(self.feeding.message_ids.mapped("body")))

    # Where

    def test_one_whose_person_lost_the_company_waits_and_the_others_go_on(self):
        other = self.feeding.copy({"name": "Zeta", "user_id": self.marta.id})
        branch = self.new_branch()
        with freeze_time(MONDAY):
            (self.feeding | other).action_start()
            self.sara.sudo().write({"company_id": branch.id, "company_ids": [Command.set(branch.ids)]})
            self.run_job()
        self.assertEqual(self.feeding.state, "paused")
        self.assertEqual(len(self.leads(other)), 2)

    def test_it_works_in_its_company_whichever_the_person_works_in(self):
        branch = self.new_branch()
        self.give_companies(self.sara, self.firm | branch)
        # The firm knows the largest one; the branch does not.
        self.new_company("Bar Tres", vat=self.bars[2].nif_key, company_id=self.firm.id)
        self.profile.persons = True
        self.feeding.per_week = 10
        self.feeding.action_start()
        leads = self.feed(allowed_company_ids=[branch.id, self.firm.id])
        self.assertEqual(set(leads.partner_id.mapped("nif_key")), {c.nif_key for c in self.bars[:2] | self.trader})
        self.assertEqual(leads.company_id, self.firm)
        self.assertEqual(leads.partner_id.privacy_notice_ids.company_id, self.firm)

    def test_what_a_list_of_one_company_has_stays_in_it(self):
        branch = self.new_branch()
        self.give_companies(self.ana, self.firm | branch)
        theirs = self._put(("Bar de Otros SL", 9), cnae="5610", cnae_year="2009", company_id=branch.id)
        self.assertFalse(theirs.is_free)
        self.assertNotIn(theirs, self.census.search([("is_free", "=", True)]))
        with self.assertRaises(UserError):
            self.choice(theirs).with_context(allowed_company_ids=[self.firm.id, branch.id]).action_apply()
        wizard = self.choice(theirs).with_context(allowed_company_ids=[branch.id, self.firm.id])
        lead = self.env["crm.lead"].search(wizard.action_apply()["domain"])
        self.assertEqual((lead.company_id, lead.partner_id.company_id), (branch, branch))

    def test_no_more_at_once_than_a_person_chooses_by_whatever_way(self):
        many = self._put(*((f"Bar {number} SL", 1) for number in range(501)), cnae="5610", cnae_year="2009")
        with self.assertRaisesRegex(UserError, "at most 500"):
            self.choice(many)
        wizard = self.choice(self.bars[0])
        wizard.sudo().census_ids = many
        with self.assertRaisesRegex(UserError, "at most 500"):
            wizard.action_apply()
