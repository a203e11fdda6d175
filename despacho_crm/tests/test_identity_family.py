from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityFamily(DespachoCommon):
    """People and establishments come and go; the NIF stays with its company."""

    def test_a_contact_leaves_its_company_without_its_number(self):
        self.luis.with_user(self.ana).parent_id = False
        self.assertFalse(self.luis.vat)
        self.assertEqual((self.luis.nif_state, self.luis.nif_key), ("missing", False))
        self.assertEqual(self.vega.nif_key, "B12345674")

    def test_a_contact_leaves_its_company_with_the_persons_own_number(self):
        dni = self.nif_of("")
        self.luis.personal_nif = dni
        self.luis.with_user(self.ana).parent_id = False
        self.assertEqual((self.luis.nif_key, self.luis.vat), (dni, f"ES{dni}"))
        self.assertFalse(self.luis.personal_nif, "it is in one place")
        self.luis.with_user(self.ana).parent_id = self.vega
        self.assertEqual((self.luis.personal_nif, self.luis.vat), (dni, "ESB12345674"))

    def test_the_number_typed_while_leaving_is_the_persons(self):
        dni = self.nif_of("")
        self.luis.with_user(self.ana).write({"parent_id": False, "vat": dni})
        self.assertEqual(self.luis.nif_key, dni)

    def test_the_persons_number_is_cleaned_also_beside_the_companys(self):
        self.luis.write({"vat": self.vega.vat, "personal_nif": "12.345.678-z"})
        self.assertEqual(self.luis.personal_nif, "12345678Z")

    def test_a_person_whom_the_base_has_twice_can_leave_all_the_same(self):
        self.luis.personal_nif = "12345678Z"  # Pilar's, who works on her own too
        self.luis.with_user(self.ana).parent_id = False
        self.assertFalse(self.luis.vat)
        self.assertEqual(self.luis.personal_nif, "12345678Z")

    def test_a_contact_moves_to_another_company(self):
        sol = self.new_company(vat="B58378431")
        self.luis.with_user(self.ana).parent_id = sol
        self.assertEqual(self.luis.vat, "ESB58378431")
        self.assertEqual((self.vega.nif_key, sol.nif_key), ("B12345674", "B58378431"))

    def test_a_contact_does_not_take_the_number_to_a_company_without_one(self):
        sol = self.new_company()
        self.luis.with_user(self.ana).parent_id = sol
        self.assertFalse(self.luis.vat or sol.vat)

    def test_contacts_of_several_companies_leave_at_once(self):
        sol = self.new_company(vat="B58378431")
        eva = self.env["res.partner"].create({"name": "Eva", "parent_id": sol.id})
        self.pilar.comment = "ella no está en ninguna"
        (self.luis | eva | self.pilar).with_user(self.ana).write({"parent_id": False})
        self.assertFalse(self.luis.vat or eva.vat)
        self.assertEqual(self.pilar.nif_key, "12345678Z")

    def test_an_establishment_that_leaves_needs_a_number_of_its_own(self):
        shop = self.new_company("Vega Vigo", parent_id=self.vega.id, vat="B12345674")
        with self.assertRaisesRegex(ValidationError, "has no NIF"):
            shop.with_user(self.ana).parent_id = False
        shop.with_user(self.ana).write({"parent_id": False, "vat": "B58378431"})
        self.assertEqual(shop.nif_key, "B58378431")

    def test_an_establishment_that_changes_hands_shows_its_new_companys_number(self):
        shop = self.new_company("Vega Vigo", parent_id=self.vega.id, vat="B12345674")
        sol = self.new_company(vat="B58378431")
        shop.with_user(self.ana).parent_id = sol
        self.assertEqual((shop.vat, shop.nif_key), ("ESB58378431", False))

    def test_deleting_a_company_leaves_nobody_with_its_number(self):
        dni = self.nif_of("")
        eva = self.env["res.partner"].create({"name": "Eva", "parent_id": self.vega.id, "personal_nif": dni})
        helper = self.env["res.partner"].create({"name": "Ayudante de Luis", "parent_id": self.luis.id})
        retired = self.env["res.partner"].create({"name": "Paz", "parent_id": self.vega.id, "active": False})
        shop = self.new_company("Vega Vigo", parent_id=self.vega.id, vat="B12345674")
        self.vega.with_user(self.marta).unlink()
        self.env.invalidate_all()
        self.assertFalse(any((self.luis | helper | retired | shop).mapped("vat")))
        self.assertEqual(eva.nif_key, dni)
        self.assertEqual((shop.nif_state, self.luis.nif_state), ("missing", "missing"))
        self.assertTrue(shop.nif_deadline)
        self.assertEqual(self.new_company("Vega de nuevo", vat="B12345674").nif_key, "B12345674")

    def test_deleting_a_company_with_its_contacts_deletes_them(self):
        (self.vega | self.luis).unlink()
        self.assertFalse((self.vega | self.luis).exists())

    def test_who_may_not_delete_a_company_detaches_nobody(self):
        with self.assertRaises(AccessError):
            self.vega.with_user(self.pau).unlink()
        self.assertEqual(self.luis.parent_id, self.vega)
