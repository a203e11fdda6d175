from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .recipient_common import RecipientCommon


@tagged("post_install", "-at_install")
class TestCampaignEscape(RecipientCommon):
    """Ways past the rules of campaigns and actions that are none."""

    def planned(self, partners, **values):
        return self.new_action("Renta 2026", self.autumn, partner_ids=partners.ids, **values)

    def approved(self, **values):
        action = self.planned(self.sol, **values)
        action.with_user(self.leo).action_approve()
        self.assertEqual(action.state, "approved")
        return action

    def test_no_default_of_the_context_says_what_only_the_program_says(self):
        now = fields.Datetime.now()
        given = {"default_state": "running", "default_approved_by": self.ana.id, "default_frozen_on": now}
        action = (
            self.env["despacho.action"]
            .with_user(self.ana)
            .with_context(**given)
            .create({"name": "Colada", "campaign_id": self.autumn.id})
        )
        self.assertEqual((action.state, action.approved_by.id, action.frozen_on), ("draft", False, False))
        campaigns = self.env["despacho.campaign"].with_user(self.ana).with_context(default_reviewed_on=now)
        campaign = campaigns.create({"title": "Colada", "service_line_id": self.fiscal.id})
        self.assertFalse(campaign.reviewed_on)
        reviews = self.env["despacho.campaign.review"].with_user(self.ana)
        reviews = reviews.with_context(
            default_action_id=self.calls.id, default_name="Colada", default_looked_on=now, default_looked_by=self.ana.id
        )
        with self.assertRaises(AccessError):
            reviews.create({"campaign_id": campaign.id})

    def test_what_was_looked_at_for_a_campaign_is_not_passed_to_another(self):
        self.look()
        other = self.new_campaign("Otra")
        with self.assertRaises(AccessError):
            self.campaign.review_ids.with_user(self.ana).campaign_id = other
        with self.assertRaises(AccessError):
            other.with_user(self.ana).review_ids = [Command.link(self.campaign.review_ids.id)]

    def test_for_another_service_it_is_looked_at_again(self):
        self.look()
        self.campaign.with_user(self.ana).service_line_id = self.laboral
        self.assertFalse(self.campaign.reviewed_on)
        with self.assertRaisesRegex(UserError, "Otoño"):
            self.new_action().with_user(self.leo).action_approve()

    def test_nothing_is_approved_nor_launched_of_a_campaign_that_is_over(self):
        planned, approved = self.planned(self.luna), self.approved()
        self.autumn.with_user(self.ana).state = "cancelled"
        with self.assertRaisesRegex(UserError, "Otoño aprobado"):
            approved.with_user(self.leo).action_launch()
        with self.assertRaisesRegex(UserError, "Otoño aprobado"):
            planned.with_user(self.leo).action_approve()
        self.autumn.with_user(self.ana).action_reopen()
        approved.with_user(self.leo).action_launch()
        self.assertEqual(approved.state, "running")

    def test_what_is_under_way_is_not_put_away(self):
        action = self.approved()
        for record in (action, self.autumn):
            with self.assertRaisesRegex(UserError, "Renta 2026"):
                record.with_user(self.leo).active = False
        action.with_user(self.leo).action_cancel()
        action.with_user(self.leo).active = False
        self.autumn.with_user(self.leo).active = False

    def test_an_approved_action_that_was_put_away_keeps_its_campaign_open(self):
        action = self.approved()
        self.env.cr.execute("UPDATE despacho_action SET active = FALSE WHERE id = %s", [action.id])
        self.env.invalidate_all()
        with self.assertRaisesRegex(UserError, "Renta 2026"):
            self.autumn.with_user(self.ana).action_close()

    def test_a_cancelled_action_that_never_left_is_deleted_with_its_rows(self):
        action = self.approved()
        rows = action.recipient_ids
        action.with_user(self.leo).action_cancel()
        action.with_user(self.leo).unlink()
        self.assertFalse(rows.exists())

    def test_taken_back_to_design_the_list_that_was_kept_goes_too(self):
        action = self.approved()
        self.assertTrue(self.files(action))
        action.with_user(self.leo).action_redesign()
        self.assertFalse(self.files(action), "whoever is erased afterwards would stay in it")

    def files(self, action):
        of_action = [("res_model", "=", action._name), ("res_id", "=", action.id)]
        return self.env["ir.attachment"].search(of_action)

    def test_what_the_program_notes_of_the_preparation_is_written_by_nobody(self):
        action = self.approved()
        for name in ("frozen_on", "freeze_started_on", "mail_winner_on"):
            with self.subTest(name), self.assertRaises(AccessError):
                action.with_user(self.leo).write({name: fields.Datetime.now()})

    def test_who_plans_takes_nobody_of_what_was_approved_out(self):
        row = self.approved().recipient_ids.filtered("included")[:1]
        with self.assertRaises(AccessError):
            row.with_user(self.ana).action_stop()
        self.assertEqual(row.state, "waiting")

    def test_a_segment_that_an_action_leaves_out_is_not_deleted(self):
        segment = self.env["despacho.segment"].create({"name": "Los que no", "company_id": self.firm.id})
        self.planned(self.sol, exclude_segment_ids=segment.ids)
        with self.assertRaisesRegex(UserError, "Renta 2026"):
            segment.unlink()

    def test_the_day_of_an_earlier_action_is_that_of_spain(self):
        self.calls.sudo().launched_on = "2026-06-30 22:30:00"
        self.campaign.with_user(self.ana).action_review()
        self.assertEqual(fields.Date.to_string(self.campaign.review_ids.date), "2026-07-01")
