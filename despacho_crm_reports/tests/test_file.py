import io
from datetime import datetime

from openpyxl import load_workbook

from odoo import fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import ReportsCommon


@tagged("post_install", "-at_install")
class TestFile(ReportsCommon):
    """The file (fichero): one row per selected record."""

    def _read(self, records, user=None):
        """Return the worksheet of the file that the user downloads, and its rows as {header: cell}."""
        user = user or self.secretary
        _name, content = records.with_user(user).with_context(lang=user.lang)._get_file()
        sheet = load_workbook(io.BytesIO(content)).active
        headers = [cell.value for cell in sheet[1]]
        return sheet, [dict(zip(headers, row, strict=True)) for row in sheet.iter_rows(min_row=2)]

    def test_the_file_has_a_row_per_selected_record_in_the_order_of_the_selection(self):
        _sheet, rows = self._read(self.alzines + self.roca + self.montserrat)
        self.assertEqual(
            [row["Nombre"].value for row in rows],
            ["Comunidad Les Alzines", "Talleres Roca, S.L.", "Montserrat Puigdemont"],
        )
        self.assertEqual(rows[2]["Empresa"].value, "Talleres Roca, S.L.")
        self.assertEqual(rows[2]["Cargo"].value, "Gerente")

    def test_the_header_is_frozen_and_filters_every_column(self):
        sheet, _rows = self._read(self.roca)
        self.assertEqual(sheet.freeze_panes, "B2")
        self.assertEqual(sheet.auto_filter.ref, sheet.dimensions)

    def test_nif_postcode_and_phone_are_text_and_keep_their_zeros(self):
        _sheet, [row] = self._read(self.roca)
        for header, value in (("NIF", "B58378431"), ("Código postal", "07001"), ("Teléfono", "+34 971 20 30 40")):
            self.assertEqual((row[header].value, row[header].data_type), (value, "s"))

    def test_dates_are_dates_and_amounts_are_numbers_in_euros_or_the_currency_of_the_firm(self):
        _sheet, [row] = self._read(self.roca)
        invoiced = row[f"Facturado en {self.this_year}"]
        self.assertEqual((invoiced.value, invoiced.data_type), (1200, "n"))
        self.assertIn(self.env.company.currency_id.symbol, invoiced.number_format)
        self.assertEqual(row["Última factura"].value, datetime(self.this_year, 1, 15))
        self.assertEqual(row["Última factura"].number_format, "dd/mm/yyyy")

    def test_credit_notes_are_subtracted_and_drafts_do_not_count(self):
        _sheet, [row] = self._read(self.roca)
        self.assertEqual(row[f"Facturado en {self.this_year}"].value, 1200)
        self.assertEqual(row[f"Facturado en {self.last_year}"].value, 900)

    def test_what_hangs_from_a_contact_counts_for_its_company_and_once(self):
        self.env["crm.lead"].create({"name": "Pregunta", "type": "lead", "partner_id": self.roca.id})
        _sheet, [client, contact] = self._read(self.roca + self.montserrat)
        self.assertEqual(client["Oportunidades abiertas"].value, 1)
        self.assertEqual(client["Ingresos esperados"].value, 4800)
        today = fields.Date.context_today(self.roca.with_context(tz="Europe/Madrid"))
        self.assertEqual(client["Último contacto"].value.date(), today)
        self.assertEqual(client["Próxima acción"].value, datetime(2099, 12, 1))
        for header in ("Oportunidades abiertas", "Ingresos esperados", "Última factura", "Próxima acción"):
            self.assertIsNone(contact[header].value)

    def test_what_is_known_of_the_relation_is_in_the_file(self):
        self.roca.potential = 1800
        self.env["res.partner"]._lifecycle_update(self.roca)
        sheet, [row] = self._read(self.roca)
        relations = (
            self.roca.with_context(lang="es_ES")
            ._fields["lifecycle"]
            ._description_selection(self.env(context={"lang": "es_ES"}))
        )
        self.assertEqual(row["Relación"].value, dict(relations)[self.roca.lifecycle])
        self.assertEqual(row["Potencial de compra"].value, 1800)
        self.assertEqual(sheet.title, "Fichero de clientes y")

    def test_a_name_that_looks_like_a_formula_is_never_one(self):
        self.roca.name = '=HYPERLINK("http://x.example")'
        self.alzines.name = "+Salud"
        _sheet, rows = self._read(self.roca + self.alzines)
        self.assertEqual([row["Nombre"].data_type for row in rows], ["s", "s"])
        self.assertEqual(rows[0]["Nombre"].value, '\'=HYPERLINK("http://x.example")')
        self.assertEqual(rows[1]["Nombre"].value, "+Salud")
        self.assertTrue(rows[1]["Nombre"].quotePrefix)

    def test_the_state_of_the_nif_is_told_in_the_language_of_the_user(self):
        _sheet, rows = self._read(self.roca + self.alzines)
        states = dict(
            self.roca.with_context(lang="es_ES")
            ._fields["nif_state"]
            ._description_selection(self.env(context={"lang": "es_ES"}))
        )
        self.assertEqual([row["Estado del NIF"].value for row in rows], [states["valid"], states["exempt"]])

    def test_leads_have_a_file_of_their_own(self):
        lead = self.env["crm.lead"].create(
            {
                "name": "Pregunta web",
                "partner_name": "Nova, S.A.",
                "vat": "A08001851",
                "zip": "08001",
                "probability": 25,
            }
        )
        _sheet, [row] = self._read(lead)
        self.assertEqual(row["Nombre"].value, "Pregunta web")
        self.assertEqual(row["NIF"].value, "A08001851")
        self.assertEqual(row["Código postal"].value, "08001")
        self.assertEqual((row["Probabilidad"].value, row["Probabilidad"].number_format), (0.25, "0%"))

    def test_the_action_hands_the_ids_of_the_selection_to_the_browser(self):
        action = (self.alzines + self.roca).with_user(self.secretary).action_download_file()
        self.assertEqual(action["params"], {"model": "res.partner", "ids": [self.alzines.id, self.roca.id]})

    def test_only_the_people_of_the_crm_may_download_a_file(self):
        with self.assertRaises(AccessError):
            self._read(self.roca, self.clerk)
        with self.assertRaises(AccessError):
            self.roca.with_user(self.clerk).action_download_file()

    def test_a_record_that_the_user_may_not_see_is_refused(self):
        self.env["ir.rule"].create(
            {
                "name": "Hidden",
                "model_id": self.env["ir.model"]._get_id("res.partner"),
                "domain_force": f"[('id', '!=', {self.alzines.id})]",
            }
        )
        with self.assertRaises(AccessError):
            self._read(self.roca + self.alzines)

    def test_a_record_deleted_meanwhile_is_left_out(self):
        ghost = self.env["res.partner"].create({"name": "Borrada"})
        ghost.unlink()
        _sheet, rows = self._read(self.roca + ghost)
        self.assertEqual(len(rows), 1)

    def test_who_downloaded_how_many_records_is_written_to_the_log(self):
        with self.assertLogs("odoo.addons.despacho_crm_reports.models.file.despacho_file_mixin", 20) as logs:
            self._read(self.roca + self.alzines)
        self.assertIn(f"User {self.secretary.id} downloaded a file of 2 res.partner records", logs.output[0])

    def test_many_records_need_no_more_queries_than_a_few(self):
        """The count holds for any selection of up to a thousand records."""

        def count(records):
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            records.with_user(self.secretary)._get_file()
            return self.env.cr.sql_log_count - before

        few = self.env["res.partner"].create([{"name": f"Persona {i}"} for i in range(3)])
        many = self.env["res.partner"].create([{"name": f"Otra {i}", "user_id": self.secretary.id} for i in range(200)])
        self.env["crm.lead"].create(
            [
                {"name": "Algo", "type": "opportunity", "partner_id": partner.id, "expected_revenue": 9}
                for partner in many
            ]
        )
        count(few)
        self.assertLessEqual(count(many), count(few) + 12)
