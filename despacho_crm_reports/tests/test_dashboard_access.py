from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from .dashboard_common import NOW, DashboardCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDashboardAccess(DashboardCommon):
    """Who sees the dashboards, and whose."""

    def test_the_page_of_the_firm_is_of_whoever_may_analyse_it(self):
        analyst = self._new_user("analista", "despacho_crm_reports.group_analysis")
        for user in (self.marta, analyst):
            self.assertTrue(self.page(user)["parts"])
        for user in (self.ana, self.sara, self.ines, self.pau, self.rosa):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.page(user)
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.env["despacho.dashboard"].with_user(user).action_open_results({}, "revenue")

    def test_a_period_that_there_is_not_is_refused_in_words(self):
        for ask in (
            lambda: self.page(period="last_century"),
            lambda: self.env["despacho.dashboard"].action_open_results({"period": "last_century"}, "revenue"),
        ):
            with self.assertRaises(UserError):
                ask()

    def test_what_is_no_record_is_refused_in_words(self):
        pages, weeks = self.env["despacho.dashboard"], self.env["despacho.my.week"]
        for wrong in ("abc", "1.5", [3], {"id": 3}, float("inf")):
            for ask in (
                lambda wrong=wrong: self.page(company=wrong),
                lambda wrong=wrong: self.page(team=wrong),
                lambda wrong=wrong: self.page(person=wrong),
                lambda wrong=wrong: pages.action_open_results({}, "revenue", wrong),
                lambda wrong=wrong: pages.action_open_hole({}, [["sector_id", False]], wrong),
                lambda wrong=wrong: weeks.get_page(wrong),
            ):
                with self.subTest(wrong), self.assertRaises(UserError):
                    ask()
        with self.assertRaises(UserError):
            pages.get_page("company")
        self.assertEqual(self.page(person=str(self.ana.id))["filters"]["person"], self.ana.id)

    def test_each_one_sees_his_own_week(self):
        for user in (self.ana, self.sara, self.marta):
            self.assertEqual(self.my_week(user)["person"]["id"], user.id)
        for user in (self.ines, self.pau, self.rosa):
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.my_week(user)

    def test_who_leads_a_team_sees_the_weeks_of_its_people(self):
        self.assertEqual(self.my_week(self.sara, self.ana.id)["person"]["name"], self.ana.name)
        self.assertEqual({one["id"] for one in self.my_week(self.sara)["people"]}, {self.sara.id, self.ana.id})
        for person in (self.sara, self.marta):
            with self.assertRaises(AccessError):
                self.my_week(self.ana, person.id)
        with self.assertRaises(AccessError):
            self.my_week(self.sara, self.marta.id)

    def test_a_manager_sees_the_weeks_of_the_company(self):
        self.assertTrue(self.my_week(self.marta, self.ana.id))
        self.assertLessEqual(
            {self.ana.id, self.sara.id, self.marta.id}, {one["id"] for one in self.my_week(self.marta)["people"]}
        )
        stranger = self._new_user("forastero", "despacho_crm.group_user")
        branch = self.new_branch()
        stranger.sudo().write({"company_id": branch.id, "company_ids": [(6, 0, branch.ids)]})
        with self.assertRaises(AccessError):
            self.my_week(self.marta, stranger.id)

    def test_the_objectives_of_the_firm_are_the_same_for_whoever_sees_its_page(self):
        analyst = self._new_user("analista", "despacho_crm_reports.group_analysis")
        for user in (self.ana, self.sara):
            month = self.env["despacho.month"]._prepare(self.firm, date(2026, 11, 1), user)
            line = month.line_ids.filtered(lambda line: line.kind == "calls")
            line.write({"target": 12, "reason": "De la prueba"})
        of_manager, of_analyst = (
            next(row for row in self.page(user, period="this_month")["parts"]["objectives"] if row["id"] == "calls")
            for user in (self.marta, analyst)
        )
        self.assertEqual((of_manager["target"], of_analyst["target"]), (24, 24))
        rows = self.behind(of_analyst["open"], analyst).filtered(lambda row: row.measure == "target")
        self.assertEqual(sum(rows.mapped("value")), 24)

    def test_who_is_blocked_counts_for_nobody(self):
        analyst = self._new_user("analista", "despacho_crm_reports.group_analysis")
        self.traspaso.partner_id = self.pilar
        before = self.page(analyst, period="this_year")["parts"]["funnel"]
        blocks = self.env["despacho.privacy.block"].with_user(self.marta)
        blocks._block(self.pilar, self.env["crm.lead"], "other", note="De la prueba")
        after = self.page(analyst, period="this_year")["parts"]["funnel"]
        came = after["figures"]["came"]
        self.assertEqual((before["figures"]["came"]["value"], came["value"]), (4, 3))
        self.assertEqual(len(self.behind(came["open"], analyst)), 3)
        new = [
            next(row for row in funnel["stages"] if row["id"] == self.stage("new").id)["reached"]
            for funnel in (before, after)
        ]
        self.assertEqual(new, [3, 2])
