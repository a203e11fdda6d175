from odoo.tests import tagged

from .merge_common import MergeCommon
from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentMerge(SegmentCommon, MergeCommon):
    """In the segments, two records that are one contact are one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.new_company("Mar Blau", state_id=cls.gi.id, category_id=cls.tag.ids)
        cls.girona._refresh()

    def test_of_two_members_one_stays_and_nobody_left(self):
        merge = self.join(self.mar, self.twin)
        self.girona._refresh()
        self.assertEqual(self.members(self.girona), self.roure + self.mar + self.pins)
        row = self.row(self.girona, self.twin)
        self.assertFalse(row.active or row.left)
        self.undo(merge)
        self.girona._refresh()
        self.assertIn(self.twin, self.members(self.girona))
        self.assertEqual(self.girona.with_user(self.ana).left_week, 0)

    def test_the_only_member_passes_to_the_survivor_and_back(self):
        fixed = self.new_segment("Feria", kind="list")
        fixed.with_user(self.ana)._set_hand(self.twin, "in", "Vino a la feria")
        merge = self.join(self.mar, self.twin)
        fixed._refresh()
        self.assertEqual(self.members(fixed), self.mar)
        self.assertEqual(self.row(fixed, self.mar).reason, "Vino a la feria")
        self.undo(merge)
        fixed._refresh()
        self.assertEqual(self.members(fixed), self.twin)

    def test_what_was_decided_about_either_holds_for_the_survivor(self):
        self.girona.with_user(self.ana)._set_hand(self.twin, "out", "Se quejaron")
        merge = self.join(self.mar, self.twin)
        self.girona._refresh()
        self.assertNotIn(self.mar, self.members(self.girona))
        row = self.row(self.girona, self.mar)
        self.assertEqual((row.hand, row.reason, row.hand_uid), ("out", "Se quejaron", self.ana))
        self.undo(merge)
        self.girona._refresh()
        self.assertIn(self.mar, self.members(self.girona))
        self.assertEqual(self.row(self.girona, self.twin).reason, "Se quejaron")

    def test_what_was_decided_about_both_stays_as_it_is(self):
        self.girona.with_user(self.ana)._set_hand(self.twin, "out", "Se quejaron")
        self.girona.with_user(self.ana)._set_hand(self.mar, "in", "Lo pidieron")
        self.join(self.mar, self.twin)
        self.girona._refresh()
        self.assertIn(self.mar, self.members(self.girona))
        self.assertEqual(self.row(self.girona, self.mar).reason, "Lo pidieron")
