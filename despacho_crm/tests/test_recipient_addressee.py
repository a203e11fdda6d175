from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .recipient_common import RecipientCommon


@tagged("post_install", "-at_install")
class TestRecipientAddressee(RecipientCommon):
    """Whom within a company an action addresses."""

    def test_the_person_with_the_role_is_addressed_and_the_row_says_so(self):
        row = self.frozen(self.sol)
        self.assertEqual((row.partner_id, row.commercial_partner_id), (self.boss, self.sol))
        self.assertEqual((row.name, row.company_name, row.function), ("Marta Ruiz", "Sol SL", "Gerente"))
        self.assertEqual((row.addressed, row.contact_role), ("role", "decides"))
        self.assertEqual(row.email, "marta@sol.example")

    def test_what_is_for_accountants_goes_to_the_accountant_of_each_company(self):
        luna, sol = self.frozen(self.sol | self.luna, addressee_role=False, addressee_post="contable, administración")
        self.assertEqual((luna.partner_id, luna.addressed), (self.olga, "post"))
        self.assertEqual((sol.partner_id, sol.addressed), (self.nil, "post"))

    def test_where_nobody_fits_the_company_itself_is_addressed(self):
        row = self.frozen(self.luna)
        self.assertEqual((row.partner_id, row.addressed, row.email), (self.luna, "company", "info@luna.example"))

    def test_only_who_fits_leaves_out_a_company_without_them(self):
        luna, sol = self.frozen(self.sol | self.luna, addressee="only_person")
        self.assertEqual((luna.included, luna.reason), (False, "no_person"))
        self.assertEqual(sol.partner_id, self.boss)

    def test_the_company_itself_when_the_action_says_so(self):
        row = self.frozen(self.sol, addressee="company")
        self.assertEqual((row.partner_id, row.email), (self.sol, "info@sol.example"))

    def test_without_address_of_the_person_the_company_is_addressed_and_it_is_told_why(self):
        self.boss.email = False
        row = self.frozen(self.sol)
        self.assertEqual((row.partner_id, row.included), (self.sol, True))
        self.assertIn("Marta Ruiz", row.addressed_why)

    def test_without_basis_for_the_person_the_company_is_addressed(self):
        self.refused = {self.boss.id: "no_basis"}
        row = self.frozen(self.sol)
        self.assertEqual((row.partner_id, row.included), (self.sol, True))

    def test_nobody_goes_around_a_person_who_said_no(self):
        self.refused = {self.boss.id: "opposed"}
        row = self.frozen(self.sol)
        self.assertEqual((row.included, row.reason, row.partner_id), (False, "opposed", self.boss))

    def test_when_the_company_said_no_its_people_are_left_alone(self):
        self.refused = {self.sol.id: "opposed"}
        self.assertEqual(self.frozen(self.sol, addressee="only_person").reason, "opposed")
        self.assertEqual(self.frozen(self.nil).reason, "opposed")

    def test_a_person_chosen_by_name_is_addressed_whatever_their_role(self):
        row = self.frozen(self.nil)
        self.assertEqual((row.partner_id, row.addressed), (self.nil, "itself"))

    def test_a_private_individual_is_addressed_themselves(self):
        row = self.frozen(self.jordi, addressee="only_person")
        self.assertEqual((row.partner_id, row.included, row.company_name), (self.jordi, True, False))

    def test_a_call_to_a_person_without_phone_goes_to_that_of_the_company(self):
        action = self.new_action("Llamar", self.autumn, channel="call", partner_ids=self.sol.ids)
        row = self.freeze(action)
        self.assertEqual((row.partner_id, row.phone_sanitized), (self.boss, "+34972000001"))

    def test_a_letter_is_for_the_person_at_the_address_of_the_company(self):
        action = self.new_action("Carta", self.autumn, channel="post", partner_ids=self.sol.ids)
        row = self.freeze(action)
        self.assertEqual((row.name, row.street, row.zip), ("Marta Ruiz", "Calle Sol 1", "17001"))

    def test_a_person_who_is_blocked_is_not_written_down_anew(self):
        self.refused = {self.mar.id: "blocked"}
        row = self.frozen(self.mar)
        self.assertEqual((row.reason, row.name, row.email, row.nif_key), ("blocked", False, False, False))

    def test_it_has_to_say_whom(self):
        with self.assertRaises(ValidationError):
            self.new_mail(self.sol, addressee_role=False)

    def test_the_preview_counts_what_freezing_does(self):
        self.refused = {self.mar.id: "no_basis"}
        self.luna.email = False
        action = self.new_mail(self.sol | self.nil | self.luna | self.mar | self.jordi)
        counts = action.with_user(self.ana)._audience_preview()
        self.assertEqual(counts, {"included": 2, "duplicate": 1, "no_address": 1, "no_basis": 1})
        self.assertFalse(action.recipient_ids)
        self.freeze(action)
        self.assertEqual(action._count_reasons(), counts)
        self.assertEqual(next(iter(counts)), "included")
