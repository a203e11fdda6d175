import email
import re
from urllib.parse import parse_qs, urlsplit

from odoo.tests import HttpCase, tagged

from .mailing_common import MailingCommon

BEA = "bea@clientes.example"


@tagged("post_install", "-at_install")
class TestMailingFollow(MailingCommon, HttpCase):
    """What becomes of a message is noted on its recipient, and is a response where it is one."""

    def setUp(self):
        super().setUp()
        self.action = self.launched()
        with self.server() as catcher:
            self.send(catcher)
            self.caught = catcher.to(BEA)
        self.row = self.rows(self.action)[BEA]

    def responses(self, source):
        self.env.invalidate_all()
        return self.env["despacho.response"].search([("recipient_id", "=", self.row.id), ("source", "=", source)])

    def link(self, words):
        """Return the path of the link of the message whose address has ``words``."""
        return self.path_in(self.caught, words)

    def test_who_opens_it_and_follows_a_link_was_reached_and_that_is_noted_once(self):
        for _twice in range(2):
            self.url_open(self.link("/mail/track/"))
            self.url_open(self.link("/r/"), allow_redirects=False)
        self.assertEqual(len(self.responses("open")), 1)
        self.assertEqual(len(self.responses("click")), 1)
        self.assertTrue(self.row.reached)
        self.assertEqual((self.action.mail_opened, self.action.mail_clicked), (1, 1))

    def reply(self, body="<p>Me interesa, llámenme.</p>", sender=BEA, **headers):
        self.reply_to(self.caught, body, sender, **headers)

    def test_an_answer_comes_to_the_row_of_the_recipient_with_their_own_words(self):
        self.reply("<p>Me interesa, llámenme.</p><blockquote><p>Hola Bea</p></blockquote>")
        response = self.responses("reply")
        self.assertEqual((response.text, response.kind), ("Me interesa, llámenme.", False))
        self.assertTrue(response.to_classify)
        self.assertIn("Me interesa", "".join(self.row.message_ids.mapped("body")))
        self.assertEqual(self.action.mail_replied, 1)

    def test_an_answer_of_a_machine_is_no_response(self):
        self.reply("<p>Estoy de vacaciones.</p>", Auto_Submitted="auto-replied")
        self.assertFalse(self.responses("reply"))

    def test_whoever_answers_with_baja_is_written_to_no_more(self):
        self.reply("<p>BAJA</p>")
        self.assertEqual(self.responses("reply").kind, "unsubscribe")
        self.assertTrue(self.env["mail.blacklist"].search_count([("email", "=", BEA)]))

    def test_baja_from_another_address_is_read_by_a_person(self):
        self.reply("<p>BAJA</p>", sender="otro@clientes.example")
        self.assertFalse(self.responses("reply").kind)

    def test_what_comes_back_is_noted_with_the_words_of_the_server(self):
        report = email.message_from_string(
            "From: MAILER-DAEMON@correo.example\nTo: bounce@despacho.example\nSubject: Undelivered\n"
            "Message-Id: <devuelto@correo.example>\nMIME-Version: 1.0\n"
            'Content-Type: multipart/report; report-type=delivery-status; boundary="x"\n\n'
            "--x\nContent-Type: text/plain\n\nUser unknown\n"
            f"--x\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; {BEA}\nAction: failed\n"
            f"--x\nContent-Type: message/rfc822\n\nMessage-Id: {self.caught.message['Message-Id']}\nTo: {BEA}\n\nHola\n"
            "--x--\n"
        )
        self.env["mail.thread"].message_process(False, report.as_bytes())
        self.assertEqual(len(self.responses("bounce")), 1)
        self.assertEqual((self.row.state, self.row.reason), ("failed", "bounced"))
        self.assertEqual(self.action.mail_returned, 1)

    def test_one_click_of_the_program_of_mail_really_unsubscribes(self):
        url = self.caught.message["List-Unsubscribe"].strip("<>")
        parts = urlsplit(url)
        asked = self.url_open(f"{parts.path}?{parts.query}", data={"List-Unsubscribe": "One-Click"})
        self.assertEqual(asked.status_code, 200)
        self.assertEqual(self.responses("unsubscribe").kind, "unsubscribe")
        self.assertTrue(self.env["mail.blacklist"].search_count([("email", "=", BEA)]))
        oppositions = self.env["despacho.opposition"]._find(["email"], partner=self.bea)
        self.assertTrue(oppositions)
        second = self.new_mail("Otra", partners=self.people)
        self.approved(second)
        self.assertNotIn(BEA, self.rows(second))

    def test_a_link_that_somebody_changed_unsubscribes_nobody(self):
        parts = urlsplit(self.caught.message["List-Unsubscribe"].strip("<>"))
        token = parse_qs(parts.query)["hash_token"][0]
        self.url_open(
            f"{parts.path}?document_id={self.row.id}&email=cris@clientes.example&hash_token={token}", data={"x": "x"}
        )
        self.assertFalse(self.env["mail.blacklist"].search_count([("email", "=", "cris@clientes.example")]))
        self.assertFalse(self.responses("unsubscribe"))

    def test_the_page_of_the_way_out_asks_before_and_notes_it_once(self):
        self.assertEqual(self.url_open(self.link("confirm_unsubscribe")).status_code, 200)
        self.assertFalse(self.responses("unsubscribe"), "programs that follow every link unsubscribe nobody")
        query = parse_qs(urlsplit(self.link("confirm_unsubscribe")).query)
        values = {name: value[0] for name, value in query.items()}
        values["mailing_id"] = self.action.mailing_ids.id
        for _twice in range(2):
            self.url_open("/mailing/confirm_unsubscribe", data={**values, "csrf_token": self.csrf_token()})
        self.assertEqual(len(self.responses("unsubscribe")), 1)

    def csrf_token(self):
        page = self.url_open(self.link("confirm_unsubscribe")).text
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
