from odoo import Command
from odoo.tests import HttpCase, tagged

from .privacy_common import PrivacyCommon


@tagged("post_install", "-at_install")
class TestPrivacyMyMailings(HttpCase, PrivacyCommon):
    """A client with a user says no on Odoo's own page «/mailing/my»: it arrives where all the others do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client_user = cls._new_user("clara", "base.group_portal")
        cls.clara = cls.client_user.partner_id
        cls.clara.write({"email": "clara@vega.example", "parent_id": cls.vega.id})
        cls.letters = cls.env["mailing.list"].create(
            [{"name": name, "is_public": True} for name in ("Circulares", "Laboral")]
        )
        cls.subscriber = cls.env["mailing.contact"].create(
            {"name": "Clara", "email": "clara@vega.example", "list_ids": [Command.set(cls.letters.ids)]}
        )

    def setUp(self):
        super().setUp()
        self.consent_of_clara = self.consent(self.clara)
        self.assertFalse(self.judge(self.clara, "email").reason)
        self.authenticate(self.client_user.login, self.client_user.login)

    def ask(self, path, **params):
        self.env.flush_all()
        answer = self.make_jsonrpc_request(path, params)
        self.env.invalidate_all()
        return answer

    def assertSaidNo(self, how):
        self.assertEqual(self.judge(self.clara, "email").reason, "opposed")
        self.assertTrue(self.consent_of_clara.withdrawn_on)
        kept = self.oppositions.search([("partner_id", "=", self.clara.id), ("in_force", "=", True)])
        self.assertEqual(set(kept.mapped("channel")), {"email"})
        self.assertEqual(set(kept.mapped("how")), {how})
        self.assertFalse(self.judge(self.luis, "email").reason == "opposed", "nobody else did")

    def test_the_page_shows_the_lists_and_changes_nothing(self):
        page = self.url_open("/mailing/my")
        self.assertEqual(page.status_code, 200)
        self.assertIn("Circulares", page.text)
        self.assertFalse(self.judge(self.clara, "email").reason)

    def test_who_wants_to_be_written_to_no_more_is_not_by_anything(self):
        self.assertTrue(self.ask("/mailing/blocklist/add"))
        self.assertSaidNo("footer")
        self.assertTrue(self.subscriber.is_blacklisted, "no mailing of Odoo goes to them either")
        told = "Odoo's page goes on showing them the lists, to which they may come back"
        self.assertEqual(self.subscriber.subscription_ids.mapped("opt_out"), [False, False], told)

    def test_who_leaves_one_list_goes_on_in_the_other_and_who_leaves_both_said_no(self):
        self.ask("/mailing/list/update", lists_optin_ids=self.letters[:1].ids)
        self.assertFalse(self.judge(self.clara, "email").reason)
        self.ask("/mailing/list/update", lists_optin_ids=[])
        self.assertSaidNo("list")

    def test_who_comes_back_there_has_lifted_it_but_consents_anew(self):
        self.ask("/mailing/blocklist/add")
        self.assertTrue(self.ask("/mailing/blocklist/remove"))
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "clara@vega.example")]))
        self.assertEqual(self.judge(self.clara, "email").reason, "no_basis", "a consent taken back is not given again")

    def test_nobody_says_it_for_another(self):
        self.ask("/mailing/blocklist/add", email="luis@vega.example")
        self.assertNotEqual(self.judge(self.luis, "email").reason, "opposed")
        self.authenticate(None, None)
        self.assertEqual(self.ask("/mailing/blocklist/add", email="luis@vega.example"), "error")
        self.assertNotEqual(self.judge(self.luis, "email").reason, "opposed")
