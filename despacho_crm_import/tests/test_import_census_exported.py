from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import nif

from .exported_case import ExportedCase


@tagged("post_install", "-at_install")
class TestImportCensusExported(ExportedCase):
    """Of a census that was exported comes back what was not known, and of which classification each code is."""

    PATHS = ("nif_key", "name", "cnae", "cnae_year", "employees", "turnover")

    def test_each_code_comes_back_in_its_classification_and_what_nobody_said_stays_so(self):
        self.env["res.lang"]._activate_lang("es_ES")
        self.steward.lang = "es_ES"
        rows = [
            {"cnae": "4791", "cnae_year": "2009", "employees": 0},
            {"cnae": "4791", "cnae_year": "2025"},
            {"turnover": 30_000},
        ]
        companies = self.env["despacho.census.company"].create(
            [
                {"nif_key": nif.make_spanish("B", f"795000{place}"), "name": f"Empresa {place} SL", **row}
                for place, row in enumerate(rows)
            ]
        )
        names = [*self.PATHS, "size_class"]
        before = [{**one, "id": 0} for one in companies.read(names)]
        self.assertEqual([one["employees"] for one in before], [0, False, False])
        for kind in ("xlsx", "csv"):
            with self.subTest(kind):
                _name, content = self.export(companies, self.PATHS, compatible=False, kind=kind)
                keys = companies.mapped("nif_key")
                companies.unlink()
                self.review(content, "list", filename=f"censo.{kind}", target="census").action_apply()
                companies = self.env["despacho.census.company"].search([("nif_key", "in", keys)], order="name")
                again = [{**one, "id": 0} for one in companies.read(names)]
                sizes = [one.pop("size_class") for one in again]
                self.assertEqual(again, [{name: one[name] for name in one if name != "size_class"} for one in before])
                self.assertEqual(sizes, ["micro", False, "micro"])
