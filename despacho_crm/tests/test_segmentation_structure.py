from odoo.exceptions import AccessError
from odoo.tests import tagged

from .lifecycle_common import LifecycleCommon


@tagged("post_install", "-at_install")
class TestSegmentationStructure(LifecycleCommon):
    """Establishments, roles, services used, and who may see and write all of it."""

    def shop(self, name="Tienda", **values):
        return self.env["res.partner"].create({"name": name, "parent_id": self.vega.id, "type": "other", **values})

    # Establishments

    def test_establishments_of_the_base_count_by_themselves(self):
        one, other = self.shop(), self.shop("Almacén")
        self.assertEqual(self.vega.establishment_count, 2)
        self.assertEqual(self.vega.establishment_ids, one + other)
        other.active = False
        self.assertEqual(self.vega.establishment_count, 1)
        other.active = True
        one.unlink()
        self.assertEqual(self.vega.establishment_ids, other)

    def test_that_there_are_more_than_in_the_base_stays_as_it_was_said(self):
        self.vega.establishment_count = 12
        shop = self.shop()
        self.assertEqual(self.vega.establishment_count, 12)
        shop.active = False
        self.assertEqual(self.vega.establishment_count, 12)

    def test_there_are_no_fewer_than_in_the_base(self):
        self.shop(), self.shop("Almacén")
        self.vega.establishment_count = 1
        self.assertEqual(self.vega.establishment_count, 2)

    def test_who_is_joined_as_an_establishment_counts_until_it_is_undone(self):
        branch = self.new_company("Talleres Vega Inca", street="Polígono 3", city="Inca")
        merge = (
            self.env["despacho.merge"]
            .with_user(self.sara)
            ._establish(self.vega.with_user(self.sara), branch.with_user(self.sara))
        )
        self.assertEqual(self.vega.establishment_count, 1)
        merge.action_undo()
        self.assertEqual(self.vega.establishment_count, 0)

    def test_of_joined_companies_the_establishments_add_up(self):
        twin = self.new_company("Talleres Vega")
        self.shop()
        self.shop(parent_id=twin.id)
        merge = (
            self.env["despacho.merge"]
            .with_user(self.sara)
            ._join(self.vega.with_user(self.sara), twin.with_user(self.sara))
        )
        self.assertEqual(self.vega.establishment_count, 2)
        merge.action_undo()
        self.assertEqual((self.vega.establishment_count, twin.establishment_count), (1, 1))

    # Joining

    def test_of_joined_companies_the_activity_goes_with_its_sector(self):
        twin = self.new_company("Talleres Vega", cnae_id=self.env["despacho.cnae"]._of_code("9531").id)
        self.env["despacho.merge"].with_user(self.sara)._join(self.vega.with_user(self.sara), twin.with_user(self.sara))
        self.assertEqual((self.vega.cnae_id.code, self.vega.sector_id.code), ("9531", "95"))

    # Services used

    def test_the_services_used_are_the_lines_of_what_was_invoiced(self):
        root = self.env["product.category"]._services_root()
        fiscal, labour = self.env["product.category"].create(
            [{"name": name, "parent_id": root.id} for name in ("Fiscal", "Laboral")]
        )
        other = self.env["product.category"].create({"name": "Material"})
        self.service.categ_id = fiscal
        move = self.invoice(self.vega)
        self.service = self.env["product.product"].create({"name": "Papel", "categ_id": other.id})
        self.invoice(self.vega)
        self.env["despacho.billing.year"].create(
            {"partner_id": self.vega.id, "year": 2020, "amount": 50, "service_line_id": labour.id}
        )
        self.settle()
        self.assertEqual(self.vega.services_used_ids, fiscal + labour)
        move.button_draft()
        move.button_cancel()
        self.settle()
        self.assertEqual(self.vega.services_used_ids, labour)
        found = self.env["res.partner"].with_user(self.ana).search([("services_used_ids", "in", labour.ids)])
        self.assertIn(self.vega, found)

    # Leads

    def test_leads_are_found_and_counted_by_what_is_known_of_their_company(self):
        cnae = self.env["despacho.cnae"]._of_code("9531")
        self.vega.write({"cnae_id": cnae.id, "employees": 5, "zip": "08960"})
        lead = self.env["crm.lead"].create({"name": "Alta", "partner_id": self.luis.id})
        leads = self.env["crm.lead"].with_user(self.ana)
        for domain in (
            [("partner_sector_id", "=", cnae.sector_id.id)],
            [("partner_cnae_id", "child_of", cnae.parent_id.id)],
            [("partner_size_class", "=", "micro")],
            [("partner_legal_form", "=", "sl")],
        ):
            self.assertIn(lead, leads.search(domain), domain)
        for name in ("partner_sector_id", "partner_cnae_id", "partner_size_class", "partner_legal_form", "region_id"):
            self.assertTrue(leads.formatted_read_group([("id", "=", lead.id)], [name], ["__count"]), name)
        leads.formatted_read_group([("id", "=", lead.id)], ["partner_services_used_ids"], ["__count"])

    # Who sees and writes it

    def test_the_users_write_what_is_known_and_who_only_invoices_does_not_see_it(self):
        line = self.env["despacho.company.year"].create({"partner_id": self.vega.id, "year": 2024, "employees": 5})
        self.vega.with_user(self.ana).write({"is_franchise": True, "establishment_count": 3})
        self.luis.with_user(self.ana).contact_role = "decides"
        line.with_user(self.ana).employees = 6
        for user in (self.ines, self.pau, self.rosa):
            with self.assertRaises(AccessError):
                line.with_user(user).read(["employees"])
            with self.assertRaises(AccessError):
                self.vega.with_user(user).read(["size_class", "cnae_id"])
        for user, allowed in ((self.ines, True), (self.rosa, False)):
            for model in ("despacho.cnae", "despacho.region", "despacho.municipality"):
                self.assertEqual(self.env[model].with_user(user).has_access("read"), allowed, model)
                self.assertFalse(self.env[model].with_user(self.marta).has_access("write"), model)

    def test_the_figures_of_a_company_are_seen_where_its_contact_is(self):
        branch = self.new_branch()
        foreign = self.new_company("De allí", company_id=branch.id)
        line = self.env["despacho.company.year"].create({"partner_id": foreign.id, "year": 2024, "employees": 5})
        mine = self.env["despacho.company.year"].create({"partner_id": self.vega.id, "year": 2024, "employees": 5})
        seen = self.env["despacho.company.year"].with_user(self.ana).search([])
        self.assertIn(mine, seen)
        self.assertNotIn(line, seen)
        with self.assertRaises(AccessError):
            line.with_user(self.ana).employees = 7
