from odoo import Command
from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .segment_common import SegmentCommon

_MODELS = ("despacho.segment", "despacho.segment.member", "despacho.segment.count")


@tagged("post_install", "-at_install")
class TestSegmentPersonal(SegmentCommon):
    """Who is in a segment by date of birth, hobbies and the like tells them: only those who may see these do."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.nuria = cls._new_user("nuria", "despacho_crm.group_despacho_person")
        cls.sport = cls.env.ref("despacho_crm.person_hobby_sport")
        cls.eva = cls.env["res.partner"].create({"name": "Eva Ros", "birth_date": "1950-05-17"})
        cls.retired = cls.new_segment("Mayores", [("age", ">", 65)], user=cls.nuria)

    def seen_by(self, user, segment):
        """Return of which models ``user`` sees something of ``segment``, by any way."""
        self.env.invalidate_all()
        seen = [
            model
            for model in _MODELS
            if self.as_user(user, model, active_test=False).search(
                [("id" if model == "despacho.segment" else "segment_id", "=", segment.id)]
            )
        ]
        if self.members(segment, user):
            seen.append("search")
        if segment.id in self.eva.with_user(user).segment_ids.ids:
            seen.append("contact")
        return seen

    def test_only_the_group_sees_it_though_it_is_of_the_whole_firm(self):
        self.assertEqual(self.members(self.retired, self.nuria), self.eva)
        self.assertEqual(self.seen_by(self.nuria, self.retired), [*_MODELS, "search", "contact"])
        for user in (self.ana, self.sara, self.marta):
            with self.subTest(user.name):
                self.assertEqual(self.seen_by(user, self.retired), [])
                for way in ("action_members", "action_file", "action_refresh"):
                    with self.assertRaises(AccessError):
                        getattr(self.retired.with_user(user), way)()

    def test_however_deep_it_is_asked_for(self):
        for domain in (
            [("hobby_ids", "in", self.sport.ids)],
            [("child_ids.birth_date", "<", "1990-01-01")],
            [("crm_lead_ids", "any", [("partner_id.sex", "=", "female")])],
            ["|", ("city", "=", "Roses"), ("segment_ids", "in", self.retired.ids)],
        ):
            with self.subTest(domain):
                segment = self.new_segment("Otro", domain, user=self.nuria)
                self.assertEqual(self.seen_by(self.ana, segment), [])

    def test_what_stands_on_one_that_becomes_so_becomes_so_too_and_back(self):
        below = self.new_segment("Roses", [("city", "=", "Roses")], user=self.nuria)
        above = self.new_segment("Encima", [("segment_ids", "in", below.ids)], user=self.nuria)
        self.assertTrue(self.seen_by(self.ana, above))
        below.with_user(self.nuria).domain = repr([("age", ">", 65)])
        self.assertEqual((self.seen_by(self.ana, below), self.seen_by(self.ana, above)), ([], []))
        below.with_user(self.nuria).domain = repr([("city", "=", "Roses")])
        self.assertTrue(self.seen_by(self.ana, below) and self.seen_by(self.ana, above))

    def test_nobody_says_that_it_is_not(self):
        with self.assertRaises(AccessError):
            self.retired.with_user(self.nuria).personal = False

    def test_others_neither_ask_for_it_nor_have_it_asked_for_them(self):
        for values in ({}, {"user_id": self.nuria.id}):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.new_segment("Suyo", [("age", ">", 65)], **values)
            with self.subTest(values), self.assertRaises(AccessError):
                self.new_segment("Encima", [("segment_ids", "in", self.retired.ids)], **values)

    def test_who_gets_the_right_sees_it_at_once_and_who_loses_it_no_more(self):
        group = self.env.ref("despacho_crm.group_despacho_person")
        self.sara.sudo().group_ids = [Command.link(group.id)]
        self.assertTrue(self.seen_by(self.sara, self.retired))
        self.sara.sudo().group_ids = [Command.unlink(group.id)]
        self.assertEqual(self.seen_by(self.sara, self.retired), [])

    def test_a_preview_shows_nobody_of_a_segment_that_one_does_not_see(self):
        own = self.new_segment("Mis visitas", [("id", "=", 0)], shared=False)
        own.with_user(self.ana)._set_hand(self.port, "in")
        asked = repr([("id", "=", 0)])
        segments = self.as_user(self.sara, "despacho.segment")
        self.assertEqual(segments.preview(asked, self.firm.id, False, own.id)["count"], 0)
        segments = self.as_user(self.ana, "despacho.segment")
        self.assertEqual(segments.preview(asked, self.firm.id, False, own.id)["count"], 1)
