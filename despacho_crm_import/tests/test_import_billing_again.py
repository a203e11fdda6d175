from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged
from odoo.tools import mute_logger

from .billing_case import BillingCase


@tagged("post_install", "-at_install")
class TestImportBillingAgain(BillingCase):
    """What becomes of amounts that are known, of services and of the relation; who may bring them."""

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

    def test_what_was_decided_holds_as_well_when_rows_of_the_file_still_wait(self):
        lines = [
            "NIF;Cliente;Año;Servicio;Importe",
            f"{self.nifs[0]};Acme;2024;Marca blanca;10",
            ";Sin Número SL;2024;Marca blanca;5",
        ]
        record = self.upload(self.csv(*lines), target="billing", source_date="2026-01-31")
        record.action_read()
        record.action_services_without_line()
        record.action_review()

        def ask():
            again = self.upload(self.csv(*lines[:2]), target="billing", source_date="2026-02-28")
            again.action_read()
            return again.undecided_service_count

        self.assertEqual(ask(), 1, "it may still be decided otherwise")
        record.action_apply_certain()
        self.assertEqual((record.state, self.amounts_of(self.acme)), ("reviewed", {(2024, ""): 10}))
        self.assertEqual(ask(), 0)

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
