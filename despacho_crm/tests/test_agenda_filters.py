from datetime import timedelta

from odoo import Command
from odoo.tests import tagged
from odoo.tools import sql

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaFilters(AgendaCommon):
    """What is found by each filter, and that it is counted as it is listed."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.team = cls.env["crm.team"].create(
            {"name": "Laboral", "member_ids": [Command.set((cls.ana | cls.sara).ids)]}
        )

    def fill(self):
        """Nine activities of three people, on three days; two meetings and two e-mails."""
        for days in (-1, 0, 1):
            for user in (self.ana, self.sara, self.marta):
                self.plan(self.nominas, days, user)
        self.meet(opportunity_id=self.nominas.id)
        self.meet(days=-1, partners=[self.pilar])
        self.receive(self.nominas)
        self.receive(self.pilar, author=self.pilar)

    def test_mine_are_those_of_which_one_is_in_charge(self):
        self.fill()
        self.assertEqual(self.rows([("user_id", "=", self.sara.id)]).user_id, self.sara)

    def test_my_team_are_the_people_of_the_teams_to_which_one_belongs(self):
        self.fill()
        mine = self.rows([("my_team", "=", True), ("kind", "=", "activity")], user=self.ana)
        self.assertEqual(mine.user_id, self.ana | self.sara)

    def test_my_team_are_also_those_whom_one_leads(self):
        self.fill()
        self.team.user_id = self.marta
        mine = self.rows([("my_team", "=", True), ("kind", "=", "activity")], user=self.marta)
        self.assertEqual(mine.user_id, self.ana | self.sara | self.marta)

    def test_who_has_no_team_sees_his_own_rows(self):
        self.fill()
        mine = self.rows([("my_team", "=", True), ("kind", "=", "activity")], user=self.marta)
        self.assertEqual(mine.user_id, self.marta)

    def test_late_is_what_was_to_be_done_before_today(self):
        self.fill()
        late = self.rows([("state", "=", "overdue"), ("partner_id", "=", self.vega.id)])
        self.assertEqual(len(late), 3)
        self.assertEqual(set(late.mapped("date")), {self.today - timedelta(days=1)})

    def test_each_state_finds_the_rows_that_show_it(self):
        self.fill()
        rows = self.rows()
        for state in ("overdue", "today", "planned", "done"):
            shown = rows.filtered(lambda row, state=state: row.state == state)
            self.assertEqual(self.rows([("state", "=", state)]), shown)
        self.assertEqual(self.rows([("state", "!=", "done")]), rows.filtered(lambda row: row.state != "done"))

    def test_a_page_is_the_beginning_of_the_whole_list(self):
        self.fill()
        agenda = self.agenda.with_user(self.ana)
        for order in ("date, moment, id", "date desc, id", "client_name, id", "partner_id, id"):
            whole = agenda.search([], order=order)
            self.assertEqual(agenda.search([], order=order, limit=4), whole[:4])
            self.assertEqual(agenda.search([], order=order, limit=4, offset=3), whole[3:7])

    def test_the_count_is_that_of_the_list_and_of_the_groups(self):
        self.fill()
        agenda = self.agenda.with_user(self.ana)
        for domain in ([], [("kind", "=", "email")], [("user_id", "=", self.ana.id)], [("done", "=", False)]):
            total = len(agenda.search(domain))
            self.assertEqual(agenda.search_count(domain), total)
            self.assertEqual(agenda.search_count(domain, limit=2), min(2, total))
            for group in ("date:day", "state", "user_id", "channel", "kind"):
                counted = agenda._read_group(domain, [group], ["__count"])
                self.assertEqual(sum(count for _key, count in counted), total)

    def test_the_calendar_of_a_week_has_the_rows_of_its_days(self):
        self.fill()
        long = self.meet(days=-20, opportunity_id=self.nominas.id)
        long.stop = long.start + timedelta(days=40)
        first, last = self.today - timedelta(days=1), self.today
        asked = [("start", "<=", f"{last} 22:59:59"), ("stop", ">=", f"{first} 00:00:00")]
        expected = self.rows().filtered(lambda row: first <= row.date <= last or row.event_id == long)
        self.assertEqual(self.rows(asked), expected)
        long_row = expected.filtered(lambda row: row.event_id == long)
        self.assertTrue(long_row)
        self.assertEqual(self.rows([("start", ">=", "today -1w"), ("start", "<", "today +1w")]), self.rows() - long_row)
        undone = expected.filtered(lambda row: row.kind == "activity")
        self.assertEqual(set(undone.mapped("all_day")), {True})

    def test_a_client_is_found_by_name_and_by_nif(self):
        self.fill()
        for typed in ("vega", "Talleres V", "B12345674", "b-12.345.674"):
            found = self.rows([("client_search", "ilike", typed)], user=self.ana)
            self.assertEqual(found.partner_id, self.vega)
            self.assertEqual(found, self.rows_of(self.vega, self.ana))

    def test_the_words_of_the_log_are_found_by_an_index(self):
        self.plan(self.nominas, summary="Enviar modelo 347")
        self.assertEqual(self.rows([("summary", "ilike", "modelo 347")], user=self.ana).partner_id, self.vega)
        for index in ("mail_activity__summary_index", "mail_message_agenda_subject_idx"):
            self.assertEqual(sql.index_exists(self.cr, index), bool(self.registry.has_trigram))

    def test_a_lead_that_is_no_client_yet_is_found_by_name(self):
        lead = self.env["crm.lead"].create({"name": "Consulta web", "partner_name": "Bar Lino", "type": "lead"})
        self.plan(lead)
        self.assertEqual(self.rows([("client_search", "ilike", "bar lino")]).lead_id, lead)
        self.assertFalse(self.rows([("client_search", "ilike", "no existe nadie así")]))

    def test_the_view_is_made_again_when_what_it_reads_changes(self):
        self.plan(self.nominas)
        sql.drop_depending_views(self.cr, "crm_lead", "name")
        self.assertFalse(sql.table_exists(self.cr, "despacho_agenda"))
        self.agenda._create_view()
        self.assertEqual(len(self.rows_of(self.vega)), 1)
