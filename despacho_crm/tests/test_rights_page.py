import re
from datetime import timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import fields
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.misc import hash_sign

from ..models.rights.despacho_privacy_visit import LIMITS
from .rights_page_case import RightsPageCase


@tagged("post_install", "-at_install")
class TestRightsPage(RightsPageCase):
    # ------------------------------------------------------------
    # WHAT A LINK OPENS
    # ------------------------------------------------------------

    def test_the_link_of_a_message_shows_little_for_messages_are_forwarded(self):
        page = self.get(self.weak())
        self.assertEqual(page.status_code, 200)
        self.assertIn("r•••@correo.example", page.text)
        for secret in ("rosa.pi@", "600 11 22 33", "Calle Mayor", self.rosa_pi.vat, "Herencia"):
            self.assertNotIn(secret, page.text)

    def test_a_personal_link_shows_everything(self):
        path, link = self.personal()
        page = self.get(path)
        self.assertEqual(page.status_code, 200)
        for known in (
            "Rosa Pi",
            "rosa.pi@correo.example",
            "600 11 22 33",
            "Calle Mayor 3",
            "Herencia",
            "Llamó su hermana",
        ):
            self.assertIn(known, page.text)
        self.env.invalidate_all()
        self.assertTrue(link.opened_on)

    def test_no_searcher_keeps_the_page_and_no_other_place_is_told_of_it(self):
        for path in ("/misdatos", self.weak(), "/misdatos/nadie"):
            headers = self.get(path).headers
            self.assertIn("noindex", headers["X-Robots-Tag"])
            self.assertIn("no-store", headers["Cache-Control"])
            self.assertEqual(headers["Referrer-Policy"], "no-referrer")

    def test_the_page_has_no_script_and_fetches_nothing(self):
        page = self.get(self.personal()[0]).text
        self.assertNotIn("<script", page)
        self.assertNotRegex(page, r'(src|href)="https?://(?!www\.(aepd|listarobinson))')

    # ------------------------------------------------------------
    # LINKS THAT DO NOT SERVE
    # ------------------------------------------------------------

    def assertWrong(self, path):
        self.env["despacho.privacy.visit"].sudo().search([]).unlink()
        page = self.get(path)
        self.assertEqual(page.status_code, 404)
        self.assertNotIn("Rosa", page.text)
        return page.text

    def test_forged_links_do_not_serve_and_all_say_the_same(self):
        token = self.token(self.weak())
        other = "A" if token[60] != "A" else "B"
        forged = hash_sign(
            self.env(su=True), "another.scope", ["p", self.rosa_pi.id, self.firm.id, ""], expiration_hours=1
        )
        wrong = ("nadie", token[:60] + other + token[61:], token[:-4], token + "AAAA", forged, "%00", "x" * 3000, "ñ")
        said = {re.sub(r"csrf\w*", "", self.assertWrong("/misdatos/" + one)) for one in wrong}
        self.assertEqual(len(said), 1)

    def test_a_link_for_one_person_is_not_one_for_the_next(self):
        # Whoever could change the number would need the signature of the other.
        mine, other = self.token(self.weak()), self.token(self.weak(self.pilar))
        self.assertWrong("/misdatos/" + mine[:56] + other[56:])

    def test_links_expire(self):
        weak, (personal, __) = self.weak(), self.personal()
        with freeze_time(fields.Datetime.now() + timedelta(hours=25)):
            self.assertIsNone(self.links._open(self.token(personal)))
            self.assertTrue(self.links._open(self.token(weak)))
        with freeze_time(fields.Datetime.now() + timedelta(days=91)):
            self.assertIsNone(self.links._open(self.token(weak)))

    @mute_logger("odoo.sql_db")
    def test_no_setting_makes_a_link_that_never_expires_nor_destroys_what_is_blocked_today(self):
        names = ("privacy_footer_days", "privacy_link_hours", "privacy_block_months", "privacy_invoice_months")
        for name in names:
            for value in (0, -1, 100000):
                with self.subTest(name=name, value=value), self.assertRaises(IntegrityError), self.env.cr.savepoint():
                    self.firm[name] = value
                    self.firm.flush_recordset()
            self.firm[name] = 1
            self.firm.flush_recordset()

    def test_only_the_last_personal_link_serves(self):
        first, __ = self.personal()
        second, __ = self.personal()
        self.assertWrong(first)
        self.assertEqual(self.get(second).status_code, 200)

    def test_a_closed_link_is_not_used_again(self):
        path, __ = self.personal()
        self.assertEqual(self.post(path + "/salir").status_code, 200)
        self.assertWrong(path)

    def test_the_link_of_another_company_opens_nothing(self):
        branch = self.new_branch()
        self.rosa_pi.company_id = self.firm
        token = self.token(self.links._sign(self.rosa_pi, self.rosa_pi.email_normalized, branch, 24))
        self.assertWrong("/misdatos/" + token)
        self.assertWrong(self.personal(company=branch)[0])

    def test_a_link_dies_with_the_address_it_was_sent_to(self):
        path = self.weak()
        self.rosa_pi.email = "otra@correo.example"
        self.assertWrong(path)

    def test_a_blocked_person_has_no_page(self):
        paths = [self.weak(), self.personal()[0]]
        self.block()
        for path in paths:
            self.assertWrong(path)

    # ------------------------------------------------------------
    # WHO KNOCKS TOO OFTEN
    # ------------------------------------------------------------

    def test_who_tries_tokens_is_stopped_also_with_a_good_one_then(self):
        for __ in range(LIMITS["wrong"][0] + 1):
            self.get("/misdatos/nadie")
        response = self.get(self.weak())
        self.assertEqual(response.status_code, 429)
        self.assertTrue(response.headers["Retry-After"])

    def test_the_count_is_in_the_database_and_knows_nobody(self):
        self.get("/misdatos")
        visits = self.env["despacho.privacy.visit"].sudo().search([])
        self.assertTrue(visits)
        self.assertFalse([visit for visit in visits if "127.0.0.1" in visit.digest])
        with freeze_time(fields.Datetime.now() + timedelta(hours=4)):
            visits._gc_visits()
        self.assertFalse(visits.exists())

    def test_one_link_is_not_used_without_end(self):
        visits = self.env["despacho.privacy.visit"]
        for __ in range(LIMITS["token"][0]):
            self.assertFalse(visits._count("token", "uno"))
        self.assertTrue(visits._count("token", "uno"))
        self.assertFalse(visits._count("token", "otro"))

    def knock(self, kind, times):
        """Return the answers of one visitor over HTTP, where one of that kind is stopped after two."""
        self.env["despacho.privacy.visit"].sudo().search([]).unlink()
        with patch.dict(LIMITS, {kind: (2, LIMITS[kind][1])}):
            return [knock().status_code for knock in times]

    def test_who_opens_pages_without_end_is_stopped(self):
        weak = self.weak()
        for path in ("/misdatos", weak):
            self.assertEqual(self.knock("page", [lambda path=path: self.get(path)] * 3), [200, 200, 429], path)
        # Whoever opens one kind of them is not a new one on the other.
        pages = [lambda: self.get("/misdatos"), lambda: self.get(weak), lambda: self.get(weak)]
        self.assertEqual(self.knock("page", pages), [200, 200, 429])

    def test_who_uses_one_link_without_end_is_stopped_and_another_link_serves(self):
        mine, other = self.weak(), self.weak(self.pilar)
        pages = [lambda: self.get(mine)] * 3 + [lambda: self.get(other)]
        self.assertEqual(self.knock("token", pages), [200, 200, 429, 200])

    def test_who_asks_for_links_without_end_is_stopped_and_nothing_is_noted(self):
        def ask():
            return self.post("/misdatos", {"email": "rosa.pi@correo.example"}, page="/misdatos")

        self.assertEqual(self.knock("ask", [ask] * 3), [200, 200, 429])
        self.assertEqual(self.links.sudo().search_count([("state", "=", "asked")]), 2)

    # ------------------------------------------------------------
    # ASKING FOR A LINK
    # ------------------------------------------------------------

    def ask(self, email):
        response = self.post("/misdatos", {"email": email}, page="/misdatos")
        self.assertEqual(response.status_code, 200)
        return re.sub(r"csrf\w*", "", response.text)

    def test_known_and_unknown_addresses_are_told_the_same(self):
        known, unknown, no_address = (self.ask(one) for one in ("rosa.pi@correo.example", "x@nadie.example", "hola"))
        self.assertEqual(known, unknown)
        self.assertEqual(known, no_address)
        sent = self.env["mail.mail"].sudo().search([], order="id desc", limit=1)
        self.assertNotIn("correo.example", sent.email_to or "", "nothing is sent while they wait")

    def test_only_who_is_known_is_written_to(self):
        self.ask("Rosa.Pi@correo.example")
        self.ask("x@nadie.example")
        last = self.env["mail.mail"].sudo().search([], order="id desc", limit=1).id
        self.send_asked()
        mails = self.env["mail.mail"].sudo().search([("id", ">", last)])
        self.assertEqual(mails.mapped("email_to"), ["rosa.pi@correo.example"])
        url = re.search(r'href="([^"]+/misdatos/[^"]+)"', mails.body_html)[1]
        self.assertEqual(self.get("/misdatos/" + self.token(url)).status_code, 200)
        self.assertFalse(self.links.sudo().search([("state", "=", "asked")]))
        self.assertFalse(self.links.sudo().search([("email", "!=", False)]), "the address is forgotten")

    def test_nobody_fills_the_mail_of_another(self):
        for __ in range(LIMITS["send"][0] + 2):
            self.links._ask("rosa.pi@correo.example")
        last = self.env["mail.mail"].sudo().search([], order="id desc", limit=1).id
        self.send_asked()
        self.assertEqual(self.env["mail.mail"].sudo().search_count([("id", ">", last)]), LIMITS["send"][0])

    def test_the_message_sends_a_personal_link_to_the_address_that_we_hold(self):
        response = self.post(self.weak() + "/enlace")
        self.assertEqual(response.status_code, 303)
        self.assertEqual(self.links.sudo().search([("state", "=", "asked")]).email, "rosa.pi@correo.example")
