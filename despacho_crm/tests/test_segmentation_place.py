from odoo.tests import tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestSegmentationPlace(DespachoCommon):
    """Where a company is: municipality, province and comunidad autónoma follow from what was written."""

    def where(self, partner):
        return partner.municipality_id.name, partner.state_id.code, partner.region_id.name

    def place(self, name):
        return self.env["despacho.municipality"].search([("name", "=", name)])

    def test_the_postcode_says_municipality_province_and_region(self):
        company = self.new_company(zip="08960", city="Sant Just", country_id=self.spain.id)
        self.assertEqual(self.where(company), ("Sant Just Desvern", "B", "Cataluña/Catalunya"))
        company.write({"zip": "48550", "city": "Muskiz", "state_id": False})
        self.assertEqual(self.where(company), ("Muskiz", "BI", "País Vasco/Euskadi"))

    def test_where_several_share_the_postcode_the_town_says_which_or_a_person_does(self):
        company = self.new_company(zip="01118", city="Lagrán", country_id=self.spain.id)
        self.assertEqual(company.municipality_id.name, "Lagrán")
        company.city = "Otro pueblo"
        self.assertEqual(company.municipality_id.name, "Lagrán", "it may still be")
        doubtful = self.new_company(zip="01118", country_id=self.spain.id)
        self.assertFalse(doubtful.municipality_id)
        self.assertTrue(doubtful.municipality_to_confirm)
        self.assertIn(doubtful, self.env["res.partner"].search([("municipality_to_confirm", "=", True)]))
        doubtful.municipality_id = self.place("Bernedo")
        self.assertFalse(doubtful.municipality_to_confirm)
        doubtful.street = "Mayor, 1"
        doubtful.write({"zip": "01118", "city": "Lo que sea"})
        self.assertEqual(doubtful.municipality_id.name, "Bernedo")
        doubtful.zip = "08960"
        self.assertEqual(doubtful.municipality_id.name, "Sant Just Desvern")

    def test_the_municipality_that_a_person_chose_stays_when_the_same_address_is_written_again(self):
        company = self.new_company(zip="01118", city="Lagrán", country_id=self.spain.id)
        company.municipality_id = self.place("Bernedo")
        company.write({"zip": "01118", "city": "Lagrán", "state_id": company.state_id.id})
        self.assertEqual(company.municipality_id.name, "Bernedo")
        company.country_id = self.france
        self.assertFalse(company.municipality_id)

    def test_without_postcode_the_town_is_looked_for_in_the_province(self):
        girona = self.env.ref("base.state_es_gi")
        company = self.new_company(city="Olot", state_id=girona.id, country_id=self.spain.id)
        self.assertEqual(self.where(company), ("Olot", "GI", "Cataluña/Catalunya"))

    def test_the_province_that_a_person_wrote_stays(self):
        girona = self.env.ref("base.state_es_gi")
        company = self.new_company(zip="08960", state_id=girona.id, country_id=self.spain.id)
        self.assertEqual(company.state_id, girona)

    def test_a_municipality_that_is_chosen_says_its_province(self):
        company = self.new_company(municipality_id=self.place("Olot").id)
        self.assertEqual(self.where(company), ("Olot", "GI", "Cataluña/Catalunya"))
        company.write({"municipality_id": self.place("Muskiz").id, "state_id": False})
        self.assertEqual(company.state_id.code, "BI")

    def test_an_address_abroad_has_no_municipality_of_ours(self):
        company = self.new_company(zip="08960", country_id=self.france.id)
        self.assertEqual(self.where(company), (False, False, False))
        company = self.new_company(zip="08960", country_id=self.spain.id)
        company.country_id = self.france
        self.assertFalse(company.municipality_id)

    def test_who_only_invoices_does_not_break_it_by_changing_an_address(self):
        company = self.new_company(zip="08960", country_id=self.spain.id, vat=self.nif_of())
        company.with_user(self.ines).write({"zip": "48550", "city": "Muskiz"})
        self.assertEqual(company.municipality_id.name, "Muskiz")
        created = (
            self.env["res.partner"]
            .with_user(self.ines)
            .create(
                {
                    "name": "De Ines SL",
                    "is_company": True,
                    "vat": self.nif_of(),
                    "zip": "08960",
                    "country_id": self.spain.id,
                }
            )
        )
        self.assertEqual(created.sudo().municipality_id.name, "Sant Just Desvern")
        self.assertEqual(created.state_id.code, "B")

    def test_people_are_where_their_company_is_and_establishments_where_they_are(self):
        self.vega.write({"zip": "08960", "city": "Sant Just"})
        person = self.env["res.partner"].create({"name": "Eva", "parent_id": self.vega.id, "zip": "08960"})
        self.assertFalse(person.municipality_id)
        shop = self.env["res.partner"].create(
            {"name": "Tienda", "parent_id": self.vega.id, "type": "other", "zip": "48550", "country_id": self.spain.id}
        )
        self.assertEqual(shop.municipality_id.name, "Muskiz")

    def test_municipalities_are_found_without_accents_by_words_or_postcode(self):
        search = self.env["despacho.municipality"].name_search
        for text in ("vitoria", "gasteiz", "VITORIA-GASTEIZ", "01001"):
            self.assertIn(self.place("Vitoria-Gasteiz").id, [one[0] for one in search(text)], text)
        self.assertIn(self.place("L'Alcúdia").id, [one[0] for one in search("alcudia")])

    def test_companies_are_counted_by_region(self):
        self.vega.write({"zip": "08960"})
        self.pilar.write({"zip": "48550"})
        groups = (
            self.env["res.partner"]
            .with_user(self.ana)
            .formatted_read_group([("id", "in", (self.vega + self.pilar).ids)], ["region_id"], ["__count"])
        )
        self.assertEqual(
            [(one["region_id"][1], one["__count"]) for one in groups],
            [("Cataluña/Catalunya", 1), ("País Vasco/Euskadi", 1)],
        )
