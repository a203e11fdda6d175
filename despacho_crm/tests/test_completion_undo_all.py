from unittest.mock import patch

from odoo.tests import tagged

from .completion_common import CompletionCommon

_UNDO = "odoo.addons.despacho_crm.models.completion.despacho_match_night_undo"


@tagged("post_install", "-at_install")
class TestCompletionUndoAll(CompletionCommon):
    """One click takes a whole night back, however much it is and whatever happened since to one of its joinings."""

    def night_of_three(self):
        couples = [
            self.two(f"Bodegas {stem}", phone=f"+34 973 44 55 1{number}")
            for number, stem in enumerate(("Sotillo", "Etxeberria", "Iturralde"))
        ]
        self.turn_on("match_auto_join")
        night = self.run_night()
        self.assertEqual(night.standing, 3)
        return night, couples

    def undo_all(self, night):
        action = night.with_user(self.sara).action_undo_all()
        self.env.invalidate_all()
        return action["params"]

    def test_what_is_much_goes_on_by_itself(self):
        night, couples = self.night_of_three()
        with patch(f"{_UNDO}._AT_A_TIME", 1):
            shown = self.undo_all(night)
            self.assertEqual(night.standing, 2)
            self.assertIn("1 joinings taken back. 2 more are being taken back", shown["message"])
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **k: 60):
                self.nights._cron_undo()
        self.env.invalidate_all()
        self.assertEqual((night.standing, night.undo_by_id.id), (0, False))
        self.assertTrue(all(one.active and other.active for one, other in couples))

    def test_a_kill_in_the_middle_goes_on_where_it_was(self):
        night, _couples = self.night_of_three()
        with patch(f"{_UNDO}._AT_A_TIME", 1):
            self.undo_all(night)
            for standing in (1, 0):
                with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **k: 0):
                    self.nights._cron_undo()
                self.env.invalidate_all()
                self.assertEqual(night.standing, standing)

    def test_one_that_was_joined_again_stands_and_the_others_come_back(self):
        night, couples = self.night_of_three()
        merge = night.merge_ids[0]
        again = self.new_company("Bodegas de la Comarca SL", vat=self.nif_of("B"))
        self.env["despacho.merge"].with_user(self.sara)._join(again, merge.partner_id)
        self.env.invalidate_all()
        shown = self.undo_all(night)
        self.assertEqual((shown["type"], night.merge_ids.filtered(lambda one: one.state == "done")), ("warning", merge))
        self.assertIn("2 joinings taken back. 1 stand", shown["message"])
        self.assertEqual(sum(one.active and other.active for one, other in couples), 2)

    def test_the_rest_is_undone_with_the_rights_of_who_asked(self):
        night, couples = self.night_of_three()
        with patch(f"{_UNDO}._AT_A_TIME", 1):
            self.undo_all(night)
            self.sara.group_ids -= self.env.ref("despacho_crm.group_steward")
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **k: 60):
                self.nights._cron_undo()
        self.env.invalidate_all()
        self.assertEqual((night.standing, night.undo_by_id.id), (2, False))
        self.assertEqual(sum(one.active and other.active for one, other in couples), 1)
