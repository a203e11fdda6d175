from ast import literal_eval

from freezegun import freeze_time
from lxml import etree

from odoo import fields
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import SQL

from .engagement_common import EngagementCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-03-05 10:00:00")
class TestEngagementChange(EngagementCommon):
    def replace(self, order, change="scope"):
        action = order._engagement_replace(change)
        return self.env["sale.order"].browse(action["res_id"])

    def said(self, order):
        return [(one.what, one.before, one.after) for one in order._engagement_differences()]

    def test_a_change_of_scope_says_what_changes_and_replaces_once_it_is_signed(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.replace(old.with_user(self.ana))
        self.assertEqual((new.engagement_origin_id, new.engagement_change, new.state), (old, "scope", "draft"))
        self.assertFalse(new.engagement_signed_on or new.signature)
        new.order_line.price_unit = 25
        new.order_clause_ids.filtered(lambda clause: clause.kind == "excluded").kind = "included"
        said = [one for one in self.said(new) if one[0] not in ("start", "total", "price")]
        self.assertEqual(
            said,
            [
                ("included_added", "", "Inspecciones de trabajo"),
                ("excluded_removed", "Inspecciones de trabajo", ""),
            ],
        )
        self.assertIn("price", dict.fromkeys(one[0] for one in self.said(new)))
        self.assertIn("Inspecciones de trabajo", new.engagement_differences)
        self.assertEqual(old.engagement_state, "signed", "the old one is in force until the new one is signed")
        self.sign(new)
        self.assertEqual((old.engagement_state, old.engagement_superseded_by_id), ("superseded", new))
        self.assertEqual(new.engagement_state, "signed")

    def test_a_renewal_goes_on_for_as_long_again(self):
        for start, end, then, until in (
            ("2026-01-01", "2026-12-31", "2027-01-01", "2027-12-31"),
            ("2026-02-01", "2026-02-28", "2026-03-01", "2026-03-31"),
            ("2026-02-15", "2026-08-14", "2026-08-15", "2027-02-14"),
        ):
            old = self.sign(self.new_quotation(engagement_start=start, engagement_end=end))
            new = self.replace(old, "renewal")
            self.assertEqual(
                (new.engagement_start, new.engagement_end), (fields.Date.to_date(then), fields.Date.to_date(until))
            )
            self.assertEqual(new.order_clause_ids.mapped("text"), old.order_clause_ids.mapped("text"))

    def test_a_renewal_of_what_ended_long_ago_begins_today(self):
        old = self.sign(self.new_quotation(engagement_start="2024-01-01", engagement_end="2024-12-31"))
        self.assertEqual(old.engagement_state, "ended")
        new = self.replace(old, "renewal")
        self.assertEqual((str(new.engagement_start), str(new.engagement_end)), ("2026-03-05", "2027-03-04"))

    def pass_day(self, day):
        """Have the job of the night run on ``day``."""
        self.env.flush_all()
        with freeze_time(f"{day} 00:30:00"):
            self.env["sale.order"]._cron_engagement_day()
        self.env.invalidate_all()

    def test_the_night_puts_right_what_is_written_otherwise(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.sign(self.replace(old, "renewal"))
        over = self.sign(self.new_quotation(engagement_start="2025-01-01", engagement_end="2025-12-31"))
        free, waits = self.sign(self.new_quotation()), self.new_quotation()
        gone = self.sign(self.new_quotation())
        gone._action_cancel()
        letters = old | new | over | free | waits | gone
        states = ["signed", "upcoming", "ended", "signed", "draft", "cancel"]
        for day, expected in (
            ("2026-03-05", states),
            ("2027-06-01", ["superseded", "signed", "ended", "signed", "draft", "cancel"]),
        ):
            for wrong in ("superseded", "ended", "signed", "upcoming", None):
                self.env.flush_all()
                signed = letters - waits - gone
                self.env.cr.execute(
                    SQL("UPDATE sale_order SET engagement_state = %s WHERE id = ANY(%s)", wrong, signed.ids)
                )
                self.env.invalidate_all()
                self.pass_day(day)
                self.assertEqual(letters.mapped("engagement_state"), expected, (day, wrong))
            self.assertFalse(self.env["sale.order"]._engagement_outdated(day) & letters, "once it is right it stays")

    def test_one_that_is_renewed_early_is_in_force_until_its_end(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.sign(self.replace(old, "renewal"))
        self.assertEqual((old.engagement_state, new.engagement_state), ("signed", "upcoming"))
        self.assertEqual((old.engagement_superseded_by_id, old.engagement_next_start), (new, new.engagement_start))
        self.pass_day("2026-12-31")
        self.assertEqual((old.engagement_state, new.engagement_state), ("signed", "upcoming"))
        self.pass_day("2027-01-01")
        self.assertEqual((old.engagement_state, new.engagement_state), ("superseded", "signed"))
        self.pass_day("2028-01-01")
        self.assertEqual((old.engagement_state, new.engagement_state), ("superseded", "ended"))

    def test_who_invoices_sees_the_exclusions_of_the_letter_of_that_day(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.replace(old, "renewal")
        new.order_clause_ids.filtered(lambda clause: clause.kind == "excluded").text = "Pleitos"
        self.sign(new)
        move = self.env["account.move"].create({"move_type": "out_invoice", "partner_id": self.vega.id})
        self.assertIn("Inspecciones de trabajo", move.engagement_exclusions)
        self.assertNotIn("Pleitos", move.engagement_exclusions)
        self.pass_day("2027-01-01")
        self.assertIn("Pleitos", move.engagement_exclusions)
        self.assertNotIn("Inspecciones de trabajo", move.engagement_exclusions)

    def test_between_its_end_and_the_next_one_a_letter_has_ended(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-06-30"))
        new = self.replace(old, "renewal")
        new.write({"engagement_start": "2026-09-01", "engagement_end": False})
        self.sign(new)
        self.pass_day("2026-07-01")
        self.assertEqual((old.engagement_state, new.engagement_state), ("ended", "upcoming"))
        self.pass_day("2026-09-01")
        self.assertEqual((old.engagement_state, new.engagement_state), ("superseded", "signed"))

    def test_one_that_is_renewed_already_is_not_renewed_again(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.sign(self.replace(old, "renewal"))
        self.assertEqual(self.replace(old, "renewal"), new)

    def test_a_change_of_scope_before_the_renewal_begins_goes_before_it(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        renewal = self.sign(self.replace(old, "renewal"))
        change = self.sign(self.replace(old))
        states = [letter.engagement_state for letter in (old, change, renewal)]
        self.assertEqual(states, ["superseded", "signed", "upcoming"])
        self.pass_day("2027-01-01")
        states = [letter.engagement_state for letter in (old, change, renewal)]
        self.assertEqual(states, ["superseded", "superseded", "signed"])

    def test_of_changes_that_begin_on_the_same_day_the_last_one_counts(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        renewal = self.sign(self.replace(old, "renewal"))
        change = self.sign(self.replace(renewal))
        last = self.sign(self.replace(renewal))
        self.assertEqual((renewal.engagement_superseded_by_id, change.engagement_superseded_by_id), (change, last))
        self.pass_day("2027-01-01")
        states = [letter.engagement_state for letter in (old, renewal, change, last)]
        self.assertEqual(states, ["superseded", "superseded", "superseded", "signed"])

    def test_what_is_changed_before_it_begins_is_changed_from_its_beginning_on(self):
        first = self.sign(self.new_quotation(engagement_start="2026-05-01"))
        self.assertEqual(self.replace(first).engagement_start, first.engagement_start)

    def test_a_letter_that_ended_is_renewed_and_not_changed(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-02-28"))
        with self.assertRaisesRegex(UserError, "has ended: renew it"):
            old.action_engagement_change()
        self.assertEqual(self.replace(old, "renewal").engagement_change, "renewal")

    def test_an_early_renewal_that_is_cancelled_changes_nothing(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.sign(self.replace(old, "renewal"))
        said = old.message_ids
        new._action_cancel()
        self.assertEqual((old.engagement_state, old.engagement_superseded_by_id.id), ("signed", False))
        self.assertEqual(old.message_ids, said, "it was in force all the time")

    def test_the_lists_tell_what_is_to_be_renewed(self):
        ending, renewed, ended = (
            self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end=end))
            for end in ("2026-04-30", "2026-04-29", "2026-02-28")
        )
        self.sign(self.replace(renewed, "renewal"))
        self.env.flush_all()
        arch = etree.fromstring(self.env.ref("despacho_crm.view_engagement_search").arch)
        mine = ending | renewed | ended
        for name, expected in (("ending", ending), ("ended", ended), ("in_force", ending | renewed)):
            [found] = arch.xpath(f"//filter[@name='{name}']")
            domain = Domain(literal_eval(found.get("domain"))) & Domain("id", "in", mine.ids)
            self.assertEqual(set(self.env["sale.order"].search(domain)), set(expected), name)

    def test_a_letter_takes_the_place_of_another_on_the_day_on_which_it_begins(self):
        old = self.sign(self.new_quotation(engagement_start="2026-01-01", engagement_end="2026-12-31"))
        new = self.replace(old, "renewal")
        content = new._engagement_content()
        said = new._engagement_sentences(content)
        self.assertIn("2027", content["start"])
        self.assertEqual(
            said["replaces"],
            f"From its beginning, {content['start']}, it takes the place of the engagement letter {old.name}.",
        )
        new.engagement_start = new.engagement_end = False
        said = new._engagement_sentences(new._engagement_content())
        self.assertIn("From the day of its signature", said["replaces"])
        self.assertIn("from the day of its signature", said["duration"])

    def test_asking_again_opens_the_one_that_is_being_prepared(self):
        old = self.sign(self.new_quotation())
        self.assertEqual(self.replace(old), self.replace(old, "renewal"))

    def test_only_a_letter_in_force_is_replaced(self):
        order = self.new_quotation()
        with self.assertRaisesRegex(UserError, "in force"):
            order.action_engagement_renew()
        self.sign(order)
        self.sign(self.replace(order))
        with self.assertRaisesRegex(UserError, "in force"):
            order.action_engagement_change()

    def test_with_the_letter_that_replaced_it_cancelled_the_old_one_is_in_force_again(self):
        old = self.sign(self.new_quotation())
        new = self.sign(self.replace(old))
        new.with_user(self.ana)._action_cancel()
        self.assertEqual((old.engagement_state, old.engagement_superseded_by_id.id), ("signed", False))
        self.assertEqual((new.engagement_state, new.engagement_origin_id), ("cancel", old))
        self.assertIn(new.name, old.message_ids[0].body)
        third = self.sign(self.replace(old, "renewal"))
        self.assertEqual((old.engagement_state, old.engagement_superseded_by_id), ("superseded", third))

    def test_a_cancelled_letter_that_was_replaced_itself_leaves_the_last_one_in_force(self):
        first = self.sign(self.new_quotation())
        second = self.sign(self.replace(first))
        third = self.sign(self.replace(second))
        second._action_cancel()
        self.assertEqual((first.engagement_state, first.engagement_superseded_by_id), ("superseded", third))
        third._action_cancel()
        self.assertEqual([letter.engagement_state for letter in (first, second, third)], ["signed", "cancel", "cancel"])

    def test_cancelling_all_of_them_leaves_none_in_force(self):
        first = self.sign(self.new_quotation())
        second = self.sign(self.replace(first))
        (second | first)._action_cancel()
        self.assertEqual((first | second).mapped("engagement_state"), ["cancel", "cancel"])

    def test_a_letter_cancelled_before_it_was_signed_changes_nothing(self):
        old = self.sign(self.new_quotation())
        self.replace(old)._action_cancel()
        self.assertEqual(old.engagement_state, "signed")

    def test_nobody_writes_by_hand_which_letter_replaces_which(self):
        old, other = self.sign(self.new_quotation()), self.new_quotation()
        with self.assertRaises(UserError):
            other.with_user(self.marta).engagement_origin_id = old
        with self.assertRaises(UserError):
            old.with_user(self.marta).engagement_superseded_by_id = other

    def test_the_version_goes_up_when_what_the_client_was_shown_changes(self):
        order = self.new_quotation()
        order.order_line.price_unit = 21
        self.assertEqual(order._engagement_number(), 1, "nobody has seen it yet")
        order.action_quotation_sent()
        self.assertEqual(order._engagement_number(), 1)
        order.order_clause_ids[0].text = "Nóminas"
        self.assertEqual(order._engagement_number(), 2)
        order.order_line.price_unit = 22
        self.assertEqual(order._engagement_number(), 2, "the client saw nothing in between")
        order._engagement_note_shown()
        self.assertEqual(order.engagement_version, 2)
        order.client_order_ref = "Su pedido"
        order._engagement_note_shown()
        self.assertEqual(order.engagement_version, 2, "what the letter does not say is no new version")
        self.sign(order)
        self.assertEqual(order.engagement_version, 2)
        self.assertIn("v2", order.engagement_client_copy_id.name)

    def test_the_letter_is_the_same_whoever_reads_it(self):
        order = self.new_quotation()
        prints = {order.with_user(user)._engagement_fingerprint() for user in (self.ana, self.marta, self.sara)}
        prints |= {order.sudo().with_context(lang="es_ES", tz="Asia/Tokyo")._engagement_fingerprint()}
        self.assertEqual(len(prints), 1)
