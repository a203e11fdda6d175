from odoo.exceptions import AccessError
from odoo.tests import freeze_time, tagged

from .dashboard_common import NOW, DashboardCommon


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestDashboardFunnel(DashboardCommon):
    """From the lead to the client, on the page of the partner in charge."""

    def funnel(self, **filters):
        return self.page(period="this_year", **filters)["parts"]["funnel"]

    def stages(self, **filters):
        return {row["id"]: row for row in self.funnel(**filters)["stages"]}

    def row(self, name, **filters):
        return self.stages(**filters)[self.stage(name).id]

    def test_each_stage_tells_who_went_through_it_and_who_got_further(self):
        told = {
            name: (self.row(name)["reached"], self.row(name)["ahead"], self.row(name)["here"])
            for name in ("new", "contacted", "qualifying", "requested", "proposal", "won", "not_interested")
        }
        self.assertEqual(
            told,
            {
                "new": (3, 1, 1),
                "contacted": (1, 1, 0),
                "qualifying": (1, 0, 1),
                "requested": (1, 1, 1),
                "proposal": (1, 1, 0),
                "won": (1, 0, 0),
                "not_interested": (1, 0, 0),
            },
        )
        self.assertEqual((self.row("new")["percent"], self.row("proposal")["percent"]), (33, 100))
        self.assertIsNone(self.row("won")["percent"])

    def test_each_number_opens_as_many_records(self):
        for row in self.stages().values():
            for name in ("reached", "ahead", "here"):
                with self.subTest(f"{row['name']}: {name}"):
                    self.assertEqual(len(self.behind(row[f"open_{name}"])), row[name])
        for code, figure in self.funnel()["figures"].items():
            if isinstance(figure, dict):
                with self.subTest(code):
                    self.assertEqual(len(self.behind(figure["open"])), figure["value"])

    def test_who_was_in_a_stage_is_what_the_log_says(self):
        for row in self.stages().values():
            number = self.count(
                """
                SELECT COUNT(*) FROM crm_lead lead
                 WHERE lead.create_date >= '2025-12-31 23:00' AND lead.create_date < '2026-12-31 23:00'
                   AND (lead.stage_id = %s OR EXISTS (
                        SELECT FROM mail_message message
                          JOIN mail_tracking_value value ON value.mail_message_id = message.id
                          JOIN ir_model_fields field ON field.id = value.field_id AND field.name = 'stage_id'
                         WHERE message.model = 'crm.lead' AND message.res_id = lead.id
                           AND value.old_value_integer = %s))
                """,
                row["id"],
                row["id"],
            )
            with self.subTest(row["name"]):
                self.assertEqual(row["reached"], number)

    def test_days_in_a_stage_are_those_that_odoo_counts(self):
        leads = (self.nominas + self.traspaso + self.renta).with_context(active_test=False)
        own = {lead: {int(stage): seconds for stage, seconds in lead.duration_tracking.items()} for lead in leads}
        self.assertEqual(self.row("contacted")["days"], round(own[self.nominas][self.stage("contacted").id] / 86400, 1))
        self.assertEqual(self.row("requested")["days"], round(own[self.renta][self.stage("requested").id] / 86400, 1))
        self.assertEqual((self.row("requested")["days"], self.row("proposal")["days"]), (10, 5))
        # Two days, three days and, of the one that is still there, since the 10th at noon: 7 and 21 hours.
        self.assertEqual(self.row("new")["days"], round((2 + 3 + 7.875) / 3, 1))

    def test_what_was_closed_stays_nowhere_any_more(self):
        """Without our stages Odoo loses an opportunity by archiving it: it goes to no other stage."""
        self.firm.pipeline_rules = False
        lost = self.new_lead("Perdida", "2026-06-01", ("analysis", None))
        lost.write({"active": False, "probability": 0})
        self.assertEqual((lost.stage_id, lost.won_status), (self.stage("analysis"), "lost"))
        lost.date_closed = "2026-06-11 12:00:00"
        self.assertEqual(self.row("analysis")["days"], 10)

    def test_the_figures_on_top(self):
        figures = self.funnel()["figures"]
        self.assertEqual(
            {code: figures[code]["value"] for code in ("came", "won", "lost", "under_way")},
            {"came": 4, "won": 1, "lost": 1, "under_way": 1},
        )
        self.assertEqual((figures["won"]["amount"], figures["under_way"]["amount"]), (1000, 700))
        self.assertEqual((figures["rate"], figures["days"]), (50, 15))
        self.assertEqual(
            figures["won"]["amount"],
            self.count(
                "SELECT SUM(expected_revenue) FROM crm_lead"
                " WHERE won_status = 'won' AND date_closed >= '2025-12-31 23:00'"
            ),
        )

    def test_it_is_read_by_period(self):
        self.assertEqual(self.page(period="last_month")["parts"]["funnel"]["figures"]["came"]["value"], 1)
        self.assertEqual(self.page(period="this_month")["parts"]["funnel"]["figures"]["came"]["value"], 3)
        page = self.page(period="last_year")
        self.assertEqual((page["first"], page["last"]), ("2025-01-01", "2025-12-31"))
        self.assertFalse(page["parts"]["funnel"]["figures"]["came"]["value"])

    def test_the_year_begins_on_the_clock_of_the_firm(self):
        for moment, this_year in (("2025-12-31 22:59:59", 0), ("2025-12-31 23:00:00", 1)):
            self.set_moment("crm_lead", "create_date", moment, self.vieja)
            with self.subTest(moment):
                self.assertEqual(self.funnel()["figures"]["came"]["value"], 4 + this_year)

    def test_it_is_read_by_person_and_by_team(self):
        self.assertEqual(self.row("new", person=self.sara.id)["reached"], 1)
        self.assertEqual(self.row("new", person=self.ana.id)["reached"], 2)
        self.traspaso.team_id = self.env["crm.team"].create({"name": "Otro equipo"})
        self.assertEqual(self.row("new", team=self.team.id)["reached"], 2)
        opened = self.behind(self.row("new", person=self.sara.id)["open_reached"])
        self.assertEqual(opened, self.traspaso)

    def test_it_is_read_by_company(self):
        branch = self.new_branch()
        self.give_companies(self.marta, self.firm | branch)
        self.traspaso.write({"user_id": False, "team_id": False})
        self.traspaso.company_id = branch
        dashboard = self.env["despacho.dashboard"].with_user(self.marta)
        both = dashboard.with_context(allowed_company_ids=[self.firm.id, branch.id])
        came = {
            company: both.get_page({"period": "this_year", "company": company.id})["parts"]["funnel"]["figures"]["came"]
            for company in (self.firm, branch)
        }
        self.assertEqual((came[self.firm]["value"], came[branch]["value"]), (3, 1))
        self.assertEqual(both.get_page({"company": branch.id})["currency"], branch.currency_id.id)
        with self.assertRaises(AccessError):
            dashboard.with_context(allowed_company_ids=self.firm.ids).get_page({"company": branch.id})

    def test_spam_costs_nobody_time(self):
        self.traspaso.stage_id = self.stage("spam")
        self.assertEqual(self.funnel()["figures"]["came"]["value"], 3)
        self.assertNotIn(self.stage("spam").id, self.stages())

    def test_the_stages_a_lead_went_through_can_be_asked(self):
        passed = self.nominas.passed_stage_ids
        self.assertEqual(passed, self.stage("new") | self.stage("contacted") | self.stage("qualifying"))
        leads = self.env["crm.lead"].with_context(active_test=False)
        found = leads.search([("passed_stage_ids", "in", self.stage("new").ids)])
        self.assertEqual(found, self.nominas + self.iva + self.traspaso)
        self.assertFalse(leads.search([("passed_stage_ids", "in", [])]))
