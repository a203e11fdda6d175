import re
from urllib.parse import parse_qs, urlsplit

from odoo.tests import HttpCase, tagged

from .mailing_common import MailingCommon

BEA = "bea@clientes.example"


@tagged("post_install", "-at_install")
class TestMailingByHand(MailingCommon, HttpCase):
    """The address of the header List-Unsubscribe, opened by hand: some programs of mail give it as a link."""

    def setUp(self):
        super().setUp()
        self.action = self.launched()
        with self.server() as catcher:
            self.send(catcher)
            parts = urlsplit(catcher.to(BEA).message["List-Unsubscribe"].strip("<>"))
        self.path = f"{parts.path}?{parts.query}"
        self.query = {name: values[0] for name, values in parse_qs(parts.query).items()}

    def is_out(self):
        self.env.invalidate_all()
        responses = self.env["despacho.response"].search([("source", "=", "unsubscribe")])
        listed = self.env["mail.blacklist"].search_count([("email", "=", BEA)])
        self.assertEqual(bool(listed), BEA in responses.recipient_id.mapped("email_normalized"))
        return bool(listed)

    def test_opened_by_hand_it_asks_with_one_button_and_that_one_unsubscribes(self):
        page = self.url_open(self.path)
        self.assertEqual(page.status_code, 200)
        self.assertFalse(self.is_out(), "filters of mail open what they find")
        forms = re.findall(r'<form[^>]*action="([^"]*unsubscribe[^"]*)"', page.text)
        self.assertEqual(len(forms), 1)
        fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page.text))
        self.assertEqual(self.url_open(forms[0], data=fields).status_code, 200)
        self.assertTrue(self.is_out())

    def test_posted_by_the_program_of_mail_it_asks_nothing(self):
        self.assertEqual(self.url_open(self.path, data={"List-Unsubscribe": "One-Click"}).status_code, 200)
        self.assertTrue(self.is_out())

    def test_with_a_mark_that_somebody_changed_nothing_is_shown(self):
        path = self.path.replace(self.query["hash_token"], "0" * len(self.query["hash_token"]))
        self.assertEqual(self.url_open(path).status_code, 401)
        self.assertFalse(self.is_out())

    def test_asking_only_for_the_head_unsubscribes_nobody(self):
        self.url_open(self.path, method="HEAD")
        self.assertFalse(self.is_out())
