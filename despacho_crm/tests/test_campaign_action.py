from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .campaign_common import CampaignCommon


@tagged("post_install", "-at_install")
class TestCampaignAction(CampaignCommon):
    """The way of an action, and what stays as it was approved."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.campaign.sudo().write({"reviewed_on": fields.Datetime.now(), "state": "idea"})
        cls.campaign.review_ids.sudo()._add(cls.campaign, cls.calls)
        cls.campaign.review_ids.sudo().looked_on = fields.Datetime.now()
        cls.action = cls.new_action("Llamadas de otoño", script="<p>Le llamo de la asesoría</p>")

    def approved(self):
        """Approve the action as Leo does, its recipients ready at once."""
        self.action.with_user(self.leo).action_approve()
        if self.action.state == "freezing":
            self.action._frozen()
        return self.action.with_user(self.leo)

    def test_from_design_to_done(self):
        action = self.approved()
        self.assertEqual((action.state, action.approved_by), ("approved", self.leo))
        self.assertTrue(action.approved_on)
        action.action_launch()
        self.assertEqual((action.state, self.campaign.state), ("running", "running"))
        action.action_finish()
        self.assertEqual(action.state, "done")
        self.assertTrue(action.launched_on and action.done_on)

    def test_who_plans_does_not_launch(self):
        action = self.action.with_user(self.ana)
        for name in ("action_approve", "action_launch", "action_finish", "action_redesign"):
            with self.subTest(name), self.assertRaises(AccessError):
                getattr(action, name)()
        self.approved()
        with self.assertRaises(AccessError):
            action.action_cancel()

    def test_who_plans_does_not_have_it_launched_by_its_date(self):
        action = self.action.with_user(self.ana)
        action.write({"date_planned": fields.Datetime.now(), "launch_alone": False})
        self.approved()
        for values in ({"launch_alone": True}, {"date_planned": "2026-01-01"}):
            with self.assertRaises(AccessError):
                action.write(values)
        action.with_user(self.leo).launch_alone = True

    def test_who_plans_cancels_what_is_in_design(self):
        self.action.with_user(self.ana).action_cancel()
        self.assertEqual(self.action.state, "cancelled")

    def test_the_state_is_written_with_the_buttons_alone(self):
        for values in ({"state": "approved"}, {"launched_on": fields.Datetime.now()}, {"approved_by": self.leo.id}):
            with self.assertRaises(AccessError):
                self.action.with_user(self.marta).write(values)
            with self.assertRaises(AccessError):
                self.new_action(user=self.marta, **values)

    def test_each_thing_in_its_turn(self):
        action = self.action.with_user(self.leo)
        for name in ("action_launch", "action_finish"):
            with self.subTest(name), self.assertRaises(UserError):
                getattr(action, name)()
        self.approved()
        for name in ("action_approve", "action_finish"):
            with self.subTest(name), self.assertRaises(UserError):
                getattr(action, name)()

    def test_what_was_approved_stays_until_it_goes_back_to_design(self):
        action = self.approved()
        for values in ({"script": "<p>Otra cosa</p>"}, {"partner_ids": self.pilar.ids}, {"channel": "post"}):
            with self.assertRaisesRegex(UserError, "Llamadas de otoño"):
                action.write(values)
        action.cost = 30
        action.action_redesign()
        self.assertFalse(action.approved_on or action.approved_by)
        action.script = "<p>Otra cosa</p>"

    def test_what_was_launched_does_not_go_back(self):
        action = self.approved()
        action.action_launch()
        with self.assertRaises(UserError):
            action.action_redesign()
        action.action_cancel()
        with self.assertRaises(UserError):
            action.action_redesign()
        with self.assertRaises(UserError):
            action.unlink()

    def test_an_action_for_nobody_is_not_approved(self):
        self.action.partner_ids = False
        with self.assertRaisesRegex(UserError, "for nobody"):
            self.action.with_user(self.leo).action_approve()

    def test_on_its_date_it_leaves_by_itself(self):
        self.action.write({"launch_alone": True, "date_planned": fields.Datetime.now() + timedelta(hours=1)})
        self.approved()
        self.run_launcher()
        self.assertEqual(self.action.state, "approved")
        self.action.date_planned = fields.Datetime.now() - timedelta(minutes=1)
        self.run_launcher()
        self.assertEqual(self.action.state, "running")

    def test_who_answers_for_it_is_told_when_it_could_not_leave_by_itself(self):
        self.action.write({"launch_alone": True, "date_planned": fields.Datetime.now(), "user_id": self.ana.id})
        self.approved()
        letters = self.new_action("Cartas", self.spring)
        letters._set_state("running", launched_on="2026-01-01")
        self.run_launcher()
        self.assertEqual((self.action.state, self.action.launch_alone), ("approved", False))
        self.assertEqual(self.action.activity_ids.user_id, self.ana)

    def test_whatever_is_wrong_with_one_the_others_leave_on_their_date(self):
        self.approved()
        other = self.new_action("Cartas")
        other._set_state("approved", approved_on=fields.Datetime.now())
        now = fields.Datetime.now()
        self.action.write({"launch_alone": True, "date_planned": now - timedelta(minutes=2), "user_id": self.ana.id})
        other.write({"launch_alone": True, "date_planned": now - timedelta(minutes=1)})
        launch = type(other)._launch

        def fail(action):
            if action == self.action:
                raise ValueError("boom")
            return launch(action)

        with patch.object(type(other), "_launch", fail), self.assertLogs("odoo.addons.despacho_crm", "WARNING"):
            self.run_launcher()
        self.assertEqual((self.action.state, other.state), ("approved", "running"))
        self.assertEqual(self.action.activity_ids.user_id, self.ana)

    def test_a_copy_begins_anew(self):
        self.approved().action_launch()
        copy = self.action.with_user(self.ana).copy()
        self.assertEqual((copy.state, copy.launched_on, copy.script), ("draft", False, self.action.script))

    def test_a_campaign_closes_when_nothing_of_it_is_under_way(self):
        self.approved().action_launch()
        with self.assertRaisesRegex(UserError, "Llamadas de otoño"):
            self.campaign.with_user(self.ana).action_close()
        self.action.with_user(self.leo).action_finish()
        self.campaign.with_user(self.ana).action_close()
        self.assertEqual(self.campaign.state, "closed")

    def test_a_campaign_that_is_cancelled_takes_what_has_not_left_with_it(self):
        other = self.new_action("Cartas")
        self.approved().action_launch()
        self.campaign.with_user(self.leo).action_cancel()
        self.assertEqual((self.action.state, other.state), ("running", "cancelled"))

    def test_what_was_promoted_does_not_change_once_something_left(self):
        self.campaign.with_user(self.ana).service_line_id = self.renta
        self.campaign.with_user(self.ana).action_reviewed()
        self.approved()
        with self.assertRaisesRegex(UserError, "Otoño"):
            self.campaign.with_user(self.ana).service_line_id = self.fiscal

    def run_launcher(self):
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm.ir_cron_campaign_launch").method_direct_trigger()
        self.env.invalidate_all()
