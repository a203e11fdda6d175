from odoo import Command
from odoo.tests import new_test_user, tagged

from .completion_common import CompletionCommon


@tagged("post_install", "-at_install")
class TestCompletionShared(CompletionCommon):
    """What one company of the group has does not become everybody's by itself, nor what is in use disappear."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.branch = cls.new_branch("Otra", "es")
        cls.olga = new_test_user(
            cls.env,
            "olga",
            groups="despacho_crm.group_user",
            company_id=cls.branch.id,
            company_ids=[Command.set(cls.branch.ids)],
        )

    def own_and_shared(self, **own):
        return self.two("Bodegas Sotillo", first={"company_id": self.firm.id, "comment": "secreto", **own})

    def seen_by_the_other(self, partner):
        found = self.env["res.partner"].with_user(self.olga).with_context(active_test=False)
        return found.search([("id", "=", partner.id)])

    def test_the_job_does_not_join_what_is_of_one_with_what_all_share(self):
        own, shared = self.own_and_shared(street="Calle Mayor 1", city="Bilbao")
        for wanting in (self.firm, self.env["res.company"].search([])):
            wanting.write({"match_auto_join": True, "match_auto_complete": True})
            self.run_night()
            self.assertTrue(own.active and shared.active)
            self.assertFalse(self.seen_by_the_other(own))
            self.assertNotIn("secreto", shared.comment or "")

    def test_the_rehearsal_says_why(self):
        own, _shared = self.own_and_shared()
        action = self.env["despacho.match.rehearsal"].with_user(self.sara).action_rehearse()
        lines = self.env[action["res_model"]].browse(action["res_id"]).line_ids
        line = lines.filtered(lambda line: own.display_name in line.names)
        self.assertEqual(line.verdict, "leave")
        self.assertIn("all the companies of the group see what it has", line.reason)

    def test_a_person_is_told_and_may(self):
        own, shared = self.own_and_shared()
        screen = self.pair(own, shared).with_user(self.sara)
        [shown] = screen.review_data()
        self.assertIn("once joined, all the companies of the group see", shown["warnings"][0])
        self.assertFalse(shown["hindrances"]["join"][0])
        self.assertIn("merge_id", screen.review_join(0))

    def test_two_of_one_company_or_two_shared_need_no_warning(self):
        common = {"phone": "973223344"}
        for values in ({"company_id": self.firm.id}, {}):
            one, other = self.two("Agroindustrial Lopez", **common, **values)
            [shown] = self.pair(one, other).with_user(self.sara).review_data()
            self.assertEqual(shown["warnings"], [])
            common = {"phone": "973990011"}

    def test_the_only_company_there_is_shares_with_nobody(self):
        own, shared = self.own_and_shared()
        self.olga.active = False
        self.env["res.company"].search([("id", "!=", self.firm.id)]).active = False
        self.firm.match_auto_join = True
        self.run_night()
        self.assertNotEqual(own.active, shared.active)

    def test_what_is_in_use_does_not_go_into_what_was_put_away(self):
        old, new = self.two("Bodegas Sotillo", first={"street": "Calle Mayor 1", "city": "Bilbao", "website": "x.es"})
        old.active = False
        self.env.flush_all()
        self.turn_on()
        self.run_night()
        self.assertTrue(new.active)
        self.assertFalse(new.merged_into_id)
