from odoo.tests import tagged

from .campaign_common import CampaignCommon
from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestCampaignMerge(CampaignCommon, MergeCommon):
    """Whoever was chosen for an action, or came of one, is still chosen when two records turn out to be one."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.new_company("Talleres Vega")
        cls.action = cls.new_action("Cartas", partner_ids=cls.twin.ids, exclude_partner_ids=cls.pilar.ids)

    def test_the_survivor_is_chosen_and_undoing_gives_it_back(self):
        merge = self.join(self.vega, self.twin)
        self.action.invalidate_recordset()
        self.assertEqual(self.action.partner_ids, self.vega)
        self.undo(merge)
        self.action.invalidate_recordset()
        self.assertEqual(self.action.partner_ids, self.twin)

    def test_who_was_chosen_twice_is_chosen_once(self):
        self.action.partner_ids = self.twin + self.vega
        merge = self.join(self.vega, self.twin)
        self.action.invalidate_recordset()
        self.assertEqual(self.action.partner_ids, self.vega)
        self.undo(merge)
        self.action.invalidate_recordset()
        self.assertEqual(self.action.partner_ids, self.twin + self.vega)

    def test_a_lead_that_joins_another_keeps_its_action(self):
        first, second = self.env["crm.lead"].create(
            [{"name": name, "partner_id": self.vega.id, "type": "lead"} for name in ("Uno", "Otro")]
        )
        second.commercial_action_id = self.calls
        merged = (first + second).merge_opportunity()
        self.assertEqual(merged.commercial_action_id, self.calls)
