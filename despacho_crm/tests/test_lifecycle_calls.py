from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleCalls(LifecycleCommon):
    """Who calls whom, and what for."""

    def mine(self, user):
        both = self.vega | self.pilar
        return self.as_user(user).search([("call_mine", "=", True), ("id", "in", both.ids)])

    def test_each_one_sees_his_own_and_those_of_nobody(self):
        self.assertEqual(self.mine(self.ana), self.vega | self.pilar)
        self.vega.user_id = self.sara
        self.assertEqual(self.mine(self.ana), self.pilar)
        self.assertEqual(self.mine(self.sara), self.vega | self.pilar)

    def test_who_has_something_to_do_with_a_client_has_it_though_a_colleague_attends_to_it(self):
        self.vega.user_id = self.sara
        self.plan(self.vega, -1).user_id = self.ana
        self.assertIn(self.vega, self.mine(self.ana))
        self.assertIn(self.vega, self.mine(self.sara))
        self.plan(self.pilar, 0).user_id = self.sara
        self.assertNotIn(self.pilar, self.mine(self.ana), "it is of somebody now")
        for user in (self.ana, self.sara):
            seen = (self.vega | self.pilar).with_user(user)
            self.assertEqual(seen.filtered("call_mine").sudo(False), self.mine(user), "the search and the field agree")

    def test_what_is_due_is_told_with_who_does_it(self):
        self.plan(self.vega, 3).write({"summary": "Enviar la propuesta", "user_id": self.ana.id})
        self.plan(self.vega, -1).write({"summary": "Reclamar los papeles", "user_id": self.sara.id})
        self.pilar.user_id = self.ana
        seen = self.vega.with_user(self.ana)
        self.assertEqual((seen.next_action_summary, seen.next_action_user_id), ("Reclamar los papeles", self.sara))
        other = self.pilar.with_user(self.ana)
        self.assertEqual((other.next_action_summary, other.next_action_user_id), (False, self.ana))

    def test_the_list_opens_with_ones_own(self):
        context = safe_eval(self.env.ref("despacho_crm.action_call_today").context)
        self.assertEqual(context["search_default_call_mine"], 1)
