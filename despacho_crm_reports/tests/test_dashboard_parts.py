from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import freeze_time, tagged

from odoo.addons.despacho_crm.tests.campaign_common import CampaignCommon
from odoo.addons.despacho_crm.tests.campaign_results_common import ResultsCommon
from odoo.addons.despacho_crm.tests.feeding_common import FeedingCommon

from .dashboard_common import NOW, DashboardCommon, DashboardPages


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDashboardActions(DashboardPages, ResultsCommon, CampaignCommon):
    """Commercial actions of the period and what they gave back."""

    def part(self, **filters):
        return self.page(period="this_year", **filters)["parts"]["actions"]

    def test_the_table_says_what_each_action_says_of_itself(self):
        self.calls.cost = 200
        self.invoice(self.mar, 500, date="2026-05-01")
        part = self.part()
        row = next(row for row in part["rows"] if row["id"] == self.calls.id)
        for column in part["columns"]:
            with self.subTest(column["name"]):
                self.assertEqual(row[column["name"]], self.calls[column["name"]])
                self.assertEqual(part["total"][column["name"]], sum(one[column["name"]] for one in part["rows"]))
        self.assertEqual((row["revenue"], row["cost"], row["sent_count"]), (500, 200, 3))

    def test_the_number_of_those_launched_is_that_of_the_table(self):
        part = self.part()
        launched = self.count(
            "SELECT COUNT(*) FROM despacho_action WHERE company_id = %s AND state != 'cancelled'"
            " AND launched_on >= '2025-12-31 23:00' AND launched_on < '2026-12-31 23:00'",
            self.firm.id,
        )
        self.assertEqual((part["count"], len(self.behind(part["open"]))), (launched, launched))
        self.assertFalse(self.page(period="last_year")["parts"]["actions"]["rows"])

    def test_each_number_opens_its_records(self):
        self.invoice(self.mar, 500, date="2026-05-01")
        dashboard, filters = self.env["despacho.dashboard"].with_user(self.marta), {"period": "this_year"}
        part = self.part()
        row = next(row for row in part["rows"] if row["id"] == self.calls.id)
        for name in ("sent_count", "reached_count", "response_count", "lead_count", "client_count"):
            for action_id, number in ((self.calls.id, row[name]), (False, part["total"][name])):
                with self.subTest(name, action=action_id):
                    action = dashboard.action_open_results(filters, name, action_id)
                    records = self.env[action["res_model"]].with_user(self.marta).with_context(active_test=False)
                    self.assertEqual(records.search_count(action["domain"]), number)
        invoices = dashboard.action_open_results(filters, "revenue")
        found = self.env["account.move"].search(invoices["domain"])
        self.assertEqual(sum(found.mapped("amount_untaxed_signed")), part["total"]["revenue"])
        costs = dashboard.action_open_results(filters, "cost")
        self.assertIn(self.calls, self.env["despacho.action"].search(costs["domain"]))

    def test_the_numbers_of_several_actions_open_what_they_count(self):
        """Mar was won by the calls and by the letters, and is one client."""
        letters = self.calls.copy({"name": "Cartas"})
        letters.sudo()._set_state("done", launched_on="2026-04-01")
        self.win(self.new_lead(letters, self.mar, 300, "2026-04-10"))
        self.new_lead(letters, self.pins, 300, "2026-04-10")
        part = self.part()
        self.assertEqual([row["client_count"] for row in part["rows"]], [1, 1])
        self.assertEqual((part["total"]["lead_count"], part["total"]["client_count"]), (4, 1))
        dashboard = self.env["despacho.dashboard"].with_user(self.marta)
        for column in part["columns"]:
            name = column["name"]
            with self.subTest(name):
                action = dashboard.action_open_results({"period": "this_year"}, name)
                self.assertEqual(action["name"], column["label"])
                records = self.env[action["res_model"]].with_user(self.marta).with_context(active_test=False)
                if not column["money"]:
                    self.assertEqual(records.search_count(action["domain"]), part["total"][name])

    def test_a_number_that_counts_somebody_hidden_says_so_where_it_opens(self):
        analyst = self._new_user("analista", "despacho_crm_reports.group_analysis")
        blocks = self.env["despacho.privacy.block"].sudo()
        blocks._block(self.mar, self.env["crm.lead"], "other", note="De la prueba")
        part = self.page(analyst, period="this_year")["parts"]["actions"]
        labels = {column["name"]: column["label"] for column in part["columns"]}
        dashboard, filters = self.env["despacho.dashboard"].with_user(analyst), {"period": "this_year"}
        for name, counted, seen in (("sent_count", 3, 2), ("response_count", 2, 1), ("lead_count", 2, 1)):
            self.assertEqual(part["total"][name], counted)
            for action_id in (False, self.calls.id):
                with self.subTest(name, action=action_id):
                    opened = dashboard.action_open_results(filters, name, action_id)
                    records = self.env[opened["res_model"]].with_user(analyst).with_context(active_test=False)
                    self.assertEqual(records.search_count(opened["domain"]), seen)
                    self.assertTrue(opened["name"].startswith(labels[name]))
                    self.assertTrue(opened["name"].endswith(", and 1 that you may not see"), opened["name"])

    def test_many_more_actions_cost_the_same_queries(self):
        few = self.page_queries(period="this_year")
        actions = self.calls
        for number in range(12):
            actions += self.calls.copy({"name": f"Cartas {number}", "cost": 10})
        actions.sudo()._set_state("done", launched_on="2026-04-01")
        for action in actions:
            self.win(self.new_lead(action, self.mar, 300, "2026-04-10"))
        self.invoice(self.mar, 500)
        self.assertEqual(self.part()["count"], 13)
        self.assertLessEqual(self.page_queries(period="this_year"), few + 3)

    def test_what_is_no_figure_of_the_page_is_not_opened(self):
        dashboard = self.env["despacho.dashboard"].with_user(self.marta)
        with self.assertRaises(UserError):
            dashboard.action_open_results({}, "unlink")

    def test_they_are_of_who_answers_for_them(self):
        self.calls.user_id = self.leo
        self.assertIn(self.calls.id, [row["id"] for row in self.part(person=self.leo.id)["rows"]])
        self.assertNotIn(self.calls.id, [row["id"] for row in self.part(person=self.sara.id)["rows"]])


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDashboardParts(DashboardCommon, FeedingCommon):
    """Quality of the base and results of the feeding, on the page of the partner in charge."""

    def test_what_became_of_the_prospects_that_were_fed(self):
        self.feeding.per_week = 3
        with freeze_time(date(2026, 11, 16)):
            self.feeding.action_start()
            self.feeding.with_user(self.sara).action_feed_now()
        leads = self.env["crm.lead"].search([("feeding_id", "=", self.feeding.id)])
        for lead, result in zip(leads[:2], ("no_answer", "spoke"), strict=True):
            call = lead.activity_schedule("mail.mail_activity_data_call", date_deadline=date(2026, 11, 17))
            call.write({"result": result})
        leads[1].write({"type": "opportunity", "expected_revenue": 300})
        leads[1].stage_id = self.stage("won")
        part = self.page(period="this_month")["parts"]["feeding"]
        counts = {step["id"]: step["count"] for step in part["steps"]}
        self.assertEqual(counts, {"fed": 3, "contacted": 2, "reached": 1, "opportunities": 1, "won": 1})
        week = self.feeding.week_ids
        self.assertEqual(
            (week.fed, week.contacted, week.reached, week.opportunities, week.clients), tuple(counts.values())
        )
        self.assertEqual(part["revenue"], 300)
        for step in part["steps"]:
            with self.subTest(step["id"]):
                self.assertEqual(len(self.behind(step["open"])), step["count"])
        self.assertFalse(self.page(period="last_month")["parts"]["feeding"]["steps"][0]["count"])

    def test_quality_is_that_of_the_records(self):
        self.vega.user_id = self.ana
        self.env["despacho.quality.record"]._rate_all()
        self.env["despacho.quality.snapshot"]._take(date(2026, 11, 18))
        part = self.page()["parts"]["quality"]
        query = """
            SELECT {} FROM despacho_quality_record record JOIN res_partner partner ON partner.id = record.partner_id
             WHERE partner.company_id IS NULL OR partner.company_id = %s
        """
        self.assertEqual(part["total"], self.count(query.format("COUNT(*)"), self.firm.id))
        self.assertEqual(part["scores"]["filled"], self.count(query.format("ROUND(AVG(filled))"), self.firm.id))
        self.assertEqual(sum(band["count"] for band in part["bands"]), part["total"])
        for band in part["bands"]:
            self.assertEqual(len(self.behind(band["open"])), band["count"])
        self.assertEqual(part["trend"][-1]["date"], "2026-11-18")
        own = self.page(person=self.ana.id)["parts"]["quality"]
        self.assertEqual(
            own["total"],
            self.count(
                "SELECT COUNT(*) FROM res_partner p JOIN despacho_quality_record r"
                " ON r.partner_id = p.id WHERE p.user_id = %s",
                self.ana.id,
            ),
        )

    def test_a_base_without_anything_says_so_and_nothing_fails(self):
        self.env["despacho.quality.record"].search([]).unlink()
        self.env["crm.lead"].with_context(active_test=False).search([]).unlink()
        parts = self.page()["parts"]
        self.assertEqual((parts["quality"]["total"], parts["quality"]["scores"]["score"]), (0, 0))
        self.assertIsNone(parts["funnel"]["figures"]["rate"])
        self.assertFalse(parts["feeding"]["steps"][0]["count"])

    def test_objectives_are_those_of_the_people_added_up(self):
        months = self.env["despacho.month"]
        for user, target in ((self.ana, 12), (self.sara, 8)):
            month = months._prepare(self.firm, date(2026, 11, 1), user)
            line = month.line_ids.filtered(lambda line: line.kind == "calls")
            line.write({"target": target, "reason": "De la prueba"})
            line.sudo().result = 5
        part = {row["id"]: row for row in self.page(period="this_month")["parts"]["objectives"]}
        calls = part["calls"]
        self.assertEqual((calls["target"], calls["done"], calls["percent"]), (20, 10, 50))
        query = """
            SELECT SUM({}) FROM despacho_month_line line JOIN despacho_month month ON month.id = line.month_id
             WHERE month.user_id IS NOT NULL AND month.date = '2026-11-01' AND month.company_id = %s AND kind = 'calls'
        """
        self.assertEqual(calls["target"], self.count(query.format("target"), self.firm.id))
        self.assertEqual(calls["done"], self.count(query.format("result"), self.firm.id))
        rows = self.behind(calls["open"])
        self.assertEqual(sum(rows.filtered(lambda row: row.measure == "target").mapped("value")), 20)
        own = {row["id"]: row for row in self.page(period="this_month", person=self.ana.id)["parts"]["objectives"]}
        self.assertEqual(own["calls"]["target"], 12)
        self.assertFalse(self.page(period="last_month")["parts"]["objectives"])
        mine = self.my_week()["objectives"]
        self.assertEqual({row["name"]: row["target"] for row in mine["rows"]}[calls["name"]], 12)

    def test_many_more_records_cost_the_same_queries(self):
        def grow(number, users):
            lines = self.env["product.category"].create(
                [{"name": f"Línea {number} {place}", "parent_id": services.id} for place in range(number)]
            )
            clients = self.env["res.partner"].browse()
            for place in range(self.firm.portfolio_fewest + number):
                clients |= self.new_company(f"Cliente {number} {place} SL", vat=self.nif_of())
                self.new_lead(f"Lead {number} {place}", "2026-10-01", ("new", 2), ("contacted", None), user=users[0])
            clients.services_used_ids = lines[:1]
            clients[0].services_used_ids = lines
            self.env["despacho.month"]._prepare(self.firm, date(2026, 11, 1), users)
            with freeze_time(date(2026, 11, 16)):
                self.feeding.with_user(self.sara).action_feed_now()
            self.env.flush_all()
            self.env.cr.execute(
                "UPDATE res_partner SET lifecycle = 'client', sector_id = %s WHERE id = ANY(%s)",
                [sectors[number % 2].id, clients.ids],
            )
            self.env["despacho.quality.record"]._rate_all()

        services = self.env.ref("despacho_crm.product_category_services")
        sectors = [self.env["despacho.cnae"]._of_code(code) for code in ("56", "41")]
        self.feeding.per_week = 3
        with freeze_time(date(2026, 11, 16)):
            self.feeding.action_start()
        grow(2, self.ana)
        few = self.page_queries(period="this_year")
        crm = "despacho_crm.group_user"
        more = self.env["res.users"].browse([self._new_user(f"person{number}", crm).id for number in range(5)])
        grow(25, more)
        self.assertLessEqual(self.page_queries(period="this_year"), few + 3)

    def test_white_space_is_that_of_the_matrix_and_opens_its_clients(self):
        lines = self.env["product.category"].create(
            [
                {"name": name, "parent_id": self.env.ref("despacho_crm.product_category_services").id}
                for name in ("Impuestos", "Nóminas")
            ]
        )
        sector = self.env["despacho.cnae"]._of_code("56")
        fewest = self.firm.portfolio_fewest
        clients = self.env["res.partner"].browse()
        for number in range(fewest + 1):
            clients |= self.new_company(f"Cliente {number} SL", vat=self.nif_of())
        clients.services_used_ids = lines[:1]
        clients[0].services_used_ids = lines
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET lifecycle = 'client', sector_id = %s WHERE id = ANY(%s)", [sector.id, clients.ids]
        )
        holes = self.page()["parts"]["space"]["holes"]
        hole = next(one for one in holes if one["terms"][0][1] == sector.id and one["service"] == lines[1].id)
        self.assertEqual(hole["gap"], fewest)
        dashboard = self.env["despacho.dashboard"].with_user(self.marta)
        action = dashboard.action_open_hole({}, hole["terms"], hole["service"])
        self.assertEqual(self.env["res.partner"].search_count(action["domain"]), hole["gap"])
        with self.assertRaises(AccessError):
            dashboard.with_user(self.ana).action_open_hole({}, hole["terms"], hole["service"])
        # Of another company that is looked at, they are its own, whichever one works in.
        branch = self.new_branch()
        self.marta.sudo().company_ids |= branch
        clients[:4].company_id = self.firm
        clients[4:].company_id = branch
        clients[4].services_used_ids = lines
        branch.portfolio_fewest = self.firm.portfolio_fewest = 2
        both = dashboard.with_context(allowed_company_ids=(self.firm | branch).ids)
        for company, gap in ((self.firm, 3), (branch, fewest - 4)):
            self.env.flush_all()
            self.env.invalidate_all()
            filters = {"company": company.id}
            holes = both.get_page(filters)["parts"]["space"]["holes"]
            hole = next(one for one in holes if one["terms"][0][1] == sector.id and one["service"] == lines[1].id)
            self.assertEqual(hole["gap"], gap)
            action = both.action_open_hole(filters, hole["terms"], hole["service"])
            self.assertEqual(both.env["res.partner"].search_count(action["domain"]), gap)
