from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestSegmentationActivity(DespachoCommon):
    """The activity of a company: found by words, in both classifications, and what follows from it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Cnae = cls.env["despacho.cnae"]

    def cnae(self, code, year="2025"):
        return self.Cnae.search([("code", "=", code), ("year", "=", year)])

    def found(self, text, year="2025"):
        return [one[1] for one in self.Cnae.name_search(text, [("year", "=", year)], limit=20)]

    # The official tables

    def test_both_classifications_are_there_whole_each_code_below_another(self):
        counts = dict(self.Cnae._read_group([], ["year"], ["__count"]))
        self.assertEqual(counts, {"2009": 1010, "2025": 1060})
        self.assertFalse(self.Cnae.search([("parent_id", "=", False), ("level", "!=", "section")]))
        self.assertEqual(self.cnae("6920").sector_id, self.cnae("69"))
        self.assertIn(self.cnae("9621"), self.Cnae.search([("id", "child_of", self.cnae("T").ids)]))
        self.assertEqual(self.cnae("9602", "2009").successor_ids.mapped("code"), ["9621", "9622"])

    def test_reading_the_tables_again_changes_nothing(self):
        before = self.Cnae.search_read([], ["code", "parent_path", "words"], order="id")
        self.env["despacho.official"]._load()
        self.assertEqual(self.Cnae.search_read([], ["code", "parent_path", "words"], order="id"), before)
        self.assertEqual(self.env["despacho.municipality"].search_count([]), 8124)
        self.assertEqual(self.env["res.country.state"].search_count([("region_id", "!=", False)]), 52)

    def test_an_activity_is_found_by_words_of_its_title_or_of_everyday_or_by_its_code(self):
        for text in ("peluquería", "PELUQUERIA", "peluquer", "barberías peluquerías", "9621", "96.21", "peluquero"):
            self.assertIn("9621 Peluquerías y barberías", self.found(text), text)
        self.assertIn("8623 Actividades odontológicas", self.found("dentista"))
        self.assertEqual(self.found("no existe tal cosa"), [])
        self.assertIn("9602 Peluquería y otros tratamientos de belleza", self.found("peluquería", "2009"))

    # What follows

    def test_the_sector_and_odoos_own_follow_from_the_activity(self):
        self.vega.cnae_id = self.cnae("9531")
        self.assertEqual(self.vega.sector_id.code, "95")
        self.assertEqual(self.vega.industry_id, self.env.ref("base.res_partner_industry_S"))
        self.vega.cnae_id = self.cnae("6920")
        self.assertEqual(self.vega.sector_id.code, "69")
        self.assertEqual(self.vega.industry_id, self.env.ref("base.res_partner_industry_M"))
        self.vega.cnae_id = False
        self.assertFalse(self.vega.sector_id)

    def test_odoos_own_sector_that_a_person_chose_stays(self):
        self.vega.industry_id = self.env.ref("base.res_partner_industry_A")
        self.vega.cnae_id = self.cnae("6920")
        self.assertEqual(self.vega.industry_id, self.env.ref("base.res_partner_industry_A"))

    def test_odoos_own_sector_that_comes_with_the_activity_stays(self):
        farm = self.new_company(cnae_id=self.cnae("0111").id)
        own = self.env.ref("base.res_partner_industry_A")
        self.assertEqual(farm.industry_id, own)
        farm.write({"cnae_id": self.cnae("6920").id, "industry_id": own.id})
        self.assertEqual(farm.industry_id, own)

    def test_a_code_of_2009_that_went_whole_to_one_is_converted(self):
        company = self.new_company(cnae_2009_id=self.cnae("6920", "2009").id)
        self.assertEqual((company.cnae_id.code, company.cnae_id.year, company.sector_id.code), ("6920", "2025", "69"))
        self.assertFalse(company.cnae_to_confirm)

    def test_a_code_of_2009_that_was_divided_waits_for_a_person(self):
        company = self.new_company(cnae_2009_id=self.cnae("9602", "2009").id)
        self.assertFalse(company.cnae_id)
        self.assertEqual(company.sector_id.code, "96", "both of the new ones are of it")
        self.assertTrue(company.cnae_to_confirm)
        self.assertEqual(company.cnae_candidate_ids.mapped("code"), ["9621", "9622"])
        waiting = self.env["res.partner"].search([("cnae_to_confirm", "=", True)])
        self.assertIn(company, waiting)
        self.cnae("9622").with_context(cnae_partner_id=company.id).action_choose()
        self.assertEqual((company.cnae_id.code, company.cnae_to_confirm), ("9622", False))
        self.assertNotIn(company, self.env["res.partner"].search([("cnae_to_confirm", "=", True)]))

    def test_what_followed_from_the_earlier_code_goes_with_it_and_what_a_person_chose_stays(self):
        company = self.new_company(cnae_2009_id=self.cnae("6920", "2009").id)
        company.cnae_2009_id = self.cnae("9602", "2009")
        self.assertFalse(company.cnae_id)
        company.cnae_id = self.cnae("9621")
        company.cnae_2009_id = self.cnae("6910", "2009")
        self.assertEqual(company.cnae_id.code, "9621")

    def test_a_code_is_only_taken_in_the_field_of_its_classification(self):
        for name, year in (("cnae_id", "2009"), ("cnae_2009_id", "2025")):
            with self.assertRaises(ValidationError):
                self.vega[name] = self.cnae("6920", year)

    def test_many_at_once_cost_no_query_for_each(self):
        code, other = self.cnae("6920", "2009"), self.cnae("9602", "2009")
        companies = self.env["res.partner"].create(
            [{"name": f"Empresa {number}", "cnae_2009_id": other.id} for number in range(45)]
        )
        counts = []
        for some in (companies[:5], companies[5:]):
            self.env.flush_all()
            self.env.invalidate_all()
            start = self.env.cr.sql_log_count
            some.write({"cnae_2009_id": code.id})
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - start)
        self.assertLessEqual(counts[1], counts[0] + 2)
        self.assertEqual(set(companies.cnae_id.mapped("code")), {"6920"})

    # The census

    def test_companies_of_the_census_are_found_by_words_of_their_activity_in_both_classifications(self):
        Census = self.env["despacho.census.company"]
        rows = Census.create(
            [
                {"nif_key": self.nif_of(), "name": "Uno", "cnae": "9621", "cnae_year": "2025"},
                {"nif_key": self.nif_of(), "name": "Dos", "cnae": "9602", "cnae_year": "2009"},
                {"nif_key": self.nif_of(), "name": "Tres", "cnae": "6920", "cnae_year": "2025"},
            ]
        )
        mine = [("id", "in", rows.ids)]
        self.assertEqual(Census.search([*mine, ("search_cnae", "ilike", "peluquería")]), rows[:2])
        self.assertEqual(Census.search([*mine, ("search_cnae", "ilike", "96")]), rows[:2])
        self.assertEqual(Census.search([*mine, ("search_cnae", "ilike", "dentista")]), Census)
        self.assertEqual(Census.search([*mine, ("cnae_id", "in", self.cnae("N").ids)]), rows[2])
        self.assertEqual(rows.mapped("cnae_id.name")[0], "Peluquerías y barberías")
        self.assertEqual(rows[1].cnae_id.year, "2009")

    def test_a_code_of_the_census_without_classification_is_the_one_that_leaves_no_doubt(self):
        Census = self.env["despacho.census.company"]
        rows = Census.create(
            [{"nif_key": self.nif_of(), "name": code, "cnae": code} for code in ("9602", "9621", "6920", "4791")]
        )
        said = [(row.cnae_id.year, row.cnae_id.code) for row in rows]
        self.assertEqual(said, [("2009", "9602"), ("2025", "9621"), ("2025", "6920"), (False, False)])
        mine = [("id", "in", rows.ids)]
        self.assertEqual(Census.search([*mine, ("search_cnae", "ilike", "peluquería")]), rows[:2])
        self.assertEqual(rows.read(["employees", "turnover"])[0]["employees"], False, "nobody said")
