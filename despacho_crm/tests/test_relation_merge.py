from odoo.tests import tagged

from .merge_common import MergeCommon
from .relation_common import RelationCommon


@tagged("post_install", "-at_install")
class TestRelationMerge(MergeCommon, RelationCommon):
    """Relations go with who is joined, and come back."""

    def test_relations_go_with_who_is_joined_and_come_back(self):
        self.relate(self.two, "shareholder", self.pilar, share=30)
        self.relate(self.bar, "supplier", self.two)
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.one, self.two)
        self.assertEqual(self.seen(self.one), {("shareholder", "Pilar Ruiz", False), ("client", "Bar Pepe SL", False)})
        self.assertEqual(self.seen(self.pilar), {("shareholder_of", "Sol y Mar SL", False)})
        self.assertFalse(merge.kept)
        self.undo(merge)
        self.assert_same_dump(before, self.dump())

    def test_whom_a_relation_joined_is_not_related_to_itself(self):
        self.relate(self.one, "group", self.two)
        merge = self.join(self.one, self.two)
        self.assertEqual(self.seen(self.one), set())
        self.assertEqual(self.one.with_user(self.ana).relation_count, 0)
        self.assertFalse(merge.kept)
        self.undo(merge)
        self.assertEqual(self.seen(self.one), {("group", self.two.name, False)})

    def test_what_both_said_is_said_once_with_what_is_known_of_it(self):
        self.relate(self.one, "shareholder", self.pilar)
        self.relate(self.two, "shareholder", self.pilar, share=30)
        self.relate(self.one, "competitor", self.bar)
        self.relate(self.bar, "competitor", self.two)
        self.relate(self.one, "director", other_name="Eva Ros")
        self.relate(self.two, "director", other_name="EVA ROS")
        merge = self.join(self.one, self.two)
        sides = self.one.with_user(self.ana).relation_ids
        self.assertEqual(sorted(sides.mapped("kind_id.code")), ["competitor", "director", "shareholder"])
        self.assertEqual(max(sides.mapped("share")), 30)
        self.assertEqual(len(self.bar.with_user(self.ana).relation_ids), 1)
        self.assertEqual(len(self.pilar.with_user(self.ana).relation_ids), 1)
        self.undo(merge)
        self.assertEqual(len(self.pilar.with_user(self.ana).relation_ids), 2)
        self.assertEqual(len(self.two.with_user(self.ana).relation_ids), 3)

    def test_what_joined_contacts_say_twice_is_corrected_and_deleted_at_once(self):
        self.relate(self.one, "supplier", self.bar)
        self.relate(self.two, "supplier", self.bar)
        self.join(self.one, self.two)
        side = self.one.with_user(self.ana).relation_ids
        side.note = "Desde siempre"
        self.assertEqual(side.note, "Desde siempre")
        side.unlink()
        self.env.invalidate_all()
        self.assertEqual(self.seen(self.one), set())
