from odoo.exceptions import UserError
from odoo.tests import tagged

from .census_match_common import CensusMatchCommon
from .completion_common import PHONE


@tagged("post_install", "-at_install")
class TestCompletionCensusAnswer(CensusMatchCommon):
    """What follows when a person says of a company of the census that it is this one, or that it is not."""

    def test_it_is_this_one_fills_the_nif_in_and_says_where_it_came_from(self):
        listed, needy = self.certain()
        needy.with_user(self.sara).action_nif_complete()
        self.env.invalidate_all()
        self.assertEqual((needy.nif_key, needy.nif_state), (listed.nif_key, "valid"))
        self.assertIn("same phone, similar name", needy.nif_completed_note)
        self.assertIn("Sara", needy.with_user(self.ana).nif_completed_note)
        self.assertFalse(self.found(needy))

    def test_it_is_taken_back_in_joinings_and_proposed_again(self):
        listed, needy = self.certain()
        self.found(needy).action_complete()
        merge = self.env["despacho.merge"].search([("completed_nif", "=", listed.nif_key)])
        self.assertEqual((merge.kind, merge.partner_id, len(merge.source_ids)), ("census", needy, 0))
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertEqual((merge.state, needy.vat, needy.nif_state), ("undone", False, "missing"))
        self.assertTrue(self.found(needy))

    def test_it_is_not_is_remembered_though_the_census_is_loaded_again(self):
        listed, needy = self.certain()
        needy.with_user(self.sara).action_nif_not_same()
        self.assertFalse(self.found(needy))
        again = listed.copy_data()
        listed.unlink()
        self.census.create(again)
        self.touch(needy)
        self.look()
        self.assertFalse(self.found(needy))

    def test_what_was_said_of_who_was_joined_is_remembered_of_who_stays(self):
        _listed, needy = self.certain()
        self.found(needy).action_reject()
        other = self.alone("Astigarraga Urkizu, S.L.", phone="+34 943 99 88 77")
        self.env["despacho.merge"]._join(other, needy)
        self.look()
        self.assertEqual(other.merged_into_id, needy.browse())
        self.assertFalse(self.found(other))

    def test_who_is_a_contact_with_that_nif_is_joined(self):
        holder = self.new_company("Inversiones Pujol 2002 SL", vat=self.nif_of())
        self.listed("Inversiones Pujol 2002 SL", trade_name="Astigarraga Urkizu", nif_key=holder.nif_key)
        needy = self.alone()
        self.look()
        row = self.found(needy)
        self.assertEqual((row.holder_id, row.holder_name), (holder, holder.name))
        row.action_complete()
        self.assertNotEqual(holder.active, needy.active)
        merge = self.env["despacho.merge"].search([("completed_nif", "=", holder.nif_key or needy.nif_key)])
        merge.with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertTrue(holder.active and needy.active and not needy.nif_key)

    def test_what_the_base_proposes_itself_is_proposed_once(self):
        self.listed("Zubizarreta Egurrola SL", nif_key=self.holder.nif_key, phone=PHONE)
        self.look()
        self.assertEqual(self.rows(self.needy).mapped("source"), ["base"])
        self.needy.with_user(self.sara).action_nif_not_same()
        self.look()
        self.assertFalse(self.rows(self.needy))

    def test_a_number_that_somebody_archived_has_is_refused_in_words(self):
        listed, needy = self.certain()
        gone = self.new_company("Otra cosa", vat=listed.nif_key)
        gone.active = False
        with self.assertRaisesRegex(UserError, "archived"):
            self.found(needy, self.sara).action_complete()

    def test_a_lead_gets_its_nif(self):
        listed = self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        lead = self.new_lead("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        self.look()
        self.assertEqual(lead.with_user(self.sara).nif_proposal, listed.nif_key)
        lead.with_user(self.sara).action_nif_complete()
        self.env.invalidate_all()
        self.assertEqual(lead.nif_key, listed.nif_key)
        self.assertIn("same phone", lead.nif_completed_note)
        self.env["despacho.merge"].search([("lead_id", "=", lead.id)]).with_user(self.sara).action_undo()
        self.env.invalidate_all()
        self.assertFalse(lead.nif_key)
        self.assertTrue(self.found(lead))

    def test_a_lead_of_a_contact_waits_for_the_contact(self):
        self.listed("Astigarraga Urkizu SL", phone="943 99 88 77")
        needy = self.alone("Astigarraga Urkizu, S.L.", phone="943 99 88 77")
        lead = self.new_lead("Astigarraga Urkizu, S.L.", partner_id=needy.id)
        self.look()
        self.assertFalse(self.found(lead))
        self.assertTrue(self.found(needy))
