from datetime import timedelta

from odoo.tests import HttpCase, tagged

from .agenda_common import AgendaCommon


@tagged("post_install", "-at_install")
class TestAgendaTour(HttpCase, AgendaCommon):
    """The agenda in Chromium."""

    def test_a_day_is_put_in_order_from_the_agenda(self):
        late = self.plan(self.nominas, -2, summary="Reclamar papeles")
        also = self.plan(self.luis, summary="Llamar a Luis")
        today = self.plan(self.pilar)
        self.plan(self.vega, summary="De Sara", user=self.sara)
        self.start_tour("/odoo", "despacho_crm.agenda", login=self.ana.login, timeout=180)
        monday = self.today + timedelta(days=7 - self.today.weekday())
        self.assertEqual((late | also).mapped("date_deadline"), [monday, monday])
        self.assertGreater(today.date_deadline, self.today)

    def test_what_lies_ahead_is_seen_in_the_calendar_and_moved_there(self):
        self.plan(self.pilar)
        monday = self.today + timedelta(days=7 - self.today.weekday())
        ahead = self.plan(self.nominas, (monday - self.today).days + 1)
        self.start_tour(
            "/odoo/action-despacho_crm.action_agenda_mine?view_type=list",
            "despacho_crm.agenda_ahead",
            login=self.ana.login,
            timeout=180,
        )
        self.assertGreater(ahead.date_deadline, monday + timedelta(days=1))
