from odoo.exceptions import AccessError
from odoo.tests import tagged

from .merge_common import MergeCommon
from .test_matching_review import ReviewCommon


@tagged("post_install", "-at_install")
class TestMatchingReviewShown(ReviewCommon):
    """What the review screen says before a decision: doubts, what stays behind, who else it may be, the relation."""

    invoice, settle = MergeCommon.invoice, MergeCommon.settle

    def test_why_a_pair_is_not_certain_is_said_in_words(self):
        plain = self.two()
        elsewhere = self.two("Arrizabalaga Goikoetxea", first={"zip": "48001"}, second={"zip": "48930"})
        self.assertEqual(elsewhere.doubt, "place")
        self.assertEqual(self.shown(plain)["doubts"], [])
        [text] = self.shown(elsewhere)["doubts"]
        self.assertTrue(text.startswith("They are at different addresses"), text)

    def test_what_the_job_may_not_decide_on_is_said_too(self):
        pair = self.two()
        self.invoice(pair.partner_id)
        self.invoice(pair.other_id)
        self.assertIn("Both have posted invoices.", self.shown(pair)["doubts"])

    def test_what_somebody_took_apart_says_so(self):
        pair = self.two()
        merge_id = self.screen.browse(pair.id).review_join(0, {})["merge_id"]
        back = self.screen.browse(pair.id).review_undo(merge_id)["pairs"][0]
        self.assertIn("Somebody took their joining back: a person has to decide.", back["doubts"])

    def test_the_one_whose_invoices_accounting_sealed_is_offered_as_the_one_that_stays(self):
        pair = self.two()
        for place, side in enumerate((pair.other_id, pair.partner_id)):
            invoice = self.invoice(side)
            invoice.journal_id.restrict_mode_hash_table = True
            if not invoice.inalterable_hash:
                invoice.button_hash()
            shown = self.shown(pair)
            hindered = shown["hindrances"]["join"]
            if not place:
                self.assertEqual((shown["survivor"], hindered[1]), (1, []))
                self.assertIn(f"choose «{side.name}» as the one that stays", hindered[0][0])
        self.assertTrue(all("have sealed invoices each" in text for [text] in hindered), hindered)

    def test_who_is_there_three_times_is_told_of_and_comes_in_a_row(self):
        first = self.two()
        third = self.new_company("Zubizarreta Egurrola", phone="943112233")
        self.match_changes()
        other = self.two("Arrizabalaga Goikoetxea", phone="+34 943 44 55 66")
        self.assertEqual(self.shown(first)["others"], [third.name])
        self.assertEqual(self.shown(other)["others"], [])
        other.score = 99
        near = self.screen.review_next(first.ids, False, 2, [first.partner_id.id])["pairs"]
        self.assertIn(third.id, [side["id"] for side in near[0]["sides"]])
        self.assertEqual(self.screen.review_next(first.ids, False, 1)["pairs"][0]["id"], other.id)

    def test_what_the_firm_knows_of_each_side_is_said(self):
        pair = self.two()
        self.invoice(pair.partner_id)
        self.settle()
        one, other = (side["relation"] for side in self.shown(pair)["sides"])
        self.assertEqual(one[0], "Client")
        self.assertTrue(any("100" in text for text in one), one)
        self.assertTrue(any("last invoice" in text for text in one), one)
        self.assertEqual(other, ["Prospect"])

    def test_a_row_of_the_list_opens_the_pair_or_what_became_of_it(self):
        pair = self.two()
        action = self.screen.browse(pair.id).action_open()
        self.assertEqual((action["tag"], action["params"]), ("despacho_match_review", {"pair_ids": pair.ids}))
        self.screen.browse(pair.id).review_join(1, {})
        action = self.screen.browse(pair.id).action_open()
        self.assertEqual((action["res_model"], action["res_id"]), ("res.partner", pair.other_id.id))

    def test_a_contact_says_how_many_it_may_be_and_leads_to_them(self):
        pair = self.two()
        one = pair.partner_id.with_user(self.sara)
        self.assertEqual(one.duplicate_count, 1)
        self.assertEqual(one.action_open_duplicates()["params"], {"pair_ids": pair.ids})
        self.screen.browse(pair.id).review_reject()
        self.env.invalidate_all()
        self.assertEqual(one.duplicate_count, 0)
        with self.assertRaises(AccessError):
            self.assertIsNone(pair.partner_id.with_user(self.rosa).duplicate_count)
