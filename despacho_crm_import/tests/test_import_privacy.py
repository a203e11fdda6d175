from odoo.tests import new_test_user, tagged

from odoo.addons.despacho_crm.tools import nif

from .common import ImportCase

_ROSA = nif.make_spanish("", "71000023")


@tagged("post_install", "-at_install")
class TestImportPrivacy(ImportCase):
    """Persons whose data come in a file that they did not give are informed within a month."""

    def _content(self):
        return self.csv(
            "NIF;Empresa;Contacto;Cargo",
            f"{self.nifs[1]};Uno SL;Ana Roca;Gerente",
            f"{self.nifs[2]};Dos SL;;",
            f"{_ROSA};Rosa Pons Vila;;",
        )

    def _notices(self, record):
        return self.env["despacho.privacy.notice"].search([("import_id", "=", record.id)])

    def test_the_persons_of_a_list_are_to_be_informed_and_its_companies_are_not(self):
        record = self.run_import(self._content(), "list", source_date="2026-10-01")
        notices = self._notices(record)
        self.assertEqual(set(notices.partner_id.mapped("name")), {"Ana Roca", "Rosa Pons Vila"})
        self.assertEqual({str(day) for day in notices.mapped("inform_by")}, {"2026-11-01"})
        of_ana = notices.filtered(lambda notice: notice.partner_id.name == "Ana Roca")
        self.assertIn("clientes.csv", of_ana.data_source)
        self.assertIn("2", of_ana.data_source)
        self.assertEqual(record.privacy_notice_count, 2)

    def test_who_is_in_the_billing_gave_their_data_themselves(self):
        for source, expected in (("billing", True), ("crm", False), ("agenda", False), ("list", False)):
            self.assertEqual(self.upload(self._content(), source).given_by_persons, expected)
        self.assertFalse(self._notices(self.run_import(self._content(), "billing")))

    def test_the_mark_decides_whatever_the_source(self):
        self.assertFalse(self._notices(self.run_import(self._content(), "list", given_by_persons=True)))

    def test_who_was_in_the_base_already_is_not_in_the_list(self):
        self.run_import(self._content(), "billing")
        record = self.run_import(self._content().replace(b"Gerente", b"Directora"), "list")
        self.assertFalse(self._notices(record))

    def test_a_person_who_later_gives_their_data_waits_no_more_until_that_file_is_undone(self):
        notices = self._notices(self.run_import(self._content(), "list"))
        record = self.run_import(self.csv("NIF;Nombre;Población", f"{_ROSA};Rosa Pons Vila;Vic"), "billing")
        rosa = notices.filtered(lambda notice: notice.partner_id.name == "Rosa Pons Vila")
        self.assertEqual(rosa.state, "given")
        self.assertEqual((notices - rosa).state, "pending")
        record._undo()
        self.assertEqual((record.state, rosa.state), ("undone", "pending"))

    def test_a_further_person_of_a_company_is_informed_too(self):
        record = self.run_import(
            self.csv("NIF;Empresa;Contacto", f"{self.nifs[1]};Uno SL;Ana Roca", f"{self.nifs[1]};Uno SL;Jordi Vila"),
            "list",
        )
        self.assertEqual(set(self._notices(record).partner_id.mapped("name")), {"Ana Roca", "Jordi Vila"})

    def test_the_person_of_a_lead_is_informed(self):
        record = self.run_import(
            self.csv("Empresa;Contacto;Correo", "Uno SL;Ana Roca;ana@uno.example", "Dos SL;;info@dos.example"),
            "list",
            target="lead",
        )
        self.assertEqual(self._notices(record).lead_id.contact_name, "Ana Roca")

    def test_the_person_whom_a_list_adds_to_an_open_lead_is_informed_until_it_is_undone(self):
        lead = self.env["crm.lead"].create({"name": "Web", "partner_name": "Uno SL", "vat": self.nifs[1]})
        content = self.csv("NIF;Empresa;Contacto;Teléfono", f"{self.nifs[1]};Uno SL;Ana Roca;937 11 11 11")
        record = self.run_import(content, "list", target="lead")
        self.assertEqual((record.row_ids.lead_id, lead.contact_name), (lead, "Ana Roca"))
        self.assertEqual(self._notices(record).lead_id, lead)
        again = self.run_import(content.replace(b"11 11 11", b"22 22 22"), "list", target="lead")
        self.assertFalse(self._notices(again), "somebody has to inform her already")
        again._undo()
        self.assertEqual(self._notices(record).lead_id, lead)
        record._undo()
        self.assertFalse(lead.contact_name)
        self.assertFalse(self._notices(record))

    def test_whom_a_further_row_names_on_a_lead_waits_with_it_until_that_is_undone(self):
        lead = self.env["crm.lead"].create({"name": "Web", "partner_name": "Uno SL", "vat": self.nifs[1]})
        content = self.csv(
            "NIF;Empresa;Contacto;Teléfono;Población;Correo;Comentarios",
            f"{self.nifs[1]};Uno SL;;937 11 11 11;Terrassa;info@uno.example;Pide precio",
            f"{self.nifs[1]};Uno SL;Ana Roca;;;;Quiere una reunión",
            f"{self.nifs[1]};Uno SL;Jordi Vila;;;;Que le llamen",
            f"{self.nifs[2]};Dos SL;Marta Gil;937 22 22 22;Rubí;;Precio",
            f"{self.nifs[2]};Dos SL;Pau Soler;;;;Otra cosa",
        )
        record = self.run_import(content, "list", target="lead")
        self.assertEqual(lead.contact_name, False)
        names = {notice.lead_id.partner_name: notice.display_name for notice in self._notices(record)}
        self.assertEqual(names, {"Uno SL": "Ana Roca, Jordi Vila", "Dos SL": "Marta Gil, Pau Soler"})
        record._undo()
        self.assertFalse(self._notices(record))
        self.assertFalse(lead.privacy_notice_ids)

    def test_undoing_the_file_takes_them_out_of_the_list(self):
        record = self.run_import(self._content(), "list")
        self.assertTrue(self._notices(record))
        record._undo()
        self.assertFalse(self._notices(record))

    def test_whoever_was_informed_already_stays_when_the_file_is_undone(self):
        record = self.run_import(self._content(), "list")
        informed = self._notices(record).filtered(lambda notice: notice.partner_id.name == "Rosa Pons Vila")
        informed._end("informed", how="post")
        record._undo()
        self.assertEqual(self._notices(record), informed)
        self.assertTrue(informed.partner_id)

    def test_each_company_sees_whom_it_has_to_inform(self):
        record = self.run_import(self._content(), "list")
        other = self.env["res.company"].create({"name": "Otra", "country_id": self.env.ref("base.es").id})
        foreign = new_test_user(
            self.env, "otra", groups="despacho_crm.group_user", company_id=other.id, company_ids=other.ids
        )
        domain = [("import_id", "=", record.id)]
        self.assertEqual(self.env["despacho.privacy.notice"].with_user(self.user).search_count(domain), 2)
        self.assertFalse(self.env["despacho.privacy.notice"].with_user(foreign).search_count(domain))
