from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .mailing_common import BODY, MailingCommon


@tagged("post_install", "-at_install")
class TestMailingWrite(MailingCommon):
    """The e-mail is written, tried out and compared from its action, by who plans it."""

    def test_whoever_plans_actions_writes_their_e_mail_and_no_other_mailing(self):
        action = self.new_action("De Ana", self.spring, channel="email").with_user(self.ana)
        opened = action.action_mail_write()
        mailing = self.env["mailing.mailing"].with_user(self.ana).browse(opened["res_id"])
        mailing.write({"subject": "Hola", "body_arch": BODY, "body_html": BODY})
        self.assertEqual(action.subject, "Hola")
        self.assertIn("mire", action.body)
        other = self.env["mailing.mailing"].create({"subject": "De otro", "email_from": "x@y.example"})
        with self.assertRaises(AccessError):
            other.with_user(self.ana).read(["subject"])

    def test_a_test_goes_to_whoever_asks_with_the_foot_and_without_anybodys_way_out(self):
        action = self.mail.with_user(self.ana)
        with self.server() as catcher:
            wizard = self.env["mailing.mailing.test"].with_user(self.ana)
            context = action.action_mail_test()["context"]
            wizard.with_context(**context).create({"email_to": "ana@asesoria.example"}).send_mail_test()
            caught = catcher.to("ana@asesoria.example")
        self.assertIn("La renta se acerca", caught.message["Subject"])
        self.assertIn("B87654323", caught.html)
        self.assertFalse(caught.message["List-Unsubscribe"])
        self.assertEqual(self.mail.mail_left, 0)

    def test_what_misses_is_said_before_approving(self):
        action = self.new_action("Vacía", self.spring, channel="email")
        with self.assertRaisesRegex(UserError, "not written"):
            action.with_user(self.leo).action_approve()
        action._get_mailing()
        with self.assertRaisesRegex(UserError, "is empty"):
            action.with_user(self.leo).action_approve()
        self.firm.street = False
        with self.assertRaisesRegex(UserError, "address"):
            self.mail.with_user(self.leo).action_approve()

    def test_a_copy_of_an_action_has_its_e_mail(self):
        copied = self.mail.copy()
        self.assertEqual(copied.mailing_ids.subject, "La renta se acerca")
        self.assertEqual(copied.mailing_ids.action_id, copied)
        self.assertIn(str(copied.id), copied.mailing_ids.mailing_domain)

    def test_of_two_versions_each_goes_to_its_share_and_the_best_one_to_the_others(self):
        people = self.env["res.partner"].create(
            [{"name": f"P{n}", "email": f"p{n}@clientes.example", "parent_id": self.vega.id} for n in range(10)]
        )
        self.consent(people)
        action = self.new_mail("Comparada", partners=people)
        first = action.mailing_ids
        opened = action.with_user(self.ana).action_mail_add_version()
        second = self.env["mailing.mailing"].browse(opened["res_id"])
        second.with_user(self.ana).write({"subject": "Otra manera de decirlo", "trial_percent": 30})
        first.trial_percent = 20
        self.launched(action)
        with self.server() as catcher:
            self.send(catcher)
            self.send(catcher)
            subjects = [caught.message["Subject"] for caught in catcher.messages]
            self.assertEqual(subjects.count("La renta se acerca"), 2)
            self.assertEqual(subjects.count("Otra manera de decirlo"), 3)
            trace = self.env["mailing.trace"].search([("mass_mailing_id", "=", second.id)], limit=1)
            trace.set_opened()
            with patch.object(fields.Datetime, "now", lambda: self.env.cr.now().replace(year=2030, microsecond=0)):
                self.run_job("despacho_crm.ir_cron_mail_winner")
            self.send(catcher)
            self.assertEqual(catcher.addressees(), dict.fromkeys(people.mapped("email_normalized"), 1))
            subjects = [caught.message["Subject"] for caught in catcher.messages]
        self.assertEqual(subjects.count("Otra manera de decirlo"), 8)
        with self.assertRaises(UserError):
            first.with_user(self.leo).action_send_to_others()

    def test_versions_that_leave_nobody_for_the_winner_are_not_approved(self):
        self.mail.with_user(self.ana).action_mail_add_version()
        self.mail.mailing_ids.trial_percent = 50
        with self.assertRaisesRegex(UserError, "below 100"):
            self.mail.with_user(self.leo).action_approve()

    def test_mailings_of_no_action_are_as_odoo_has_them(self):
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "De siempre",
                "email_from": "x@despacho.example",
                "body_html": "<p>Hola</p>",
                "mailing_model_id": self.env.ref("base.model_res_partner").id,
                "mailing_domain": repr([("id", "in", self.people.ids)]),
            }
        )
        mailing.action_launch()
        sent = self.send()
        self.assertEqual(len([caught for caught in sent if caught.message["Subject"] == "De siempre"]), 3)
        self.assertEqual(mailing.state, "done")
