from odoo import fields
from odoo.tests import tagged

from .drop_common import DropCase
from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportDropTour(DropCase, ImportTourCase):
    """A steward sets up a box, sees what came in and decides on what waits, in Spanish."""

    def setUp(self):
        super().setUp()
        self.box.unlink()
        self.patch(self.env.registry["despacho.import.drop"], "_get_look_time", lambda drop: 1e11)

    @staticmethod
    def look_at_once(boxes):
        """Do what the job does, in the transaction of the request."""
        boxes = boxes.sudo()
        for found in list(boxes._look()):
            boxes._take(found)
        boxes.last_look = fields.Datetime.now()
        for file in boxes.file_ids.sorted("id"):
            file._deal()
        for record in boxes.file_ids.import_ids.filtered(lambda one: one.state == "applying"):
            mine = record._with_applier()
            while mine._apply_next_batch():
                pass
            mine._finish_apply()

    def test_a_steward_sets_up_a_folder_and_sees_what_came_in(self):
        self.leave(
            "clientes.csv", self.known(1, 2) + self.csv("9;;Sin Número SL;Calle Sol 3;Reus;43201;Tarragona;977112233")
        )
        self.leave("raro.csv", self.csv("Apodo;Bicho", "Uno;gato"))
        self.leave("foto.csv", b"\x89PNG\r\n\x1a\n\x00\x00")
        self.patch(self.env.registry["despacho.import.drop"], "_look_soon", self.look_at_once)
        self.tour("despacho_import_drop_tour", self.open("despacho_import_drop_action"))
        self.assertTrue(self.partner(1) and self.partner(2))
        self.assertEqual(self.partner(1).create_uid, self.elena)

    def test_a_steward_decides_on_the_file_of_a_stranger(self):
        box = self.Drop.create({"name": "Correo", "kind": "mail", "alias_name": "lote", "user_id": self.elena.id})
        self.File.create(
            {
                "drop_id": box.id,
                "name": "clientes.csv",
                "sender": "x@desconocido.example",
                "state": "aside",
                "trouble": "Su remitente no está entre los conocidos.",
                "place": "moved",
                **self.File._prepare_content(self.known(1)),
            }
        )
        self.tour("despacho_import_drop_aside_tour", self.open("despacho_import_drop_file_action"))
        self.assertEqual(box.sender_emails, "x@desconocido.example")

    def test_a_steward_applies_what_is_certain_and_the_rest_waits(self):
        record = self.review(self.known(1) + self.csv("9;;Sin Número SL;;;;;"), user=self.elena)
        self.tour("despacho_import_certain_tour")
        self.assertEqual((record.state, record.created_count, record.doubtful_count), ("reviewed", 1, 1))
