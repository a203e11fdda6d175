from odoo import Command, fields
from odoo.tests import HttpCase, new_test_user, tagged


@tagged("post_install", "-at_install")
class TestRegistryTour(HttpCase):
    def test_a_steward_says_whose_an_act_is_and_notes_its_directors(self):
        self.env["res.lang"]._activate_lang("es_ES")
        new_test_user(self.env, "sara", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid")
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
        partners = self.env["res.partner"].create(
            [{"name": name, **exempt} for name in ("Talleres Vega SL", "Panaderia Sol SL", "Panaderia Sol, S.L.")]
        )
        acts = self.env["despacho.registry.act"]
        acts.search([]).unlink()
        common = {"date": fields.Date.today(), "bulletin": "BORME-A-2026-170-10"}
        acts.create(
            [
                {
                    **common,
                    "name": "TALLERES VEGA SL",
                    "number": 1,
                    "kind": "dissolution",
                    "kinds": "dissolution",
                    "is_alarming": True,
                    "state": "matched",
                    "partner_id": partners[0].id,
                    "matched_by": "name",
                },
                {
                    **common,
                    "name": "PANADERIA SOL SL",
                    "number": 2,
                    "kind": "appointment",
                    "kinds": "appointment",
                    "state": "asked",
                    "text": "Nombramientos. Adm. Unico: SOL LUNA MARIA.",
                    "possible_ids": [Command.set(partners[1:].ids)],
                    "officer_ids": [
                        Command.create(
                            {"name": "SOL LUNA MARIA", "post": "Adm. Unico", "role": "director", "action": "in"}
                        )
                    ],
                },
            ]
        )
        self.start_tour("/odoo/registry-acts", "despacho_registry_tour", login="sara")
        act = acts.search([("number", "=", 2), ("bulletin", "=", "BORME-A-2026-170-10")])
        self.assertEqual((act.state, act.matched_by), ("matched", "person"))
        relation = self.env["despacho.relation"].search([("partner_id", "=", act.partner_id.id)])
        self.assertEqual(relation.other_name, "SOL LUNA MARIA")
