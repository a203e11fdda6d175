from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import html2plaintext

from .mailing_common import MailingCommon


@tagged("post_install", "-at_install")
class TestMailingSend(MailingCommon):
    """What was approved is what leaves, to whom it was approved, and once."""

    def test_it_leaves_to_the_frozen_address_although_the_contact_has_another_one_today(self):
        action = self.launched()
        self.bea.email = "otra@clientes.example"
        sent = self.send()
        self.assertEqual(
            sorted(sent_to for caught in sent for sent_to in caught.recipients),
            ["bea@clientes.example", "cris@clientes.example", "dani@clientes.example"],
        )
        self.assertEqual({row.state for row in self.rows(action).values()}, {"sent"})

    def test_a_second_run_of_the_jobs_sends_nothing(self):
        self.launched()
        with self.server() as catcher:
            self.send(catcher)
            self.send(catcher)
            self.assertEqual(set(catcher.addressees().values()), {1})

    def test_who_said_no_after_the_approval_is_not_written_to(self):
        action = self.launched()
        self.prepare()
        self.env["mail.blacklist"]._add("bea@clientes.example")
        sent = self.send()
        self.assertNotIn("bea@clientes.example", [caught.recipients[0] for caught in sent])
        self.assertEqual(len(sent), 2)
        self.assertEqual(self.rows(action)["bea@clientes.example"].state, "stopped")

    def test_what_is_approved_is_not_changed(self):
        action = self.approved()
        mailing = action.mailing_ids.with_user(self.leo)
        for values in ({"subject": "Otro"}, {"body_html": "<p>Otro</p>"}, {"state": "in_queue"}):
            with self.assertRaises(UserError):
                mailing.write(values)
        with self.assertRaises(UserError):
            mailing.action_launch()

    def test_a_text_changed_by_another_way_does_not_leave(self):
        action = self.launched()
        action.mailing_ids.sudo().body_html = "<p>Otra cosa</p>"
        written = {address for caught in self.send() for address in caught.recipients}
        self.assertTrue(written.isdisjoint(self.rows(action)), "only whoever answers for the action is told")
        self.assertEqual({row.state for row in self.rows(action).values()}, {"waiting"})

    def test_the_foot_says_who_writes_and_gives_the_way_out_and_the_link_to_ones_data(self):
        action = self.launched()
        with self.server() as catcher:
            self.send(catcher)
            caught = catcher.to("bea@clientes.example")
        for words in ("B87654323", "Calle Mayor 1", "info@despacho.example", "/misdatos/", "confirm_unsubscribe"):
            self.assertIn(words, caught.html)
        words = " ".join(html2plaintext(caught.html).split())
        self.assertIn("Hola Bea, mire la guía", words)
        self.assertIn("/r/", caught.html, "the link is followed")
        self.assertIn("unsubscribe_oneclick", caught.message["List-Unsubscribe"])
        self.assertEqual(caught.message["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        self.assertEqual(action.mail_left, 3)

    def test_a_cancelled_action_stops_what_has_not_left(self):
        action = self.launched()
        self.prepare()
        action.with_user(self.leo).action_cancel()
        self.assertFalse(self.send())
        self.assertEqual({row.state for row in self.rows(action).values()}, {"stopped"})
