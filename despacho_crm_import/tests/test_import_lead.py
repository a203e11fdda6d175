from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..tools import verdict_lead
from .common import load_examples
from .lead_case import LeadCase


@tagged("post_install", "-at_install")
class TestImportLead(LeadCase):
    """A list of a fair becomes leads.

    acme: a client of the base, «Acme Suministros SL»
    """

    def test_a_list_of_a_fair_becomes_leads_with_all_that_its_rows_say(self):
        record = self._import(
            self._fair(
                f"Uno SL;Ana Roca;Gerente;{self.nifs[1]};ana@uno.example;937 111 222;Pide nóminas;Llamar en mayo;"
                "Alimentaria 2026;Nóminas de prueba;hostelería;1.500"
            )
        )
        self.assertEqual((record.state, record.created_count), ("done", 1))
        lead = self._leads(record)
        self.assertRecordValues(
            lead,
            [
                {
                    "type": "lead",
                    "name": "Pide nóminas",
                    "partner_name": "Uno SL",
                    "contact_name": "Ana Roca",
                    "function": "Gerente",
                    "nif_key": self.nifs[1],
                    "email_from": "ana@uno.example",
                    "phone": "+34 937 11 12 22",
                    "expected_revenue": 1500,
                    "partner_id": False,
                    "user_id": False,
                    "service_line_ids": self.payroll.ids,
                }
            ],
        )
        self.assertIn("Llamar en mayo", lead.description)
        self.assertEqual(lead.campaign_id.name, "Alimentaria 2026")
        self.assertEqual(lead.tag_ids.mapped("name"), ["hostelería"])
        self.assertFalse(self.partner(1), "no contact is made of a lead")

    def test_leads_come_in_their_first_stage(self):
        lead = self._leads(self._import(self._fair("Uno SL;;;;;;;;;;;")))
        self.assertEqual(lead.stage_id, lead._stage_first())
        self.assertTrue(lead.stage_id._fits("lead"))

    def test_a_person_without_company_is_the_contact_of_the_lead(self):
        lead = self._leads(self._import(self.csv("Nombre;Apellidos;Correo", "Ana;Puig Serra;ana@puig.example")))
        self.assertEqual((lead.contact_name, lead.partner_name), ("Ana Puig Serra", False))

    def test_whoever_left_but_an_email_is_a_lead_and_who_left_nothing_is_none(self):
        record = self._import(self.csv("Correo;Mensaje", "ana@puig.example;Hola", ";Nada"))
        self.assertVerdicts(record, no_nif=1, rejected=1)
        self.assertEqual(self._leads(record).name, "ana@puig.example")

    def test_the_lead_of_a_client_is_linked_to_it_and_changes_nothing_of_it(self):
        self.acme.user_id = self.user
        line = f"Acme SL;Eva Pons;;{self.nifs[0]};feria@acme.example;600 111 222;;;Alimentaria 2026;;;"
        record = self._review(self._fair(line))
        self.assertIn("Acme Suministros SL", record.row_ids.reason)
        before = self.acme.read()[0]
        record.action_apply()
        lead = self._leads(record)
        self.assertEqual((lead.partner_id, lead.contact_name, lead.user_id), (self.acme, "Eva Pons", self.user))
        self.assertEqual((lead.email_from, lead.phone), ("feria@acme.example", self.acme.phone))
        self.assertIn("600 11 12 22", lead.description)
        after = self.acme.read()[0]
        for name in ("email", "phone", "name"):
            self.assertEqual(after[name], before[name])

    def test_a_row_that_may_be_a_client_is_asked_about(self):
        self.acme.write({"zip": "08001", "city": "Barcelona"})
        twin = {"name": "Acme Suministros SL", "is_company": True, "zip": "08001", "vat": self.nifs[5]}
        self.env["res.partner"].create(twin)
        record = self._review(self.csv("Empresa;CP;Asunto", "Acme Suministros SL;08001;Nóminas"))
        self.assertVerdicts(record, ask=1)
        record.action_apply()
        self.assertFalse(record.row_ids.lead_id)
        record = self._review(self.csv("Empresa;CP;Asunto", "Acme Suministros SL;08001;Nóminas"))
        chosen = record.row_ids.partner_id
        record.row_ids.action_is_this()
        record.action_apply()
        self.assertTrue(chosen)
        self.assertEqual(self._leads(record).partner_id, chosen)

    def test_an_open_lead_of_the_same_nif_is_completed_and_no_second_one_opened(self):
        known = self.env["crm.lead"].create(
            {"type": "lead", "name": "Web", "partner_name": "Uno", "vat": self.nifs[1], "email_from": "a@uno.example"}
        )
        line = f"Uno SL;Ana Roca;;{self.nifs[1]};otra@uno.example;937 111 222;Pide nóminas;;Alimentaria 2026;;;"
        record = self._import(self._fair(line))
        self.assertVerdicts(record, update=1)
        self.assertEqual(self._leads(record), known)
        self.assertEqual((known.name, known.partner_name, known.email_from), ("Web", "Uno", "a@uno.example"))
        self.assertEqual((known.contact_name, known.phone), ("Ana Roca", "+34 937 11 12 22"))
        self.assertIn("Pide nóminas", known.description)
        self.assertEqual(known.campaign_id.name, "Alimentaria 2026")

    def test_whose_name_begins_as_that_of_another_person_is_told_too(self):
        people = ("Ana Puig", "Juana Roca", "Juan", "Juana Roca")
        lines = [f"{self.nifs[7]};Llorens Nou SL;{name}" for name in people]
        record = self.run_import(self.csv("NIF;Empresa;Contacto", *lines), "list", target="lead")
        lead = record.row_ids.lead_id
        self.assertEqual(lead.contact_name, "Ana Puig")
        self.assertEqual([lead.description.count(name) for name in ("Juana Roca", "Juan<")], [1, 1])

    def test_an_open_lead_is_found_without_nif_when_the_engine_is_certain(self):
        known = self.env["crm.lead"].create(
            {
                "type": "lead",
                "name": "Web",
                "partner_name": "Talleres Ona SL",
                "email_from": "info@talleresona.example",
                "phone": "+34 937 11 12 22",
            }
        )
        line = "Talleres Ona;;;;info@talleresona.example;937111222;;Vuelve en mayo;;;;"
        record = self._import(self._fair(line))
        self.assertVerdicts(record, update=1)
        self.assertEqual(self._leads(record), known)

    def test_a_closed_lead_is_not_opened_again_by_who_comes_anew(self):
        known = self.env["crm.lead"].create({"type": "lead", "name": "Web", "vat": self.nifs[1], "partner_name": "Uno"})
        known.action_set_lost()
        record = self._import(self._fair(f"Uno SL;;;{self.nifs[1]};;;;;;;;"))
        self.assertVerdicts(record, create=1)
        self.assertNotEqual(self._leads(record), known)

    def test_the_same_list_again_changes_nothing_even_when_its_leads_are_closed_since(self):
        whole = f"Uno SL;Ana Roca;;{self.nifs[1]};a@uno.example;;Hola;Nota;Feria;Otros;x;5"
        content = self._fair(whole, "Dos SL;;;;;;;;;;;")
        first = self._import(content)
        self._leads(first)[0].action_set_lost()
        dates = self._leads(first).mapped("write_date")
        record = self._import(content)
        self.assertVerdicts(record, same=2)
        self.assertEqual(self._leads(record), self._leads(first))
        self.assertEqual(self._leads(first).mapped("write_date"), dates)

    def test_rows_of_one_company_are_one_lead_that_tells_of_all_of_them(self):
        record = self._import(
            self._fair(
                f"Uno SL;Ana Roca;;{self.nifs[1]};;;Nóminas;;;;;",
                f"Uno SL;Jordi Vila;Jefe;{self.nifs[1]};jordi@uno.example;;Impuestos;;;;;",
                f"Uno SL;Ana Roca;;{self.nifs[1]};;;Nóminas;;;;;",
            )
        )
        self.assertVerdicts(record, create=1, duplicate_in_file=2)
        lead = self._leads(record)
        self.assertEqual(len(lead), 1)
        whole = f"{lead.name} {lead.contact_name} {lead.email_from} {lead.description}"
        for text in ("Ana Roca", "Jordi Vila", "Nóminas", "Impuestos", "jordi@uno.example"):
            self.assertIn(text, whole)

    def test_the_campaign_and_the_salesperson_of_the_file_hold_for_rows_that_say_none(self):
        fair = self.env["utm.campaign"].create({"name": "Feria de Muestras"})
        record = self._import(
            self.csv("Empresa;Campaña", "Uno SL;", "Dos SL;Otra feria"),
            lead_campaign_id=fair.id,
            lead_user_id=self.user.id,
        )
        self.assertEqual(self._leads(record).mapped("campaign_id.name"), ["Feria de Muestras", "Otra feria"])
        self.assertEqual(self._leads(record).user_id, self.user)
        self.assertEqual(self._leads(record)[0].name, "Uno SL · Feria de Muestras")

    def test_what_a_lead_has_no_field_for_is_told_in_its_description(self):
        lead = self._leads(
            self._import(
                self.csv("Empresa;Empleados;Servicio;Móvil;Teléfono", "Uno SL;12;Astrología;600111222;937111222")
            )
        )
        for text in ("12", "Astrología", "600 11 12 22"):
            self.assertIn(text, lead.description)

    def test_whoever_imports_them_follows_none_and_nobody_is_written_to(self):
        lead = self._leads(self._import(self._fair("Uno SL;;;;;;;;;;;")))
        self.assertNotIn(self.steward.partner_id, lead.message_partner_ids)
        self.assertFalse(lead.message_ids)

    def test_a_contact_is_not_asked_for_what_only_leads_have(self):
        contacts = self.upload(self.csv("Empresa;Asunto;Importe", "Uno SL;Hola;5"))
        contacts.action_read()
        self.assertEqual(contacts.column_ids.mapped("field"), ["name", False, False])
        self.assertNotIn("expected_revenue", contacts.column_ids[0].offered)
        leads = self.upload(self.csv("Empresa;Asunto;Importe", "Uno SL;Hola;5"), target="lead")
        leads.action_read()
        self.assertEqual(leads.column_ids.mapped("field"), ["name", "subject", "expected_revenue"])
        self.assertIn("expected_revenue", leads.column_ids[0].offered)

    def test_the_amount_of_a_lead_in_a_workbook_keeps_its_decimals(self):
        book = load_examples("file_makers").xlsx(
            ("Feria", [["Empresa", "Asunto", "Importe"], ["Uno SL", "Hola", 1234.567]])
        )
        lead = self._leads(self._import(book, filename="feria.xlsx"))
        self.assertAlmostEqual(lead.expected_revenue, 1234.57, delta=0.01)

    def test_another_kind_of_file_has_its_columns_read_again(self):
        record = self.upload(self.csv("Empresa;Asunto", "Uno SL;Hola"))
        record.action_read()
        record.target = "lead"
        self.assertEqual(record.state, "draft")
        record.action_read()
        record.action_review()
        with self.assertRaises(UserError):
            record.target = "partner"

    def test_a_list_that_does_not_say_who_is_not_reviewed(self):
        record = self.upload(self.csv("Asunto;Importe", "Hola;5"), target="lead")
        record.action_read()
        with self.assertRaises(UserError):
            record.action_review()

    @mute_logger("odoo.addons.base.models.ir_model")
    def test_only_a_steward_brings_leads_by_rpc(self):
        record = self._review(self._fair("Uno SL;;;;;;;;;;;"))
        with self.assertRaises(AccessError):
            record.with_user(self.user).action_apply()
        self.assertFalse(record.row_ids.lead_id)

    def test_leads_of_another_company_are_nobody(self):
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = self.env["crm.lead"].create(
            {"type": "lead", "name": "Ajeno", "vat": self.nifs[1], "user_id": False, "team_id": False}
        )
        foreign.company_id = other
        record = self._import(self._fair(f"Uno SL;;;{self.nifs[1]};;;;;;;;"))
        self.assertVerdicts(record, create=1)
        self.assertEqual(self._leads(record).company_id, self.env.company)

    def test_every_reason_has_its_words(self):
        record = self.upload(self.csv("Empresa", "Uno"), target="lead")
        shapes = {"client": self.acme.id}
        for code, names in verdict_lead.REASONS.items():
            details = {name: shapes[name] for name in names}
            row = self.env["despacho.import.row"].new({"import_id": record.id, "reason_code": code, "details": details})
            self.assertTrue(row.reason, code)

    def test_a_lead_without_nif_completes_an_email_only_lead(self):
        known = self.env["crm.lead"].create({"type": "lead", "name": "Boletín", "email_from": "ana@puig.example"})
        record = self._import(self.csv("Nombre;Apellidos;Correo", "Ana;Puig Serra;ana@puig.example"))
        self.assertEqual(self._leads(record), known)
        self.assertEqual(known.contact_name, "Ana Puig Serra")

    def test_figures_that_a_lead_has_no_field_for_are_told_in_their_unit_and_of_the_last_year(self):
        head = "Empresa;Correo;Ventas 2023 (miles €);Ventas 2024 (miles €);Empleados"
        record = self._review(self.csv(head, "Cifras SL;a@cifras.example;900;1.234,5;12"))
        record.action_back()
        record.column_ids.sorted("position")[2].field = "turnover"
        record.action_review()
        record.action_apply()
        told = str(self._leads(record).description)
        self.assertIn("1.234.500", told.replace(",", "."))
        self.assertIn("12", told)
        self.assertNotIn("900", told)
