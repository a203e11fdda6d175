from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import nif

from .exported_case import ExportedCase


@tagged("post_install", "-at_install")
class TestImportExportedOthers(ExportedCase):
    """What is neither contact nor lead comes back unchanged too: the census, and what was invoiced elsewhere."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("es_ES")
        cls.steward.lang = "es_ES"

    # The census

    PATHS = (
        *("nif_key", "name", "trade_name", "street", "zip", "city", "state_id", "cnae", "cnae_year", "activity"),
        *("employees", "turnover", "founded", "phone", "email", "website"),
    )

    def listed(self):
        barcelona = self.env.ref("base.state_es_b")
        return self.env["despacho.census.company"].create(
            [
                {
                    "nif_key": nif.make_spanish("B", "7930000"),
                    "name": "Panadería Ñandú, S.L.",
                    "trade_name": "El Horno",
                    "legal_form": "sl",
                    "street": "C/ Mayor, 1",
                    "zip": "08001",
                    "city": "Barcelona",
                    "state_id": barcelona.id,
                    "cnae": "1071",
                    "cnae_year": "2025",
                    "activity": "Fabricación de pan",
                    "employees": 12,
                    "turnover": 1234567,
                    "size_class": "small",
                    "founded": "1999-03-01",
                    "phone": "+34 931 22 33 44",
                    "email": "hola@nandu.example",
                    "website": "www.nandu.example",
                },
                {
                    "nif_key": nif.make_spanish("A", "7930001"),
                    "name": "Sin más SA",
                    "legal_form": "sa",
                    "employees": 3,
                    "turnover": 5000,
                    "size_class": "micro",
                },
            ]
        )

    def values_of(self, companies):
        companies.flush_recordset()
        companies.invalidate_recordset()
        names = [*self.PATHS, "legal_form", "size_class"]
        return companies.read(names, load=None)

    def test_the_census_exported_comes_back_unchanged(self):
        companies = self.listed()
        before = self.values_of(companies)
        for kind in ("xlsx", "csv"):
            with self.subTest(kind):
                name, content = self.export(companies, self.PATHS, compatible=False, kind=kind)
                record = self.review(content, "list", filename=f"censo.{name[-4:]}", target="census")
                record.action_apply()
                self.assertEqual((record.created_count, record.updated_count, record.rejected_count), (0, 0, 0))
                self.assertEqual(self.values_of(companies), before)

    def test_the_census_exported_is_brought_into_an_empty_one(self):
        companies = self.listed()
        before = self.values_of(companies)
        _name, content = self.export(companies, self.PATHS, compatible=False)
        companies.unlink()
        self.review(content, "list", filename="censo.xlsx", target="census").action_apply()
        again = self.env["despacho.census.company"].search([("nif_key", "in", [one["nif_key"] for one in before])])
        for one, other in zip(before, self.values_of(again.sorted("id")), strict=True):
            self.assertEqual({**one, "id": 0}, {**other, "id": 0})

    # What was invoiced elsewhere

    def billed(self):
        service = self.env["product.category"].create(
            {"name": "Asesoría fiscal", "parent_id": self.env["product.category"]._services_root().id}
        )
        return self.env["despacho.billing.year"].create(
            [
                {"partner_id": self.acme.id, "year": 2023, "amount": 1200.5, "source": "FactuSol"},
                {"partner_id": self.acme.id, "year": 2024, "amount": -30, "source": "FactuSol"},
                {
                    "partner_id": self.acme.id,
                    "year": 2024,
                    "amount": 99.99,
                    "source": "FactuSol",
                    "service_line_id": service.id,
                },
            ]
        )

    def test_what_was_invoiced_exported_comes_back_unchanged(self):
        lines = self.billed()
        before = lines.read(["amount", "year", "service_line_id", "source", "import_id"])
        paths = ("partner_id/vat", "partner_id/name", "year", "service_line_id/name", "amount")
        for kind in ("xlsx", "csv"):
            with self.subTest(kind):
                _name, content = self.export(lines, paths, compatible=False, kind=kind)
                record = self.review(
                    content,
                    filename=f"facturado.{kind}",
                    target="billing",
                    source_date="2026-01-31",
                    billing_source="FactuSol",
                )
                self.assertEqual(set(record.row_ids.mapped("verdict")), {"same"}, record.row_ids.mapped("reason"))
                record.action_apply()
                lines.invalidate_recordset()
                self.assertEqual(lines.read(["amount", "year", "service_line_id", "source", "import_id"]), before)
                self.assertEqual(self.env["despacho.billing.year"].search([("partner_id", "=", self.acme.id)]), lines)

    def test_what_was_invoiced_exported_is_brought_into_a_base_without_it(self):
        lines = self.billed()
        before = lines.sorted("amount").mapped(lambda line: (line.year, line.amount, line.service_line_id))
        paths = ("partner_id/vat", "partner_id/name", "year", "service_line_id/name", "amount")
        _name, content = self.export(lines, paths, compatible=False)
        lines.unlink()
        record = self.review(content, filename="facturado.xlsx", target="billing", source_date="2026-01-31")
        record.action_apply()
        again = self.env["despacho.billing.year"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(
            again.sorted("amount").mapped(lambda line: (line.year, line.amount, line.service_line_id)), before
        )

    # The activity and the size of companies

    def test_activity_and_figures_changed_in_an_exported_list_are_changed(self):
        old, new = (self.env["despacho.cnae"]._of_code(code).with_context(lang="es_ES") for code in ("6920", "6910"))
        labelled = ("name", "vat", "phone", "country_id", "is_company", "cnae_id", "employees", "turnover")
        technical = (".id", "name", "cnae_id/id", "employees", "turnover")
        for paths, compatible in ((labelled, False), (technical, True)):
            with self.subTest(paths):
                self.acme.write({"cnae_id": old.id, "employees": 12, "turnover": 500000})
                exported = self.export(self.acme, paths, compatible=compatible, kind="csv")
                self.assertEqual(self.bring(exported).row_ids.verdict, "same")
                changed = self.edit(self.edit(exported, "12", "14"), "500000.0", "650000")
                codes = [
                    one.display_name if not compatible else one.export_data(["id"])["datas"][0][0] for one in (old, new)
                ]
                record = self.bring(self.edit(changed, *codes))
                record.action_apply()
                self.acme.invalidate_recordset()
                self.assertEqual((self.acme.cnae_id, self.acme.employees, self.acme.turnover), (new, 14, 650000))
                self.assertEqual((record.profile, self.acme.comment), ("odoo", False))

    # A contact with its company, by name

    def test_a_person_added_to_an_exported_list_with_its_company_is_of_that_company(self):
        self.steward.group_ids += self.env.ref("base.group_partner_manager")
        person = self.env["res.partner"].create({"name": "Ana Puig", "parent_id": self.acme.id})
        paths = ("name", "parent_id", "phone", "email", "is_company")
        exported = self.export(self.acme | person, paths, compatible=False, kind="csv")
        filename, content = exported
        new = f'"Eva Gil","{self.acme.name}","600112233","eva@acme.example","Falso"\r\n'
        record = self.bring((filename, content + new.encode()))
        self.assertEqual(record.profile, "odoo")
        record.action_apply()
        eva = self.env["res.partner"].search([("name", "=", "Eva Gil")])
        self.assertEqual((eva.parent_id, eva.is_company, eva.email), (self.acme, False, "eva@acme.example"))
        self.assertEqual(self.acme.child_ids, person | eva)
