from odoo.tests import tagged
from odoo.tests.common import warmup

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityPerformance(DespachoCommon):
    """Many records cost about as many queries as one."""

    def queries(self, work):
        """Return how many queries `work` and what it leaves to be written make."""
        self.env.flush_all()
        before = self.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.cr.sql_log_count - before

    def rows(self, number, **values):
        return [{"name": f"Sociedad {n}", "is_company": True, "vat": self.nif_of(), **values} for n in range(number)]

    def assertBounded(self, one, many, extra):
        self.assertLessEqual(many - one, extra, f"{one} queries for one, {many} for many")

    @warmup
    def test_creating_fifty_companies(self):
        contacts = self.as_user(self.ana)
        contacts.create(self.rows(1))
        one = self.queries(lambda: contacts.create(self.rows(1)))
        many = self.queries(lambda: contacts.create(self.rows(50)))
        # What Odoo itself does per company of any kind is in the same measure without numbers.
        plain = contacts.sudo()
        base_one = self.queries(lambda: plain.create([{"name": "Sol"}]))
        base_many = self.queries(lambda: plain.create([{"name": f"Sol {n}"} for n in range(50)]))
        self.assertBounded(one, many, base_many - base_one + 15)

    def test_the_settings_are_not_read_with_every_record_that_asks_for_its_company(self):
        ours = [field for field in self.firm._fields.values() if "despacho_crm" in field._modules and field.column_type]
        self.assertIn("lifecycle_client_months", [field.name for field in ours])
        self.env.invalidate_all()
        self.assertTrue(self.firm.name)
        read = {field.name for field in ours if self.firm.id in field._get_all_cache_ids(self.env)}
        self.assertEqual(read, {"pipeline_rules"}, "which leads ask for, each time")

    @warmup
    def test_writing_on_fifty_companies(self):
        companies = self.env["res.partner"].create(self.rows(51))
        values = {"is_company": True, "parent_id": False, "company_id": self.firm.id, "nif_exemption_reason": "foreign"}
        self.env.invalidate_all()
        one = self.queries(lambda: companies[:1].with_user(self.ana).write(dict(values)))
        self.env.invalidate_all()
        many = self.queries(lambda: companies[1:].with_user(self.ana).write(dict(values)))
        self.assertBounded(one, many, 15)

    @warmup
    def test_importing_fifty_companies(self):
        contacts = self.as_user(self.ana, tracking_disable=True)
        names = ["name", "is_company", "vat"]

        def load(number):
            data = [[row["name"], "1", row["vat"]] for row in self.rows(number)]
            self.assertFalse(contacts.load(names, data)["messages"])

        load(1)
        one, many = self.queries(lambda: load(1)), self.queries(lambda: load(50))
        self.assertBounded(one, many, 60)

    @warmup
    def test_leads_with_number(self):
        leads = self.as_user(self.ana, "crm.lead")
        leads.create({"name": "Asunto", "vat": self.nif_of()})
        plain = self.queries(lambda: leads.create([{"name": "Asunto"} for _n in range(50)]))
        values = [{"name": "Asunto", "vat": self.nif_of()} for _n in range(50)]
        many = self.queries(lambda: leads.create(values))
        self.assertBounded(plain, many, 5)

    @warmup
    def test_a_list_of_leads_looks_for_all_their_companies_at_once(self):
        companies = self.env["res.partner"].create(self.rows(50))
        leads = self.env["crm.lead"].create([{"name": "Asunto", "vat": company.vat} for company in companies])
        self.env.invalidate_all()
        one = self.queries(lambda: leads[:1].mapped("nif_partner_id"))
        self.env.invalidate_all()
        many = self.queries(lambda: leads.mapped("nif_partner_id"))
        self.assertEqual(len(leads.nif_partner_id), 50)
        self.assertBounded(one, many, 5)

    @warmup
    def test_the_queue_of_fifty_contacts(self):
        pending = self.env["res.partner"].search(self.env["res.partner"]._nif_pending_domain())
        pending.write({"nif_exemption_reason": "consumer"})
        first = self.new_company()
        first._nif_schedule_activities()
        one = self.queries(self.new_company()._nif_schedule_activities)
        fifty = self.env["res.partner"].create([{"name": f"Sol {n}", "is_company": True} for n in range(50)])
        many = self.queries(fifty._nif_schedule_activities)
        self.assertBounded(one, many, 10)
