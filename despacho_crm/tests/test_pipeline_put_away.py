from ast import literal_eval

from odoo.fields import Domain
from odoo.tests import tagged

from odoo.addons.despacho_crm.exceptions import StageQuestion

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelinePutAway(PipelineCommon):
    """What the system archives is only put away; staff say how it ends. All is found where core looks for it."""

    def assertIsPutAway(self, lead):
        self.assertEqual((lead.active, lead.won_status), (False, "pending"))
        self.assertEqual(lead.stage_id.outcome, "open")

    def test_archiving_is_not_losing_whatever_the_chance(self):
        for lead_type in ("lead", "opportunity"):
            for chance in (30, 0):
                lead = self.own_lead(lead_type)
                lead.probability = chance
                lead.sudo().action_archive()
                self.assertIsPutAway(lead)

    def test_without_chance_first_and_archived_afterwards_is_not_a_loss_without_reason(self):
        lead = self.own_lead("opportunity")
        lead.write({"probability": 0})
        lead.sudo().write({"active": False})
        self.assertIsPutAway(lead)
        lead.write({"probability": 0})
        self.assertIsPutAway(lead)

    def test_staff_archive_an_open_record_by_saying_how_it_ends(self):
        for lead in (self.own_lead(), self.own_lead("opportunity")):
            for archive in (lead.action_archive, lambda lead=lead: lead.write({"active": False})):
                with self.assertRaises(StageQuestion) as caught, self.env.cr.savepoint():
                    archive()
                self.assertTrue(lead.active)
            context = caught.exception.args[1]["context"]
            self.assertEqual(context["default_lead_ids"], lead.ids)
            form = self.as_user(self.ana, "crm.lead.lost").with_context(**context).create({})
            form.lost_reason_id = self.price
            form.action_lost_reason_apply()
            self.assertEqual((lead.won_status, lead.lost_reason_id), ("lost", self.price))

    def test_archiving_several_asks_about_all_that_are_open_at_once(self):
        lead, opportunity = self.own_lead(), self.own_lead("opportunity")
        asleep = self.own_lead(stage_id=self.stage("lead_future").id, wake_date=self.today)
        closed = self.lose(self.own_lead())
        leads = lead | opportunity | asleep
        with self.assertRaises(StageQuestion) as caught, self.env.cr.savepoint():
            (leads | closed).action_archive()
        context = caught.exception.args[1]["context"]
        self.assertEqual(context["default_lead_ids"], leads.ids)
        form = self.as_user(self.ana, "crm.lead.lost").with_context(**context).create({"lost_reason_id": self.price.id})
        form.action_lost_reason_apply()
        self.assertEqual(leads.mapped("won_status"), 3 * ["lost"])
        self.assertEqual(opportunity.stage_id, self.stage("opportunity_lost"))

    def test_a_file_that_archives_says_the_reason(self):
        lead = self.own_lead()
        xmlid = lead.sudo().export_data(["id"])["datas"][0][0]
        leads = self.as_user(self.ana, "crm.lead")
        self.assertIn("Lost Reason", leads.load(["id", "active"], [[xmlid, "0"]])["messages"][0]["message"])
        self.assertTrue(lead.active)
        done = leads.load(["id", "active", "lost_reason_id"], [[xmlid, "0", self.price.name]])
        self.assertFalse(done["messages"])
        self.assertEqual((lead.won_status, lead.stage_id), ("lost", self.stage("lead_not_interested")))

    def test_what_is_won_is_archived_without_questions(self):
        opportunity = self.own_lead("opportunity", partner_id=self.vega.id)
        opportunity.action_set_won()
        opportunity.action_archive()
        self.assertEqual((opportunity.active, opportunity.stage_outcome), (False, "won"))

    def test_where_there_are_no_rules_archiving_asks_nothing(self):
        self.firm.pipeline_rules = False
        lead = self.own_lead()
        lead.action_archive()
        self.assertFalse(lead.active)

    def test_what_was_put_away_counts_for_no_loss(self):
        lead = self.own_lead("opportunity")
        lead.write({"probability": 0})
        lead.sudo().action_archive()
        lost = self.env["crm.lead"].search([("won_status", "=", "lost"), ("active", "=", False)])
        self.assertNotIn(lead, lost)
        self.assertFalse(lead.sudo()._pls_get_lead_pls_values(domain=[("won_status", "=", "lost")]).get(lead.id))
        lead.active = True
        self.assertEqual((lead.stage_id, lead.won_status), (self.stage("opportunity_requested"), "pending"))

    def test_what_is_archived_or_lost_is_found_where_core_looks_for_it(self):
        put_away, lost = self.own_lead(), self.lose(self.own_lead())
        put_away.sudo().action_archive()
        self.firm.pipeline_rules = False
        lost_as_core = self.own_lead()
        lost_as_core.action_set_lost()
        self.assertEqual(lost_as_core.won_status, "lost")
        leads = self.as_user(self.ana, "crm.lead")
        for xmlid in ("crm.crm_lead_all_leads", "crm.crm_case_form_view_salesteams_lead"):
            seen = Domain(literal_eval(self.env.ref(xmlid).domain))
            everything = put_away | lost | lost_as_core
            self.assertFalse(leads.search(seen & Domain("id", "in", everything.ids)))
            archived = leads.search(seen & Domain("active", "=", False) & Domain("id", "in", everything.ids))
            self.assertEqual(set(archived.ids), set(everything.ids))
            found = leads.search(seen & Domain([("won_status", "=", "lost"), ("active", "=", False)]))
            self.assertEqual(set((found & everything).ids), set((lost | lost_as_core).ids))

    def test_the_lost_are_not_in_the_totals_of_the_pipeline(self):
        self.own_lead("opportunity", name="Viva", expected_revenue=1000)
        self.lose(self.own_lead("opportunity", name="Perdida", expected_revenue=5000), "opportunity_lost")
        for xmlid in ("crm.crm_lead_action_pipeline", "crm.crm_lead_opportunities"):
            domain = Domain(literal_eval(self.env.ref(xmlid).domain)) & Domain("name", "in", ["Viva", "Perdida"])
            groups = self.as_user(self.ana, "crm.lead")._read_group(domain, [], ["expected_revenue:sum"])
            self.assertEqual(groups, [(1000,)])
