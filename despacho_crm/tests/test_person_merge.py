from odoo import Command
from odoo.tests import tagged

from .merge_common import MergeCommon
from .person_common import NAMES, PersonCommon


@tagged("post_install", "-at_install")
class TestPersonMerge(MergeCommon, PersonCommon):
    """Joining contacts."""

    def test_joined_individuals_keep_what_is_known_of_either(self):
        twin = self.env["res.partner"].create({"name": "Eva Ros Gil"})
        self.fill(twin, occupation=False)
        self.eva.occupation = "Maestra"
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.eva, twin)
        self.assertEqual(len(self.kept(self.eva)), len(NAMES))
        self.undo(merge)
        self.assert_same_dump(before, self.dump())

    def test_a_company_gets_no_personal_data_and_undoing_gives_them_back(self):
        self.fill()
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.vega, self.eva)
        self.assertFalse(self.kept(self.vega))
        self.undo(merge)
        self.assert_same_dump(before, self.dump())

    def test_an_individual_that_becomes_a_company_has_none_and_undoing_gives_them_back(self):
        self.fill(hobby_ids=[Command.clear()], spending_habit_ids=[Command.clear()])
        self.env["res.partner"]._lifecycle_update_all()
        before = self.dump()
        merge = self.join(self.eva, self.two)
        self.assertTrue(self.eva.is_company)
        self.assertFalse(self.kept(self.eva))
        self.undo(merge)
        self.assert_same_dump(before, self.dump())
