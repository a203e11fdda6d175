import base64
from contextlib import contextmanager
from types import SimpleNamespace
from unittest.mock import patch

from odoo.exceptions import ValidationError
from odoo.tests import Form, HttpCase, tagged
from odoo.tools import file_open

from .common import DespachoCommon


@tagged("post_install", "-at_install")
class TestIdentityCorePaths(DespachoCommon):
    """What creates contacts without NIF goes on working, and its contacts wait for theirs."""

    def assertWaits(self, partner, asked=True):
        """Check that the contact is in the queue and whether somebody is asked for its number."""
        self.assertIn(partner.nif_state, ("missing", "invalid"))
        self.assertTrue(partner.nif_deadline)
        self.assertIn(partner, self.env["res.partner"].search([("nif_pending", "=", True)]))
        self.run_queue()
        self.assertEqual(bool(self.pending_activities(partner).user_id), asked)

    @contextmanager
    def created(self, model="res.partner"):
        """Yield a list that is filled with the records created inside."""
        last = self.env[model].with_context(active_test=False).search([], order="id desc", limit=1).id
        new = []
        yield new
        domain = [("id", ">", last)]
        new.extend(self.env[model].with_context(active_test=False).search(domain, order="id"))

    def test_a_company_of_the_group(self):
        admin = self.env.ref("base.user_admin")
        company = self.env["res.company"].with_user(admin).create({"name": "Filial", "country_id": self.spain.id})
        self.assertWaits(company.partner_id)

    def test_a_user_of_the_firm_needs_no_number(self):
        admin = self.env.ref("base.user_admin")
        user = self.env["res.users"].with_user(admin).create({"name": "Nuria", "login": "nuria"})
        self.run_queue()
        self.assertFalse(self.pending_activities(user.partner_id))

    def test_a_contact_created_by_its_name_alone(self):
        partner_id, _name = self.as_user(self.ana).name_create("Eva Sol <eva@sol.example>")
        self.assertWaits(self.env["res.partner"].browse(partner_id), asked=False)

    def test_contacts_found_or_created_from_addresses(self):
        with self.created() as new:
            lead = self.as_user(self.ana, "crm.lead").create({"name": "Asunto"})
            lead._partner_find_from_emails_single(["Eva Sol <eva@sol.example>"])
        self.assertEqual(len(new), 1)
        self.assertWaits(new[0], asked=False)
        found = self.as_user(self.ana).find_or_create("eva@sol.example")
        self.assertEqual(found.id, new[0].id)

    def test_answering_the_lead_of_a_company_without_number(self):
        lead = self.as_user(self.ana, "crm.lead").create(
            {"name": "Asunto", "partner_name": "Sol SL", "contact_name": "Sol SL", "email_from": "info@sol.example"}
        )
        with self.created() as new:
            lead._partner_find_from_emails_single([lead.email_from])
        self.assertEqual(len(new), 1)
        self.assertWaits(new[0])

    def test_answering_the_lead_of_a_company_that_is_in_the_base(self):
        lead = self.as_user(self.ana, "crm.lead").create(
            {"name": "Asunto", "contact_name": "Eva", "email_from": "eva@vega.example", "vat": "B12345674"}
        )
        with self.created() as new:
            lead._partner_find_from_emails_single([lead.email_from])
        self.assertEqual([(p.name, p.nif_key) for p in new], [("Eva", False)])

    def test_a_message_to_the_address_of_the_pipeline(self):
        self.env["mail.alias.domain"].search([], limit=1) or self.env["mail.alias.domain"].create(
            {"name": "asesoria.example"}
        )
        team = self.env["crm.team"].create({"name": "Entrada", "use_leads": True, "alias_name": "entrada"})
        self.assertTrue(team.alias_email)
        message = (
            f"From: Eva Sol <eva@sol.example>\nTo: {team.alias_email}\nSubject: Asesoría\nMessage-ID: <1@sol.example>\n"
            "Content-Type: text/plain; charset=utf-8\n\nQuiero una cita."
        )
        lead_id = self.env["mail.thread"].message_process("crm.lead", message)
        lead = self.env["crm.lead"].browse(lead_id)
        self.assertEqual((lead.email_normalized, lead.nif_state), ("eva@sol.example", "missing"))

    def test_somebody_who_signs_up(self):
        values = {"login": "eva@sol.example", "name": "Eva Sol", "email": "eva@sol.example", "password": "s3cr3t-long"}
        self.env["ir.config_parameter"].sudo().set_param("auth_signup.invitation_scope", "b2c")
        with self.created("res.users") as new:
            self.env["res.users"].sudo().signup(values)
        self.assertWaits(new[0].partner_id, asked=False)

    def test_access_to_the_portal_for_a_contact_that_waits(self):
        company = self.new_company(email="info@sol.example")
        wizard = self.as_user(self.marta, "portal.wizard", active_ids=company.ids).sudo().create({})
        wizard.user_ids.action_grant_access()
        self.assertTrue(company.user_ids.has_group("base.group_portal"))
        self.assertWaits(company)

    def test_a_company_without_number_may_write_its_address_in_the_portal(self):
        company = self.new_company()
        company.sudo().write({"street": "Mayor 1", "country_id": self.spain.id})
        self.assertWaits(company)

    def test_creating_the_customer_of_an_opportunity_without_company_name(self):
        for values, is_company in (({"partner_name": "Sol SL"}, True), ({"contact_name": "Eva"}, False)):
            with self.subTest(values):
                lead = self.as_user(self.ana, "crm.lead").create({"name": "Asunto", "type": "opportunity", **values})
                lead._handle_partner_assignment(create_missing=True)
                self.assertEqual(lead.partner_id.is_company, is_company)
                self.assertWaits(lead.partner_id)

    def test_an_electronic_invoice_of_an_unknown_supplier(self):
        with file_open("account_edi_ubl_cii/tests/test_files/bis3_bill_example.xml", "rb") as example:
            xml = example.read()
        for content, state in ((xml, "valid"), (xml.replace(b"LU12977109", b"LU12977100"), "missing")):
            with self.subTest(state), self.env.cr.savepoint() as savepoint, self.created() as new:
                attachment = self.as_user(self.ines, "ir.attachment").create(
                    {"name": "factura.xml", "raw": content, "mimetype": "application/xml"}
                )
                journal = self.env["account.journal"].search([("type", "=", "purchase")], limit=1)
                bill = self.as_user(self.ines, "account.move").create(
                    {"move_type": "in_invoice", "journal_id": journal.id}
                )
                bill._extend_with_attachments(bill._to_files_data(attachment), new=True)
                supplier = bill.partner_id
                self.assertEqual((supplier.name, supplier.nif_state), ("ALD Automotive LU", state))
                if state == "missing":
                    self.assertWaits(supplier.sudo())
                savepoint.rollback()
            self.assertFalse(new)

    def test_an_electronic_invoice_finds_its_supplier_by_any_number_it_ever_had(self):
        self.vega.vat = "A58818501"
        self.vega.active = False
        retrieve = self.as_user(self.ines)._retrieve_partner
        for written in ("A58818501", "ESA58818501", "A-58818501", "ESB12345674", "B12345674"):
            with self.subTest(written):
                self.assertEqual(retrieve(name="Otra", vat=written, company=self.firm).id, self.vega.id)

    def test_the_name_alone_identifies_nobody_who_has_another_number(self):
        retrieve = self.as_user(self.ines)._retrieve_partner
        self.assertFalse(retrieve(name="Talleres Vega SL", vat="ESB58378431", company=self.firm))
        self.assertEqual(retrieve(name="Talleres Vega SL", company=self.firm).id, self.vega.id)

    def test_a_controller_that_creates_companies_on_behalf_of_others(self):
        where = "odoo.addons.despacho_crm.models.identity.res_partner_nif_policy.request"
        values = {"name": "Sol SL", "is_company": True}
        for path in ("/mail_plugin/partner/enrich_and_create_company", "/webhook/form", "/my/account"):
            with self.subTest(path), patch(where, SimpleNamespace(httprequest=SimpleNamespace(path=path))):
                self.assertWaits(self.as_user(self.ana).create(values).sudo())
        for path in ("/web/dataset/call_kw/res.partner/web_save", "/json/2/res.partner/create", "/jsonrpc"):
            request = SimpleNamespace(httprequest=SimpleNamespace(path=path))
            with self.subTest(path), patch(where, request), self.assertRaises(ValidationError):
                self.as_user(self.ana).create(values)

    def test_the_anonymous_customer_of_the_spanish_localisation_is_let_be(self):
        anonymous = self.env.ref("l10n_es.partner_simplified")
        self.run_queue()
        self.assertFalse(self.pending_activities(anonymous))

    def test_a_contact_of_the_calendar_and_of_a_mailing_list(self):
        event = self.as_user(self.ana, "calendar.event").create(
            {"name": "Cita", "start": "2026-01-10 10:00", "stop": "2026-01-10 11:00"}
        )
        guest = self.as_user(self.ana).name_create("luz@sol.example")[0]
        event.partner_ids = [(4, guest)]
        self.assertIn(guest, event.attendee_ids.partner_id.ids)

    def test_the_form_of_a_user_of_the_firm_is_saved(self):
        with Form(self.env["res.users"].with_user(self.env.ref("base.user_admin"))) as form:
            form.name, form.login = "Nuria", "nuria"
        self.assertTrue(form.record.partner_id)

    def test_a_logo_or_a_note_on_a_company_that_waits(self):
        company = self.new_company()
        company.with_user(self.ana).write({"image_1920": base64.b64encode(b""), "comment": "ver"})
        company.with_user(self.ana).message_post(body="Llamada")
        self.assertWaits(company)


