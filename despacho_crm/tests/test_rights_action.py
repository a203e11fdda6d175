import re

from odoo.tests import tagged

from .recipient_common import RecipientCommon
from .rights_page_case import RightsPageCase


@tagged("post_install", "-at_install")
class TestRightsAction(RightsPageCase, RecipientCommon):
    browser_size = "390x844"
    touch_enabled = True

    def setUp(self):
        super().setUp()
        self.action = self.new_mail(self.boss | self.olga | self.jordi)
        self.rows = self.freeze(self.action)
        self.row = self.rows.filtered(lambda row: row.partner_id == self.jordi)
        self.assertEqual(self.row.state, "waiting")

    def state_of(self, row):
        self.env.invalidate_all()
        return row.state, row.reason

    def test_a_running_action_stops_for_whoever_says_no_on_a_phone(self):
        path = "/misdatos/" + self.token(self.links._get_url(self.row))
        self.press(path, "#stop button[name=all]")
        self.assertEqual(self.state_of(self.row), ("stopped", "opposed"))
        self.assertEqual({row.state for row in self.rows - self.row if row.included}, {"waiting"})

    def oppositions_of(self, company):
        """Return those in force by which the company, its number or its e-mail is no longer used."""
        kept = self.env["despacho.opposition"].search([("in_force", "=", True)])
        values = {company.email_normalized, company.phone_sanitized, company.nif_key}
        return kept.filtered(lambda one: one.partner_id == company or one.value in values)

    def test_an_employee_who_says_no_does_not_say_it_for_the_company(self):
        rows = self.freeze(self.new_mail(self.boss | self.nil))
        row, other = rows.sorted(lambda one: one.partner_id != self.boss)
        self.assertFalse(self.boss.phone_sanitized)
        self.assertEqual(row.phone_sanitized, self.sol.phone_sanitized)
        path = "/misdatos/" + self.token(self.links._get_url(row))
        for data in ({"channel": "email"}, {"all": "1"}):
            self.post(path + "/no", data)
            self.assertFalse(self.oppositions_of(self.sol), data)
            self.assertEqual(self.state_of(row), ("stopped", "opposed"))
            self.assertEqual(self.state_of(other)[0], "waiting")
        found = self.env["despacho.opposition"].search([("partner_id", "=", self.boss.id), ("kind", "=", "person")])
        self.assertEqual(set(found.mapped("channel")), {"email", "phone", "sms", "post", "visit"})
        self.assertFalse(self.env["phone.blacklist"].search([("number", "=", self.sol.phone_sanitized)]))

    def test_nor_does_one_whose_contact_was_deleted_since(self):
        row = self.rows.filtered(lambda one: one.partner_id == self.olga)
        path = "/misdatos/" + self.token(self.links._get_url(row))
        self.olga.unlink()
        self.post(path + "/no", {"all": "1"})
        self.assertFalse(self.oppositions_of(self.luna))
        kept = self.env["despacho.opposition"].search([("value", "=", "olga@luna.example")])
        self.assertEqual(kept.channel, "email")

    def test_the_address_it_was_sent_to_is_closed_too_whatever_the_contact_has_today(self):
        path = "/misdatos/" + self.token(self.links._get_url(self.row))
        self.jordi.email = "jordi.font@nuevo.example"
        self.post(path + "/no", {"channel": "email"})
        kept = self.env["despacho.opposition"].search([("partner_id", "=", self.jordi.id), ("kind", "=", "email")])
        self.assertEqual(set(kept.mapped("value")), {"jordi@correo.example", "jordi.font@nuevo.example"})

    def test_whoever_corrects_their_data_does_so_on_a_phone(self):
        path, __ = self.personal(self.jordi)
        self.press(path, "#correct button[name=send]", city="Olot")
        request = self.env["despacho.privacy.request"].search([("partner_ids", "in", self.jordi.ids)])
        self.assertEqual(request.line_ids.mapped(lambda line: (line.field, line.after)), [("city", "Olot")])

    def test_blocking_stops_a_running_action_and_its_counts_stay(self):
        count = len(self.rows)
        self.block(self.jordi)
        self.assertEqual(self.state_of(self.row), ("stopped", "blocked"))
        self.assertEqual(len(self.action.sudo().recipient_ids), count)
        self.assertFalse(self.sees(self.ana, self.row))

    def test_of_a_blocked_contact_no_mailing_shows_the_address(self):
        lead = self.env["crm.lead"].create({"name": "Web", "partner_id": self.jordi.id})
        other = self.rows.filtered(lambda row: row.partner_id == self.olga)
        people = (self.row, self.jordi, lead, self.olga, other)
        self.pol.group_ids |= self.env.ref("mass_mailing.group_mass_mailing_user")
        # Whoever shares the address is another one.
        common = {"email": "jordi@correo.example", "mass_mailing_id": self.action._get_mailing().id}
        traces = self.env["mailing.trace"].create([{"model": one._name, "res_id": one.id, **common} for one in people])
        self.assertEqual(self.sees(self.leo, traces), traces)
        block = self.block(self.jordi)
        self.assertEqual(self.sees(self.leo, traces), traces[-2:])
        self.assertEqual(self.sees(self.pol, traces), traces)
        block._undo("Por error")
        self.env.invalidate_all()
        self.assertEqual(self.sees(self.leo, traces), traces)

    def test_the_links_of_a_batch_cost_the_same_queries_as_one(self):
        self.links._get_urls(self.rows[:1])
        self.env.invalidate_all()
        with self.assertQueryCount(6):
            urls = self.links._get_urls(self.rows, self.firm)
        self.assertEqual(len(set(urls.values())), len(self.rows))
        for url in urls.values():
            self.assertRegex(url, r"^https?://[^/]+/misdatos/[\w-]+$")

    def test_the_link_of_a_recipient_shows_the_frozen_data_behind_stars(self):
        page = self.get("/misdatos/" + self.token(self.links._get_url(self.row)))
        self.assertIn("j•••@correo.example", page.text)
        self.assertIsNone(re.search("jordi@correo", page.text))

    def test_whose_data_were_destroyed_has_no_link_any_more(self):
        path = "/misdatos/" + self.token(self.links._get_url(self.row))
        block = self.block(self.jordi)
        block.destroy_on = "2026-01-01"
        block.action_destroy()
        self.assertEqual(self.get(path).status_code, 404)
        self.env.invalidate_all()
        self.assertTrue(self.row.erased)
        self.assertFalse(self.row.name or self.row.email)
