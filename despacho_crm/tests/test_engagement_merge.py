from odoo.tests import tagged

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
class TestEngagementMerge(EngagementCommon):
    """Letters follow the contact that stays, say what they said, and come back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.twin = cls.luis.copy({"name": "L. Vega", "email": "lvega@vega.example", "personal_nif": False})
        cls.env.flush_all()

    def letters(self):
        signed = self.sign(self.new_quotation(partner_id=self.twin.id, engagement_client_nif=self.luis.personal_nif))
        draft = self.new_quotation(partner_id=self.vega.id, engagement_client_id=self.twin.id)
        self.env.flush_all()
        return signed, draft

    def join(self):
        merges = self.env["despacho.merge"].with_user(self.sara)
        merge = merges._join(self.luis.with_user(self.sara), self.twin.with_user(self.sara))
        self.env.flush_all()
        self.env.invalidate_all()
        return merge

    def test_who_signs_is_the_contact_that_stays_and_comes_back(self):
        signed, draft = self.letters()
        self.assertEqual((signed | draft).engagement_client_id, self.twin)
        merge = self.join()
        self.assertEqual((signed | draft).engagement_client_id, self.luis)
        self.assertEqual(signed.partner_id, self.luis)
        merge.action_undo()
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual((signed | draft).engagement_client_id, self.twin)
        self.assertEqual(signed.partner_id, self.twin)

    def test_what_was_signed_says_what_it_said(self):
        signed, draft = self.letters()
        before, prints = signed._engagement_content(), signed.engagement_sha256
        copies = signed.engagement_client_copy_id | signed.engagement_firm_copy_id
        self.join()
        self.assertEqual(signed._engagement_content(), before)
        self.assertEqual((signed.engagement_client_name, draft.engagement_client_name), ("L. Vega", "L. Vega"))
        self.assertEqual((signed.engagement_sha256, signed.engagement_state), (prints, "signed"))
        self.assertEqual(signed.engagement_client_copy_id | signed.engagement_firm_copy_id, copies)
        self.assertEqual(signed.action_engagement_verify()["params"]["type"], "success")
