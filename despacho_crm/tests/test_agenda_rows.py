from datetime import datetime, timedelta

from odoo.tests import tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaRows(AgendaCommon):
    """Each thing that happens with a client is one row, and what is no business of the agenda is none."""

    def test_an_activity_on_a_lead_is_a_row_of_its_company(self):
        activity = self.plan(self.nominas)
        row = self.rows_of(self.vega)
        self.assertEqual(row.activity_id, activity)
        self.assertEqual(row.kind, "activity")
        self.assertEqual((row.client_name, row.action), ("Talleres Vega SL", "Llamar"))
        self.assertEqual(row.contact_id, self.luis)
        self.assertEqual(row.lead_id, self.nominas)
        self.assertEqual(row.user_id, self.ana)
        self.assertEqual(row.channel, "call")
        self.assertEqual(row.date, self.today)
        self.assertEqual(row.display_name, "Talleres Vega SL - Llamar")

    def test_an_activity_on_a_contact_is_a_row_of_its_company(self):
        self.plan(self.luis)
        self.assertEqual(self.rows_of(self.vega).contact_id, self.luis)

    def test_a_lead_without_contact_says_its_own_name(self):
        lead = self.env["crm.lead"].create({"name": "Consulta web", "partner_name": "Bar Lino", "type": "lead"})
        self.plan(lead)
        self.assertEqual(self.rows([("lead_id", "=", lead.id)]).client_name, "Bar Lino")

    def test_the_state_of_what_is_open_is_its_day(self):
        for days, state in ((-1, "overdue"), (0, "today"), (1, "planned")):
            activity = self.plan(self.nominas, days)
            self.assertEqual(self.rows([("activity_id", "=", activity.id)]).state, state)

    def test_a_logged_result_is_the_state_of_the_row(self):
        activity = self.plan(self.nominas, days=3)
        activity.with_user(self.ana)._log_result(
            {"result": "spoke", "reaction": "interested", "chance": 60, "next_days": 7, "next": None}
        )
        row = self.rows([("activity_id", "=", activity.id)])
        self.assertEqual((row.state, row.done, row.date), ("done", True, self.today))
        self.assertEqual(row.outcome, "Spoke · Interested · 60 % · again in 7 days")

    def test_the_day_of_a_contact_written_down_later_is_that_of_the_contact(self):
        activity = self.plan(self.nominas)
        noon = datetime.combine(self.today - timedelta(days=2), datetime.min.time()) + timedelta(hours=12)
        activity.with_user(self.ana)._log_result({"result": "spoke", "done_at": noon, "next": None})
        row = self.rows([("activity_id", "=", activity.id)])
        self.assertEqual((row.date, row.moment), (noon.date(), noon))

    def test_a_task_that_is_no_activity_of_the_agenda_is_no_row(self):
        self.plan(self.vega, activity_type_id=self.env.ref("despacho_crm.mail_activity_type_nif").id)
        self.assertFalse(self.rows_of(self.vega))

    def test_an_activity_on_an_invoice_is_no_row(self):
        invoice = self.env["account.move"].create({"move_type": "out_invoice", "partner_id": self.vega.id})
        self.plan(invoice)
        self.assertFalse(self.rows_of(self.vega))

    def test_an_activity_on_a_quotation_is_a_row(self):
        quotation = self.env["sale.order"].create({"partner_id": self.vega.id})
        self.plan(quotation)
        self.assertEqual(self.rows_of(self.vega).res_model, "sale.order")

    def test_a_meeting_of_an_opportunity_is_a_row(self):
        event = self.meet(days=1, opportunity_id=self.nominas.id)
        row = self.rows_of(self.vega)
        self.assertEqual((row.kind, row.event_id, row.state), ("meeting", event, "planned"))
        self.assertEqual((row.moment, row.start, row.stop), (event.start, event.start, event.stop))
        self.assertEqual(row.lead_id, self.nominas)

    def test_a_meeting_that_has_passed_is_done(self):
        self.meet(days=-1, opportunity_id=self.nominas.id)
        self.assertEqual(self.rows_of(self.vega).state, "done")

    def test_two_people_of_a_company_in_a_meeting_are_one_row(self):
        eva = self.env["res.partner"].create({"name": "Eva Vega", "parent_id": self.vega.id})
        self.meet(partners=[self.luis, eva])
        self.assertEqual(len(self.rows_of(self.vega)), 1)

    def test_a_meeting_with_two_companies_is_a_row_of_each(self):
        self.meet(partners=[self.luis, self.pilar])
        self.assertEqual(len(self.rows_of(self.vega)), 1)
        self.assertEqual(len(self.rows_of(self.pilar)), 1)

    def test_a_meeting_among_colleagues_is_no_row(self):
        event = self.meet(partners=[self.sara.partner_id])
        self.assertFalse(self.rows([("event_id", "=", event.id)]))

    def test_a_meeting_planned_by_an_activity_is_one_row(self):
        event = self.meet(partners=[self.luis])
        self.plan(self.luis, calendar_event_id=event.id)
        self.assertEqual(self.rows_of(self.vega).kind, "activity")

    def test_the_result_of_a_visit_keeps_one_row(self):
        event = self.meet(days=-1, partners=[self.luis])
        event.with_user(self.ana).write({"result": "visited", "reaction": "undecided"})
        row = self.rows_of(self.vega)
        self.assertEqual((row.kind, row.result, row.reaction), ("activity", "visited", "undecided"))

    def test_an_email_that_they_send_is_a_row(self):
        self.receive(self.nominas)
        row = self.rows_of(self.vega)
        self.assertEqual((row.kind, row.action, row.state), ("email", "Consulta", "done"))
        self.assertEqual((row.direction, row.user_id, row.lead_id), ("inbound", self.ana, self.nominas))

    def test_an_email_on_the_contact_is_a_row_of_its_company(self):
        self.vega.user_id = self.sara
        self.receive(self.luis)
        row = self.rows_of(self.vega)
        self.assertEqual((row.kind, row.res_model, row.user_id), ("email", "res.partner", self.sara))

    def test_an_email_on_a_quotation_is_a_row_of_its_opportunity(self):
        quotation = self.env["sale.order"].create(
            {"partner_id": self.luis.id, "opportunity_id": self.nominas.id, "user_id": self.sara.id}
        )
        self.receive(quotation, subject="Re: presupuesto")
        row = self.rows_of(self.vega, self.ana)
        self.assertEqual(
            (row.kind, row.action, row.direction, row.state), ("email", "Re: presupuesto", "inbound", "done")
        )
        self.assertEqual((row.res_model, row.res_id), ("sale.order", quotation.id))
        self.assertEqual((row.lead_id, row.contact_id, row.user_id), (self.nominas, self.luis, self.sara))

    def test_an_email_on_a_quotation_without_opportunity_is_a_row_of_its_client(self):
        self.receive(self.env["sale.order"].create({"partner_id": self.luis.id}))
        self.assertEqual(len(self.rows_of(self.vega, self.ana)), 1)
        self.assertEqual(len(self.rows([("client_search", "ilike", "Talleres V")], self.ana)), 1)

    def test_what_a_colleague_writes_on_a_quotation_is_no_row(self):
        quotation = self.env["sale.order"].create({"partner_id": self.luis.id})
        self.receive(quotation, author=self.sara.partner_id)
        self.assertFalse(self.rows_of(self.vega))

    def test_an_email_from_somebody_unknown_is_a_row(self):
        self.receive(self.nominas).author_id = False
        self.assertEqual(self.rows_of(self.vega).kind, "email")

    def test_what_a_colleague_writes_is_no_row(self):
        self.receive(self.nominas, author=self.sara.partner_id)
        self.receive(self.nominas, message_type="comment", author=self.sara.partner_id)
        self.assertFalse(self.rows_of(self.vega))

    def test_a_change_of_stage_is_a_row_of_who_made_it(self):
        before = self.nominas.stage_id
        after = self.env["crm.stage"].create({"name": "Visita hecha", "sequence": 50})
        self.move(self.nominas, after, self.sara)
        row = self.rows_of(self.vega).filtered(lambda each: each.kind == "stage")
        self.assertEqual(row.action, f"{before.name} → Visita hecha")
        self.assertEqual((row.user_id, row.state, row.date), (self.sara, "done", self.today))

    def test_what_is_of_spam_leads_is_no_row(self):
        self.plan(self.nominas)
        self.receive(self.nominas)
        self.meet(opportunity_id=self.nominas.id)
        self.assertEqual(len(self.rows_of(self.vega)), 3)
        spam = self.env["crm.stage"].create({"name": "Basura", "outcome": "spam", "sequence": 99})
        self.nominas.stage_id = spam
        self.assertFalse(self.rows([("lead_id", "=", self.nominas.id)]))

    def test_what_is_of_lost_opportunities_stays(self):
        activity = self.plan(self.nominas)
        activity.with_user(self.ana)._log_result({"result": "spoke", "next": None})
        self.nominas.action_set_lost()
        self.assertEqual(self.rows([("lead_id", "=", self.nominas.id), ("kind", "=", "activity")]).result, "spoke")

    def test_the_ids_of_all_sources_are_different_and_are_read_back(self):
        self.plan(self.nominas)
        self.meet(opportunity_id=self.nominas.id)
        self.meet(partners=[self.luis])
        self.receive(self.nominas)
        self.receive(self.luis)
        self.receive(self.env["sale.order"].create({"partner_id": self.luis.id}))
        self.move(self.nominas, self.env["crm.stage"].create({"name": "Otra", "sequence": 50}))
        rows = self.rows_of(self.vega)
        self.assertEqual({row.source for row in rows}, set(range(7)))
        self.assertEqual(len(set(rows.ids)), len(rows))
        kinds = {row.id: row.kind for row in rows}
        self.env.invalidate_all()
        self.assertEqual({row["id"]: row["kind"] for row in rows.read(["kind"])}, kinds)
        self.assertEqual(self.rows([("id", "in", rows.ids)]), rows)
        self.assertEqual(rows.exists(), rows)

    def test_the_relation_of_the_client_is_that_of_the_base(self):
        self.plan(self.nominas)
        self.assertEqual(self.rows_of(self.vega).lifecycle, self.vega.lifecycle)
