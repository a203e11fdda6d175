from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaAccess(AgendaCommon):
    """Who sees which rows."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.new_branch()
        cls.abroad = cls.new_company("Garage Lyon", company_id=cls.branch.id)
        cls.mixed = cls.env["crm.lead"].create(
            {"name": "De la sucursal", "partner_id": cls.luis.id, "company_id": cls.branch.id, "type": "opportunity"}
        )

    def test_everybody_of_the_crm_sees_the_rows_of_all(self):
        self.plan(self.nominas, user=self.marta)
        for user in (self.ana, self.sara, self.marta):
            self.assertEqual(len(self.rows_of(self.vega, user)), 1)

    def test_whoever_is_not_of_the_crm_has_no_agenda(self):
        for user in (self.ines, self.pau, self.rosa):
            with self.assertRaises(AccessError):
                self.rows(user=user)

    def test_nobody_writes_in_the_agenda_itself(self):
        self.plan(self.nominas)
        row = self.rows_of(self.vega, self.marta)
        for change in (lambda: row.write({"summary": "x"}), row.unlink, lambda: row.create({"summary": "x"})):
            with self.assertRaises(AccessError):
                change()

    def test_rows_of_clients_of_another_company_are_not_seen(self):
        self.plan(self.abroad)
        self.meet(partners=[self.abroad])
        self.receive(self.abroad, author=self.abroad)
        self.assertEqual(len(self.rows_of(self.abroad)), 3)
        self.assertFalse(self.rows_of(self.abroad, self.ana))
        self.give_companies(self.ana, self.firm | self.branch)
        agenda = self.agenda.with_user(self.ana).with_context(allowed_company_ids=(self.firm | self.branch).ids)
        self.assertEqual(agenda.search_count([("partner_id", "=", self.abroad.id)]), 3)

    def test_rows_of_leads_of_another_company_are_not_seen_though_the_client_is_shared(self):
        self.plan(self.mixed)
        self.meet(opportunity_id=self.mixed.id)
        self.receive(self.mixed)
        stage = self.env["crm.stage"].create({"name": "Otra", "sequence": 50})
        self.move(self.mixed, stage, self.env.ref("base.user_root"))
        self.assertEqual(len(self.rows_of(self.vega)), 4)
        self.assertFalse(self.rows_of(self.vega, self.ana))

    def test_rows_of_quotations_of_another_company_are_not_seen(self):
        quotation = self.env["sale.order"].create({"partner_id": self.vega.id, "company_id": self.branch.id})
        self.plan(quotation)
        self.assertEqual(len(self.rows_of(self.vega)), 1)
        self.assertFalse(self.rows_of(self.vega, self.ana))

    def test_emails_on_quotations_of_another_company_are_not_seen(self):
        quotation = self.env["sale.order"].create({"partner_id": self.vega.id, "company_id": self.branch.id})
        self.receive(quotation)
        self.assertEqual(len(self.rows_of(self.vega)), 1)
        self.assertFalse(self.rows_of(self.vega, self.ana))

    def test_rows_of_needs_of_another_company_are_not_seen(self):
        need = self.env["despacho.need"].create(
            {"name": "Reservado", "partner_id": self.vega.id, "company_id": self.branch.id}
        )
        self.plan(need)
        self.assertEqual(self.rows_of(self.vega).company_id, self.branch)
        self.assertFalse(self.rows_of(self.vega, self.ana))
        self.give_companies(self.ana, self.firm | self.branch)
        agenda = self.agenda.with_user(self.ana).with_context(allowed_company_ids=(self.firm | self.branch).ids)
        self.assertEqual(agenda.search_count([("partner_id", "=", self.vega.id)]), 1)

    def test_rows_of_needs_of_the_own_company_are_seen(self):
        need = self.env["despacho.need"].create(
            {"name": "Contrato", "partner_id": self.vega.id, "company_id": self.firm.id}
        )
        self.plan(need)
        self.assertEqual(self.rows_of(self.vega, self.ana).res_model, "despacho.need")

    def test_the_groups_and_counts_leave_out_what_is_not_seen(self):
        self.plan(self.mixed)
        self.plan(self.nominas)
        agenda = self.agenda.with_user(self.ana)
        domain = [("partner_id", "=", self.vega.id)]
        self.assertEqual(agenda.search_count(domain), 1)
        self.assertEqual(agenda._read_group(domain, ["lead_id"], ["__count"]), [(self.nominas, 1)])

    def test_a_row_of_another_company_is_not_read_by_its_id(self):
        self.plan(self.mixed)
        row = self.rows_of(self.vega)
        self.env.invalidate_all()
        with self.assertRaises(AccessError):
            row.with_user(self.ana).read(["summary"])

    def test_a_private_meeting_is_seen_by_its_owner_alone(self):
        self.meet(opportunity_id=self.nominas.id, privacy="private")
        self.meet(partners=[self.pilar], privacy="private")
        seen = [("partner_id", "in", (self.vega | self.pilar).ids)]
        self.assertEqual(len(self.rows(seen, self.ana)), 2)
        self.assertFalse(self.rows(seen, self.marta))

    def test_the_meetings_of_who_keeps_the_calendar_private_are_seen_by_the_owner_alone(self):
        self.ana.with_user(self.ana).calendar_default_privacy = "private"
        self.meet(opportunity_id=self.nominas.id)
        self.meet(days=1, opportunity_id=self.nominas.id, privacy="public")
        self.assertEqual(len(self.rows_of(self.vega, self.ana)), 2)
        self.assertEqual(len(self.rows_of(self.vega, self.marta)), 1)

    def test_the_activity_of_a_private_meeting_is_seen_by_its_owner_alone(self):
        event = self.meet(partners=[self.luis], privacy="private")
        self.plan(self.luis, calendar_event_id=event.id)
        self.assertEqual(len(self.rows_of(self.vega, self.ana)), 1)
        self.assertFalse(self.rows_of(self.vega, self.marta))

    def test_the_search_of_a_client_does_not_find_those_of_another_company(self):
        self.plan(self.abroad)
        self.assertFalse(self.rows([("client_search", "ilike", "Garage Lyon")], user=self.ana))

    def test_the_team_of_another_company_is_not_mine(self):
        team = self.env["crm.team"].create({"name": "Lyon", "company_id": self.branch.id})
        paul = self._new_user("paul", "despacho_crm.group_user")
        paul.write({"company_ids": [Command.set(self.branch.ids)], "company_id": self.branch.id})
        team.member_ids = paul
        self.plan(self.nominas, user=self.sara)
        self.assertFalse(self.rows([("my_team", "=", True), ("partner_id", "=", self.vega.id)], user=self.ana))
