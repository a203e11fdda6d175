from odoo.tests import tagged

from .merge_common import MergeCommon


@tagged("post_install", "-at_install")
class TestMergeValues(MergeCommon):
    """Whose value is kept: who was invoiced, else the most complete, else the latest; or whom a person says."""

    def test_the_values_of_whom_we_invoiced_prevail(self):
        self.one.write({"phone": "+34 600 111 222"})
        self.invoice(self.one)
        self.join(self.two, self.one)
        self.assertEqual((self.two.name, self.two.phone), ("Sol y Mar SL", "+34 600 111 222"))
        self.assertEqual(self.two.email, "info@solymar.example")

    def test_a_person_chooses_otherwise(self):
        self.one.write({"phone": "+34 600 111 222"})
        self.invoice(self.one)
        self.join(self.one, self.two, values={"phone": self.two.id, "name": self.two.id})
        self.assertEqual((self.one.name, self.one.phone), ("SOL Y MAR, S.L.", "+34 955 123 456"))

    def test_an_address_is_taken_whole(self):
        self.one.write({"street": "Calle Nueva 1", "zip": "41001", "city": "Sevilla"})
        self.two.write({"street": "Calle Vieja 2", "street2": "Bajo", "zip": "11001", "city": "Cádiz"})
        self.invoice(self.one)
        self.join(self.two, self.one)
        self.assertEqual(
            (self.two.street, self.two.street2, self.two.zip, self.two.city),
            ("Calle Nueva 1", False, "41001", "Sevilla"),
        )

    def test_notes_are_put_one_after_the_other(self):
        self.one.comment, self.two.comment = "<p>Paga a treinta días</p>", "<p>Llamar por la tarde</p>"
        self.join(self.one, self.two)
        self.assertIn("Paga a treinta días", self.one.comment)
        self.assertIn("Llamar por la tarde", self.one.comment)

    def test_values_of_each_company_are_put_together(self):
        branch = self.new_branch()
        self.one.with_company(self.firm).credit_limit = 100
        self.two.with_company(branch).credit_limit = 200
        self.env.flush_all()
        self.join(self.one, self.two)
        self.assertEqual(self.one.with_company(self.firm).credit_limit, 100)
        self.assertEqual(self.one.with_company(branch).credit_limit, 200)

    def test_the_picture_comes_along(self):
        self.two.image_1920 = b"R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
        self.env.flush_all()
        merge = self.join(self.one, self.two)
        self.assertTrue(self.one.image_1920)
        self.undo(merge)
        self.assertFalse(self.one.image_1920)
        self.assertTrue(self.two.image_1920)

    def test_what_a_person_typed_of_the_relation_stays_typed(self):
        self.two.write({"lifecycle": "client"})
        self.settle()
        self.join(self.one, self.two)
        self.settle()
        self.assertEqual((self.one.lifecycle, self.one.lifecycle_manual), ("client", True))

    def test_the_dni_of_a_person_is_kept(self):
        eva = self.env["res.partner"].create({"name": "Eva", "parent_id": self.vega.id})
        self.join(eva, self.pilar)
        self.assertEqual((eva.personal_nif, eva.vat), ("12345678Z", "ESB12345674"))

    def test_the_old_number_of_a_company_that_changed_its_form_is_a_former_one(self):
        old = self.new_company("Sol y Mar SA", vat=self.nif_of("A"))
        key = old.nif_key
        self.env.flush_all()
        merge = self.join(self.one, old)
        self.assertEqual(self.one.former_nif_ids.mapped("nif_key"), [key])
        found = self.env["res.partner"].search([("nif_search", "=", key)])
        self.assertEqual(found, self.one)
        self.undo(merge)
        self.assertFalse(self.one.former_nif_ids)
        self.assertEqual(old.nif_key, key)

    def test_the_leads_of_the_one_that_stays_follow_its_new_number(self):
        lead = self.env["crm.lead"].create({"name": "Consulta", "partner_id": self.two.id})
        self.env.flush_all()
        self.join(self.two, self.one)
        self.assertEqual((lead.nif_key, lead.nif_state), ("B58378431", "valid"))

    def test_the_task_of_the_number_is_done_once_it_is_there(self):
        self.run_queue()
        self.assertTrue(self.pending_activities(self.two))
        merge = self.join(self.two, self.one)
        self.assertFalse(self.pending_activities(self.two))
        self.undo(merge)
        self.assertTrue(self.pending_activities(self.two))

    def test_what_one_shared_with_all_companies_is_shared_still(self):
        self.two.company_id = self.firm
        self.join(self.two, self.one)
        self.assertFalse(self.two.company_id)

    def test_the_choices_say_whose_value_would_be_kept(self):
        self.invoice(self.one)
        both = self.one | self.two
        choices = {c["field"]: c for c in self.merges.with_user(self.sara)._choices(both.with_user(self.sara))}
        self.assertEqual(choices["name"]["chosen"], self.one.id)
        self.assertTrue(choices["name"]["differ"])
        self.assertEqual(choices["phone"]["chosen"], self.two.id)
        self.assertEqual(choices["phone"]["values"], {self.one.id: "", self.two.id: "+34 955 123 456"})
        self.assertEqual(choices["vat"]["values"][self.one.id], "ESB58378431")

    def test_the_choices_are_read_as_the_language_writes_them(self):
        self.one.write({"street": "Calle Mayor, 1", "zip": "08600", "city": "Berga", "country_id": self.spain.id})
        self.assertEqual(self.one.municipality_id.name, "Berga")
        self.one.write({"turnover": 235000, "partner_latitude": 41.5})
        self.two.write({"turnover": 1234.5})
        merges = self.merges.with_user(self.sara).with_context(lang="es_ES")
        choices = {choice["field"]: choice for choice in merges._choices((self.one | self.two).with_env(merges.env))}
        self.assertEqual(choices["turnover"]["values"], {self.one.id: "235.000", self.two.id: "1.234,50"})
        self.assertEqual(choices["street"]["values"][self.one.id].count("Berga"), 1)

    def test_what_hangs_from_each_is_counted(self):
        self.invoice(self.one)
        self.hang_things(self.two, "2")
        hanging = self.merges.with_user(self.sara)._hanging((self.one | self.two).with_user(self.sara))
        self.assertEqual(dict(hanging[self.one.id]), {"Invoices": 1})
        self.assertEqual(dict(hanging[self.two.id])["Contacts"], 1)
        self.assertEqual(dict(hanging[self.two.id])["Leads and opportunities"], 1)
