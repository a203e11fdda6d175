from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .month_common import MonthCommon

_MODELS = ("despacho.month", "despacho.month.line", "despacho.month.work", "despacho.month.trend")


@tagged("post_install", "-at_install")
class TestMonthRights(MonthCommon):
    """Each person their own, who leads the team its people's, managers all; of their companies."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.months = cls.prepare(cls.ana | cls.bea | cls.leo, teams=cls.team)

    def seen(self, user, model="despacho.month"):
        records = self.as_user(user, model).search([])
        return records if model == "despacho.month" else records.month_id

    def of(self, users, team=False):
        return self.months.filtered(lambda month: month.user_id in users or (team and not month.user_id))

    def test_a_person_sees_only_what_is_their_own(self):
        for model in _MODELS:
            self.assertEqual(self.seen(self.ana, model).sudo(), self.of(self.ana), model)
            self.assertEqual(self.seen(self.leo, model).sudo(), self.of(self.leo), model)

    def test_who_leads_a_team_sees_it_and_its_people(self):
        for model in _MODELS:
            self.assertEqual(
                set(self.seen(self.sara, model).ids), set(self.of(self.ana | self.bea, team=True).ids), model
            )

    def test_managers_see_all(self):
        for model in _MODELS:
            self.assertEqual(set(self.seen(self.marta, model).ids), set(self.months.ids), model)

    def test_who_analyses_the_portfolio_sees_the_figures_and_not_what_people_write(self):
        analyst = self._new_user("analista", "despacho_crm_reports.group_analysis")
        self.assertEqual(set(self.seen(analyst, "despacho.month.trend").ids), set(self.months.ids))
        for model in ("despacho.month", "despacho.month.line", "despacho.month.work"):
            self.assertFalse(self.seen(analyst, model), model)
        row = self.as_user(analyst, "despacho.month.trend").search([], limit=1)
        with self.assertRaises(UserError):
            row.action_open()

    def test_who_is_not_of_the_crm_sees_nothing(self):
        for user in (self.pau, self.ines, self.rosa):
            for model in _MODELS:
                with self.assertRaises(AccessError):
                    self.as_user(user, model).search([])

    def test_nobody_touches_what_is_a_colleagues(self):
        month = self.of(self.ana).with_user(self.bea)
        with self.assertRaises(AccessError):
            month.remarks = "Mine"
        with self.assertRaises(AccessError):
            self.line(self.of(self.ana), "calls").with_user(self.bea).write({"target": 1, "reason": "Less"})
        for button in ("action_start", "action_close", "action_propose", "action_print", "action_count"):
            with self.assertRaises(AccessError):
                getattr(month, button)()

    def test_nobody_makes_months_by_hand(self):
        for user in (self.ana, self.sara, self.marta):
            with self.assertRaises(AccessError):
                self.as_user(user, "despacho.month").create(
                    {"date": "2026-12-01", "user_id": user.id, "company_id": self.firm.id}
                )

    def test_the_months_of_another_company_are_not_seen(self):
        branch = self.new_branch(country="es")
        dora = self._new_user("dora", "despacho_crm.group_user")
        dora.sudo().write({"company_ids": [(6, 0, branch.ids)], "company_id": branch.id})
        month = self.env["despacho.month"]._prepare(branch, self.months[0].date, dora)
        self.assertEqual(self.seen(dora).sudo(), month)
        for model in _MODELS:
            self.assertNotIn(month, self.seen(self.marta, model).sudo())

    def test_what_is_done_for_another_company_does_not_count_here(self):
        branch = self.new_branch(country="es")
        self.give_companies(self.ana, self.firm | branch)
        won = self.win(self.ana, "2026-11-06", 9000)
        won.write({"team_id": False, "company_id": branch.id, "date_closed": "2026-11-06 12:00:00"})
        self.of(self.ana).action_start()
        self.assertEqual(self.line(self.of(self.ana), "revenue").done, 500)

    def test_the_month_of_a_team_lists_its_people(self):
        of_team = self.of(self.env["res.users"], team=True)
        self.assertEqual(set(of_team.with_user(self.sara).people_ids.ids), set(self.of(self.ana | self.bea).ids))
