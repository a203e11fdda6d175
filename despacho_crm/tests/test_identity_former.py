from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityFormer(DespachoCommon):
    """A NIF changes with the legal form, and the old one goes on leading to the company."""

    def test_a_change_of_legal_form_keeps_the_old_number(self):
        self.vega.with_user(self.ana).write({"vat": "A58818501", "name": "Talleres Vega SA"})
        former = self.vega.former_nif_ids
        self.assertEqual((former.nif_key, former.reason), ("B12345674", "legal_form"))
        self.assertTrue(former.date)
        self.assertEqual((self.vega.legal_form, self.vega.nif_key), ("sa", "A58818501"))

    def test_the_correction_of_a_typing_mistake_is_no_former_number(self):
        self.vega.vat = self.nif_of("B")
        self.assertFalse(self.vega.former_nif_ids)

    def test_a_person_has_no_former_number(self):
        self.pilar.vat = "X1234567L"
        self.assertFalse(self.pilar.former_nif_ids)

    def test_giving_the_first_number_or_taking_it_away_notes_nothing(self):
        company = self.new_company()
        company.vat = "B58378431"
        company.vat = False
        company.vat = "A58818501"
        self.assertFalse(company.former_nif_ids)

    def test_a_company_that_changes_back_and_forth_notes_each_number_once(self):
        for vat in ("A58818501", "B12345674", "A58818501", "B12345674"):
            self.vega.vat = vat
        self.assertEqual(self.vega.nif_key, "B12345674")
        self.assertEqual(set(self.vega.former_nif_ids.mapped("nif_key")), {"A58818501"})

    def test_establishments_and_contacts_follow_the_new_number(self):
        shop = self.new_company("Vega Vigo", parent_id=self.vega.id, vat="B12345674")
        other = self.new_company("Participada", parent_id=self.vega.id, vat=self.nif_of())
        number = other.vat
        self.vega.with_user(self.ana).vat = "A58818501"
        self.assertEqual((shop.vat, shop.nif_key, self.luis.vat), ("ESA58818501", False, "ESA58818501"))
        self.assertEqual(other.vat, number, "a company of its own keeps its own")

    def test_a_former_number_finds_its_company(self):
        self.vega.vat = "A58818501"
        model = self.as_user(self.ana)
        for typed in ("b-12.345.674", "ESB12345674", "B12345674", "B123456"):
            with self.subTest(typed):
                self.assertEqual(model.search([("nif_search", "ilike", typed)]), self.vega.with_user(self.ana))
        self.assertIn(self.vega.id, [row[0] for row in model.name_search("B-12345674")])

    def test_a_former_number_is_refused_to_others_who_are_told_whose_it_was(self):
        self.vega.vat = "A58818501"
        with self.assertRaisesRegex(ValidationError, "former NIF of «Talleres Vega SL», which now has A58818501"):
            self.as_user(self.ana).create({"name": "Vega", "is_company": True, "vat": "B12345674"})

    def test_a_former_number_may_be_noted_by_hand_in_any_spelling(self):
        former = self.as_user(self.ana, "despacho.former.nif").create(
            {"partner_id": self.vega.id, "nif_key": "a-58.818.501", "reason": "other"}
        )
        self.assertEqual(former.nif_key, "A58818501")
        former.nif_key = "nif: c12345674"
        self.assertEqual(former.nif_key, "C12345674")
        with self.assertRaisesRegex(ValidationError, "not a valid NIF"):
            former.nif_key = "A58818502"

    def test_a_number_in_use_by_another_company_is_no_former_number_of_this_one(self):
        sol = self.new_company("Sol SL", vat="B58378431")
        with self.assertRaisesRegex(ValidationError, "already belongs to «Sol SL»"):
            self.env["despacho.former.nif"].create({"partner_id": self.vega.id, "nif_key": "B58378431"})
        self.assertTrue(sol.nif_key)

    def test_who_may_do_what_with_former_numbers(self):
        former = self.env["despacho.former.nif"].create({"partner_id": self.vega.id, "nif_key": "A58818501"})
        can = {
            self.ana: (True, True, True, False),
            self.sara: (True, True, True, True),
            self.marta: (True, True, True, True),
            self.ines: (True, False, False, False),
            self.pau: (True, False, False, False),
            self.rosa: (False, False, False, False),
        }
        for user, expected in can.items():
            with self.subTest(user.login):
                mine = former.with_user(user)
                rights = tuple(mine.has_access(operation) for operation in ("read", "write", "create", "unlink"))
                self.assertEqual(rights, expected)
        with self.assertRaises(AccessError):
            former.with_user(self.ana).unlink()

    def test_whoever_changes_the_number_leaves_its_trace_without_rights_on_the_list(self):
        self.vega.with_user(self.ines).vat = "A58818501"
        self.assertEqual(self.vega.former_nif_ids.nif_key, "B12345674")

    def test_former_numbers_of_another_companys_contacts_are_not_seen(self):
        branch = self.new_branch("Filial", "es")
        secret = self.new_company("Secreta", company_id=branch.id, vat="B58378431")
        secret.vat = "A58818501"
        self.assertTrue(secret.former_nif_ids)
        self.assertFalse(self.as_user(self.ana, "despacho.former.nif").search([("partner_id", "=", secret.id)]))
        self.assertFalse(self.as_user(self.ana).search([("nif_search", "=", "B58378431")]))

    def test_portal_users_may_search_contacts_without_rights_on_former_numbers(self):
        self.vega.vat = "A58818501"
        self.assertFalse(self.as_user(self.rosa).search([("nif_search", "=", "B12345674")]))
        self.as_user(self.rosa).name_search("B12345674")

    def test_portal_users_see_no_personal_numbers_of_their_colleagues(self):
        self.rosa.partner_id.parent_id = self.vega
        self.luis.personal_nif = "X1234567L"
        luis = self.luis.with_user(self.rosa)
        self.assertTrue(luis.has_access("read"))
        self.assertFalse(luis.nif_search)
        with self.assertRaises(AccessError):
            luis.read(["personal_nif"])
        with self.assertRaises(AccessError):
            luis.search([("personal_nif", "=", "X1234567L")])
        self.assertFalse(self.as_user(self.rosa).search([("nif_search", "=", "X1234567L")]))
        self.assertFalse(self.as_user(self.rosa).name_search("X1234567L"))
        self.assertEqual(self.as_user(self.pau).name_search("X1234567L")[0][0], self.luis.id)

    def test_the_groups_contain_each_other(self):
        ranks = {
            user: [user.has_group(f"despacho_crm.group_{g}") for g in ("user", "steward", "manager")]
            for user in (self.pau, self.ana, self.sara, self.marta)
        }
        self.assertEqual([sum(held) for held in ranks.values()], [0, 1, 2, 3])
        self.assertTrue(self.ana.has_group("sales_team.group_sale_salesman_all_leads"))
        self.assertTrue(self.marta.has_group("sales_team.group_sale_manager"))
        self.assertFalse(self.sara.has_group("sales_team.group_sale_manager"))

    def test_everybody_with_our_groups_sees_the_whole_base(self):
        lead = self.env["crm.lead"].create({"name": "De Marta", "user_id": self.marta.id, "partner_id": self.vega.id})
        for user in (self.ana, self.sara, self.marta):
            self.assertTrue(lead.with_user(user).has_access("read"))
            self.assertTrue(self.vega.with_user(user).has_access("write"))
