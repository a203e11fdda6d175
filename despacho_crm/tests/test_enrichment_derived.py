from odoo.tests import tagged

from .enrichment_common import EnrichmentCommon


@tagged("post_install", "-at_install")
class TestEnrichmentDerived(EnrichmentCommon):
    """What follows from other data is filled in without asking anybody, and changes with what it follows from."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.derived.state = "working"
        cls.lleida = cls.env.ref("base.state_es_l")

    def _bare(self, partner, **values):
        """Write ``values`` as what was in the base before anything followed from it."""
        self.env.flush_all()
        columns = ", ".join(f'"{name}" = %s' for name in values)
        self.env.cr.execute(f"UPDATE res_partner SET {columns} WHERE id = %s", [*values.values(), partner.id])
        self.env.invalidate_all()

    def _derive(self, *changed):
        self.changed(self.vega.union(*changed))
        self.work(is_local=True)

    def test_province_and_municipality_follow_from_the_postcode_and_comunidad_from_the_province(self):
        self._bare(self.vega, zip="25001", city="Lleida")
        self._derive()
        self.assertEqual((self.vega.state_id, self.vega.municipality_id.code), (self.lleida, "25120"))
        self.assertEqual(self.vega.region_id.code, "09")
        self.assertEqual(self.origin(self.vega, "state")["source"], "derived")

    def test_a_province_that_a_person_typed_stays_and_the_one_of_the_postcode_is_proposed(self):
        self._bare(self.vega, zip="25001", city="Lleida", state_id=self.env.ref("base.state_es_b").id)
        self._derive()
        self.assertEqual(self.vega.state_id, self.env.ref("base.state_es_b"))
        proposal = self.proposals.search([("partner_id", "=", self.vega.id)])
        self.assertEqual((proposal.field_name, proposal.value), ("state_id", self.lleida.id))

    def test_people_of_a_company_get_its_province_as_they_get_its_address(self):
        self.vega.street = "Major 1"
        self._bare(self.vega, zip="25001", city="Lleida")
        self._derive()
        self.assertEqual(self.luis.state_id, self.lleida)

    def test_abroad_nothing_follows_from_a_postcode(self):
        self._bare(self.vega, zip="25001", city="Pontarlier", country_id=self.france.id)
        self._derive()
        self.assertFalse(self.vega.state_id or self.vega.municipality_id)

    def test_sector_and_activity_in_force_follow_from_the_former_code(self):
        former = self.env["despacho.cnae"].search([("year", "=", "2009"), ("code", "=", "6920")])
        self._bare(self.vega, cnae_2009_id=former.id)
        self._derive()
        self.assertEqual(self.vega.cnae_id.code, "6920")
        self.assertEqual(self.vega.sector_id.code, "69")

    def test_size_follows_from_the_figures_of_the_years(self):
        self.env["despacho.company.year"].create({"partner_id": self.vega.id, "year": 2025, "employees": 60})
        self._bare(self.vega, size_class=None)
        self._derive()
        self.assertEqual(self.vega.size_class, "medium")

    def test_the_web_page_follows_from_the_address_of_the_company_and_changes_with_it(self):
        self.vega.email = "info@talleresvega.es"
        self._derive()
        self.assertEqual(self.vega.website, "http://talleresvega.es")
        self.vega.email = "info@vega-hermanos.cat"
        self._derive()
        self.assertEqual(self.vega.website, "http://vega-hermanos.cat")
        self.vega.email = "vega@gmail.com"
        self._derive()
        self.assertFalse(self.vega.website)

    def test_a_web_page_that_a_person_typed_stays(self):
        self.vega.write({"email": "info@talleresvega.es", "website": "http://vega.shop"})
        self._derive()
        self.vega.email = "vega@gmail.com"
        self._derive()
        self.assertEqual(self.vega.website, "http://vega.shop")
        self.assertFalse(self.proposals.search([("partner_id", "=", self.vega.id)]))

    def test_a_domain_that_many_companies_have_is_not_the_page_of_any(self):
        many = self.env["res.partner"].create(
            [{"name": f"{n} SL", "is_company": True, "email": f"c{n}@gestoria-puig.cat"} for n in range(5)]
        )
        self._derive(many)
        self.assertEqual(set(many.mapped("website")), {False})

    def test_a_private_person_gets_no_web_page(self):
        self.pilar.email = "pilar@pilar-ruiz.es"
        self._derive(self.pilar)
        self.assertFalse(self.pilar.website)

    def test_a_phone_in_another_form_is_proposed_in_the_usual_one(self):
        self.vega.phone = "973.11.22.33"
        self._derive()
        self.assertEqual(self.vega.phone, "973.11.22.33")
        proposal = self.proposals.search([("partner_id", "=", self.vega.id), ("field_name", "=", "phone")])
        self.assertEqual(proposal.shown, "+34 973 11 22 33")
        proposal.with_user(self.sara).action_accept()
        self.assertEqual(self.vega.phone, "+34 973 11 22 33")

    def test_two_phones_in_a_cell_are_left_as_they_are(self):
        self.vega.phone = "973112233 / 600112233"
        self._derive()
        self.assertFalse(self.proposals.search([("partner_id", "=", self.vega.id)]))

    def test_done_twice_it_changes_nothing(self):
        self._bare(self.vega, zip="25001", city="Lleida", email="info@talleresvega.es")
        self._derive()
        before = self.runs.search_count([])
        stamp = self.vega.write_date
        self._derive()
        self.assertEqual((self.runs.search_count([]), self.vega.write_date), (before, stamp))

    def test_a_batch_needs_few_queries(self):
        many = self.env["res.partner"].create(
            [
                {"name": f"Compañía {n} SL", "is_company": True, "vat": self.nif_of("B"), "phone": f"97311{n:04}"}
                for n in range(1000)
            ]
        )
        self.env.flush_all()
        self.env.cr.execute(
            """
            UPDATE res_partner SET zip = LPAD((1 + id %% 50)::text, 2, '0') || '001',
                   email = 'info@c' || id || '.es', email_normalized = 'info@c' || id || '.es'
             WHERE id = ANY(%s)
            """,
            [many.ids],
        )
        self.env.invalidate_all()
        self.changed(many)
        before = self.env.cr.sql_log_count
        self.work(is_local=True)
        self.assertEqual(len(many.filtered("state_id")), 1000)
        self.assertEqual(len(many.filtered("website")), 1000)
        self.assertLess(self.env.cr.sql_log_count - before, 0.2 * len(many))
