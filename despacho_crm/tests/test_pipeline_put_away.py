from ast import literal_eval

from odoo.fields import Domain
from odoo.tests import tagged

from .pipeline_common import PipelineCommon


@tagged("post_install", "-at_install")
class TestPipelinePutAway(PipelineCommon):
    """Archiving is neutral; what is put away or lost is found where core looks for it, and in no total."""

    def assertIsPutAway(self, lead):
        self.assertEqual((lead.active, lead.won_status), (False, "pending"))
        self.assertEqual(lead.stage_id.outcome, "open")

    def test_archiving_is_not_losing_whatever_the_chance(self):
        for lead_type in ("lead", "opportunity"):
            for chance in (30, 0):
                lead = self.own_lead(lead_type)
                lead.probability = chance
                lead.action_archive()
                self.assertIsPutAway(lead)

    def test_without_chance_first_and_archived_afterwards_is_not_a_loss_without_reason(self):
        lead = self.own_lead("opportunity")
        lead.write({"probability": 0})
        lead.write({"active": False})
        self.assertIsPutAway(lead)
        lead.write({"probability": 0})
        self.assertIsPutAway(lead)

    def test_archiving_from_a_list_or_a_file_is_not_losing(self):
        leads = self.own_lead("opportunity") | self.own_lead()
        leads.probability = 0
        self.as_user(self.ana, "crm.lead").browse(leads[0].id).action_archive()
        xmlid = leads[1].sudo().export_data(["id"])["datas"][0][0]
        done = self.as_user(self.ana, "crm.lead").load(["id", "active"], [[xmlid, "0"]])
        self.assertFalse(done["messages"])
        for lead in leads:
            self.assertIsPutAway(lead)

    def test_what_was_put_away_counts_for_no_loss(self):
        lead = self.own_lead("opportunity")
        lead.write({"probability": 0})
        lead.action_archive()
        lost = self.env["crm.lead"].search([("won_status", "=", "lost"), ("active", "=", False)])
        self.assertNotIn(lead, lost)
        self.assertFalse(lead.sudo()._pls_get_lead_pls_values(domain=[("won_status", "=", "lost")]).get(lead.id))
        lead.active = True
        self.assertEqual((lead.stage_id, lead.won_status), (self.stage("opportunity_requested"), "pending"))

    def test_what_is_archived_or_lost_is_found_where_core_looks_for_it(self):
        put_away, lost = self.own_lead(), self.lose(self.own_lead())
        put_away.action_archive()
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
