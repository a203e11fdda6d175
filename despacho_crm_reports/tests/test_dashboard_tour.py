from datetime import timedelta

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestDashboardTour(HttpCase):
    """The dashboards, in Chromium and in Spanish."""

    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        modules = self.env["ir.module.module"].search([("name", "in", ("despacho_crm", "despacho_crm_reports"))])
        modules._update_translations(["es_ES"])
        new = {"lang": "es_ES", "tz": "Europe/Madrid"}
        self.marta = new_test_user(self.env, "marta", groups="despacho_crm.group_manager", name="Marta Vidal", **new)
        self.elena = new_test_user(self.env, "elena", groups="despacho_crm.group_user", name="Elena Soler", **new)
        self.env["crm.stage"].search([]).plan_id = False
        self.lead = self.env["crm.lead"].create(
            {
                "name": "Nóminas de Vega",
                "partner_name": "Talleres Vega",
                "phone": "971 20 30 40",
                "type": "lead",
                "user_id": self.elena.id,
                "stage_id": self.env.ref("despacho_crm.stage_lead_new").id,
            }
        )
        today = self.env["despacho.planning.facts"]._today()
        for days in (-9, 0):
            self.lead.activity_schedule(
                "mail.mail_activity_data_call",
                date_deadline=fields.Date.to_string(today + timedelta(days=days)),
                summary="Llamar por las nóminas",
                user_id=self.elena.id,
            )

    def test_the_partner_in_charge_looks_and_opens(self):
        self.start_tour("/odoo", "despacho_crm_reports.dashboard", login="marta", timeout=120)

    def test_an_address_kept_of_another_company_shows_that_of_now(self):
        other = self.env["res.company"].create({"name": "Otra Firma"})
        path = f"/odoo/cuadro-de-mando?company={other.id}"
        self.start_tour(path, "despacho_crm_reports.dashboard_elsewhere", login="marta", timeout=120)

    def test_each_one_begins_with_his_week(self):
        self.start_tour("/odoo", "despacho_crm_reports.my_week", login="elena", timeout=120)

    def test_the_menu_opens_ones_own_week(self):
        self.start_tour("/odoo", "despacho_crm_reports.my_week_of_others", login="marta", timeout=120)


@tagged("post_install", "-at_install")
class TestDashboardPhoneTour(TestDashboardTour):
    """The same on the phone, where nothing is wider than the screen."""

    browser_size = "390x844"
    touch_enabled = True
    test_the_menu_opens_ones_own_week = None  # it is in the bar, which a phone does not show

    def test_the_partner_in_charge_looks_and_opens(self):
        self.start_tour("/odoo/cuadro-de-mando", "despacho_crm_reports.dashboard_phone", login="marta", timeout=120)

    def test_each_one_begins_with_his_week(self):
        self.start_tour("/odoo/mi-semana", "despacho_crm_reports.my_week_phone", login="elena", timeout=120)
