from datetime import timedelta
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityQueue(DespachoCommon):
    """A missing NIF becomes a task with a deadline for the owner of the contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # The contacts that the database already had owe nothing here.
        pending = cls.env["res.partner"].search(cls.env["res.partner"]._nif_pending_domain())
        pending.write({"nif_exemption_reason": "consumer"})

    def new_prospect(self):
        """Return a private person without number, with whom the firm may do business."""
        person = self.as_user(self.ines).create({"name": "Eva"})
        self.env["crm.lead"].create({"name": "Asunto de Eva", "partner_id": person.id})
        return person

    def test_people_are_asked_for_once_the_firm_does_business_with_them(self):
        agenda, prospect, client, customer = self.env["res.partner"].create(
            [{"name": f"Persona {n}"} for n in range(4)]
        )
        lead = self.env["crm.lead"].create({"name": "Asunto", "partner_id": prospect.id})
        lead.active = False
        self.env["sale.order"].create({"partner_id": client.id})
        self.env["account.move"].create({"move_type": "out_invoice", "partner_id": customer.id})
        self.run_queue()
        self.assertEqual(
            set(self.pending_activities(agenda | prospect | client | customer).mapped("res_id")),
            {prospect.id, client.id, customer.id},
        )
        self.assertIn(agenda, self.env["res.partner"].search([("nif_pending", "=", True)]), "the list shows it")

    def test_a_task_makes_nobody_a_follower(self):
        company = self.new_company(user_id=False)
        self.firm.nif_responsible_id = self.sara
        self.run_queue()
        self.assertEqual(self.pending_activities(company).user_id, self.sara)
        self.assertFalse(company.message_partner_ids)

    def test_each_pending_contact_gives_its_owner_one_task_with_its_deadline(self):
        company = self.new_company(user_id=self.ana.id)
        person = self.new_prospect()
        self.run_queue()
        task = self.pending_activities(company)
        self.assertEqual(task.user_id, self.ana)
        self.assertEqual(task.date_deadline, company.nif_deadline)
        self.assertEqual(self.pending_activities(person).user_id, self.ines, "without owner, who entered it")

    def test_contacts_without_owner_go_to_whom_the_firm_chose(self):
        self.firm.nif_responsible_id = self.sara
        company = self.new_company()
        person = self.new_prospect()
        self.run_queue()
        self.assertEqual(self.pending_activities(company | person).user_id, self.sara)

    def test_somebody_who_left_the_firm_gets_no_task(self):
        company = self.new_company(user_id=self.pau.id)
        self.pau.active = False
        self.firm.nif_responsible_id = self.sara
        self.run_queue()
        self.assertEqual(self.pending_activities(company).user_id, self.sara)

    def test_each_owner_reads_the_task_in_their_language_although_the_job_has_none(self):
        self.env["res.lang"]._activate_lang("es_ES")
        activity_type = self.env.ref("despacho_crm.mail_activity_type_nif")
        activity_type.with_context(lang="es_ES").summary = "Pedir el NIF"
        self.ana.lang, self.sara.lang = "es_ES", "en_US"
        of_ana, of_sara = self.new_company(user_id=self.ana.id), self.new_company(user_id=self.sara.id)
        self.run_queue()
        self.assertEqual(self.pending_activities(of_ana).summary, "Pedir el NIF")
        self.assertEqual(self.pending_activities(of_sara).summary, activity_type.with_context(lang="en_US").summary)

    def test_running_again_adds_nothing(self):
        companies = self.new_company() | self.new_company("Otra")
        self.run_queue()
        self.run_queue()
        self.assertEqual(len(self.pending_activities(companies)), 2)

    def test_a_task_marked_done_without_the_number_comes_back(self):
        company = self.new_company()
        self.run_queue()
        self.pending_activities(company).action_feedback()
        self.assertFalse(self.pending_activities(company))
        self.run_queue()
        self.assertEqual(len(self.pending_activities(company)), 1)

    def test_the_task_is_done_when_anybody_writes_the_number(self):
        company = self.new_company(user_id=self.ana.id)
        self.run_queue()
        task = self.pending_activities(company)
        company.with_user(self.ines).vat = self.nif_of()
        self.assertFalse(self.pending_activities(company))
        self.assertFalse(company.nif_deadline)
        self.assertTrue(task.exists() and not task.active, "it is kept as done")

    def test_the_task_is_done_when_the_contact_is_exempted(self):
        company = self.new_company()
        self.run_queue()
        company.with_user(self.ana).nif_exemption_reason = "foreign"
        self.assertFalse(self.pending_activities(company))

    def test_an_expired_exemption_goes_back_to_the_queue(self):
        today = fields.Date.today()
        company = self.new_company(nif_exemption_reason="incorporating", nif_exempt_until=today)
        self.run_queue()
        self.assertEqual(company.nif_state, "exempt")
        with patch.object(fields.Date, "context_today", lambda *a, **k: today + timedelta(days=1)):
            self.run_queue()
        self.assertEqual(company.nif_state, "missing")
        self.assertEqual(company.nif_deadline, today + timedelta(days=16))
        self.assertEqual(len(self.pending_activities(company)), 1)

    def test_many_exemptions_expire_in_batches_and_one_that_fails_stops_nothing(self):
        today = fields.Date.today()
        values = {"nif_exemption_reason": "incorporating", "nif_exempt_until": today}
        companies = self.env["res.partner"].concat(*[self.new_company(f"Nueva {n}", **values) for n in range(5)])
        self.env.flush_all()
        path = "odoo.addons.despacho_crm.models.identity.despacho_nif_exemption_mixin._BATCH"
        modified = type(companies).modified

        def fail_once(records, names, *args, **kwargs):
            if list(names) == ["nif_exempt_until"] and companies[2] in records:
                raise IntegrityError("locked")
            return modified(records, names, *args, **kwargs)

        with (
            patch(path, 2),
            patch.object(fields.Date, "context_today", lambda *a, **k: today + timedelta(days=1)),
            patch.object(type(companies), "modified", fail_once),
            mute_logger("odoo.addons.despacho_crm.models.identity.despacho_nif_exemption_mixin"),
        ):
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **k: 0):
                self.env["res.partner"]._cron_nif_pending()
            states = companies.mapped("nif_state")
            self.assertEqual(states, ["missing"] * 2 + ["exempt"] * 3, "out of time after the first batch")
            self.run_queue()
        self.assertEqual(companies.mapped("nif_state"), ["missing"] * 2 + ["exempt"] * 2 + ["missing"])
        self.assertEqual(len(self.pending_activities(companies)), 3)

    def test_the_expired_exemption_of_a_lead_ends_too(self):
        today = fields.Date.today()
        lead = self.env["crm.lead"].create(
            {"name": "Asunto", "nif_exemption_reason": "foreign", "nif_exempt_until": today}
        )
        self.run_queue()
        self.assertEqual(lead.nif_state, "exempt")
        with patch.object(fields.Date, "context_today", lambda *a, **k: today + timedelta(days=1)):
            self.run_queue()
        self.assertEqual(lead.nif_state, "missing")

    def test_tasks_are_made_in_batches_and_the_job_resumes_where_it_stopped(self):
        companies = self.env["res.partner"].concat(*[self.new_company(f"Sociedad {n}") for n in range(5)])
        path = "odoo.addons.despacho_crm.models.identity.res_partner_nif_queue._BATCH"
        cron = type(self.env["ir.cron"])
        with patch(path, 2):
            with patch.object(cron, "_commit_progress", lambda *a, **k: 0):  # killed after the first batch
                self.env["res.partner"]._cron_nif_pending()
            self.assertEqual(len(self.pending_activities(companies)), 2)
            with patch.object(cron, "_commit_progress", lambda *a, **k: 60):
                self.env["res.partner"]._cron_nif_pending()
        tasks = self.pending_activities(companies)
        self.assertEqual(len(tasks), 5)
        self.assertEqual(set(tasks.mapped("res_id")), set(companies.ids))

    def test_the_tasks_of_a_batch_are_created_at_once(self):
        companies = self.env["res.partner"].concat(*[self.new_company(f"Sociedad {n}") for n in range(5)])
        create = type(self.env["mail.activity"]).create
        with patch.object(type(self.env["mail.activity"]), "create", autospec=True, side_effect=create) as spy:
            self.run_queue()
        self.assertEqual(spy.call_count, 1)
        self.assertEqual(len(self.pending_activities(companies)), 5)

    def test_a_new_pending_contact_wakes_the_job_without_waiting_for_the_night(self):
        cron = self.env.ref("despacho_crm.ir_cron_nif_pending")
        self.env.cr.precommit.data.pop("despacho_crm.nif_queue", None)  # as after a commit
        triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
        self.as_user(self.ana).create({"name": "Eva"})
        self.assertGreater(self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), triggers)

    def test_contacts_inside_a_company_staff_and_anonymous_customers_are_not_asked_for(self):
        anonymous = self.env["res.partner"]._nif_anonymous_customer()
        contact = self.env["res.partner"].create({"name": "Eva", "parent_id": self.vega.id})
        self.run_queue()
        self.assertFalse(self.pending_activities(contact | self.ana.partner_id | anonymous))

    def test_companies_without_the_rule_get_no_tasks(self):
        branch = self.new_branch()
        company = self.new_company("Dupont", company_id=branch.id)
        self.run_queue()
        self.assertFalse(self.pending_activities(company))

    def test_an_owner_of_another_company_does_not_stop_the_others_tasks(self):
        branch = self.new_branch("Filial", "es")
        stranger = self._new_user("stranger", "despacho_crm.group_user")
        self.give_companies(stranger, self.firm | branch)
        stranger.company_id = branch
        stranger.company_ids = branch
        own = self.new_company("Propia", company_id=self.firm.id)
        own.sudo().user_id = stranger
        other = self.new_company("Otra")
        self.run_queue()
        self.assertEqual(len(self.pending_activities(own | other)), 2)
