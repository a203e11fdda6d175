from odoo import http
from odoo.exceptions import ValidationError
from odoo.tests import HttpCase, tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityPortal(DespachoCommon, HttpCase):
    """Customers enter their own data; whom else the firm works for is not their business."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls.rosa.partner_id
        cls.address = {
            "name": "Rosa",
            "email": "rosa@cliente.example",
            "street": "Mayor 1",
            "city": "Burgos",
            "zip": "09001",
            "phone": "+34 947 111 222",
            "country_id": cls.spain.id,
            "state_id": cls.env.ref("base.state_es_bu").id,
        }

    def submit(self, partner, **values):
        """Send the address form as rosa does and return the answer of the portal."""
        self.authenticate(self.rosa.login, self.rosa.login)
        data = {
            **self.address,
            **values,
            "partner_id": partner.id if partner else "",
            "csrf_token": http.Request.csrf_token(self),
        }
        return self.url_open("/my/address/submit", data=data).json()

    def test_a_number_that_the_base_has_is_an_error_of_the_form_and_names_nobody(self):
        answer = self.submit(self.customer, vat="b-12.345.674")
        self.assertEqual(answer["invalid_fields"], ["vat"])
        self.assertIn("B12345674", answer["messages"][0])
        self.assertNotIn("Vega", str(answer))
        self.assertFalse(self.customer.vat)

    def test_a_former_number_and_an_archived_client_are_not_told_either(self):
        self.vega.vat = "A58818501"
        self.pilar.active = False
        for typed in ("B12345674", "12345678Z"):
            with self.subTest(typed):
                answer = self.submit(self.customer, vat=typed)
                self.assertEqual(answer["invalid_fields"], ["vat"])
                self.assertFalse({"Vega", "Pilar", "A58818501"} & set(str(answer).replace("«", " ").split()))

    def test_their_own_number_is_saved(self):
        dni = self.nif_of("")
        answer = self.submit(self.customer, vat=f"{dni[:8]}-{dni[8:].lower()}")
        self.assertIn("redirectUrl", answer)
        self.assertEqual((self.customer.nif_key, self.customer.city), (dni, "Burgos"))
        self.assertIn("redirectUrl", self.submit(self.customer, vat=dni, city="Lerma"), "and saved again")

    def test_another_address_of_theirs_needs_no_number(self):
        self.customer.vat = self.nif_of("")
        answer = self.submit(None, name="Almacén", vat=self.customer.vat)
        self.assertIn("redirectUrl", answer)
        self.assertEqual(self.customer.child_ids.vat, self.customer.vat)

    def test_another_address_with_a_strangers_number_is_an_error_of_the_form(self):
        self.customer.write({"is_company": True, "vat": self.nif_of()})
        answer = self.submit(None, name="Almacén", vat="B12345674")
        self.assertEqual(answer["invalid_fields"], ["vat"])
        self.assertNotIn("Vega", str(answer))

    def test_code_that_saves_for_a_portal_user_is_told_no_name_either(self):
        with self.assertRaises(ValidationError) as told:
            self.customer.with_user(self.rosa).sudo().vat = "B12345674"
        self.assertNotIn("Vega", str(told.exception))
