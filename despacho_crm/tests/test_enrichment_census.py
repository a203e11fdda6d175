from odoo.tests import tagged

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentCensus(EnrichmentCommon):
    """What the census says of the company of the same NIF is filled in where there is nothing."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.census.state = "working"
        cls.row = cls.env["despacho.census.company"].create(
            {
                "nif_key": "B12345674",
                "name": "TALLERES VEGA SL",
                "street": "Calle Mayor 3",
                "zip": "25001",
                "city": "Lleida",
                "state_id": cls.env.ref("base.state_es_l").id,
                "cnae": "6920",
                "cnae_year": "2025",
                "employees": 12,
                "phone": "+34 973 11 22 33",
                "website": "talleresvega.es",
                "data_date": "2026-03-01",
            }
        )

    def test_address_activity_size_phone_and_web_are_filled_in(self):
        self.work(is_local=True)
        self.assertRecordValues(
            self.vega,
            [
                {
                    "street": "Calle Mayor 3",
                    "zip": "25001",
                    "city": "Lleida",
                    "phone": "+34 973 11 22 33",
                    "website": "http://talleresvega.es",
                    "employees": 12,
                    "size_class": "small",
                }
            ],
        )
        self.assertEqual((self.vega.cnae_id.code, self.vega.sector_id.code), ("6920", "69"))
        self.assertEqual(self.vega.company_year_ids.mapped("employees"), [12])
        origin = self.origin(self.vega, "street")
        self.assertEqual((origin["source"], origin["date"]), ("census", "2026-03-01"))

    def test_a_code_of_the_former_classification_is_written_as_such(self):
        self.row.write({"cnae": "6920", "cnae_year": "2009"})
        self.work(is_local=True)
        self.assertEqual(self.vega.cnae_2009_id.code, "6920")
        self.assertEqual(self.vega.cnae_id.code, "6920", "it has one successor")

    def test_an_address_that_a_person_typed_is_not_completed_with_half_of_another(self):
        self.vega.street = "Avenida de Madrid 8"
        self.work(is_local=True)
        self.assertFalse(self.vega.zip)
        proposed = self.proposals.search([("partner_id", "=", self.vega.id)])
        self.assertEqual(set(proposed.mapped("field_name")), {"street", "zip", "city", "state_id"})

    def test_who_is_not_in_the_census_stays_as_is(self):
        self.work(is_local=True)
        self.assertFalse(self.pilar.street)

    def test_a_row_of_another_company_of_the_group_says_nothing(self):
        branch = self.new_branch()
        self.row.company_id = branch
        self.work(is_local=True)
        self.assertFalse(self.vega.street)
        self.vega.company_id = branch
        self.changed(self.vega)
        self.work(is_local=True)
        self.assertEqual(self.vega.street, "Calle Mayor 3")

    def test_a_list_that_comes_later_is_looked_at_when_it_is_asked_again(self):
        self.row.street = "Calle Nueva 9"
        self.work(is_local=True)
        self.row.write({"street": "Calle Última 1", "data_date": "2026-10-01"})
        self.census.action_ask_all()
        self.work(is_local=True)
        self.assertEqual(self.vega.street, "Calle Última 1")

    def test_that_a_company_has_no_employees_is_not_written_over(self):
        self.vega.employees = 0
        self.work(is_local=True)
        self.assertIs(self.vega.employees, 0)
        self.assertEqual(self.vega.company_year_ids.mapped("employees"), [0])

    def test_its_figures_are_of_the_last_year_that_had_ended_when_the_list_was_made(self):
        self.row.data_date = "2023-06-01"
        self.vega.write({"figures_year": 2024, "turnover": 300_000})
        self.work(is_local=True)
        years = {line.year: (line.employees, line.turnover) for line in self.vega.company_year_ids}
        self.assertEqual(years, {2022: (12, 0), 2024: (False, 300_000)})
        self.assertEqual((self.vega.employees, self.vega.figures_year), (12, 2024))

    def test_a_code_of_which_nobody_says_the_classification_counts_where_it_leaves_no_doubt(self):
        for code, name in (("9602", "cnae_2009_id"), ("9621", "cnae_id"), ("6920", "cnae_id"), ("4791", "")):
            with self.subTest(code):
                self.vega.write({"cnae_id": False, "cnae_2009_id": False})
                self.row.write({"cnae": code, "cnae_year": False})
                self.origins._forget({self.vega.id: ["cnae_id", "cnae_2009_id"]})
                self.census.action_ask_all()
                self.work(is_local=True)
                found = {field: self.vega[field].code for field in ("cnae_2009_id", "cnae_id") if self.vega[field]}
                self.assertEqual(found, {name: code} if name else {})
