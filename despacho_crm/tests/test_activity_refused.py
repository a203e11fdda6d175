from odoo.tests import Form, tagged

from .activity_common import ActivityCommon

SWITCHBOARD, MOBILE = "+34931234567", "+34611223344"
EVERY_CHANNEL = {"email", "phone", "post", "sms", "visit"}


@tagged("post_install", "-at_install")
class TestActivityRefused(ActivityCommon):
    """Whoever says in any contact that they want no more is addressed no more, calling list or none."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vega.write({"phone": "+34 931 23 45 67", "email": "info@vega.example"})
        cls.luis.write({"phone": "+34 611 22 33 44", "email": "luis@vega.example"})
        cls.visit = cls.env.ref("despacho_crm.mail_activity_type_visit")

    def refused_by(self, record):
        """Return the channels that a contact or a lead refuses."""
        field = "lead_id" if record._name == "crm.lead" else "partner_id"
        return set(self.oppositions(record, field).mapped("channel"))

    def oppositions(self, record, field="partner_id"):
        found = self.env["despacho.opposition"].search([("in_force", "=", True), (field, "=", record.id)])
        return found.filtered(lambda one: one.kind == "person")

    def closed(self, number):
        return bool(self.env["phone.blacklist"].search([("number", "=", number)]))

    def test_on_the_sheet_of_a_company_it_is_that_of_the_company(self):
        action = self.vega.with_user(self.ana).action_log_contact()
        form = Form(self.env[action["res_model"]].with_user(self.ana).with_context(**action["context"]))
        self.assertEqual(form.counts_for_id, self.lead, "it is written down on what is open, which is of Luis")
        form.result = "refused"
        form.feedback = "Que no llamemos más"
        form.save().action_confirm()
        self.assertEqual(self.refused_by(self.vega), {"phone", "sms"}, "as in a calling list")
        self.assertTrue(self.closed(SWITCHBOARD))
        told = self.oppositions(self.vega)[:1]
        self.assertEqual((told.how, told.user_id), ("phone", self.ana))
        self.assertIn(self.log_of(self.lead).display_name, told.evidence)
        self.assertIn("Que no llamemos más", told.evidence)
        asked = self.env["despacho.opposition"]._find(["phone"], self.luis)
        self.assertTrue(asked, "its people are not called there either")

    def test_by_rpc_and_by_import_it_holds_as_well(self):
        self.plan(self.vega).with_user(self.ana).write({"result": "refused"})
        self.assertEqual(self.refused_by(self.vega), {"phone", "sms"})
        self.plan(self.pilar, result="refused")
        self.assertEqual(self.refused_by(self.pilar), {"phone", "sms"})

    def test_of_who_works_in_a_company_it_is_theirs_alone(self):
        self.plan(self.luis)._log_result({"result": "refused"})
        self.assertEqual(self.refused_by(self.luis), {"phone", "sms"})
        self.assertFalse(self.refused_by(self.vega))
        self.assertTrue(self.closed(MOBILE))
        self.assertFalse(self.closed(SWITCHBOARD))

    def test_who_says_it_in_person_says_it_of_everything(self):
        self.plan(self.luis, self.visit)._log_result({"result": "refused"})
        self.assertEqual(self.refused_by(self.luis), EVERY_CHANNEL)

    def test_who_says_it_by_email_is_written_to_no_more(self):
        self.plan(self.luis, self.email)._log_result({"result": "refused"})
        self.assertEqual(self.refused_by(self.luis), {"email"})
        self.assertTrue(self.env["mail.blacklist"].search([("email", "=", "luis@vega.example")]))

    def test_on_a_lead_it_is_that_of_its_contact(self):
        self.plan(self.lead)._log_result({"result": "refused"})
        self.assertEqual(self.refused_by(self.luis), {"phone", "sms"})
        self.assertEqual(self.refused_by(self.lead), {"phone", "sms"})

    def test_on_a_lead_of_nobody_known_it_closes_its_number(self):
        lead = self.env["crm.lead"].create({"name": "Bar", "contact_name": "Sol", "phone": "600 10 20 30"})
        self.plan(lead)._log_result({"result": "refused"})
        self.assertEqual(self.refused_by(lead), {"phone", "sms"})
        self.assertTrue(self.closed("+34600102030"))

    def test_whom_a_lead_names_in_a_company_speaks_for_themselves(self):
        lead = self.env["crm.lead"].create(
            {"name": "Web", "partner_id": self.vega.id, "contact_name": "Otro", "phone": "931 23 45 67"}
        )
        self.plan(lead)._log_result({"result": "refused"})
        self.assertEqual(self.refused_by(lead), {"phone", "sms"})
        self.assertFalse(self.refused_by(self.vega))
        self.assertFalse(self.closed(SWITCHBOARD))

    def test_who_is_noted_as_refusing_afterwards_is_and_no_other_result_refuses(self):
        activity = self.plan(self.luis)
        activity._log_result({"result": "spoke", "reaction": "not_interested"})
        self.assertFalse(self.refused_by(self.luis))
        activity.with_user(self.ana).write({"result": "refused"})
        self.assertEqual(self.refused_by(self.luis), {"phone", "sms"})
        before = self.env["despacho.opposition"].search_count([])
        activity.with_user(self.ana).write({"reaction": "complaint"})
        self.assertEqual(self.env["despacho.opposition"].search_count([]), before)
