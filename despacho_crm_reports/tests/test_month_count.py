from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .month_common import NOVEMBER, MonthCommon

_DECEMBER = date(2026, 12, 1)


class MonthCountCommon(MonthCommon):
    """The records behind the figures, as each one opens them."""

    def behind(self, action, user):
        self.env.flush_all()
        records = self.env[action["res_model"]].with_user(user).with_context(**action["context"])
        return records.search(action["domain"])

    def block(self, partner):
        blocks = self.env["despacho.privacy.block"].with_user(self.marta)
        blocks._block(partner, self.env["crm.lead"], "other", note="For the test")
        self.env.flush_all()
        self.env.invalidate_all()


@tagged("post_install", "-at_install")
class TestMonthHidden(MonthCountCommon):
    """Who is blocked counts for nobody: one figure for whoever reads, for the night and for the closing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calls(cls.ana, "2025-11-12", 2, whom=cls.pilar)
        cls.calls(cls.ana, "2026-11-03", 2, whom=cls.pilar)
        won = cls.win(cls.ana, "2026-11-06", 90)
        won.partner_id = cls.pilar
        cls.proposal(cls.pilar)
        cls.proposal(cls.vega)
        cls.env.flush_all()

    @classmethod
    def proposal(cls, partner):
        order = cls.env["sale.order"].create(
            {"partner_id": partner.id, "user_id": cls.ana.id, "company_id": cls.firm.id}
        )
        order.action_quotation_sent()

    def figures(self, month, user):
        """Return {kind: (figure, how much its records are)} as ``user`` reads them."""
        self.env.invalidate_all()
        found = {}
        for line in month.with_user(user).line_ids:
            behind = self.behind(line.action_open_done(), user)
            amount = sum(behind.mapped("expected_revenue")) if line.kind == "revenue" else len(behind)
            found[line.kind] = (line.done, amount)
        return found

    def test_the_month_counts_the_same_for_whoever_reads_it_and_opens_it(self):
        month = self.prepare(self.ana)
        month.action_start()
        before = self.figures(month, self.ana)
        told = [before[kind][0] for kind in ("calls", "revenue", "clients", "proposals")]
        self.assertEqual(told, [5, 590, 1, 2])
        self.block(self.pilar)
        for user in (self.ana, self.sara, self.marta):
            after = self.figures(month, user)
            told = [after[kind] for kind in ("calls", "revenue", "clients", "proposals")]
            self.assertEqual(told, [(3, 3), (500, 500), (0, 0), (1, 1)], user.name)
        with freeze_time("2026-11-11 02:00:00"):
            self.run_job()
        self.assertEqual(self.line(month, "calls").result, 3, "the night counts as they do")
        with freeze_time("2026-12-02 10:00:00"):
            month.line_ids.deviation_reason = "Short month"
            month.with_user(self.ana).action_close()
        self.assertEqual(self.figures(month, self.ana)["calls"], (3, 3))
        self.assertEqual(self.figures(month, self.marta)["revenue"], (500, 500))

    def test_nobody_is_proposed_what_was_done_with_who_is_blocked(self):
        self.closing.partner_id = self.pilar
        self.assertEqual(self.line(self.prepare(self.ana), "calls").last_year, 14)
        self.block(self.pilar)
        december = self.prepare(self.ana, _DECEMBER)
        november = self.env["despacho.month"].search([("user_id", "=", self.ana.id), ("date", "=", NOVEMBER)])
        november.with_user(self.ana).action_propose()
        self.assertEqual(self.line(november, "calls").last_year, 12)
        self.assertEqual(self.line(november, "revenue").pipeline, 0)
        self.assertEqual(self.line(december, "revenue").pipeline, 0)

    def test_the_work_to_do_counts_what_it_opens(self):
        mine = self.plan_call(self.ana, "2026-11-25")
        hers = self.pilar.activity_schedule("mail.mail_activity_data_call", date(2026, 11, 26), user_id=self.ana.id)
        month = self.prepare(self.ana)
        month.action_start()
        ahead = self.prepare(self.ana, _DECEMBER)
        self.assertEqual(self.work(ahead, "activities").planned, 2)
        self.block(self.pilar)
        self.assertTrue(hers.exists())
        for user in (self.ana, self.sara, self.marta):
            work = self.work(month, "activities").with_user(user)
            self.assertEqual((work.planned, work.left, work.deleted), (2, 1, 1), user.name)
            for action in (work.action_open_left(), work.action_open_planned()):
                self.assertEqual(self.behind(action, user).ids, mine.ids, user.name)
            work = self.work(ahead, "activities").with_user(user)
            self.assertEqual((work.planned, work.left, work.deleted), (1, 1, 0), user.name)
            self.assertEqual(self.behind(work.action_open_planned(), user).ids, mine.ids, user.name)


@tagged("post_install", "-at_install")
class TestMonthSum(MonthCountCommon):
    """The month of a team is the sum of those of its people, and each figure opens what it is made of."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        months = cls.prepare(cls.ana | cls.bea, teams=cls.team)
        cls.of_team = months.filtered(lambda month: not month.user_id)
        cls.of_ana = months.filtered(lambda month: month.user_id == cls.ana)
        cls.of_bea = months - cls.of_team - cls.of_ana

    def test_what_comes_after_somebody_closed_counts_for_the_team_no_more_than_for_them(self):
        self.of_team.action_start()
        (self.of_team | self.of_ana | self.of_bea).line_ids.deviation_reason = "Short month"
        with freeze_time("2026-12-01 10:00:00"):
            self.of_ana.with_user(self.ana).action_close()
        self.calls(self.ana, "2026-11-28")
        self.calls(self.bea, "2026-11-28")
        for day in ("2026-12-03", "2026-12-04"):
            with freeze_time(f"{day} 10:00:00"):
                self.env.flush_all()
                self.env.invalidate_all()
                line = self.line(self.of_team, "calls")
                self.assertEqual((line.done, self.line(self.of_ana, "calls").done), (4, 3))
                self.assertEqual(len(self.behind(line.with_user(self.sara).action_open_done(), self.sara)), 4)
                self.of_bea.filtered(lambda month: month.state == "running").action_close()
        with freeze_time("2026-12-06 10:00:00"):
            self.of_team.with_user(self.sara).action_close()
        line = self.line(self.of_team, "calls")
        self.assertEqual((line.done, line.result, len(line.record_ids)), (4, 4, 4))
        table = self.of_team.with_user(self.sara)._get_people_table()
        self.assertEqual([row[1].split(" / ")[0] for row in table.rows], ["3", "1"])

    def test_the_trend_of_a_team_is_that_of_the_company_of_the_month(self):
        self.team.company_id = False
        branch = self.new_branch(country="es")
        self.give_companies(self.marta, self.firm | branch)
        theirs = self.env["despacho.month"]._prepare(branch, NOVEMBER, self.env["res.users"], self.team)
        self.of_team.action_start()
        both = {"allowed_company_ids": (self.firm | branch).ids}
        for month in (self.of_team, theirs):
            month = month.with_user(self.marta).with_context(**both)
            rows = self.env["despacho.month.trend"].with_env(month.env).search(month.action_trend()["domain"])
            self.assertEqual(rows.month_id, month)

    def test_the_figures_of_a_proposal_open_the_records_behind_them(self):
        calls, revenue = self.line(self.of_ana, "calls"), self.line(self.of_ana, "revenue")
        opened = {
            "last_year": self.behind(calls.with_user(self.ana).action_open_last_year(), self.ana),
            "recent": self.behind(calls.with_user(self.ana).action_open_recent(), self.ana),
            "won": self.behind(revenue.with_user(self.ana).action_open_last_year(), self.ana),
            "pipeline": self.behind(revenue.with_user(self.ana).action_open_pipeline(), self.ana),
        }
        self.assertEqual(len(opened["last_year"]), calls.last_year)
        self.assertEqual(len(opened["recent"]), calls.recent * 2, "of the two months in which she worked")
        self.assertEqual(sum(opened["won"].mapped("expected_revenue")), revenue.last_year)
        self.assertEqual(opened["pipeline"].ids, self.closing.ids)
        of_team = self.line(self.of_team, "calls").with_user(self.sara)
        self.assertEqual(len(self.behind(of_team.action_open_recent(), self.sara)), 18)

    def test_they_open_what_was_counted_when_it_was_proposed(self):
        self.closing.date_deadline = "2027-01-20"
        self.calls(self.ana, "2025-11-13")
        lines = [self.line(self.of_ana, kind).with_user(self.ana) for kind in ("revenue", "calls")]
        self.assertEqual(self.behind(lines[0].action_open_pipeline(), self.ana).ids, self.closing.ids)
        self.assertEqual(len(self.behind(lines[1].action_open_last_year(), self.ana)), lines[1].last_year)
        self.of_ana.line_ids.base_ids = False
        self.assertFalse(self.behind(lines[0].action_open_pipeline(), self.ana), "of before they were noted: now")