@tagged("post_install", "-at_install")
class TestIdentityOverTheWire(HttpCase):
    """The rule holds for whoever calls from outside, in the words of the screen."""

    def test_a_remote_call_is_refused_like_the_form(self):
        self.authenticate("admin", "admin")
        values = {"name": "Sol SL", "is_company": True}
        params = {"model": "res.partner", "method": "create", "args": [[values]], "kwargs": {}}
        answer = self.url_open(
            "/web/dataset/call_kw/res.partner/create", json={"jsonrpc": "2.0", "method": "call", "params": params}
        ).json()
        self.assertIn("NIF", answer["error"]["data"]["message"])
        self.assertEqual(answer["error"]["data"]["name"], "odoo.exceptions.ValidationError")

    def test_a_wrong_number_is_told_by_the_import_through_the_client(self):
        self.authenticate("admin", "admin")
        params = {
            "model": "res.partner",
            "method": "load",
            "args": [["name", "is_company", "vat"], [["Sol SL", "1", "B58378432"]]],
            "kwargs": {},
        }
        answer = self.url_open(
            "/web/dataset/call_kw/res.partner/load", json={"jsonrpc": "2.0", "method": "call", "params": params}
        ).json()
        self.assertFalse(answer["result"]["ids"])
        self.assertIn("B58378432", answer["result"]["messages"][0]["message"])
