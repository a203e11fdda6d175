from lxml import etree

from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentitySearch(DespachoCommon):
    """A company is found by its NIF however it is typed, wherever one types."""

    SPELLINGS = ("B58378431", "b-58.378.431", "ESB58378431", "es b58378431", "CIF: B58378431", "B 58378431 ")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sol = cls.new_company("Sol SL", vat="B58378431")
        cls.luna = cls.new_company("Luna SL", vat="B58370001".replace("0001", "0008"))
        cls.env.flush_all()

    def filter_domain(self, model, view, field, typed):
        """Return the domain that the client makes of what is typed in a search box."""
        arch = self.env[model].with_user(self.ana).get_view(self.env.ref(view).id, "search")["arch"]
        node = etree.fromstring(arch).xpath(f"//field[@name='{field}']")[0]
        domain = node.get("filter_domain")
        return safe_eval(domain, {"self": typed}) if domain else [(field, "ilike", typed)]

    def test_the_search_box_of_contacts_finds_it(self):
        contacts = self.as_user(self.ana)
        for field in ("name", "nif_search"):
            for typed in self.SPELLINGS:
                with self.subTest(typed, field=field):
                    domain = self.filter_domain("res.partner", "base.view_res_partner_filter", field, typed)
                    self.assertEqual(contacts.search(domain).ids, self.sol.ids)

    def test_pickers_find_it(self):
        for typed in self.SPELLINGS:
            with self.subTest(typed):
                found = self.as_user(self.ana).name_search(typed)
                self.assertEqual([row[0] for row in found], self.sol.ids)
                web = self.as_user(self.ana).web_name_search(typed, {"display_name": {}})
                self.assertEqual([row["id"] for row in web], self.sol.ids)

    def test_pickers_go_on_finding_by_name(self):
        self.assertEqual([row[0] for row in self.as_user(self.ana).name_search("Luna SL")], self.luna.ids)

    def test_the_first_characters_are_enough_in_the_search_of_numbers(self):
        for typed in ("B5837", "b-58.37", "ESB5837"):
            with self.subTest(typed):
                found = self.as_user(self.ana).search([("nif_search", "ilike", typed)])
                self.assertLessEqual(self.sol | self.luna, found.with_user(self.env.user))
        self.assertFalse(self.as_user(self.ana).search([("nif_search", "ilike", "%")]))
        self.assertFalse(self.as_user(self.ana).search([("nif_search", "ilike", "B5")]))

    def test_exact_search_takes_any_spelling_one_or_many(self):
        contacts = self.as_user(self.ana)
        self.assertEqual(contacts.search([("nif_search", "=", "b-58.378.431")]).ids, self.sol.ids)
        many = contacts.search([("nif_search", "in", ["b-58.378.431", "esb12345674", "nada"])])
        self.assertEqual(set(many.ids), {self.sol.id, self.vega.id})
        self.assertFalse(contacts.search([("nif_search", "=", "nada")]))
        self.assertNotIn(self.sol.id, contacts.search([("nif_search", "!=", "B58378431")]).ids)

    def test_a_contact_is_found_by_the_persons_own_number(self):
        self.luis.personal_nif = "X1234567L"
        self.assertEqual([row[0] for row in self.as_user(self.ana).name_search("x-1234567-l")], self.luis.ids)

    def test_documents_are_found_by_the_number_of_their_customer(self):
        lead = self.env["crm.lead"].create({"name": "Asunto", "partner_id": self.sol.id})
        found = self.as_user(self.ana, "crm.lead").search([("partner_id", "ilike", "b-58.378.431")])
        self.assertEqual(found.ids, lead.ids)
        order = self.env["sale.order"].create({"partner_id": self.sol.id})
        orders = self.as_user(self.ana, "sale.order").search([("partner_id", "ilike", "b-58.378.431")])
        self.assertEqual(orders.ids, order.ids)

    def test_leads_are_found_by_their_number_and_by_that_of_their_customer(self):
        leads = self.env["crm.lead"].create(
            [{"name": "Sin cliente", "vat": "b58378431", "type": "lead"}, {"name": "Con él", "partner_id": self.sol.id}]
        )
        self.sol.vat = "A58818501"
        for view in ("crm.view_crm_case_leads_filter", "crm.view_crm_case_opportunities_filter"):
            for typed in (*self.SPELLINGS, "B58378"):
                with self.subTest(typed, view=view):
                    domain = self.filter_domain("crm.lead", view, "nif_search", typed)
                    self.assertEqual(self.as_user(self.ana, "crm.lead").search(domain).ids, leads.ids[::-1])
        found = self.as_user(self.ana, "crm.lead").search([("nif_search", "=", "B-58378431")])
        self.assertEqual(set(found.ids), set(leads.ids))

    def test_the_filters_of_contacts_find_pending_exempt_and_colliding(self):
        pending, exempt = self.new_company(), self.new_company(nif_exemption_reason="foreign")
        arch = self.env["res.partner"].get_view(self.env.ref("base.view_res_partner_filter").id, "search")["arch"]
        for name, partner in (("nif_pending", pending), ("nif_exempt", exempt)):
            domain = safe_eval(etree.fromstring(arch).xpath(f"//filter[@name='{name}']")[0].get("domain"))
            found = self.as_user(self.ana).search(domain)
            self.assertIn(partner.id, found.ids)
            self.assertNotIn(self.sol.id, found.ids)

    def test_the_menu_of_pending_numbers_opens_what_the_job_works_on(self):
        pending = self.new_company()
        action = self.env.ref("despacho_crm.action_nif_pending")
        listed = self.env["res.partner"].search(safe_eval(action.domain))
        worked = self.env["res.partner"].search(self.env["res.partner"]._nif_pending_domain())
        self.assertIn(pending, listed)
        self.assertLessEqual(worked, listed)
