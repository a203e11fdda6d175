from odoo import Command, fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .common import ImportCase


class BillingCase(ImportCase):
    """Lists of what was invoiced: `bring` applies one, `years_of` says what the base has of a client.

    fiscal, labour: service lines of the firm
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Category = cls.env["product.category"]
        root = Category._services_root()
        cls.fiscal, cls.labour = Category.create(
            [{"name": name, "parent_id": root.id} for name in ("Asesoría fiscal", "Laboral")]
        )
        cls.other_nif = cls.nifs[1]

    def bring(self, *lines, apply=True, **values):
        values = {"filename": "ventas.csv", "source_date": "2026-01-31", "target": "billing", **values}
        record = self.review(self.csv(*lines), **values)
        if apply:
            record.action_apply()
        return record

    def years_of(self, partner):
        lines = self.env["despacho.billing.year"].search([("partner_id", "=", partner.id)], order="year, id")
        return [
            (line.year, line.service_line_id.name or "", line.amount, line.invoice_count or 0) for line in lines
        ]  # fmt: skip

    def amounts_of(self, partner):
        return {(year, service): amount for year, service, amount, _count in self.years_of(partner)}

    def said_of(self, row):
        """Return in one text what the screen says of the amounts of a row."""
        return " · ".join(
            " ".join((line["label"], line["old"], line["new"], line["why"])) for line in row.diff["lines"]
        )

    def rows_of(self, record):
        return [(row.number, row.verdict, row.reason_code) for row in record.row_ids.sorted("number")]


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

    def test_the_same_file_twice_changes_nothing(self):
        lines = ("NIF;Cliente;2023;2024", f"{self.nifs[0]};Acme;10;20", f"{self.nifs[1]};Nueva SL;;5")
        self.bring(*lines)
        before = self.years_of(self.acme), self.years_of(self.partner(1))
        record = self.bring(*lines)
        self.assertEqual({row.verdict for row in record.row_ids}, {"same"})
        self.assertEqual((self.years_of(self.acme), self.years_of(self.partner(1))), before)

    def test_a_later_file_replaces_what_an_earlier_one_of_its_program_said_and_tells(self):
        first = self.bring("NIF;2024", f"{self.nifs[0]};10", billing_source="FactuSol", filename="uno.csv")
        record = self.bring("NIF;2024", f"{self.nifs[0]};12", billing_source="factusol", source_date="2026-02-28")
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 12})
        self.assertIn("uno.csv", self.said_of(record.row_ids))
        self.assertRegex(record.row_ids.difference, "2024: .*10.00.* → .*12.00")
        older = self.bring("NIF;2024", f"{self.nifs[0]};8", billing_source="FactuSol", source_date="2025-06-30")
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 12})
        self.assertEqual(older.row_ids.verdict, "same")
        self.assertIn("It is more recent", self.said_of(older.row_ids))
        self.assertFalse(first.billing_line_count)

    def test_another_program_adds_and_it_is_told(self):
        self.bring("NIF;2024", f"{self.nifs[0]};10", billing_source="FactuSol")
        record = self.bring("NIF;2024", f"{self.nifs[0]};12", billing_source="Holded")
        self.assertEqual([line[2] for line in self.years_of(self.acme)], [10, 12])
        self.assertIn("came with FactuSol: both count", self.said_of(record.row_ids))

    def test_what_a_person_corrected_is_not_replaced(self):
        self.bring("NIF;2024", f"{self.nifs[0]};10")
        self.env["despacho.billing.year"].search([("partner_id", "=", self.acme.id)]).amount = 11
        record = self.bring("NIF;2024", f"{self.nifs[0]};12", source_date="2026-03-01")
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 11})
        self.assertIn("A person typed it", self.said_of(record.row_ids))

    def test_clients_that_were_joined_keep_the_sum(self):
        lines = ("NIF;Código;Cliente;2024", f"{self.nifs[0]};;Acme;10", ";9;Suministros del Sur;5")
        record = self.bring(*lines)
        partner = record.row_ids[1].partner_id
        merge = self.env["despacho.merge"].with_user(self.steward)
        merge._join(self.acme.with_user(self.steward), partner.with_user(self.steward))
        record = self.bring(*lines)
        self.assertEqual({row.verdict for row in record.row_ids}, {"same", "duplicate_in_file"})
        self.bring(*lines[:2], ";9;Suministros del Sur;7", source_date="2026-02-28")
        self.assertEqual(sum(line[2] for line in self.years_of(self.acme)), 17)

    def test_what_becomes_of_a_file_does_not_depend_on_the_order_of_its_rows(self):
        lines = [
            f"{self.nifs[0]};Acme;2023;Fiscal;10",
            f"{self.nifs[0]};Acme;2023;Fiscal;15",
            f"{self.nifs[1]};Nueva SL;2023;Laboral;5",
            f"{self.nifs[1]};Nueva SL;2024;Fiscal;-5",
        ]
        results = []
        for order in (lines, lines[::-1], [*lines[2:], *lines, *lines[:2]]):
            with self.cr.savepoint() as savepoint:
                self.bring("NIF;Cliente;Año;Servicio;Importe", *order)
                results.append((self.amounts_of(self.acme), self.amounts_of(self.partner(1))))
                savepoint.rollback()
                self.env.invalidate_all()
        self.assertEqual(results[1:], results[:1] * 2)

    # What follows

    def test_clients_of_those_years_are_clients_and_others_were(self):
        year = fields.Date.today().year
        self.bring(
            f"NIF;Cliente;{year - 1};{year - 6}",
            f"{self.nifs[0]};Acme;10;10",
            f"{self.nifs[1]};Nueva SL;;10",
            source_date=fields.Date.today(),
        )
        partners = self.acme | self.partner(1)
        partners._lifecycle_update()
        self.assertEqual(partners.mapped("lifecycle"), ["client", "former"])
        self.assertFalse(self.partner(1).billed_elsewhere_on, "it was a client then, not on the day of the file")

    def test_what_was_written_is_undone(self):
        self.bring("NIF;2024", f"{self.nifs[0]};10", filename="uno.csv")
        record = self.bring(
            "NIF;Cliente;2024;2025",
            f"{self.nifs[0]};Acme;12;5",
            f"{self.nifs[1]};Nueva SL;3;",
            source_date="2026-02-28",
        )
        created = self.partner(1)
        record._undo()
        self.assertEqual(record.state, "undone")
        self.assertFalse(created.exists())
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 10})
        line = self.env["despacho.billing.year"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual(line.import_id.filename, "uno.csv")

    # Services

    def test_a_service_that_nobody_knows_is_asked_about(self):
        lines = (
            "NIF;Cliente;Año;Servicio;Importe",
            f"{self.nifs[0]};Acme;2024;Fiscal;10",
            f"{self.nifs[0]};Acme;2024;Protección de datos;20",
        )
        record = self.upload(self.csv(*lines), target="billing", source_date="2026-01-31")
        record.action_read()
        self.assertEqual(record.undecided_service_count, 1)
        record.action_review()
        self.assertEqual(record.state, "mapped")
        self.assertFalse(self.env["product.category"].search([("name", "=", "Protección de datos")]))
        unknown = record.service_ids.filtered(lambda service: not service.is_decided)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            unknown.action_create_line()
        manager = new_test_user(self.env, "marta", groups="despacho_crm.group_manager")
        unknown.with_user(manager).action_create_line()
        self.assertTrue(unknown.service_line_id.is_service_line)
        record.action_review()
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2024, "Asesoría fiscal"): 10, (2024, "Protección de datos"): 20})

    def test_what_was_decided_of_a_service_holds_for_the_next_file(self):
        lines = ("NIF;Cliente;Año;Servicio;Importe", f"{self.nifs[0]};Acme;2024;Marca blanca;10")
        record = self.upload(self.csv(*lines), target="billing", source_date="2026-01-31")
        record.action_read()
        record.action_services_without_line()
        record.action_review()
        record.action_apply()
        self.assertEqual(self.amounts_of(self.acme), {(2024, ""): 10})
        self.assertVerdicts(self.bring(*lines), same=1)

    # Rights

    def test_who_only_looks_brings_nothing(self):
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            self.upload(self.csv("NIF;2024", f"{self.nifs[0]};1"), target="billing", user=self.user)
        record = self.bring("NIF;2024", f"{self.nifs[0]};1", apply=False)
        with self.assertRaises(AccessError), mute_logger("odoo.addons.base.models.ir_model"):
            record.with_user(self.user).action_apply()
        self.assertFalse(self.env["despacho.import.service"].with_user(self.user).has_access("write"))

    def test_the_amounts_are_of_the_company_that_imports(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        self.bring("NIF;2024", f"{self.nifs[0]};10")
        foreign = new_test_user(
            self.env,
            "otra",
            groups="despacho_crm.group_steward",
            company_id=other.id,
            company_ids=[Command.set(other.ids)],
        )
        self.bring("NIF;2024", f"{self.nifs[0]};4", user=foreign, company_id=other.id)
        lines = self.env["despacho.billing.year"].search([("partner_id", "=", self.acme.id)])
        self.assertEqual({(line.company_id, line.amount) for line in lines}, {(self.env.company, 10), (other, 4)})
        self.assertEqual(self.env["despacho.billing.year"].with_user(foreign).search_count([]), 1)

    def test_the_queries_of_a_review_do_not_grow_with_the_rows(self):
        def content(first, last):
            return self.csv(
                "NIF;Nombre;2023;2024", *(f"{self.nifs[n]};Empresa {n} SL;{n}0;{n}5" for n in range(first, last))
            )

        counts = []
        for record in (
            self.upload(content(1, 3), target="billing"),
            self.upload(content(3, 19), target="billing"),
        ):
            record.action_read()
            for step in (record.action_review, record.action_apply):
                self.env.flush_all()
                before = self.env.cr.sql_log_count
                step()
                self.env.flush_all()
                counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[2], counts[0] + 2)
        self.assertLessEqual(counts[3], counts[1] + 6)
