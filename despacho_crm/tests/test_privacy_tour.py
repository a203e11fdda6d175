from datetime import date

from odoo import fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestPrivacyTour(HttpCase):
    def test_a_user_marks_as_informed_those_who_wait(self):
        self.env["res.lang"]._activate_lang("es_ES")
        notices = self.env["despacho.privacy.notice"]
        notices.search([]).sudo().unlink()
        new_test_user(self.env, "luis", groups="despacho_crm.group_user", lang="es_ES", tz="Europe/Madrid")
        people = self.env["res.partner"].create([{"name": "Ana Roca"}, {"name": "Rosa Pons"}])
        company = self.env.company
        mine = notices._start({people[0].id: "Listado de la cámara"}, company, fields.Date.today())
        mine |= notices._start({people[1].id: "Listado de la cámara"}, company, date(2026, 1, 1))
        action = self.env.ref("despacho_crm.action_privacy_notices")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_privacy_notice_tour", login="luis")
        self.assertEqual(set(mine.mapped("state")), {"informed"})
        self.assertEqual(set(mine.mapped("evidence")), {"Carta certificada 12"})
