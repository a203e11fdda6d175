from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportBetween(ImportCase):
    """What happens to a contact between the review of a file and its application."""

    def reviewed(self, phone="931 22 33 44"):
        return self.review(
            self.csv("NIF;Nombre;Teléfono;Población", f"{self.nifs[2]};Dos SL;{phone};Vic"), source_date="2026-05-01"
        )

    def setUp(self):
        super().setUp()
        self.run_import(
            self.csv("NIF;Nombre;Teléfono", f"{self.nifs[2]};Dos SL;931 00 00 01"), source_date="2026-01-01"
        )
        self.dos = self.partner(2)

    def test_what_a_person_typed_meanwhile_stays(self):
        record = self.reviewed()
        self.assertEqual(record.row_ids.changes["phone"][1], "+34 931 22 33 44")
        self.dos.with_user(self.user).phone = "+34 600 11 22 33"
        record.action_apply()
        self.assertEqual((self.dos.phone, self.dos.city), ("+34 600 11 22 33", "Vic"))
        self.assertEqual(record.row_ids.kept["phone"][2], "typed")

    def test_whom_somebody_archived_meanwhile_is_updated_and_stays_archived(self):
        record = self.reviewed()
        self.dos.action_archive()
        record.action_apply()
        self.assertEqual((self.dos.active, self.dos.city), (False, "Vic"))
        self.assertEqual(len(self.partner(2)), 1)
        self.assertTrue(record.row_ids.partner_archived)

    def test_whom_somebody_deleted_meanwhile_is_created_anew(self):
        record = self.reviewed()
        self.dos.unlink()
        record.action_apply()
        self.assertEqual((record.row_ids.verdict, record.row_ids.state), ("create", "applied"))
        self.assertEqual((self.partner(2).name, self.partner(2).city), ("Dos SL", "Vic"))

    def test_whom_somebody_joined_meanwhile_is_the_one_that_stays(self):
        record = self.reviewed()
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x"}
        stays = self.env["res.partner"].create({"name": "Dos que queda", "is_company": True, **exempt})
        self.env["despacho.merge"]._join(stays, self.dos)
        self.env.flush_all()
        self.env.invalidate_all()
        record.action_apply()
        self.assertEqual(record.row_ids.partner_id, stays)
        self.assertEqual((stays.city, stays.nif_key), ("Vic", self.nifs[2]))
        self.assertFalse(self.dos.city)

    def test_whose_number_somebody_corrected_meanwhile_is_another(self):
        record = self.reviewed()
        self.dos.vat = self.nifs[5]
        record.action_apply()
        self.assertIn(record.row_ids.verdict, ("update", "create", "same"))
        holders = self.partner(2) | self.partner(5)
        self.assertEqual(holders.filtered(lambda one: one.nif_key == self.nifs[5]), self.dos)
        self.assertFalse(record.error_count)
