from odoo.tests import tagged

from .undo_common import UndoCase


@tagged("post_install", "-at_install")
class TestImportUndoTouched(UndoCase):
    """What a person typed keeps what a file created, whoever writes to it afterwards."""

    def setUp(self):
        super().setUp()
        self.root = self.env.ref("base.user_root")

    def write_as(self, user, record, **values):
        self.later()
        record.with_user(user).write(values)
        self.env.flush_all()

    def test_a_contact_that_a_person_changed_stays_though_the_program_wrote_to_it_afterwards(self):
        record = self.import_one()
        self.write_as(self.user, self.partner(1), phone="600 11 22 33", street="Calle Mayor 1")
        self.write_as(self.root, self.partner(1), website="https://uno.example")
        self.write_as(self.root, self.partner(1), website="https://dos.example")
        self.assertStays(record, "Somebody changed it")
        self.undo(record, with_changed=True)
        self.assertFalse(self.partner(1))

    def test_also_when_both_wrote_at_one_moment(self):
        record = self.import_one()
        self.partner(1).with_user(self.user).street = "Calle Mayor 1"
        self.partner(1).with_user(self.root).website = "https://uno.example"
        self.assertStays(record, "Somebody changed it")

    def test_what_the_program_computes_afterwards_does_not_hide_the_person_either(self):
        record = self.import_one()
        self.write_as(self.user, self.partner(1), street="Calle Mayor 1")
        self.later()
        partner = self.partner(1).with_user(self.root)
        self.env.add_to_compute(partner._fields["complete_name"], partner)
        self.env.add_to_compute(partner._fields["phone_sanitized"], partner)
        partner.env.flush_all()
        self.assertStays(record, "Somebody changed it")

    def test_a_contact_that_only_the_program_wrote_to_goes(self):
        record = self.import_one()
        for number in (1, 2):
            self.write_as(self.root, self.partner(1), website=f"https://{number}.example")
        self.assertGoes(record)

    def test_people_who_get_the_address_of_their_company_are_changed_by_nobody(self):
        record = self.run_import(
            self.csv("NIF;Empresa;Contacto;Población", f"{self.nifs[0]};Acme Suministros SL;Ana Roca;Gavà")
        )
        ana = self.acme.child_ids
        self.write_as(self.user, self.acme, street="Calle Mayor 1")
        self.write_as(self.root, ana, website="https://ana.example")
        self.undo(record)
        self.assertFalse(ana.exists())

    def test_a_lead_that_a_person_changed_stays_though_the_program_wrote_to_it_afterwards(self):
        for number, changed in ((1, True), (2, False)):
            with self.subTest(changed=changed):
                record = self.run_import(
                    self.csv("Asunto;NIF;Empresa;E-mail", f"Renta {number};{self.nifs[number]};Uno SL;a@uno.example"),
                    "list",
                    target="lead",
                )
                lead = self.env["crm.lead"].search([("name", "=", f"Renta {number}")])
                self.assertTrue(lead)
                if changed:
                    self.write_as(self.user, lead.sudo(), description="Hablado")
                self.write_as(self.root, lead, function="Gerente")
                self.undo(record)
                self.assertEqual(bool(lead.exists()), changed)
