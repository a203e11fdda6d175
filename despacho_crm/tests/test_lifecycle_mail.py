from unittest.mock import patch

from odoo.tests import tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestLifecycleMail(LifecycleCommon):
    """An e-mail that comes in is a contact, and a sign of interest."""

    def test_a_mail_to_the_contact_is_a_contact_and_a_sign_of_interest(self):
        self.mail(self.luis, days=9, author=self.luis)
        self.mail(self.luis, days=2)
        self.assertEqual(self.relation(self.vega), ("lead", "warm"))
        self.assertEqual(self.vega.first_contact_date, self.days_ago(9))
        self.assertEqual(self.vega.last_contact_date, self.days_ago(2))
        self.assertIn("ontacted us", self.vega.temperature_reason)

    def test_a_mail_to_the_lead_or_to_the_quotation_is_of_their_contact(self):
        order = self.env["sale.order"].create({"partner_id": self.pilar.id})
        for partner, record in ((self.vega, self.lead(self.luis)), (self.pilar, order)):
            with self.subTest(record=record._name):
                self.mail(record, days=3)
                self.settle()
                self.assertEqual(partner.last_contact_date, self.days_ago(3))

    def test_whoever_wrote_yesterday_is_left_to_rest(self):
        self.vega.write({"phone": "+34972000333", "potential": 90000})
        self.settle()
        self.assertTrue(self.vega.call_today)
        self.mail(self.vega, days=1)
        self.settle()
        self.assertFalse(self.vega.call_today)

    def test_what_the_firm_writes_is_no_contact(self):
        self.mail(self.vega, author=self.ana.partner_id)
        self.mail(self.vega, message_type="comment")
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        self.assertFalse(self.vega.last_contact_date)

    def test_spam_is_no_contact(self):
        lead = self.lead(self.vega)
        self.mail(lead)
        lead.sudo().stage_id = self.env.ref("despacho_crm.stage_lead_spam")
        self.assertEqual(self.relation(self.vega)[0], "prospect")
        self.assertFalse(self.vega.last_contact_date)

    def test_a_no_after_the_mail_undoes_the_interest(self):
        self.mail(self.vega, days=5)
        self.contact(self.vega, days=3, reaction="not_interested")
        self.assertEqual(self.relation(self.vega)[1], "cold")

    def test_other_messages_cost_nothing(self):
        self.settle()
        with patch.object(self.env.registry["res.partner"], "_lifecycle_update") as update:
            self.vega.message_post(body="Nota")
            self.mail(self.service)
            self.settle()
        update.assert_not_called()
