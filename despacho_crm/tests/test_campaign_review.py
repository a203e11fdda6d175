from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .campaign_common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignReview(CampaignCommon):
    """Before anything leaves, what was done for the service is looked at."""

    def earlier(self, campaign):
        return campaign._find_earlier()

    def test_what_went_out_for_the_service_is_found_whatever_the_level(self):
        self.assertEqual(self.earlier(self.campaign), self.calls)
        self.assertEqual(self.earlier(self.new_campaign(line=self.renta)), self.calls)
        other = self.new_campaign("De renta", self.renta)
        self.look(other)
        letters = self.new_action("Cartas de renta", other)
        letters._set_state("running", launched_on="2026-01-01")
        self.assertEqual(self.earlier(self.campaign), self.calls + letters)
        self.assertFalse(self.earlier(self.new_campaign(line=self.laboral)))

    def test_what_never_went_out_or_is_of_another_company_is_not(self):
        self.new_action("Pensada", self.spring)
        branch = self.new_branch(country="es")
        self.assertFalse(self.earlier(self.new_campaign(reviewed=True, company_id=branch.id)))
        self.calls.active = False
        self.assertEqual(self.earlier(self.campaign), self.calls)

    def test_nothing_is_approved_before_it_was_looked_at(self):
        action = self.new_action()
        for user in (self.leo, self.marta):
            with self.assertRaisesRegex(UserError, "Llamadas de primavera"):
                action.with_user(user).action_approve()
        self.look()
        action.with_user(self.leo).action_approve()
        self.assertNotEqual(action.state, "draft")

    def test_no_way_leads_past_it(self):
        action = self.new_action()
        for state in ("freezing", "approved", "running"):
            with self.assertRaises(UserError), self.cr.savepoint():
                action._set_state(state)
            with self.assertRaises(UserError), self.cr.savepoint():
                action.copy()._set_state(state)
        for state in ("design", "running"):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.campaign.with_user(self.marta).state = state
            with self.assertRaises(UserError), self.cr.savepoint():
                self.new_campaign(state=state)

    def test_what_was_looked_at_is_said_with_its_button_alone(self):
        with self.assertRaises(AccessError):
            self.campaign.with_user(self.marta).reviewed_on = "2026-01-01"
        with self.assertRaises(AccessError):
            self.new_campaign(reviewed_on="2026-01-01")
        self.campaign.with_user(self.ana).action_review()
        review = self.campaign.review_ids
        with self.assertRaises(AccessError):
            review.with_user(self.marta).looked_on = "2026-01-01"
        with self.assertRaises(AccessError):
            review.with_user(self.marta).create({"campaign_id": self.campaign.id, "name": "Otra"})

    def test_each_one_is_looked_at(self):
        campaign = self.campaign.with_user(self.ana)
        with self.assertRaisesRegex(UserError, "Llamadas de primavera"):
            campaign.action_reviewed()
        self.assertEqual(campaign.review_ids.action_id, self.calls)
        opened = campaign.review_ids.action_look()
        self.assertEqual((opened["res_model"], opened["res_id"]), ("despacho.action", self.calls.id))
        campaign.action_reviewed()
        self.assertEqual(
            (campaign.state, campaign.reviewed_by, campaign.review_ids.looked_by), ("design", self.ana, self.ana)
        )

    def test_what_it_was_is_kept_with_the_numbers_of_then(self):
        self.calls.write({"cost": 120, "lessons": "<p>Por la mañana contestan más</p>"})
        self.look()
        self.campaign.review_ids.with_user(self.ana).note = "Llamar por la mañana"
        self.calls.write({"cost": 300, "name": "Otra cosa"})
        review = self.campaign.review_ids
        self.assertEqual((review.cost, review.channel, review.name), (120, "call", "Llamadas de primavera"))
        self.assertIn("Por la mañana", review.lessons)

    def test_that_there_was_none_is_written_down(self):
        campaign = self.new_campaign("Nóminas", self.laboral)
        campaign.with_user(self.ana).action_reviewed()
        self.assertTrue(campaign.reviewed_on)
        self.assertFalse(campaign.review_ids)
        self.assertEqual(campaign.state, "design")
        campaign._check_launch()

    def test_what_went_out_meanwhile_is_looked_at_too(self):
        self.look()
        action = self.new_action()
        letters = self.new_action("Cartas", self.spring)
        letters._set_state("running", launched_on="2026-01-01")
        with self.assertRaisesRegex(UserError, "Cartas"):
            action.with_user(self.leo).action_approve()
        self.look()
        action.with_user(self.leo).action_approve()
