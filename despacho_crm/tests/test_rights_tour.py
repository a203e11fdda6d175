from odoo.tests import HttpCase, tagged

from .rights_common import RightsCommon


@tagged("post_install", "-at_install")
class TestRightsTour(HttpCase, RightsCommon):
    def go(self, action, tour):
        self.env["res.lang"]._activate_lang("es_ES")
        self.pol.lang = "es_ES"
        action = self.env.ref(f"despacho_crm.action_privacy_{action}")
        self.start_tour(f"/odoo/action-{action.id}", tour, login="despacho_pol", timeout=120)
        self.env.invalidate_all()

    def test_a_request_of_erasure_from_its_reception_to_its_answer(self):
        self.go("requests", "despacho_rights_erasure_tour")
        request = self.env["despacho.privacy.request"].search([("email", "=", "rosa.pi@correo.example")])
        self.assertEqual(request.state, "answered")
        self.assertEqual(request.block_ids.reason, "erasure")
        self.assertFalse(self.sees(self.ana, self.rosa_pi))

    def test_who_was_blocked_by_mistake_is_shown_again(self):
        self.block()
        self.go("blocks", "despacho_rights_undo_tour")
        self.assertTrue(self.sees(self.ana, self.rosa_pi))

    def test_a_retention_rule_is_previewed_and_applied(self):
        rules = self.env["despacho.privacy.retention"]
        rules.search([]).active = False
        rules.create({"name": "Prospectos", "what": "prospect", "months": 24})
        people = self.env["res.partner"].create([{"name": "Olvidada Sanz"}, {"name": "Recordado Gil"}])
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2020-01-01', lifecycle = 'prospect' WHERE id = ANY(%s)", [people.ids]
        )
        self.env.invalidate_all()
        self.go("retention", "despacho_rights_retention_tour")
        run = self.env["despacho.privacy.retention.run"].search([])
        spared = {line.partner_id.name: line.spared for line in run.line_ids if line.partner_id in people}
        self.assertEqual(spared, {"Olvidada Sanz": False, "Recordado Gil": True})
        self.assertEqual(run.state, "applying")
