from odoo.tests import tagged

from .merge_common import MergeCommon
from .response_common import ResponseCommon


@tagged("post_install", "-at_install")
class TestResponseMerge(ResponseCommon, MergeCommon):
    """What somebody answered follows them when records are joined, and comes back."""

    def test_what_a_company_answered_is_of_the_one_that_stays_and_comes_back(self):
        row = self.recipient(self.calls, 7, partner=self.two)
        response = self.record(row, "information", "reply")
        merge = self.join(self.one, self.two)
        self.assertEqual(response.partner_id, self.one)
        self.assertEqual(response.commercial_partner_id, self.one)
        self.assertEqual(self.one.with_user(self.ana).response_count, 1)
        self.undo(merge)
        self.assertEqual(response.commercial_partner_id, self.two)
        self.assertEqual(self.one.with_user(self.ana).response_count, 0)

    def test_what_a_lead_answered_is_of_the_one_that_it_is_joined_into(self):
        other = self.env["crm.lead"].create({"name": "Bar Sol otra vez", "type": "lead"})
        response = self.record(self.row_lead, "interested", "call")
        (self.loose | other).merge_opportunity(auto_unlink=True)
        kept = (self.loose | other).exists()
        self.assertEqual((response.lead_id, response.created_lead_id), (kept, kept))

    def test_what_is_erased_of_a_recipient_is_erased_of_their_answers(self):
        response = self.record(self.row_pilar, "later", "reply", text="Soy Pilar y vivo en Cádiz")
        self.env["despacho.action.recipient"]._forget(self.pilar)
        self.assertEqual((response.text, response.kind), (False, "later"))
        self.assertTrue(self.row_pilar.erased)
