from odoo import fields
from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .segment_common import SegmentCommon


@tagged("post_install", "-at_install")
class TestSegmentDefinition(SegmentCommon):
    """What a segment asks for: understood, complete, and no more than whoever writes it may see."""

    def refused(self, words, **values):
        with self.assertRaises(ValidationError) as raised:
            self.new_segment(**values)
        self.assertIn(words, str(raised.exception))

    def preview(self, domain, user=None, **options):
        return self.as_user(user or self.ana, "despacho.segment").preview(repr(domain), **options)

    def test_a_condition_without_value_is_asked_for_by_its_name(self):
        self.refused("State", domain=[("state_id", "in", [])])
        self.refused("Zip", domain=[("zip", "=ilike", "%")])
        self.refused("Tags → Name", domain=[("category_id.name", "ilike", " ")])

    def test_what_cannot_be_understood_is_refused(self):
        self.refused("cannot be understood", domain=["no"])
        with self.assertRaises(ValidationError):
            self.girona.domain = "__import__('os').getcwd()"
        with self.assertRaises(ValidationError):
            self.girona.domain = "[('id', 'any!', [('id', '>', 0)])]"

    def test_what_is_not_known_of_contacts_is_named(self):
        self.refused("shoe_size", domain=[("shoe_size", ">", 40)])
        self.refused("shoe_size", domain=[("child_ids", "any", [("shoe_size", ">", 40)])])

    @mute_logger("odoo.sql_db")
    def test_a_value_that_does_not_suit_is_refused(self):
        self.refused("does not suit", domain=[("last_contact_date", "<", "someday")])
        self.refused("does not suit", domain=[("color", "=", "blue")])

    def test_dates_may_be_relative(self):
        today = fields.Date.context_today(self.girona)
        self.mar.last_contact_date = fields.Date.subtract(today, days=10)
        self.pins.last_contact_date = fields.Date.subtract(today, days=50)
        recent = self.new_segment(domain=[*self.of(self.gi), ("last_contact_date", ">=", "today -30d")])
        self.assertEqual(self.members(recent), self.mar)

    def test_days_go_by_without_contact(self):
        today = self.env["res.partner"]._lifecycle_today()
        self.mar.last_contact_date = fields.Date.subtract(today, days=10)
        self.pins.last_contact_date = fields.Date.subtract(today, days=50)
        here = self.of(self.gi)
        self.assertEqual(
            self.members(self.new_segment(domain=[*here, ("days_since_contact", ">", 30)])), self.roure + self.pins
        )
        self.assertEqual(self.members(self.new_segment(domain=[*here, ("days_since_contact", "<=", 10)])), self.mar)
        self.assertEqual(self.pins.with_user(self.ana).days_since_contact, 50)

    def test_nobody_asks_for_what_they_may_not_see(self):
        self.env["ir.model.access"].search([("model_id.model", "=", "despacho.need")]).perm_read = False
        self.refused("may not see", domain=[("need_ids.name", "ilike", "nave")])
        self.assertIn("may not see", self.preview([("need_ids.name", "ilike", "nave")])["message"])

    def test_whoever_answers_for_it_has_to_see_it_too(self):
        self.patch(self.env["res.partner"]._fields["potential"], "groups", "despacho_crm.group_steward")
        rich = [("potential", ">", 5000)]
        self.refused("Ana may not see", domain=rich, user=self.sara, user_id=self.ana.id)
        self.refused("Ana may not see", domain=rich, user=self.ana, user_id=self.sara.id)
        segment = self.new_segment(domain=rich, user=self.sara)
        with self.assertRaises(ValidationError):
            segment.with_user(self.sara).user_id = self.ana

    def test_a_segment_does_not_stand_on_itself(self):
        other = self.new_segment("Otro", [("segment_ids", "in", self.girona.ids)])
        with self.assertRaises(ValidationError) as raised:
            self.girona.with_user(self.ana).domain = repr([("segment_ids", "in", other.ids)])
        self.assertIn("itself", str(raised.exception))
        self.refused("by name", domain=[("segment_ids", "ilike", "gir")])
        self.refused("by name", domain=[("segment_ids", "=", False)])
        self.refused("by name", domain=[("segment_ids.name", "ilike", "gir")])

    def test_the_count_says_how_many_and_shows_some(self):
        found = self.preview(self.of(self.gi, self.bcn))
        self.assertEqual((found["count"], found["message"]), (4, False))
        self.assertEqual([name for _id, name, _city in found["sample"]], sorted(found_name(found)))
        self.assertEqual(self.preview(self.of(self.gi, self.bcn), with_contacts=True)["count"], 5)

    def test_the_count_says_what_is_missing(self):
        found = self.preview([*self.of(self.gi), ("state_id", "in", [])])
        self.assertEqual((found["count"], found["sample"]), (0, []))
        self.assertIn("State", found["message"])

    def test_the_count_is_of_whom_the_user_sees(self):
        branch = self.new_branch()
        self.mar.company_id = branch
        self.assertEqual(self.preview(self.of(self.gi))["count"], 2)

    def test_the_count_knows_who_was_added_and_left_out(self):
        self.girona.with_user(self.ana)._set_hand(self.port, "in")
        self.girona.with_user(self.ana)._set_hand(self.mar, "out", "no")
        self.assertEqual(self.preview(self.of(self.gi), segment_id=self.girona.id)["count"], 3)

    def test_whoever_works_for_us_is_nobodys_client(self):
        self.ana.partner_id.category_id = self.tag
        everyone = self.new_segment(domain=[("category_id", "in", self.tag.ids)], with_contacts=True)
        self.assertEqual(self.members(everyone), self.anna + self.mar + self.pins + self.roure + self.port)

    def test_what_definitions_ask_for_is_counted(self):
        before = self.env["despacho.segment"]._get_used_fields()
        self.new_segment(domain=[("days_since_contact", ">", 30), ("category_id.name", "=", "x")])
        self.new_segment(domain=[*self.of(self.gi), ("last_contact_date", "=", False)], user=self.sara, shared=False)
        self.new_segment(domain=self.of(self.gi), active=False)
        used = self.env["despacho.segment"]._get_used_fields()
        grown = {name: count - before.get(name, 0) for name, count in used.items() if count != before.get(name, 0)}
        self.assertEqual(grown, {"last_contact_date": 2, "category_id": 2, "state_id": 1})

    def test_ready_conditions_can_be_asked_for(self):
        groups = self.as_user(self.ana, "despacho.segment").criteria()
        keys = {criterion["key"] for group in groups for criterion in group["criteria"]}
        self.assertLessEqual({"state", "lifecycle", "temperature", "interest", "invoiced", "contact", "tags"}, keys)
        for group in groups:
            for criterion in group["criteria"]:
                with self.subTest(criterion["key"]):
                    message = self.as_user(self.ana, "despacho.segment").preview(criterion["domain"])["message"]
                    self.assertFalse(message and "Say which" not in message, message)

    def test_conditions_that_one_may_not_see_are_not_offered(self):
        self.env["ir.model.access"].search([("model_id.model", "=", "despacho.need")]).perm_read = False
        groups = self.as_user(self.ana, "despacho.segment").criteria()
        self.assertNotIn("need", {criterion["key"] for group in groups for criterion in group["criteria"]})


def found_name(found):
    return [name for _id, name, _city in found["sample"]]
