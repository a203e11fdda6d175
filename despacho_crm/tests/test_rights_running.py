from collections import Counter

from odoo.tests import tagged

from .mailing_common import MailingCommon
from .rights_page_case import RightsPageCase

BEA = "bea@clientes.example"
SUBJECT = "Últimos días de la renta"


@tagged("post_install", "-at_install")
class TestRightsRunning(MailingCommon, RightsPageCase):
    """What somebody says on their page, with the link of a message, while an action is on its way to them."""

    browser_size = "390x844"
    touch_enabled = True

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        eva = cls.env["res.partner"].create({"name": "Eva", "email": "eva@clientes.example", "parent_id": cls.vega.id})
        cls.people |= eva
        cls.bea.phone = "+34 611 00 11 22"
        cls.consent(eva)
        cls.consent(cls.bea, "phone")

    def leave(self, number):
        """Have so many messages leave: what the queue of Odoo does in one go. It takes the newest ones first."""
        self.env["mail.mail"].process_email_queue(batch_size=number)
        self.env.invalidate_all()

    def got(self, catcher):
        """Return {address: how many messages it got} of the action that runs."""
        return Counter(
            address
            for caught in catcher.messages
            if caught.message["Subject"] == SUBJECT
            for address in caught.recipients
        )

    def running(self, catcher):
        """Launch an action for the four, of which two messages have left; return it. That of Bea waits."""
        action = self.new_mail("Recordatorio", self.people)
        action.mailing_ids.subject = SUBJECT
        self.launched(action)
        self.prepare()
        self.leave(2)
        self.assertEqual(Counter(self.got(catcher).values()), {1: 2}, "two have left")
        self.assertEqual(Counter(row.state for row in self.rows(action).values()), {"sent": 2, "waiting": 2})
        self.assertEqual(self.rows(action)[BEA].state, "waiting")
        return action

    def personal_link(self, catcher):
        """Ask for the personal link with that of the first message, and take it from the message that brings it."""
        self.press(self.path_in(catcher.to(BEA), "/misdatos/"), "#masked button[name=send]")
        self.send_asked()
        self.leave(1)
        return self.path_in(catcher.messages[-1], "/misdatos/")

    def test_who_corrects_their_data_and_says_no_is_reached_by_nothing_more_of_what_runs(self):
        with self.server() as catcher:
            self.launched()
            self.send(catcher)
            calls = self.new_action("Llamadas", self.spring, partner_ids=self.bea.ids)
            self.approved(calls).with_user(self.leo).action_launch()
            self.assertEqual(calls.recipient_ids.state, "waiting")
            action = self.running(catcher)
            before = self.got(catcher)

            page = self.personal_link(catcher)
            self.assertEqual(self.got(catcher), before, "but for the link nothing has left meanwhile")
            self.press(page, "#correct button[name=send]", email="bea.nueva@clientes.example", city="Olot")
            self.press(page, "#stop button[name=all]")
            self.assertEqual((self.rows(action)[BEA].state, self.rows(action)[BEA].reason), ("stopped", "opposed"))
            self.assertEqual((calls.recipient_ids.state, calls.recipient_ids.reason), ("stopped", "opposed"))
            request = self.env["despacho.privacy.request"].search([("partner_ids", "in", self.bea.ids)])
            self.assertEqual(set(request.line_ids.mapped("field")), {"email", "city"})
            request.line_ids.with_user(self.pol).action_apply()
            self.assertEqual((self.bea.email, self.bea.city), ("bea.nueva@clientes.example", "Olot"))

            self.send(catcher)
            self.send(catcher)
            others = (self.people - self.bea).mapped("email_normalized")
            self.assertEqual(self.got(catcher), dict.fromkeys(others, 1), "the rest left, and nothing for her")
        self.assertEqual({row.state for address, row in self.rows(action).items() if address != BEA}, {"sent"})
        self.assertEqual(action.mail_left, 3)
        again = self.approved(self.new_mail("Otra vez", self.people))
        self.assertEqual(set(self.rows(again)), set(others), "nor does the next one go to either address of hers")

    def test_so_it_is_with_the_link_of_the_message_alone(self):
        with self.server() as catcher:
            self.launched()
            self.send(catcher)
            action = self.running(catcher)
            self.press(self.path_in(catcher.to(BEA), "/misdatos/"), "#stop button[name=all]")
            self.send(catcher)
            self.assertNotIn(BEA, self.got(catcher))
            self.assertEqual(self.got(catcher).total(), 3)
        self.assertEqual(self.rows(action)[BEA].state, "stopped")
