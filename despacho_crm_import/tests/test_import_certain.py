from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportCertain(ImportCase):
    """What nobody has to be asked about is written, and the rest of the file waits."""

    def get_content(self):
        return self.csv(
            "NIF;Nombre;Teléfono;Población;Persona de contacto",
            f"{self.nifs[1]};Nueva SL;931 22 33 44;Vic;Ana Ruiz",
            f"{self.nifs[0]};Acme Suministros SL;931 11 11 11;Olot;",
            f"{self.nifs[1]};Nueva SL;931 22 33 44;Vic;Luis Pla",
            ";Sin Número SL;931 55 66 77;Reus;",
        )

    def test_who_has_a_nif_is_written_and_who_has_none_waits(self):
        record = self.review(self.get_content())
        self.assertEqual((record.certain_count, record.doubtful_count), (3, 1))
        record.action_apply_certain()
        self.assertEqual((record.state, record.created_count, record.updated_count), ("reviewed", 1, 1))
        self.assertEqual(self.partner(1).city, "Vic")
        self.assertEqual(set(self.partner(1).child_ids.mapped("name")), {"Ana Ruiz", "Luis Pla"})
        self.assertEqual(self.acme.city, "Olot")
        self.assertFalse(self.env["res.partner"].search([("name", "=", "Sin Número SL")]))
        self.assertEqual(record.row_ids.filtered(lambda row: row.state == "pending").name, "Sin Número SL")
        self.assertIn("1", record.headline)

    def test_what_waits_is_written_when_a_person_applies_it(self):
        record = self.review(self.get_content())
        record.action_apply_certain()
        record.action_apply()
        self.assertEqual((record.state, record.created_count, record.updated_count), ("done", 2, 1))
        self.assertTrue(self.env["res.partner"].search([("name", "=", "Sin Número SL")]))

    def test_a_file_where_nothing_is_doubtful_is_done(self):
        record = self.review(
            self.csv("NIF;Nombre", f"{self.nifs[1]};Nueva SL", f"{self.nifs[0]};Acme Suministros SL", "; ;")
        )
        record.action_apply_certain()
        self.assertEqual((record.state, record.created_count), ("done", 1))
        self.assertNotIn("pending", record.row_ids.mapped("state"))

    def test_rows_that_a_person_left_out_stay_out(self):
        record = self.review(self.get_content())
        record.row_ids.filtered(lambda row: row.nif_key == self.nifs[1]).action_exclude()
        record.action_apply_certain()
        self.assertEqual((record.created_count, record.updated_count), (0, 1))
        self.assertFalse(self.partner(1))

    def test_who_may_be_somebody_of_the_base_waits(self):
        self.env["res.partner"].create(
            {
                "name": "Bar Pepe",
                "is_company": True,
                "zip": "08500",
                "phone": "+34 938 88 77 66",
                "nif_exemption_reason": "other",
                "nif_exemption_note": "x",
            }
        )
        content = self.csv("Nombre;CP;Teléfono;Email", "Bar Pepe;08500;938 88 77 66;pepe@bar.example")
        record = self.review(content, "agenda")
        self.assertEqual(record.certain_count, 0, record.row_ids.mapped("verdict"))
        record.action_apply_certain()
        self.assertEqual(record.state, "reviewed")
        self.assertEqual(record.row_ids.state, "pending")

    def test_who_became_doubtful_meanwhile_waits(self):
        record = self.review(self.csv("NIF;Nombre;CP;Teléfono", f"{self.nifs[1]};Bar Pepe SL;08500;938 88 77 66"))
        self.assertEqual(record.certain_count, 1)
        # Somebody entered it by hand, without its NIF.
        self.env["res.partner"].create(
            {
                "name": "Bar Pepe SL",
                "is_company": True,
                "zip": "08500",
                "phone": "+34 938 88 77 66",
                "nif_exemption_reason": "other",
                "nif_exemption_note": "x",
            }
        )
        record.seen_until = False
        record.action_apply_certain()
        self.assertEqual(
            record.row_ids.mapped(lambda row: (row.verdict, row.reason_code, row.state)),
            [("update", "matched", "pending")],
        )
        self.assertEqual(record.state, "reviewed")

    def test_what_was_written_is_not_thrown_away_by_going_back_to_the_columns(self):
        record = self.review(self.get_content())
        record.action_apply_certain()
        with self.assertRaisesRegex(UserError, "written already"):
            record.action_back()
        with self.assertRaises(UserError):
            record.unlink()

    def test_who_stops_and_goes_on_goes_on_with_what_is_certain(self):
        record = self.review(self.get_content())
        self.patch(type(record), "_is_asked_by_screen", lambda one: True)
        record.action_apply_certain()
        self.assertEqual(record.state, "applying")
        record.action_stop()
        record.action_apply()
        with self.enter_registry_test_mode():
            self.env.ref("despacho_crm_import.ir_cron_apply").method_direct_trigger()
        self.env.invalidate_all()
        self.assertEqual((record.state, record.created_count, record.updated_count), ("reviewed", 1, 1))

    def test_what_is_certain_is_taken_back_and_the_rest_still_waits(self):
        record = self.review(self.get_content())
        record.action_apply_certain()
        record._undo()
        self.assertFalse(self.partner(1))
        self.assertFalse(self.acme.city)
        self.assertEqual(record.row_ids.filtered(lambda row: row.state == "pending").name, "Sin Número SL")
        self.assertEqual(record.state, "reviewed")
