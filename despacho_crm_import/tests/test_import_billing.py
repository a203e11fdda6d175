from odoo.exceptions import UserError
from odoo.tests import tagged

from .billing_case import BillingCase


@tagged("post_install", "-at_install")
class TestImportBilling(BillingCase):
    """What the rows of a list become."""

    def test_a_column_for_each_year(self):
        record = self.bring(
            "NIF;Cliente;2023;Ventas 2024;Total 2025;% 2025;Facturas 2025",
            f"{self.nifs[0]};Acme;1.234,56 €;2.000,00;-30,5;3%;12",
            f"{self.nifs[1]};Nueva SL;;500;0;1%;1",
            ";TOTAL;1.234,56;2.500,00;-30,5;;",
        )
        self.assertEqual(record.column_ids.mapped("field"), ["nif", "name", *["amount"] * 3, False, False])
        self.assertEqual(
            self.rows_of(record),
            [(2, "update", "matched_nif"), (3, "create", "new"), (4, "rejected", "total")],
        )
        self.assertEqual(self.amounts_of(self.acme), {(2023, ""): 1234.56, (2024, ""): 2000, (2025, ""): -30.5})
        self.assertEqual(self.amounts_of(self.partner(1)), {(2024, ""): 500, (2025, ""): 0})
        self.assertEqual(self.partner(1).name, "Nueva SL")
        self.assertIn("2023–2025", record.headline)

    def test_a_row_for_each_client_year_and_service(self):
        record = self.bring(
            "CIF;Razón social;Ejercicio;Servicio;Importe",
            f"{self.nifs[0]};Acme;2024;FISCAL;600",
            f"{self.nifs[0]};Acme;2024;Asesoría laboral;300,10",
            f"{self.nifs[0]};Acme;2023;Fiscal;550",
            f"{self.nifs[1]};Nueva SL;2024;Fiscal;90",
            f"{self.nifs[1]};Nueva SL;2023;Fiscal;80",
        )
        self.assertEqual(
            self.amounts_of(self.acme),
            {(2024, "Asesoría fiscal"): 600, (2024, "Laboral"): 300.1, (2023, "Asesoría fiscal"): 550},
        )
        self.assertEqual(self.rows_of(record)[3:], [(5, "create", "new"), (6, "update", "of_row")])
        self.assertEqual(len(self.years_of(self.partner(1))), 2)
        self.assertEqual(record.row_ids.mapped("state"), ["applied"] * 5)

    def test_a_row_for_each_invoice_is_added_up_by_year(self):
        record = self.bring(
            "Fecha factura;Número;Cliente;NIF;Concepto;Base imponible;IVA;Total",
            f"15/01/2024;24-001;Acme;{self.nifs[0]};Cuota fiscal enero;100,00;21,00;121,00",
            f"15/02/2024;24-002;Acme;{self.nifs[0]};Cuota fiscal febrero;100,00;21,00;121,00",
            f"15/02/2024;24-002;Acme;{self.nifs[0]};Cuota fiscal febrero;100,00;21,00;121,00",
            f"20/03/2024;24-R01;Acme;{self.nifs[0]};Cuota fiscal;(50,00);-10,5;-60,50",
            f"10/01/2025;25-001;Acme;{self.nifs[0]};Nóminas enero;40,00;8,40;48,40",
        )
        self.assertEqual(self.years_of(self.acme), [(2024, "Asesoría fiscal", 150, 3), (2025, "Laboral", 40, 1)])
        self.assertEqual(
            self.rows_of(record),
            [
                (2, "update", "matched_nif"),
                (3, "duplicate_in_file", "added_up"),
                (4, "duplicate_in_file", "repeated_amount"),
                (5, "duplicate_in_file", "added_up"),
                (6, "update", "matched_nif"),
            ],
        )
        self.assertIn("adds up 3 rows", self.said_of(record.row_ids[0]))
        self.assertTrue(all(row.reason for row in record.row_ids))

    def test_the_declaration_of_form_347_says_who_bought_with_vat(self):
        record = self.bring(
            "Modelo 347 ejercicio 2024;;;",
            "Clave;NIF declarado;Apellidos y nombre o denominación;Importe anual de las operaciones",
            f"B;{self.nifs[0]};ACME SUMINISTROS SL;4.235,00",
            f"A;{self.nifs[2]};PROVEEDOR SL;9.999,00",
            filename="mod347_2024.csv",
        )
        line = self.env["despacho.billing.year"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual((line.year, line.amount, line.tax_included, line.source), (2024, 4235, True, "Form 347"))
        self.assertEqual(record.row_ids[1].reason_code, "purchase")
        self.assertFalse(self.partner(2))

    def test_the_year_is_that_of_the_title_or_is_asked(self):
        lines = ("NIF;Cliente;Ventas", f"{self.nifs[0]};Acme;100")
        with self.assertRaises(UserError):
            self.bring(*lines)
        self.bring("Ventas por cliente del 01/01/2022 al 31/12/2022;;", *lines)
        self.bring(*lines, filename="ventas_2021.csv")
        self.bring(*lines, billing_year=2020)
        self.assertEqual(self.amounts_of(self.acme), dict.fromkeys(((2020, ""), (2021, ""), (2022, "")), 100))

    # Who a client is

    def test_a_client_is_found_by_its_code_in_the_program(self):
        self.acme.ref = "000123"
        record = self.bring(
            "Código;Cliente;2024", "000123;ACME SUMINISTROS;700", "000999;Ignota SL;50", rows_without_nif="leave"
        )
        self.assertEqual(self.rows_of(record), [(2, "update", "matched_ref"), (3, "no_nif", "nif_missing")])
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 700})
        self.assertFalse(self.env["res.partner"].search([("ref", "=", "000999")]))

    def test_a_code_that_another_client_has_is_nobodys(self):
        self.acme.ref = "7"
        record = self.bring("Código;Cliente;2024", "7;Panadería Roca;700", rows_without_nif="leave")
        self.assertFalse(self.years_of(self.acme))
        self.assertEqual(record.row_ids.reason_code, "nif_missing")

    def test_the_code_stands_for_the_nif_of_another_row(self):
        self.bring(
            "Código;NIF;Cliente;Año;Importe",
            f"7;{self.nifs[0]};Acme;2023;100",
            "7;;;2024;200",
            ";;Acme;2025;300",
        )
        self.assertEqual(self.amounts_of(self.acme), {(2023, ""): 100, (2024, ""): 200, (2025, ""): 300})

    def test_whoever_may_be_a_client_is_asked_about(self):
        self.acme.email = "hola@acme.example"
        twin = self.env["res.partner"].create(
            {"name": "Acme Suministros", "is_company": True, "email": "hola@acme.example"}
        )
        record = self.bring("Cliente;E-mail;2024", "Acme Suministros SL;hola@acme.example;90", apply=False)
        row = record.row_ids
        self.assertEqual(row.verdict, "ask")
        self.assertEqual(row.candidate_ids, self.acme | twin)
        chosen = row.partner_id
        row.action_is_this()
        self.assertEqual((row.verdict, row.included, row.reason_code), ("update", True, "chosen"))
        record.action_apply()
        self.assertEqual(self.amounts_of(chosen), {(2024, ""): 90})

    def test_nothing_is_written_of_whom_nobody_decided_on(self):
        for name in ("Acme Suministros", "Acme Suministros SL"):
            self.env["res.partner"].create({"name": name, "is_company": True, "email": "hola@acme.example"})
        record = self.bring(
            "Cliente;E-mail;Año;Importe", *(f"Acme Suministros;hola@acme.example;{year};90" for year in (2023, 2024))
        )
        self.assertEqual([reason for *_row, reason in self.rows_of(record)], ["may_be", "of_row"])
        self.assertEqual(record.row_ids.mapped("state"), ["skipped", "skipped"])
        self.assertFalse(record.billing_line_count)

    def test_a_client_whose_row_fails_takes_its_other_rows_along_and_they_say_why(self):
        record = self.bring(
            "NIF;Cliente;Año;Importe", f"{self.nifs[1]};Nueva SL;2023;1", f"{self.nifs[1]};Nueva SL;2024;2", apply=False
        )
        record.row_ids[0].action_exclude()
        record.action_apply()
        self.assertEqual(record.row_ids.mapped("state"), ["skipped", "skipped"])
        self.assertFalse(self.partner(1))

    # Once and again

    def test_what_has_its_nif_is_written_and_the_rest_waits(self):
        record = self.bring("NIF;Cliente;2024", f"{self.nifs[0]};Acme;10", ";Ignota SL;5", apply=False)
        self.assertEqual((record.certain_count, record.doubtful_count), (1, 1))
        record.action_apply_certain()
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 10})
        self.assertEqual((record.state, record.billing_line_count), ("reviewed", 1))
