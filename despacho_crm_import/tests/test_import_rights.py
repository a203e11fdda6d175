from odoo import fields
from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import nif

from .common import ImportCase

_ROSA = nif.make_spanish("", "71000024")


@tagged("post_install", "-at_install")
class TestImportRights(ImportCase):
    """Whoever asked to be erased is not brought back by a file, and the file says so."""

    def _file(self):
        return self.csv("NIF;Nombre;Población", f"{_ROSA};Rosa Pi Serra;Vic", f"{self.nifs[1]};Uno SL;Vic")

    def _block(self, reason="erasure"):
        partner = self.env["res.partner"].create({"name": "Rosa Pi Serra", "vat": _ROSA})
        blocks = self.env["despacho.privacy.block"].sudo()  # sudo: data protection does it
        return partner, blocks._block(partner, self.env["crm.lead"].sudo(), reason)  # sudo: as above

    def _review(self):
        record = self.review(self._file(), "list")
        return record.row_ids.sorted("number")

    def test_the_row_of_a_blocked_person_is_rejected_with_its_reason(self):
        partner, __ = self._block()
        rosa, uno = self._review()
        self.assertEqual((rosa.verdict, rosa.reason_code, rosa.included), ("rejected", "blocked", False))
        self.assertTrue(rosa.reason)
        self.assertEqual(uno.verdict, "create")
        self.assertNotIn(partner.name, rosa.reason)

    def test_it_stays_so_when_the_data_were_destroyed(self):
        partner, block = self._block()
        block.destroy_on = fields.Date.today()
        block._destroy()
        self.assertFalse(partner.exists())
        self.assertEqual(self._review()[0].reason_code, "blocked")

    def test_who_was_shown_again_comes_in_as_everybody(self):
        __, block = self._block()
        block._undo("Vuelve a ser cliente")
        self.assertEqual(self._review()[0].verdict, "update")
        self.assertNotEqual(self._review()[0].reason_code, "blocked")

    def test_what_a_file_said_of_a_person_goes_with_their_data(self):
        record = self.run_import(self._file(), "list")
        row = record.row_ids.sorted("number")[0]
        partner = row.partner_id
        self.assertEqual(row.name, "Rosa Pi Serra")
        blocks = self.env["despacho.privacy.block"].sudo()  # sudo: data protection does it
        block = blocks._block(partner.sudo(), self.env["crm.lead"].sudo(), "other")  # sudo: as above
        self.env.invalidate_all()
        self.assertFalse(record.row_ids.search([("id", "=", row.id)]), "hidden with its person")
        block.destroy_on = fields.Date.today()
        block._destroy()
        self.env.invalidate_all()
        kept = row.sudo()  # sudo: that nothing is left is seen by nobody else
        self.assertFalse(kept.name or kept.cells or kept.cleaned or kept.nif_key)
        self.assertTrue(kept.exists())

    def test_a_company_comes_without_the_person_who_asked_to_be_erased(self):
        partner = self.env["res.partner"].create({"name": "Rosa Pi Serra", "email": "rosa@pi.example"})
        blocks = self.env["despacho.privacy.block"].sudo()  # sudo: data protection does it
        blocks._block(partner, self.env["crm.lead"].sudo(), "erasure")  # sudo: as above
        head = "NIF;Empresa;Población;Correo;Contacto;Cargo;E-mail del contacto"
        lines = [
            f"{self.nifs[1]};Uno SL;Vic;info@uno.example;Rosa Pi;Gerente;rosa@pi.example",
            f"{self.nifs[0]};Acme Suministros SL;Olot;info@acme.example;Rosa Pi;Gerente;rosa@pi.example",
            f"{self.nifs[2]};Dos SL;Vic;;Ana Roca;;ana@dos.example",
            f"{self.nifs[2]};Dos SL;;;Rosa Pi;Gerente;rosa@pi.example",
        ]
        record = self.review(self.csv(head, *lines), "list")
        self.assertEqual(record.column_ids[6].field, "email2")
        uno, acme, dos, rosa = record.row_ids.sorted("number")
        self.assertEqual(
            (uno.verdict, acme.verdict, dos.verdict, rosa.reason_code), ("create", "update", "create", "blocked")
        )
        for row in (uno, acme):
            self.assertIn("is left out", row.reason)
        self.assertNotIn("is left out", dos.reason)
        record.action_apply()
        self.assertEqual((record.state, record.error_count), ("done", 0))
        self.assertEqual((self.partner(1).city, self.acme.city), ("Vic", "Olot"))
        self.assertFalse(self.partner(1).child_ids | self.acme.child_ids)
        self.assertEqual(self.partner(2).child_ids.mapped("name"), ["Ana Roca"])

    def test_who_was_blocked_after_the_review_does_not_come_either(self):
        head = "NIF;Empresa;Correo;Contacto;E-mail del contacto"
        lines = [
            f"{self.nifs[1]};Uno SL;info@uno.example;Rosa Pi;rosa@pi.example",
            f"{self.nifs[2]};Dos SL;info@dos.example;Ana Roca;ana@dos.example",
            f"{self.nifs[2]};Dos SL;;Rosa Pi;rosa@pi.example",
        ]
        record = self.review(self.csv(head, *lines), "list")
        partner = self.env["res.partner"].create({"name": "Rosa Pi Serra", "email": "rosa@pi.example"})
        blocks = self.env["despacho.privacy.block"].sudo()  # sudo: data protection does it
        blocks._block(partner, self.env["crm.lead"].sudo(), "erasure")  # sudo: as above
        record.action_apply()
        self.assertEqual((record.state, record.error_count), ("done", 0))
        self.assertEqual(self.partner(1).name, "Uno SL")
        self.assertFalse(self.partner(1).child_ids)
        self.assertEqual(self.partner(2).child_ids.mapped("name"), ["Ana Roca"])
