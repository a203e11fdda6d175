from odoo.tests import tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaSearch(AgendaCommon):
    """What people type and choose in the search of the agenda."""

    def found(self, typed):
        return self.rows([("words", "ilike", typed)], user=self.ana)

    def test_what_is_typed_is_looked_for_in_clients_and_actions(self):
        papers = self.plan(self.nominas, summary="Reclamar papeles")
        call = self.plan(self.pilar, summary=False)
        named = self.plan(self.pilar, 1, summary="Vega: preguntar por ellos")
        meeting = self.meet(1, partners=[self.pilar], name="Firmar papeles")
        papers_found = self.found("papeles")
        self.assertEqual((papers_found.activity_id, papers_found.event_id), (papers, meeting))
        self.assertEqual(self.found("b-12.345.674").activity_id, papers)
        self.assertEqual(self.found("vega").activity_id, papers | named)
        self.assertEqual(self.found(self.call.name).activity_id, call)
        self.assertFalse(self.found("no existe nada así"))

    def test_only_what_people_know_is_offered_to_filter_and_to_group(self):
        described = self.agenda.with_user(self.ana).fields_get(attributes=["searchable", "groupable"])
        for name in ("source", "source_id", "res_model", "document_company_id", "all_day"):
            self.assertEqual(described[name], {"searchable": False, "groupable": False})
        for name in ("date", "user_id", "channel", "company_id"):
            self.assertEqual(described[name], {"searchable": True, "groupable": True})
