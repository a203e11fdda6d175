from unittest.mock import patch

from psycopg2.errors import SerializationFailure

from odoo.tests import tagged
from odoo.tools import mute_logger

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

    def failing(self, merge, error):
        """Return what makes the undoing of ``merge`` fail."""
        merges = type(self.env["despacho.merge"])
        undo = merges._undo

        def failing(records):
            if merge in records:
                raise error
            return undo(records)

        return patch.object(merges, "_undo", failing)

    def test_one_that_fails_stands_and_the_others_come_back(self):
        night, _couples = self.night_of_three()
        merge = night.merge_ids[1]
        with self.failing(merge, ZeroDivisionError()), mute_logger(_UNDO):
            shown = self.undo_all(night)
        self.assertEqual((shown["type"], night.merge_ids.filtered(lambda one: one.state == "done")), ("warning", merge))
        self.assertIn("2 joinings taken back. 1 stand", shown["message"])

    def test_somebody_works_on_the_same_records_and_it_goes_on_later(self):
        night, _couples = self.night_of_three()
        cron = self.env.ref("despacho_crm.ir_cron_match_undo")
        with patch(f"{_UNDO}._AT_A_TIME", 1):
            self.undo_all(night)
            merge = night.merge_ids.sorted("id")[1]
            triggers = self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)])
            with (
                self.failing(merge, SerializationFailure()),
                patch.object(self.env.cr, "rollback") as rollback,
                patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **k: 60),
            ):
                self.nights._cron_undo()
            rollback.assert_called_once()
        self.assertEqual(self.env["ir.cron.trigger"].search_count([("cron_id", "=", cron.id)]), triggers + 1)
        self.assertEqual((night.standing, night.undo_by_id), (2, self.sara))

    def test_the_next_night_is_not_forgotten_when_the_time_is_up(self):
        night, _couples = self.night_of_three()
        earlier = night.copy({"date": "2020-01-01", "undo_by_id": self.sara.id, "undo_below": 1})
        night.write({"undo_by_id": self.sara.id, "undo_below": max(night.merge_ids.ids) + 1})
        left = []
        with patch.object(
            type(self.env["ir.cron"]), "_commit_progress", lambda *a, remaining=None, **k: left.append(remaining) or 0
        ):
            self.nights._cron_undo()
            self.assertEqual((left, night.standing, earlier.undo_by_id), ([1], 0, self.sara))
            self.nights._cron_undo()
        self.assertEqual((left, earlier.undo_by_id.id), ([1, 0], False))

    def test_nothing_more_is_undone_for_who_is_archived(self):
        night, _couples = self.night_of_three()
        with patch(f"{_UNDO}._AT_A_TIME", 1):
            self.undo_all(night)
            self.sara.active = False
            with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *a, **k: 60):
                self.nights._cron_undo()
        self.env.invalidate_all()
        self.assertEqual((night.standing, night.undo_by_id.id), (2, False))

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
