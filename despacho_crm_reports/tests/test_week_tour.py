from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..tools.planning import borders
from .planning_common import PlanningCommon


@tagged("post_install", "-at_install")
class TestWeekTour(HttpCase, PlanningCommon):
    """The week of a person, in Chromium and in Spanish, whatever day it is."""

    clock = None

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        modules = self.env["ir.module.module"].search([("name", "in", ("despacho_crm", "despacho_crm_reports"))])
        modules._update_translations(["es_ES"])
        (self.ana | self.berta).lang = "es_ES"
        self.monday, _sunday = borders.week(self.env["despacho.planning.facts"]._today())
        self.next_monday = self.monday + timedelta(days=borders.DAYS)
        self.done(self.ana, fields.Datetime.now())

    def test_a_person_looks_at_the_week_corrects_it_and_confirms_it(self):
        late = self.planned(self.ana, self.monday - timedelta(days=10), "Reclamar la firma")
        planned = self.planned(self.ana, self.next_monday + timedelta(days=1), "Presentar la propuesta")
        self.start_tour("/odoo/mi-parte-semanal", "despacho_crm_reports.week", login=self.ana.login, timeout=120)
        week = self.env["despacho.week"].search([("user_id", "=", self.ana.id)])
        self.assertEqual((week.state, week.confirmed_by, week.notes), ("confirmed", self.ana, "Mucho trabajo"))
        self.assertFalse(late.exists())
        self.assertEqual(planned.date_deadline, self.next_monday + timedelta(days=8))

    def test_who_leads_looks_at_the_weeks_of_the_team(self):
        week = self.env["despacho.week"].with_user(self.ana)
        week._of_person(self.ana, self.firm, self.monday).action_confirm()
        self.start_tour("/odoo/partes-semanales", "despacho_crm_reports.week_team", login=self.berta.login, timeout=120)
