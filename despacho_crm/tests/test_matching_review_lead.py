from odoo.exceptions import UserError
from odoo.tests import tagged

from .test_matching_review import ReviewCommon

PHONE = "+34 943 11 22 33"


@tagged("post_install", "-at_install")
class TestMatchingReviewLead(ReviewCommon):
    """Leads take part: they are linked to the contact that they are of, or joined with another lead."""

    def new_lead(self, name="Consulta", **values):
        values = {"partner_name": "Zubizarreta Egurrola", "phone": PHONE, "type": "lead"} | values
        return self.env["crm.lead"].create({"name": name, **values})

    def with_contact(self, **values):
        """Return the pair of a new lead and a new contact."""
        contact = self.new_company("Zubizarreta Egurrola SL", phone=PHONE, **values)
        lead = self.new_lead()
        return self.pairs.create({"lead_id": lead.id, "partner_id": contact.id, "band": "certain", "score": 12})

    def two_leads(self, **values):
        """Return the pair of an opportunity and a lead that ask for the same."""
        first = self.new_lead("Quieren la contabilidad", type="opportunity", email_from="uno@zubi.example")
        second = self.new_lead("Contabilidad de Zubizarreta", email_from="dos@zubi.example", **values)
        return self.pairs.create({"lead_id": second.id, "other_lead_id": first.id, "band": "review", "score": 5})

    def test_a_lead_and_a_contact_are_shown_side_by_side(self):
        pair = self.with_contact(vat=self.nif_of())
        shown = self.shown(pair)
        self.assertEqual(shown["kind"], "link")
        self.assertEqual([side["model"] for side in shown["sides"]], ["crm.lead", "res.partner"])
        self.assertFalse([row for row in shown["fields"] if row["choosable"]])
        self.assertEqual(shown["hindrances"], {"join": [[], []]})

    def test_a_lead_is_linked_to_its_contact_and_let_go_again(self):
        pair = self.with_contact()
        lead, contact = pair.lead_id, pair.partner_id
        answer = self.screen.browse(pair.id).review_join(1, {})
        self.assertEqual((lead.partner_id, pair.state), (contact, "merged"))
        self.assertTrue(contact.active and lead.active)
        back = self.screen.browse(pair.id).review_undo(answer["merge_id"])
        self.assertFalse(lead.partner_id)
        self.assertEqual(lead.partner_name, "Zubizarreta Egurrola")
        self.assertEqual([data["id"] for data in back["pairs"]], pair.ids)

    def test_a_lead_that_is_linked_keeps_the_address_that_it_wrote_from(self):
        pair = self.with_contact(email="info@zubi.example")
        pair.lead_id.email_from = "iker@zubi.example"
        self.screen.browse(pair.id).review_join(1, {})
        self.assertEqual(pair.lead_id.email_from, "iker@zubi.example")
        self.assertEqual(pair.partner_id.email, "info@zubi.example")

    def test_a_lead_of_somebody_else_is_not_linked(self):
        pair = self.with_contact()
        pair.lead_id.partner_id = self.vega
        self.assertIn("Talleres Vega", self.shown(pair)["hindrances"]["join"][0][0])
        with self.assertRaises(UserError):
            self.screen.browse(pair.id).review_join(1, {})

    def test_two_leads_are_joined_into_the_one_that_got_furthest(self):
        pair = self.two_leads()
        shown = self.shown(pair)
        self.assertEqual((shown["kind"], shown["survivor"]), ("leads", 1))
        second, first = pair.lead_id, pair.other_lead_id
        self.screen.browse(pair.id).review_join(1, {"email_from": 0, "name": 1})
        self.assertEqual((first.email_from, first.name), ("dos@zubi.example", "Quieren la contabilidad"))
        self.assertEqual((first.active, second.active, second.exists()), (True, False, second))

    def test_two_joined_leads_come_apart_with_what_each_had(self):
        pair = self.two_leads()
        second, first = pair.lead_id, pair.other_lead_id
        message = second.message_post(body="Ha llamado dos veces")
        activity = second.activity_schedule("mail.mail_activity_data_todo", summary="Preparar la reunión")
        answer = self.screen.browse(pair.id).review_join(1, {"email_from": 0})
        self.assertEqual((message.res_id, activity.res_id), (first.id, first.id))
        self.screen.browse(pair.id).review_undo(answer["merge_id"])
        self.assertEqual((message.res_id, activity.res_id), (second.id, second.id))
        self.assertEqual((first.email_from, second.email_from), ("uno@zubi.example", "dos@zubi.example"))
        self.assertTrue(first.active and second.active)
        self.assertEqual(pair.state, "proposed")

    def test_leads_are_neither_establishments_nor_joined_by_the_dozen(self):
        pair = self.with_contact()
        with self.assertRaises(UserError):
            self.screen.browse(pair.id).review_establish(1)
        self.assertEqual(self.screen.review_certain()["count"], 0)
        self.assertEqual(self.screen.review_accept_certain()["merge_ids"], [])

    def test_what_hangs_from_a_lead_is_counted(self):
        pair = self.two_leads()
        pair.lead_id.activity_schedule("mail.mail_activity_data_todo", summary="Llamar")
        hanging = self.shown(pair)["sides"][0]["hanging"]
        self.assertIn("Activities", [item["label"] for item in hanging])

    def test_what_was_decided_on_a_lead_is_taken_back_from_the_list_of_the_joined_too(self):
        for pair in (self.with_contact(), self.two_leads()):
            answer = self.screen.browse(pair.id).review_join(1, {})
            self.assertEqual((pair.state, pair.decided_by_id), ("merged", self.sara))
            merge = self.env["despacho.merge"].browse(answer["merge_id"])
            merge.with_user(self.sara).action_undo()
            self.assertEqual((merge.state, merge.undo_note or "", pair.state), ("undone", "", "proposed"))

    def test_a_lead_that_is_joined_is_not_proposed_again(self):
        for pair in (self.with_contact(), self.two_leads()):
            merge_id = self.screen.browse(pair.id).review_join(1, {})["merge_id"]
            with self.assertRaisesRegex(UserError, "are joined"):
                self.screen.browse(pair.id).action_propose()
            self.screen.browse(pair.id).review_undo(merge_id)
            self.assertEqual(pair.state, "proposed")

    def test_the_list_names_both_sides_whatever_they_are(self):
        link, leads = self.with_contact(), self.two_leads()
        self.assertEqual((link.one_name, link.other_name), ("Consulta", "Zubizarreta Egurrola SL"))
        self.assertEqual((leads.one_name, leads.other_name), ("Contabilidad de Zubizarreta", "Quieren la contabilidad"))
