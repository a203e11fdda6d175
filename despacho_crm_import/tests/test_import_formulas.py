import csv
import io
import json

import openpyxl

from odoo import http
from odoo.tests import HttpCase, tagged

FORMULAS = ['=HYPERLINK("http://a.example";"x")', "+34 931 22 33 44", "-1+2", "@SUM(1)", "\t=1+1", "Casa SL", "=1+1"]


@tagged("post_install", "-at_install")
class TestImportFormulas(HttpCase):
    """What comes in from the files of others is text when it goes out in a list."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tags = cls.env["res.partner.category"].create([{"name": f"{text} ·"} for text in FORMULAS])

    def export(self, kind, **values):
        self.authenticate("admin", "admin")
        asked = {
            "import_compat": False,
            "context": {},
            "domain": [["id", "in", self.tags.ids]],
            "fields": [{"name": "name", "label": "Name", "type": "char"}],
            "groupby": [],
            "ids": False,
            "model": "res.partner.category",
            **values,
        }
        answer = self.url_open(
            f"/web/export/{kind}", data={"data": json.dumps(asked), "csrf_token": http.Request.csrf_token(self)}
        )
        answer.raise_for_status()
        return answer.content

    def test_no_text_is_a_formula_in_a_workbook(self):
        for values in ({}, {"groupby": ["name"]}):
            sheet = openpyxl.load_workbook(io.BytesIO(self.export("xlsx", **values))).active
            cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.value]
            self.assertEqual({cell.data_type for cell in cells}, {"s"})
            texts = {cell.value.strip() for cell in cells}
            self.assertLessEqual({f"{text.strip()} ·" for text in FORMULAS}, texts)

    def test_no_text_begins_as_a_formula_in_a_list_of_text(self):
        rows = list(csv.reader(io.StringIO(self.export("csv").decode())))[1:]
        names = [name for (name,) in rows]
        self.assertEqual(len(names), len(FORMULAS))
        self.assertFalse([name for name in names if name.startswith(("=", "+", "-", "@", "\t"))])
        self.assertIn("Casa SL ·", names)
