import io
import json

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .common import ReportsCommon

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@tagged("post_install", "-at_install")
class TestFileWeb(ReportsCommon, HttpCase):
    """The file and the sheet as the browser gets them."""

    def _post(self, model, ids, token=True):
        data = {"model": model, "ids": json.dumps(ids)}
        if token:
            data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open("/despacho_crm/file", data=data)

    def test_the_browser_gets_a_spreadsheet_with_a_name(self):
        self.authenticate("secretaria", "secretaria")
        response = self._post("res.partner", [self.roca.id, self.alzines.id])
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], XLSX)
        self.assertIn("Fichero%20de%20clientes", response.headers["Content-Disposition"])
        self.assertEqual(load_workbook(io.BytesIO(response.content)).active.max_row, 3)

    def test_thousands_of_ids_fit_in_the_request(self):
        self.authenticate("secretaria", "secretaria")
        ghosts = list(range(10_000_000, 10_020_000))
        response = self._post("res.partner", [self.roca.id, *ghosts])
        self.assertEqual(response.status_code, 200)
        self.assertEqual(load_workbook(io.BytesIO(response.content)).active.max_row, 2)

    def test_who_is_not_of_the_crm_gets_a_message_and_no_file(self):
        self.authenticate("facturacion", "facturacion")
        response = self._post("res.partner", [self.roca.id])
        self.assertEqual(response.status_code, 400)
        self.assertIn("Solo los usuarios del CRM", response.text)

    def test_models_without_a_file_do_not_exist_here(self):
        self.authenticate("secretaria", "secretaria")
        self.assertEqual(self._post("res.users", [2]).status_code, 404)
        self.assertEqual(self._post("no.such.model", [2]).status_code, 404)

    def test_ids_that_are_not_numbers_are_a_bad_request(self):
        self.authenticate("secretaria", "secretaria")
        self.assertEqual(self._post("res.partner", ["1; drop"]).status_code, 400)
        self.assertEqual(self._post("res.partner", 7).status_code, 400)

    def test_a_visitor_or_a_forged_form_gets_nothing(self):
        self.authenticate(None, None)
        self.assertIn("/web/login", self._post("res.partner", [self.roca.id]).url)
        self.authenticate("secretaria", "secretaria")
        with mute_logger("odoo.http"):
            self.assertEqual(self._post("res.partner", [self.roca.id], token=False).status_code, 400)

    def test_the_browser_gets_the_sheet_as_pdf(self):
        self.authenticate("secretaria", "secretaria")
        response = self.url_open(
            "/report/download",
            data={
                "data": json.dumps([f"/report/pdf/despacho_crm_reports.sheet/{self.roca.id}", "qweb-pdf"]),
                "context": json.dumps({"force_report_rendering": True, "lang": "es_ES"}),
                "csrf_token": http.Request.csrf_token(self),
            },
        )
        self.assertEqual(response.status_code, 200)
        self.assertEqual(response.headers["Content-Type"], "application/pdf")
        self.assertIn("Ficha%20de%20Talleres%20Roca", response.headers["Content-Disposition"])
        self.assertTrue(response.content.startswith(b"%PDF"))

    def test_a_secretary_selects_companies_and_downloads_their_file(self):
        self.start_tour("/odoo", "despacho_crm_reports.download_file", login="secretaria")
