from odoo.tests import Form, tagged

from .registry_common import RegistryCommon


@tagged("post_install", "-at_install")
class TestRegistryTell(RegistryCommon):
    """What is published of ours is proposed, noted and, when it is serious, told to whoever looks after the client."""

    def test_a_change_of_name_and_address_is_proposed_and_not_written(self):
        self.vega.write({"street": "C/ Vieja 1", "city": "Cáceres", "zip": "10001"})
        self.publish(
            ("TALLERES VEGA SL", "Cambio de denominación social. MOTOR VEGA SL. Cambio de domicilio social. "
             "C/ LA FUENTE DE ORO 16 - CP 10200 (TEJEDA DE TIETAR).")
        )  # fmt: skip
        self.read_gazette()
        self.assertEqual(
            self.proposed_for(self.vega),
            {"name": "MOTOR VEGA SL", "street": "C/ La Fuente de Oro 16", "zip": "10200", "city": "Tejeda de Tietar"},
        )
        self.assertEqual((self.vega.name, self.vega.street), ("Talleres Vega SL", "C/ Vieja 1"))

    def test_the_name_that_is_accepted_leaves_the_former_one_to_be_found(self):
        self.publish(("TALLERES VEGA SL", "Cambio de denominación social. MOTOR GUADIANA SL."))
        self.read_gazette()
        proposals = self.env["despacho.enrichment.proposal"].search([("partner_id", "=", self.vega.id)])
        proposals.with_user(self.sara).action_accept()
        self.assertEqual(self.vega.name, "MOTOR GUADIANA SL")
        self.assertEqual(self.vega.former_names, "TALLERES VEGA SL")

    def test_the_address_that_it_has_already_is_not_proposed(self):
        self.vega.write({"street": "C/ LA FUENTE, 16", "city": "Tejeda de Tiétar"})
        self.publish(("TALLERES VEGA SL", "Cambio de domicilio social. C/ LA FUENTE 16 (TEJEDA DE TIETAR)."))
        self.read_gazette()
        self.assertFalse(self.proposed_for(self.vega))

    def test_a_dissolution_of_a_client_is_told_to_whoever_looks_after_it(self):
        self.publish(("TALLERES VEGA SL", "Disolución. Voluntaria. Extinción."))
        self.read_gazette()
        [alarm] = self.alarms_of(self.vega)
        self.assertEqual(alarm.user_id, self.ana)
        self.assertIn("extinction, dissolution", alarm.summary)
        self.assertIn("extinction, dissolution", self.vega.registry_alert)

    def test_every_serious_act_is_told(self):
        serious = {
            "Uno": "Disolución. Voluntaria.",
            "Dos": "Extinción.",
            "Tres": "Situación concursal. Procedimiento concursal 1/2026.",
            "Cuatro": "Cierre provisional de la hoja registral por revocación del NIF.",
            "Cinco": "Cierre provisional hoja registral por baja en el índice.",
            "Seis": "Crédito incobrable.",
        }
        clients = {name: self.new_company(f"Gamba {name} SL", state_id=self.caceres.id) for name in serious}
        for name, client in clients.items():
            client.write({"lifecycle": "client", "user_id": self.ana.id})
            self.publish((client.name.upper(), serious[name]))
        self.read_gazette()
        for name, client in clients.items():
            self.assertEqual(len(self.alarms_of(client)), 1, serious[name])
            self.assertTrue(client.registry_alert)

    def test_a_prospect_is_marked_and_nobody_is_called(self):
        self.vega.lifecycle = "prospect"
        self.publish(("TALLERES VEGA SL", "Disolución. Voluntaria."))
        self.read_gazette()
        self.assertFalse(self.alarms_of(self.vega))
        self.assertTrue(self.vega.registry_alert)

    def test_what_is_only_perhaps_ours_alarms_nobody_until_somebody_says_so(self):
        self.vega.state_id = self.madrid
        self.publish(("TALLERES VEGA SL", "Disolución. Voluntaria."))
        self.read_gazette()
        self.assertFalse(self.alarms_of(self.vega) or self.vega.registry_alert)
        self.acts.search([]).with_user(self.sara).action_confirm()
        self.env.invalidate_all()
        self.assertTrue(self.alarms_of(self.vega) and self.vega.registry_alert)

    def test_what_is_usual_alarms_nobody(self):
        self.publish(("TALLERES VEGA SL", "Nombramientos. Auditor: X SL. Modificaciones estatutarias. 25. Disolución."))
        self.read_gazette()
        self.assertFalse(self.alarms_of(self.vega) or self.vega.registry_alert)

    def test_a_sheet_that_is_opened_again_ends_the_alarm(self):
        self.publish(("TALLERES VEGA SL", "Cierre provisional hoja registral por baja en el índice.", "CC 77"))
        self.read_gazette()
        self.assertTrue(self.vega.registry_alert)
        self.publish(("TALLERES VEGA SL", "Reapertura hoja registral.", "CC 77"), day=self.today)
        self.provider.retry_at = False
        self.read_gazette()
        self.assertFalse(self.vega.registry_alert)

    def test_a_client_that_nobody_looks_after_is_told_to_the_administrator(self):
        self.vega.user_id = False
        self.firm.nif_responsible_id = False
        self.publish(("TALLERES VEGA SL", "Extinción."))
        self.read_gazette()
        self.assertEqual(self.alarms_of(self.vega).user_id, self.env.ref("base.user_admin"))

    def test_officers_become_relations_of_the_contact(self):
        relations = self.env["despacho.relation"]
        director = self.env.ref("despacho_crm.relation_kind_director")
        old = relations.create({"partner_id": self.vega.id, "kind_id": director.id, "other_name": "Carlos Ruiz Sol"})
        self.publish(
            ("TALLERES VEGA SL", "Declaración de unipersonalidad. Socio único: GRUPO SOL SL. Ceses/Dimisiones. "
             "Adm. Unico: RUIZ SOL CARLOS. Nombramientos. Adm. Unico: VEGA LUNA ANA. Auditor: A SL.")
        )  # fmt: skip
        self.read_gazette()
        act = self.acts.search([]).with_user(self.sara)
        self.assertTrue(act.can_note_officers)
        act.action_note_officers()
        self.assertEqual(old.date_to, act.inscribed)
        found = relations.search([("partner_id", "=", self.vega.id), ("date_to", "=", False)])
        self.assertEqual(
            {(one.kind_id.code, one.other_name) for one in found},
            {("director", "VEGA LUNA ANA"), ("shareholder", "GRUPO SOL SL")},
        )
        self.assertFalse(act.can_note_officers)
        act.action_note_officers()
        self.assertEqual(relations.search_count([("partner_id", "=", self.vega.id)]), 3)

    def test_the_sheet_of_the_contact_shows_what_was_published(self):
        self.publish(("TALLERES VEGA SL", "Disolución. Voluntaria."))
        self.read_gazette()
        form = Form(self.vega.with_user(self.ana))
        self.assertEqual(form.registry_act_count, 1)
        self.assertIn("dissolution", form.registry_alert)
        action = self.vega.with_user(self.ana).action_open_registry_acts()
        self.assertEqual(self.acts.search(action["domain"]).partner_id, self.vega)

    def test_it_is_said_in_the_language_of_whoever_reads(self):
        self.publish(("TALLERES VEGA SL", "Disolución. Voluntaria."))
        self.read_gazette()
        self.assertEqual(self.acts.search([]).acts, "Dissolution")
