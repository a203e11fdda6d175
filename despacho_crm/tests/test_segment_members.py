from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentMembers(SegmentCommon):
    """Who is in a segment, who came and went, and what somebody decided by hand."""

    def week(self, segment):
        segment = segment.with_user(self.ana)
        segment.invalidate_recordset()
        return segment.entered_week, segment.left_week

    def test_a_new_segment_has_its_members_at_once(self):
        self.assertEqual(self.members(self.girona), self.roure + self.mar + self.pins)
        self.assertEqual(self.girona.member_count, 3)
        self.assertEqual(self.mar.with_user(self.ana).segment_ids, self.girona)
        self.assertEqual(set(self.girona.member_ids.mapped("cause")), {"definition"})

    def test_another_definition_has_other_members_at_once(self):
        self.girona.with_user(self.ana).domain = repr(self.of(self.bcn))
        self.assertEqual(self.members(self.girona), self.port)
        self.assertEqual(self.girona.member_count, 1)
        self.assertIn("of 3 contacts there are 1 now", self.girona.message_ids[:1].body)
        # They did not come or go: somebody asks for others now.
        self.assertEqual(self.week(self.girona), (0, 0))

    def test_at_night_who_changed_enters_and_leaves(self):
        self.days_ago(self.girona, 30)
        self.port.state_id, self.mar.state_id = self.gi, self.bcn
        self.run_night()
        today = fields.Date.context_today(self.girona)
        self.assertEqual(self.members(self.girona), self.roure + self.pins + self.port)
        self.assertEqual((self.row(self.girona, self.port).since, self.row(self.girona, self.mar).left), (today, today))
        self.assertEqual(self.row(self.girona, self.pins).since, today - timedelta(days=30))
        self.assertEqual(self.week(self.girona), (1, 1))
        self.assertEqual(self.girona.count_ids.mapped(lambda week: (week.count, week.entered, week.gone)), [(3, 1, 1)])

    def test_who_comes_back_is_in_it_since_then(self):
        self.mar.state_id = self.bcn
        self.girona._refresh()
        self.days_ago(self.girona, 30)
        self.mar.state_id = self.gi
        self.girona._refresh()
        row = self.row(self.girona, self.mar)
        self.assertEqual((row.active, row.left, row.since), (True, False, fields.Date.context_today(row)))

    def test_who_is_archived_leaves_and_who_is_deleted_is_forgotten(self):
        self.mar.active = False
        self.roure.unlink()
        self.girona._refresh()
        self.assertEqual(self.members(self.girona), self.pins)
        self.assertTrue(self.row(self.girona, self.mar).left)
        self.assertEqual(self.girona.member_count, 1)

    def test_nothing_is_written_again_when_nobody_moves(self):
        def versions():
            self.env.cr.execute(
                "SELECT id, xmin, ctid FROM despacho_segment_member WHERE segment_id = %s ORDER BY id", [self.girona.id]
            )
            return self.env.cr.fetchall()

        before = versions()
        self.girona._refresh()
        self.assertEqual(versions(), before)

    def test_what_is_asked_for_members_is_asked_as_it_is_now(self):
        self.port.state_id = self.gi
        self.assertNotIn(self.port, self.girona.with_user(self.ana)._get_members(refresh=False))
        self.assertIn(self.port, self.girona.with_user(self.ana)._get_members())

    def test_the_segment_of_somebody_is_searched_in_all_ways(self):
        other = self.new_segment("Barcelona", self.of(self.bcn))
        partners = self.as_user(self.ana)
        mine = [("category_id", "in", self.tag.ids), ("parent_id", "=", False)]
        self.assertEqual(partners.search([*mine, ("segment_ids", "ilike", "barcel")]), self.port)
        self.assertEqual(
            partners.search([*mine, ("segment_ids.user_id", "=", self.ana.id)]).ids, partners.search(mine).ids
        )
        self.assertEqual(partners.search([*mine, ("segment_ids", "not in", self.girona.ids)]), self.port)
        both = [("segment_ids", "in", self.girona.ids), ("segment_ids", "in", other.ids)]
        self.assertFalse(partners.search(both))
        other.unlink()
        self.assertEqual(partners.search([*mine, ("segment_ids", "=", False)]), self.port)

    # By hand

    def test_who_is_added_by_hand_stays_whatever_the_definition_says(self):
        self.girona.with_user(self.ana)._set_hand(self.port, "in", "Van a abrir en Salt")
        self.run_night()
        row = self.row(self.girona, self.port)
        self.assertEqual((row.active, row.hand, row.reason), (True, "in", "Van a abrir en Salt"))
        self.assertEqual((row.hand_uid, row.cause), (self.ana, "hand"))
        self.assertEqual(self.week(self.girona), (1, 0))
        self.port.active = False
        self.girona._refresh()
        self.assertFalse(self.row(self.girona, self.port).active)

    def test_who_is_left_out_stays_out_until_that_is_withdrawn(self):
        self.girona.with_user(self.ana)._set_hand(self.mar, "out", "No quieren publicidad")
        self.girona._refresh()
        self.assertEqual(self.members(self.girona), self.roure + self.pins)
        self.row(self.girona, self.mar).with_user(self.ana).action_withdraw()
        self.assertEqual(self.members(self.girona), self.roure + self.mar + self.pins)
        self.assertFalse(self.row(self.girona, self.mar).reason)

    def test_leaving_somebody_out_takes_a_reason(self):
        wizard = self.as_user(self.ana, "despacho.segment.hand").create(
            {"hand": "out", "segment_ids": self.girona.ids, "partner_ids": self.mar.ids}
        )
        with self.assertRaises(UserError):
            wizard.action_apply()
        wizard.reason = "Se quejaron"
        wizard.action_apply()
        self.assertNotIn(self.mar, self.members(self.girona))

    def test_a_fixed_list_has_those_who_were_added(self):
        fixed = self.new_segment("Feria", kind="list")
        self.assertEqual(fixed.member_count, 0)
        fixed.with_user(self.ana)._set_hand(self.mar + self.anna, "in")
        self.run_night()
        self.assertEqual(self.members(fixed), self.anna + self.mar)

    def test_nobody_writes_who_is_in_it_but_the_program(self):
        with self.assertRaises(AccessError):
            self.girona.with_user(self.ana).member_count = 7
        with self.assertRaises(AccessError):
            self.girona.member_ids[:1].with_user(self.marta).active = False

    # Segments that stand on others, and the job

    def test_who_stands_on_a_segment_follows_it(self):
        without = self.new_segment(
            "Sin Girona", [("category_id", "in", self.tag.ids), ("segment_ids", "not in", self.girona.ids)]
        )
        self.assertEqual(self.members(without), self.port)
        self.girona.with_user(self.ana).domain = repr(self.of(self.bcn))
        self.assertEqual(self.members(without), self.roure + self.mar + self.pins)
        self.girona.with_user(self.ana)._set_hand(self.mar, "in")
        self.assertEqual(self.members(without), self.roure + self.pins)

    def test_at_night_the_asked_ones_come_first(self):
        first = self.env["despacho.segment"]
        later = self.new_segment("A sin Girona", [("segment_ids", "in", self.girona.ids)])
        order = list(first._in_order())
        self.assertLess(order.index(self.girona), order.index(later))

    def test_the_night_takes_each_segment_once(self):
        self.run_night()
        self.assertFalse(self.env["despacho.segment"]._due())
        self.days_ago(self.girona, 1)
        self.assertEqual(self.env["despacho.segment"]._due(), self.girona)

    def test_a_night_that_is_cut_short_goes_on_where_it_was(self):
        other = self.new_segment("Barcelona", self.of(self.bcn))
        for segment in (self.girona, other):
            self.days_ago(segment, 1)
        self.patch(self.registry["ir.cron"], "_commit_progress", lambda *args, **kwargs: 0)
        segments = self.env["despacho.segment"]
        due = len(segments._due())
        segments._cron_refresh()
        self.env.invalidate_all()
        self.assertEqual(len(segments._due()), due - 1)
        segments._cron_refresh()
        self.env.invalidate_all()
        self.assertEqual(len(segments._due()), due - 2)

    def test_more_members_cost_no_more_queries(self):
        def queries():
            self.girona._refresh()  # what is kept in memory is there
            before = self.env.cr.sql_log_count
            self.girona._refresh()
            return self.env.cr.sql_log_count - before

        few = queries()
        self.env["res.partner"].create(
            [
                {"name": f"Fila {number}", "is_company": True, "state_id": self.gi.id, "category_id": self.tag.ids}
                for number in range(40)
            ]
        )
        self.assertLessEqual(queries(), few)
        self.assertEqual(self.girona.member_count, 43)

    @mute_logger("odoo.addons.despacho_crm.models.segment.despacho_segment_refresh")
    def test_a_segment_that_cannot_be_asked_for_keeps_its_members_and_says_why(self):
        other = self.new_segment("Barcelona", self.of(self.bcn))
        self.env.cr.execute(
            "UPDATE despacho_segment SET domain = %s WHERE id = %s", ["[('shoe_size', '>', 40)]", self.girona.id]
        )
        self.env.invalidate_all()
        self.days_ago(self.girona, 1)
        self.days_ago(other, 1)
        self.pins.state_id = self.bcn
        self.run_night()
        self.assertIn("shoe_size", self.girona.problem)
        self.assertEqual(self.girona.member_count, 3)
        self.assertEqual(self.members(other), self.pins + self.port)
        self.girona.with_user(self.ana).domain = repr(self.of(self.gi))
        self.assertFalse(self.girona.problem)

    def test_each_week_has_one_count(self):
        self.girona._refresh()
        self.assertEqual(len(self.girona.count_ids), 1)
        week = self.girona.count_ids
        self.assertEqual((week.week.weekday(), week.count), (0, 3))

    def test_members_are_opened_and_written_to(self):
        segment = self.girona.with_user(self.marta)
        action = segment.action_members()
        self.assertEqual(self.as_user(self.ana).search(action["domain"]), self.roure + self.mar + self.pins)
        values = segment.action_mailing()["context"]
        mailing = self.env["mailing.mailing"].create(
            {
                "subject": "Circular",
                "mailing_model_id": values["default_mailing_model_id"],
                "mailing_domain": values["default_mailing_domain"],
            }
        )
        self.assertEqual(set(mailing._get_recipients()), set((self.roure + self.mar + self.pins).ids))
