from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .mailing_common import MailingCommon


@tagged("post_install", "-at_install")
class TestMailingEscape(MailingCommon):
    """An e-mail to the recipients of an action leaves with its action, and by no other way."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.mailer = cls._new_user("mila", "mass_mailing.group_mass_mailing_user")

    def test_odoos_own_mailings_do_not_reach_the_recipients_of_actions(self):
        mailing = self.launched().mailing_ids.with_user(self.mailer)
        with self.assertRaisesRegex(UserError, "«Write the e-mail»"):
            mailing.action_duplicate()
        with self.assertRaises(UserError):
            self.env["mailing.mailing"].with_user(self.mailer).create(
                {
                    "subject": "A todos",
                    "email_from": "x@despacho.example",
                    "mailing_model_id": self.env["ir.model"]._get_id("despacho.action.recipient"),
                }
            )
        enabled = self.env["ir.model"].search([("is_mailing_enabled", "=", True)])
        self.assertNotIn("despacho.action.recipient", enabled.mapped("model"))

    def test_the_e_mail_of_an_approved_action_is_not_deleted(self):
        mailing = self.approved().mailing_ids
        for user in (self.mailer, self.leo):
            with self.assertRaises(UserError):
                mailing.with_user(user).unlink()
        self.assertTrue(mailing.exists())

    def test_an_e_mail_is_not_passed_to_an_action_that_was_approved(self):
        action, other = self.launched(), self.new_mail("Otra", partners=self.bea)
        with self.assertRaises(UserError):
            other.mailing_ids.with_user(self.leo).action_id = action
        with self.assertRaises(UserError):
            action.with_user(self.leo).mailing_ids = [Command.link(other.mailing_ids.id)]

    def test_the_trial_of_odoo_is_not_for_the_e_mail_of_an_action(self):
        mailing = self.mail.mailing_ids.with_user(self.leo)
        mailing.ab_testing_enabled = True
        self.launched()
        with self.assertRaises(UserError):
            mailing.action_select_as_winner()

    def test_it_leaves_although_the_language_of_somebody_is_no_longer_installed(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.bea.lang = "fr_FR"
        self.launched()
        self.bea.lang = False
        self.env["res.lang"]._lang_get("fr_FR").active = False
        self.assertEqual(len(self.send()), 3)

    def test_whoever_got_another_action_meanwhile_is_left_out_when_it_leaves(self):
        first, second = self.new_mail("Una", exclude_days=30), self.new_mail("Otra", exclude_days=30)
        self.launched(first)
        self.env.cr.execute("UPDATE despacho_action_recipient SET state = 'failed' WHERE action_id = %s", [first.id])
        self.env.invalidate_all()
        self.launched(second)
        self.assertEqual(len(self.rows(second)), 3)
        # Both were approved at once: neither saw the other one.
        self.env.cr.execute("UPDATE despacho_action_recipient SET state = 'waiting' WHERE action_id = %s", [first.id])
        self.env.invalidate_all()
        with self.server() as catcher:
            self.send(catcher)
            self.send(catcher)
            self.assertEqual(set(catcher.addressees().values()), {1})
        states = {row.state for row in self.rows(first).values()} | {row.state for row in self.rows(second).values()}
        self.assertEqual(states, {"sent", "stopped"})

    def test_who_uses_mailings_of_one_company_sees_nothing_of_what_another_one_sent(self):
        self.launched()
        self.send()
        trace = self.env["mailing.trace"].search([("mass_mailing_id", "=", self.mail.mailing_ids.id)], limit=1)
        trace.with_user(self.mailer).read(["email"])
        branch = self.new_branch(country="es")
        self.mailer.write({"company_ids": [Command.set(branch.ids)], "company_id": branch.id})
        with self.assertRaises(AccessError):
            trace.with_user(self.mailer).read(["email"])
