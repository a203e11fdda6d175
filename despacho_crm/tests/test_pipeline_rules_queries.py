from unittest.mock import patch

from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelineRulesQueries(PipelineCommon):
    """The rules cost the same queries for few leads as for many."""

    def queries(self, act, count, prepare=None, **values):
        """Return the queries of ``act`` on that many leads, seen for the first time in the transaction."""
        leads = self.new_leads(count, **values)
        prepared = prepare(leads) if prepare else leads
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        act(prepared.with_user(self.ana))
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def growth(self, act, few, many, **options):
        """Return how many queries more each lead costs."""
        self.queries(act, 2, **options)
        return (self.queries(act, many, **options) - self.queries(act, few, **options)) / (many - few)

    def test_the_state_of_the_attempts_costs_the_same_for_all(self):
        def read(leads):
            leads.mapped("protocol_message")

        self.queries(read, 2)
        self.assertEqual(self.queries(read, 10), self.queries(read, 80))

    def test_the_state_of_the_qualification_costs_the_same_for_all(self):
        def read(leads):
            leads.mapped("qualification_message")

        self.queries(read, 2)
        self.assertEqual(self.queries(read, 10), self.queries(read, 80))

    def test_leads_of_nobody_cost_no_more(self):
        def read(leads):
            leads.mapped("protocol_message")

        def detach(leads):
            leads.company_id = False
            return leads

        self.queries(read, 2, prepare=detach)
        self.assertEqual(self.queries(read, 10, prepare=detach), self.queries(read, 80, prepare=detach))

    def test_moving_leads_costs_the_same_for_all(self):
        attempt = self.stage("lead_attempt")

        def move(leads):
            leads.write({"stage_id": attempt.id})

        self.assertLess(self.growth(move, 10, 80), 0.3)

    def test_writing_results_down_costs_no_more_for_each_than_their_messages(self):
        def log(activities):
            activities._log_result({"result": "no_answer"})

        def done(activities):
            activities.action_done()

        options = {"prepare": self.opened, "stage_id": self.stage("lead_attempt").id}
        with_rules = [self.growth(act, 10, 40, **options) for act in (log, done)]
        messages = self.growth(lambda leads: [lead.message_post(body="Hecho") for lead in leads], 10, 40)
        for growth in with_rules:
            self.assertLess(growth, messages + 2, f"{with_rules} queries for each result, {messages} for a message")

    def test_the_chance_of_a_lead_asks_no_more_where_there_are_more_teams(self):
        lead = self.new_lead()

        def asked():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            lead._pls_get_naive_bayes_probabilities()
            return self.env.cr.sql_log_count - before

        self.learn(1)
        few = asked()
        self.learn(6)
        self.assertEqual(asked(), few)

    def learn(self, teams):
        """Let that many teams have experience of won and lost."""
        for team in self.env["crm.team"].create([{"name": f"Equipo {number}"} for number in range(teams)]):
            self.env["crm.lead.scoring.frequency"].create(
                {
                    "variable": "stage_id",
                    "value": str(self.stage("lead_new").id),
                    "won_count": 5,
                    "lost_count": 5,
                    "team_id": team.id,
                }
            )

    def test_the_log_of_many_leads_that_get_their_contact_one_by_one_is_looked_for_at_once(self):
        Activity = type(self.env["mail.activity"])
        search = Activity._search
        found = []

        def counted(model, domain, *args, **options):
            if "lead_id" in str(domain):
                found.append(domain)
            return search(model, domain, *args, **options)

        leads = self.new_leads(20)
        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(Activity, "_search", counted):
            for lead in leads:
                lead.partner_id = self.vega
        self.assertEqual(leads.sudo().log_ids.partner_id, self.vega.commercial_partner_id)
        self.assertLessEqual(len(found), 2)
