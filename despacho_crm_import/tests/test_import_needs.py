from odoo.tests import new_test_user, tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportNeeds(ImportCase):
    """The services of interest of a file of contacts."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Category = cls.env["product.category"]
        root = Category._services_root()
        cls.fiscal, cls.labour = Category.create(
            [{"name": name, "parent_id": root.id} for name in ("Asesoría fiscal", "Laboral")]
        )

    def content(self, interests="Fiscal, nóminas; Drones"):
        return self.csv(
            "NIF|Nombre|Servicios de interés",
            f"{self.nifs[0]}|Acme Suministros SL|{interests}",
            f"{self.nifs[1]}|Nueva SL|{interests}",
        )

    def needs_of(self, partner):
        return self.env["despacho.need"].with_context(active_test=False).search([("partner_id", "=", partner.id)])

    def test_the_services_that_the_firm_offers_become_needs_and_the_others_stay_in_the_notes(self):
        record = self.run_import(self.content(), "agenda")
        for partner in (self.acme, self.partner(1)):
            needs = self.needs_of(partner)
            self.assertEqual(needs.service_line_id, self.fiscal | self.labour)
            self.assertEqual(set(needs.mapped("kind")), {"interest"})
            self.assertEqual(needs.company_id, self.env.company)
            self.assertIn("Drones", partner.comment)
            self.assertNotIn("Fiscal", partner.comment)
            partner._lifecycle_update()
            self.assertEqual(partner.service_line_ids, self.fiscal | self.labour)
        self.assertIn("Services of interest: – → Asesoría fiscal, Laboral", record.row_ids[0].difference)

    def test_they_are_noted_once_whatever_became_of_them(self):
        self.run_import(self.content(), "agenda")
        needs = self.needs_of(self.acme)
        needs[0].action_solved()
        needs[1].active = False
        self.assertVerdicts(self.run_import(self.content(), "agenda"), same=2)
        self.assertEqual(self.needs_of(self.acme), needs)

    def test_what_is_new_in_a_later_file_is_added(self):
        self.run_import(self.content("Fiscal"), "agenda")
        self.run_import(self.content("Laboral, Asesoría Fiscal"), "agenda")
        self.assertEqual(self.needs_of(self.acme).service_line_id, self.fiscal | self.labour)
        self.assertEqual(len(self.needs_of(self.acme)), 2)

    def test_they_are_of_whoever_attends_to_the_client_else_of_who_brings_them(self):
        adviser = new_test_user(self.env, "nuria", groups="despacho_crm.group_user")
        self.acme.user_id = adviser
        self.run_import(self.content("Fiscal"), "agenda")
        self.assertEqual(self.needs_of(self.acme).user_id, adviser)
        self.assertEqual(self.needs_of(self.partner(1)).user_id, self.steward)

    def test_undone_they_are_gone(self):
        record = self.run_import(self.content("Fiscal"), "agenda")
        record._undo()
        self.assertFalse(self.needs_of(self.acme))

    def test_the_services_cost_no_query_for_each_row(self):
        def content(first, last):
            return self.csv(
                "NIF;Nombre;Intereses",
                *(f"{self.nifs[n]};Empresa {n} SL;Fiscal, Laboral" for n in range(first, last)),
            )

        self.assertFlatReview(content)
