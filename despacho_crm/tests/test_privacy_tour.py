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

    def _prepare_law(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.env.company.country_id = self.env.ref("base.es")
        self.env["despacho.balancing"].search([("state", "=", "in_force")]).sudo().state = "replaced"

    def test_a_user_sees_how_somebody_may_be_addressed_and_notes_what_they_say(self):
        self._prepare_law()
        self.env["despacho.balancing"].create({}).action_approve()
        new_test_user(self.env, "luis", groups="despacho_crm.group_user", lang="es_ES", tz="Europe/Madrid")
        company = self.env["res.partner"].create({"name": "Talleres Roca", "is_company": True, "vat": "B12345674"})
        person = self.env["res.partner"].create(
            {"name": "Ana Roca", "parent_id": company.id, "email": "ana@roca.example", "phone": "600112233"}
        )
        self.start_tour(f"/odoo/res.partner/{person.id}", "despacho_privacy_sheet_tour", login="luis")
        consent = self.env["despacho.consent"].search([("partner_id", "=", person.id)])
        self.assertEqual((consent.state, consent.evidence), ("withdrawn", "Formulario del 3 de marzo"))
        rows = self.env["despacho.opposition"].search([("partner_id", "=", person.id), ("kind", "=", "person")])
        self.assertEqual(len(rows), 5)

    def test_who_answers_for_data_protection_approves_a_balancing_and_lifts_an_opposition(self):
        self._prepare_law()
        new_test_user(self.env, "marta", groups="despacho_crm.group_manager", lang="es_ES", tz="Europe/Madrid")
        action = self.env.ref("despacho_crm.action_balancings")
        self.start_tour(f"/odoo/action-{action.id}", "despacho_privacy_officer_tour", login="marta")
        balancing = self.env["despacho.balancing"].search([("name", "=", "Llamadas a empresas")])
        self.assertEqual((balancing.state, balancing.approved_by.login), ("in_force", "marta"))
        rows = self.env["despacho.opposition"].search([("value", "=", "+34600776655")])
        self.assertEqual(set(rows.mapped("channel")), {"phone", "sms"})
        self.assertEqual(set(rows.mapped("lifted_how")), {"Correo del 3 de marzo", False})
