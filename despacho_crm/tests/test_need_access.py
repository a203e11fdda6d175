from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .need_common import NeedCommon

_OPERATIONS = ("read", "write", "create", "unlink")


@tagged("post_install", "-at_install")
class TestNeedAccess(NeedCommon):
    """Who may do what with needs, subjects and what is known of others."""

    def may(self, user, model):
        rights = self.env[model].with_user(user)
        return "".join(operation[0] for operation in _OPERATIONS if rights.has_access(operation))

    def test_the_matrix(self):
        nothing, uses, cares = "", "rwc", "rwcu"
        # user: need, subject, discarding, note of information
        matrix = {
            self.ana: (uses, "r", cares, cares),
            self.sara: (cares, uses, cares, cares),
            self.marta: (cares, cares, cares, cares),
            self.ines: (nothing, "r", nothing, nothing),
            self.pau: (nothing, "r", nothing, nothing),
            self.rosa: (nothing, nothing, nothing, nothing),
        }
        models = ("despacho.need", "despacho.subject", "despacho.need.discard", "despacho.information.note")
        for user, expected in matrix.items():
            for model, rights in zip(models, expected, strict=True):
                with self.subTest(f"{user.name}: {model}"):
                    self.assertEqual(self.may(user, model), rights)

    def test_service_lines_are_the_managers_business(self):
        self.assertEqual(self.may(self.marta, "product.category"), "rwcu")
        self.assertEqual(self.may(self.ana, "product.category"), "r")

    def test_everyone_of_the_firm_sees_the_needs_of_a_colleague(self):
        need = self.new_need(self.sara)
        self.assertEqual(self.as_user(self.ana, "despacho.need").search([("id", "=", need.id)]), need)
        need.with_user(self.ana).name = "Otra"
        with self.assertRaises(AccessError):
            need.with_user(self.ana).unlink()
        need.with_user(self.sara).unlink()

    def test_the_needs_of_another_company_stay_there(self):
        branch = self.new_branch()
        self.give_companies(self.sara, self.firm | branch)
        need = self.as_user(self.sara, "despacho.need", allowed_company_ids=[branch.id, self.firm.id]).create(
            {"name": "Bail", "partner_id": self.pilar.id, "company_id": branch.id}
        )
        self.assertFalse(self.as_user(self.ana, "despacho.need").search([("id", "=", need.id)]))
        with self.assertRaises(AccessError):
            need.with_user(self.ana).read(["name"])
        self.assertEqual(self.pilar.with_user(self.ana).need_now_count, 0)

    def test_a_need_has_the_company_of_its_client(self):
        branch = self.new_branch()
        self.pilar.company_id = branch
        with self.assertRaises(UserError):
            self.new_need(partner_id=self.pilar.id, company_id=self.firm.id)

    def test_subjects_of_another_company_stay_there(self):
        subject = self.env["despacho.subject"].create({"name": "Prix", "company_id": self.new_branch().id})
        self.assertFalse(self.as_user(self.ana, "despacho.subject").search([("id", "=", subject.id)]))
        self.assertTrue(self.as_user(self.ana, "despacho.subject").search([("id", "=", self.prices.id)]))

    def test_the_portal_finds_no_information(self):
        filed = self.file()
        with self.assertRaises(AccessError):
            filed.with_user(self.rosa).read(["summary"])
        with self.assertRaises(AccessError):
            self.as_user(self.rosa, "despacho.need").search([])

    def test_who_has_no_part_in_the_crm_reads_partners_and_leads_as_before(self):
        self.new_need()
        names = [name for name, field in self.env["res.partner"]._fields.items() if field._module == "despacho_crm"]
        readable = self.env["res.partner"].with_user(self.pau).fields_get(names, attributes=["type"])
        self.assertIn("information_ids", readable)
        self.assertNotIn("need_ids", readable)
        self.assertTrue(self.vega.with_user(self.pau).read(list(readable)))
        seller = self._new_user("sol", "sales_team.group_sale_salesman_all_leads")
        lead = self.env["crm.lead"].create({"name": "Asunto", "partner_id": self.vega.id})
        self.assertTrue(lead.with_user(seller).read())
