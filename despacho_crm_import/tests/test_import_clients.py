from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportClients(ImportCase):
    """Whoever is in a file of the invoicing program is a client."""

    def relation_of(self, number):
        partner = self.partner(number)
        partner._lifecycle_update()
        return partner.lifecycle

    def content(self):
        return self.csv("NIF;Razón social", f"{self.nifs[1]};Uno SL", f"{self.nifs[2]};Dos SL")

    def test_who_is_invoiced_with_another_program_is_a_client(self):
        self.run_import(self.content())
        self.assertEqual((self.relation_of(1), self.relation_of(2)), ("client", "client"))

    def test_who_was_there_already_without_any_change_is_a_client_too(self):
        self.run_import(self.content(), source="agenda")
        self.assertEqual(self.relation_of(1), "prospect")
        record = self.run_import(self.content())
        self.assertEqual(self.relation_of(1), "client")
        self.assertEqual(self.partner(1).billed_elsewhere_on, record.source_date)

    def test_a_newer_file_counts_whatever_the_order_of_the_imports(self):
        newer = self.run_import(self.content())
        self.run_import(self.content(), source_date="2020-01-01")
        self.assertEqual(self.partner(1).billed_elsewhere_on, newer.source_date)

    def test_the_suppliers_of_a_list_of_accounts_are_no_clients(self):
        self.run_import(
            self.csv(
                "Cod;Titulo;NIF",
                f"43000001;Uno SL;{self.nifs[1]}",
                f"40000001;Dos SL;{self.nifs[2]}",
                f"43000003;Tres SL;{self.nifs[3]}",
            )
        )
        self.assertEqual(self.relation_of(1), "client")
        self.assertFalse(self.partner(2).billed_elsewhere_on)

    def test_the_nightly_job_is_asked_to_look_at_once(self):
        job = self.env.ref("despacho_crm.ir_cron_lifecycle")
        before = self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)])
        self.run_import(self.content())
        self.assertGreater(self.env["ir.cron.trigger"].search_count([("cron_id", "=", job.id)]), before)
