from odoo.tests import tagged

from .test_matching_pairs import MatchingCommon


@tagged("post_install", "-at_install")
class TestMatchingLeads(MatchingCommon):
    """Leads are compared with contacts and with each other, for as long as they may be anybody."""

    def new_lead(self, company, **values):
        return self.env["crm.lead"].create(
            {"name": "De la web", "type": "lead", "partner_name": company, "company_id": self.firm.id, **values}
        )

    def lead_pair(self, lead, **other):
        return self.pairs.search([("lead_id", "=", lead.id), *((field, "=", it.id) for field, it in other.items())])

    def test_a_lead_of_a_known_company_is_proposed_with_it(self):
        zubi = self.new_company("Zubizarreta Egurrola SL", phone="+34 943 11 22 33")
        lead = self.new_lead("ZUBIZARRETA EGURROLA, S.L.", phone="943112233")
        self.match_changes()
        pair = self.lead_pair(lead, partner_id=zubi)
        self.assertEqual((pair.band, pair.company_id), ("certain", self.firm))
        self.assertFalse(pair.other_id or pair.other_lead_id)
        self.match_all()
        self.assertEqual(self.lead_pair(lead, partner_id=zubi), pair)

    def test_two_leads_of_one_company_are_proposed_once(self):
        older = self.new_lead("Zubizarreta Egurrola SL", email_from="info@zubi.example")
        newer = self.new_lead("Zubizarreta Egurrola", email_from="info@zubi.example")
        self.match_changes()
        self.assertEqual(self.pairs.search([("other_lead_id", "=", older.id)]).lead_id, newer)
        self.assertFalse(self.pairs.search([("other_lead_id", "=", newer.id)]))

    def test_a_lead_that_only_left_a_telephone_is_compared_by_it(self):
        zubi = self.new_company("Zubizarreta Egurrola SL", phone="+34 943 11 22 33")
        lead = self.new_lead(False, name="Llamada", phone="943112233")
        self.match_changes()
        self.assertTrue(self.lead_pair(lead, partner_id=zubi))

    def test_a_lead_and_its_own_customer_are_no_pair(self):
        zubi = self.new_company("Zubizarreta Egurrola SL", phone="+34 943 11 22 33")
        lead = self.new_lead("Zubizarreta Egurrola SL", phone="943112233", partner_id=zubi.id)
        self.match_changes()
        self.assertFalse(self.lead_pair(lead))

    def test_spam_converted_and_won_leads_are_left_out(self):
        zubi = self.new_company("Zubizarreta Egurrola SL", phone="+34 943 11 22 33")
        spam, converted = (self.new_lead("Zubizarreta Egurrola SL", phone="943112233") for _count in range(2))
        self.match_changes()
        self.assertTrue(self.lead_pair(spam, partner_id=zubi))
        spam.action_mark_spam()
        converted.with_context(tracking_disable=True).convert_opportunity(zubi)
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE crm_lead SET write_date = write_date + interval '1 second' WHERE id = ANY(%s)",
            [(spam | converted).ids],
        )
        self.match_changes()
        self.assertFalse(self.pairs.search([("lead_id", "in", (spam | converted).ids)]))
        self.match_all()
        self.assertFalse(self.pairs.search([("lead_id", "in", (spam | converted).ids)]))

    def test_a_lead_of_another_company_is_not_compared(self):
        other = self.new_branch("Otra", "es")
        zubi = self.new_company("Zubizarreta Egurrola SL", phone="943112233", company_id=self.firm.id)
        lead = self.new_lead("Zubizarreta Egurrola SL", phone="943112233", company_id=other.id, team_id=False)
        self.match_changes()
        self.assertFalse(self.lead_pair(lead, partner_id=zubi))

    def test_not_the_same_is_remembered_of_a_lead_too(self):
        zubi = self.new_company("Zubizarreta Egurrola SL", phone="+34 943 11 22 33")
        lead = self.new_lead("ZUBIZARRETA EGURROLA, S.L.", phone="943112233")
        self.match_changes()
        self.lead_pair(lead).with_user(self.sara).action_reject()
        self.match_all()
        self.assertEqual(self.lead_pair(lead, partner_id=zubi).state, "rejected")

    def test_a_deleted_lead_leaves_nothing(self):
        lead = self.new_lead("Zubizarreta Egurrola SL", phone="943112233")
        self.match_changes()
        gone = -lead.id
        lead.unlink()
        for table in ("despacho_match_record", "despacho_match_key"):
            self.env.cr.execute(f"SELECT FROM {table} WHERE partner_id = %s", [gone])
            self.assertFalse(self.env.cr.rowcount)
