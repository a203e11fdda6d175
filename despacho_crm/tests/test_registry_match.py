from odoo.tests import tagged

from .registry_common import RegistryCommon

_ACT = "Ceses/Dimisiones. Adm. Unico: X Y."


@tagged("post_install", "-at_install")
class TestRegistryMatch(RegistryCommon):
    """The gazette gives no NIF: it is one of ours for certain only where name, form and province say so."""

    def test_name_form_and_province_are_certain(self):
        self.publish(("TALLERES VEGA SOCIEDAD LIMITADA.", _ACT))
        self.read_gazette()
        act = self.acts.search([])
        self.assertEqual((act.state, act.partner_id, act.matched_by), ("matched", self.vega, "name"))

    def test_another_province_is_asked(self):
        self.publish(("TALLERES VEGA SL", _ACT), province="28", title="MADRID")
        self.read_gazette()
        act = self.acts.search([])
        self.assertEqual((act.state, act.partner_id.id, act.possible_ids), ("asked", False, self.vega))

    def test_a_contact_whose_province_is_not_known_is_asked(self):
        self.vega.state_id = False
        self.publish(("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        self.assertEqual(self.acts.search([]).state, "asked")

    def test_another_legal_form_is_asked(self):
        self.publish(("TALLERES VEGA SA", _ACT))
        self.read_gazette()
        self.assertEqual(self.acts.search([]).state, "asked")

    def test_two_of_the_same_name_are_asked(self):
        twin = self.new_company("Talleres Vega, S.L.", state_id=self.caceres.id)
        self.publish(("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        act = self.acts.search([])
        self.assertEqual((act.state, act.possible_ids), ("asked", self.vega | twin))

    def test_a_very_similar_name_is_asked(self):
        company = self.new_company("Zubizarreta Egurrola Instalaciones SL", state_id=self.caceres.id)
        self.publish(("ZUBIZARETA EGURROLA INSTALACIONES SL", _ACT))
        self.read_gazette()
        act = self.acts.search([])
        self.assertEqual((act.state, act.possible_ids), ("asked", company))

    def test_another_name_is_nobodys(self):
        self.publish(("TALLERES MECANICOS SOLANA SL", _ACT), ("VEGA ALTA AGRICOLA SL", _ACT))
        self.read_gazette()
        self.assertFalse(self.acts.search([]))

    def test_a_contact_that_came_today_is_found(self):
        company = self.new_company("Recién Llegada SL", state_id=self.caceres.id)
        self.publish(("RECIEN LLEGADA SL", _ACT))
        self.read_gazette()
        self.assertEqual(self.acts.search([]).partner_id, company)

    def test_people_and_archived_contacts_are_nobody(self):
        self.env["res.partner"].create({"name": "Ana Ruiz Sol", "state_id": self.caceres.id})
        self.vega.active = False
        self.publish(("ANA RUIZ SOL", _ACT), ("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        self.assertFalse(self.acts.search([("state", "=", "matched")]))

    def test_the_name_of_a_contact_that_was_joined_is_the_survivors(self):
        old = self.new_company("Chapas Guadiana SL", state_id=self.caceres.id)
        self.env["despacho.merge"]._join(self.vega, old)
        self.publish(("CHAPAS GUADIANA SL", _ACT))
        self.read_gazette()
        act = self.acts.search([])
        self.assertEqual((act.state, act.partner_id, act.matched_by), ("matched", self.vega, "former_name"))

    def test_the_name_before_a_change_in_the_register_stays_known(self):
        self.publish(("TALLERES VEGA SL", "Cambio de denominación social. MOTOR GUADIANA SL.", "CC 77"))
        self.read_gazette()
        self.publish(("MOTOR GUADIANA SL", _ACT, "CC 78"), day=self.today)
        self.provider.retry_at = False
        self.read_gazette()
        act = self.act_of("MOTOR GUADIANA SL")
        self.assertEqual((act.state, act.partner_id, act.matched_by), ("matched", self.vega, "former_name"))

    def test_the_sheet_of_the_register_without_the_name_is_asked(self):
        self.publish(("TALLERES VEGA SL", _ACT, "CC 77"))
        self.read_gazette()
        self.publish(("OTRO NOMBRE DISTINTO SA", _ACT, "CC 77"), day=self.today)
        self.provider.retry_at = False
        self.read_gazette()
        act = self.act_of("OTRO NOMBRE DISTINTO SA")
        self.assertEqual((act.state, act.possible_ids), ("asked", self.vega))

    def test_what_a_person_said_settles_the_sheet(self):
        self.publish(("TALLERES VEGA SL", _ACT, "M 77"), province="28", title="MADRID")
        self.read_gazette()
        act = self.acts.search([])
        act.with_user(self.sara).action_confirm()
        self.assertEqual((act.state, act.partner_id, act.matched_by), ("matched", self.vega, "person"))
        self.assertEqual(act.decided_by_id, self.sara)
        self.publish(("TALLERES VEGA SL", _ACT, "M 77"), province="28", title="MADRID", day=self.today)
        self.provider.retry_at = False
        self.read_gazette()
        again = self.acts.search([("date", "=", self.today)])
        self.assertEqual((again.state, again.partner_id, again.matched_by), ("matched", self.vega, "sheet"))

    def test_which_of_several_it_is_is_asked_and_remembered(self):
        twin = self.new_company("Talleres Vega, S.L.", state_id=self.caceres.id)
        self.publish(("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        act = self.acts.search([]).with_user(self.sara)
        action = act.action_confirm()
        self.assertEqual(action["res_model"], "despacho.registry.choice")
        choice = self.env["despacho.registry.choice"].with_user(self.sara).browse(action["res_id"])
        choice.partner_id = twin
        choice.action_confirm()
        self.assertEqual((act.state, act.partner_id), ("matched", twin))
        self.assertFalse(act.possible_ids)

    def test_what_is_dismissed_can_be_taken_back(self):
        self.publish(("TALLERES VEGA SA", _ACT), ("UNA SL", "Constitución. Objeto social: Bares."))
        self.read_gazette()
        acts = self.acts.search([]).with_user(self.sara)
        acts.action_dismiss()
        self.assertEqual(set(acts.mapped("state")), {"dismissed"})
        acts.action_reopen()
        self.assertEqual({act.name: act.state for act in acts}, {"TALLERES VEGA SA": "asked", "UNA SL": "candidate"})

    def test_each_company_of_the_group_has_its_own(self):
        branch = self.new_branch(country="es")
        theirs = self.new_company("Talleres Vega SL", state_id=self.caceres.id, company_id=branch.id)
        self.vega.company_id = self.firm
        self.publish(("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        acts = self.acts.search([])
        self.assertEqual({act.company_id: act.partner_id for act in acts}, {self.firm: self.vega, branch: theirs})
        self.assertEqual(set(acts.mapped("state")), {"matched"})
        seen = self.acts.with_user(self.sara).search([])
        self.assertEqual(seen.partner_id, self.vega, "the other company's is not seen")

    def test_joining_two_contacts_moves_their_acts_and_undoing_gives_them_back(self):
        twin = self.new_company("Talleres Vega, S.L.", state_id=self.caceres.id)
        self.publish(("TALLERES VEGA SL", _ACT))
        self.read_gazette()
        act = self.acts.search([])
        merge = self.env["despacho.merge"]._join(self.vega, twin)
        act.invalidate_recordset()
        self.assertEqual(act.possible_ids, self.vega)
        merge.action_undo()
        act.invalidate_recordset()
        self.assertEqual(act.possible_ids, self.vega | twin)
