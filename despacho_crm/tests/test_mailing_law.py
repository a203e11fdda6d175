from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .mailing_common import MailingCommon

BEA = "bea@clientes.example"


@tagged("post_install", "-at_install")
class TestMailingLaw(MailingCommon):
    """What the law asks of a message, and what a person decides of those that nobody knows of."""

    def test_the_first_message_says_where_the_data_come_from_and_that_informs(self):
        notices = self.env["despacho.privacy.notice"]
        notices._start({self.bea.id: "el registro mercantil"}, self.firm, fields.Date.today())
        action = self.launched()
        with self.server() as catcher:
            self.send(catcher)
            told, others = catcher.to(BEA).html, catcher.to("cris@clientes.example").html
        self.assertIn("el registro mercantil", told)
        self.assertNotIn("aepd", others)
        notice = notices.search([("partner_id", "=", self.bea.id)])
        self.assertEqual((notice.state, notice.informed_how), ("informed", "first"))
        self.assertIn(action.name, notice.evidence)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_who_was_not_sent_the_message_is_not_informed(self):
        notices = self.env["despacho.privacy.notice"]
        notices._start({self.bea.id: "el registro mercantil"}, self.firm, fields.Date.today())
        self.launched()
        self.send(refuse=[BEA])
        self.assertEqual(notices.search([("partner_id", "=", self.bea.id)]).state, "pending")

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_one_that_the_server_refuses_says_why_and_can_be_tried_again(self):
        action = self.launched()
        self.send(refuse=[BEA])
        row = self.rows(action)[BEA]
        self.assertEqual((row.state, row.reason), ("failed", "refused"))
        self.assertIn("nobody of that name", row.reason_text)
        self.assertEqual(action.mail_failed, 1)
        action.with_user(self.leo).action_mail_retry()
        sent = self.send()
        self.assertEqual([caught.recipients for caught in sent], [(BEA,)])
        self.assertEqual(self.rows(action)[BEA].state, "sent")

    def test_a_server_that_does_not_answer_loses_nothing(self):
        action = self.launched()
        with self.server() as catcher:
            self.prepare()
            self.env["ir.mail_server"].search([("smtp_port", "=", catcher.port)]).smtp_port = 1
            self.run_job("mail.ir_cron_mail_scheduler_action")
            self.assertEqual({row.reason for row in self.rows(action).values()}, {"no_server"})
            self.env["ir.mail_server"].search([("smtp_port", "=", 1)]).smtp_port = catcher.port
            action.with_user(self.leo).action_mail_retry()
            self.run_job("mail.ir_cron_mail_scheduler_action")
            self.assertEqual(set(catcher.addressees().values()), {1})
            self.assertEqual(len(catcher.messages), 3)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_one_that_nobody_knows_of_is_decided_by_whoever_launches_and_by_nobody_else(self):
        action = self.launched()
        with self.server(hang_up={BEA: "DATA"}) as catcher:
            self.send(catcher)
            self.send(catcher)
            self.assertEqual(set(catcher.addressees().values()), {1})
            row = self.rows(action)[BEA]
            self.assertEqual(row.state, "leaving")
            self.assertEqual(action.mail_unsure, 1)
            with self.assertRaises(AccessError):
                row.with_user(self.ana).action_mail_not_sent()
            with self.assertRaises(UserError):
                self.rows(action)["cris@clientes.example"].with_user(self.leo).action_mail_not_sent()
            row.with_user(self.leo).action_mail_give_up()
            self.send(catcher)
            self.assertEqual(set(catcher.addressees().values()), {1})
        self.assertEqual(self.rows(action)[BEA].state, "failed")

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_one_that_did_not_leave_is_not_sent_once_its_action_is_over(self):
        for number, end in enumerate(("action_finish", "action_cancel")):
            action = self.launched(self.new_mail(f"Renta {number}"))
            with self.server(hang_up={BEA: "DATA"}) as catcher:
                self.send(catcher)
                row = self.rows(action)[BEA]
                self.assertEqual(row.state, "leaving")
                getattr(action.with_user(self.leo), end)()
                row.with_user(self.leo).action_mail_not_sent()
                row = self.rows(action)[BEA]
                self.assertEqual((row.state, row.reason), ("stopped", "cancelled"), end)
                self.assertNoneOutgoing(action)
                self.send(catcher)
                self.assertEqual(catcher.addressees()[BEA], 1, "it is not tried again")

    def assertNoneOutgoing(self, action):
        waiting = [("mailing_id.action_id", "=", action.id), ("state", "=", "outgoing")]
        self.assertFalse(self.env["mail.mail"].search(waiting), "the queue would come back to it without end")

    def test_whatever_waits_of_an_action_that_is_over_is_closed_by_the_queue(self):
        action = self.launched()
        with self.server() as catcher:
            self.prepare()
            action.with_user(self.leo).action_finish()
            mails = self.env["mail.mail"].search([("mailing_id.action_id", "=", action.id)])
            mails.state = "outgoing"
            self.rows(action)[BEA].sudo().state = "waiting"
            self.run_job("mail.ir_cron_mail_scheduler_action")
            self.assertFalse(catcher.messages)
        self.assertEqual(self.rows(action)[BEA].state, "stopped")
        self.assertNoneOutgoing(action)

    def test_a_mailing_of_another_company_is_not_seen(self):
        other = self.env["res.company"].create({"name": "Otra firma"})
        irene = self._new_user("irene", "despacho_crm.group_campaign")
        irene.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        self.assertFalse(
            self.env["mailing.mailing"].with_user(irene).search([("action_id", "=", self.mail.id)]),
        )
