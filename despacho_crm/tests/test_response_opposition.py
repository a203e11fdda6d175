from odoo.tests import tagged

from .response_common import ResponseCommon

SWITCHBOARD = "+34931234567"


@tagged("post_install", "-at_install")
class TestResponseOpposition(ResponseCommon):
    """Who says no says it for themselves: an employee does not close the number of the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.vega.write({"phone": "+34 931 23 45 67", "email": "info@vega.example"})
        cls.nuria, cls.toni = cls.env["res.partner"].create(
            [{"name": name, "parent_id": cls.vega.id} for name in ("Nuria Sol", "Toni Mar")]
        )
        # She has no number of her own: that of the company was frozen.
        frozen = {"phone": cls.vega.phone, "phone_sanitized": SWITCHBOARD}
        cls.row_nuria = cls.recipient(cls.calls, 4, partner=cls.nuria, **frozen)
        cls.row_vega = cls.recipient(cls.calls, 5, partner=cls.vega, **frozen)
        cls.row_toni = cls.recipient(cls.calls, 6, partner=cls.toni, **frozen)
        for row in (cls.row_luis, cls.row_pilar, cls.row_lead):
            row.phone_sanitized = (row.partner_id or row.lead_id).phone_sanitized

    def closed(self, number):
        """Return in which of the two lists a number is."""
        kept = self.env["despacho.opposition"].search_count([("value", "=", number), ("in_force", "=", True)], limit=1)
        return {
            name
            for name, found in (
                ("ours", kept),
                ("odoo", self.env["phone.blacklist"].search_count([("number", "=", number)], limit=1)),
            )
            if found
        }

    def channels_of(self, partner):
        kept = self.env["despacho.opposition"].search([("partner_id", "=", partner.id), ("kind", "=", "person")])
        return set(kept.mapped("channel"))

    def test_the_no_of_an_employee_at_the_telephone_is_not_that_of_the_company(self):
        self.assertEqual(self.row_nuria.phone_sanitized, SWITCHBOARD)
        self.record(self.row_nuria, "unsubscribe", "call")
        self.assertEqual(self.channels_of(self.nuria), {"phone", "sms"})
        self.assertFalse(self.closed(SWITCHBOARD))
        self.env.invalidate_all()
        self.assertEqual({self.row_vega.state, self.row_toni.state}, {"waiting"})
        asked = self.env["despacho.opposition"]._find(["phone"], self.toni, value=SWITCHBOARD)
        self.assertFalse(asked)

    def test_nor_is_their_complaint(self):
        self.record(self.row_nuria, "complaint", "call")
        self.assertEqual(self.channels_of(self.nuria), {"email", "phone", "post", "sms", "visit"})
        self.assertFalse(self.closed(SWITCHBOARD))
        self.assertFalse(self.channels_of(self.vega))

    def test_the_number_of_the_company_written_on_the_card_of_an_employee_is_still_the_company_s(self):
        self.toni.write({"phone": "+34 931 23 45 67", "email": "info@vega.example"})
        self.record(self.row_toni, "complaint", "call")
        self.assertFalse(self.closed(SWITCHBOARD))
        self.assertFalse(self.env["mail.blacklist"].search([("email", "=", "info@vega.example")]))
        self.assertEqual(self.channels_of(self.toni), {"email", "phone", "post", "sms", "visit"})

    def test_nor_when_the_employee_was_deleted_since(self):
        self.nuria.unlink()
        self.record(self.row_nuria, "unsubscribe", "call")
        self.assertFalse(self.closed(SWITCHBOARD))

    def test_the_number_of_an_employee_is_theirs(self):
        self.record(self.row_luis, "unsubscribe", "call")
        self.assertEqual(self.closed("+34611223344"), {"ours", "odoo"})
        self.assertFalse(self.closed(SWITCHBOARD))

    def test_a_company_that_says_no_is_called_no_more_nor_are_its_people_there(self):
        self.record(self.row_vega, "unsubscribe", "call")
        self.assertEqual(self.closed(SWITCHBOARD), {"ours", "odoo"})
        self.env.invalidate_all()
        self.assertEqual((self.row_nuria.state, self.row_nuria.reason), ("stopped", "opposed"))

    def test_a_sole_trader_closes_the_number_that_was_called_whatever_it_is_today(self):
        self.assertEqual(self.row_pilar.phone_sanitized, "+34622334455")
        self.pilar.phone = "+34 633 00 00 00"
        self.record(self.row_pilar, "unsubscribe", "call")
        self.assertEqual(self.closed("+34622334455"), {"ours", "odoo"})
        self.assertEqual(self.closed("+34633000000"), {"ours", "odoo"})

    def test_a_lead_of_nobody_known_closes_its_number(self):
        self.record(self.row_lead, "unsubscribe", "call")
        self.assertEqual(self.closed("+34600102030"), {"ours", "odoo"})

    def test_a_lead_of_a_company_in_which_somebody_is_named_does_not_close_its_number(self):
        lead = self.env["crm.lead"].create(
            {"name": "Web", "partner_id": self.vega.id, "contact_name": "Otro", "phone": "+34 931 23 45 67"}
        )
        row = self.recipient(self.calls, 7, lead=lead)
        self.record(row, "unsubscribe", "call", partner_id=False)
        self.assertFalse(self.closed(SWITCHBOARD))

    def test_whoever_answers_in_the_place_of_another_says_it_for_themselves(self):
        self.record(self.row_luis, "unsubscribe", "call", partner_id=self.toni.id)
        self.assertEqual(self.channels_of(self.toni), {"phone", "sms"})
        self.assertFalse(self.closed("+34611223344"))
