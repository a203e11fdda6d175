import base64

from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import nif

from .tour_case import ImportTourCase


@tagged("post_install", "-at_install")
class TestImportDecideTour(ImportTourCase):
    """Rows that ask, groups of rows and values are decided on in Chromium."""

    def test_a_steward_decides_by_keys_by_groups_and_value_by_value(self):
        spain = self.env.ref("base.es")
        elena = self.elena
        number = nif.make_spanish("B", "7100000")
        _ferrer, roca, talleres, olle, acme = self.env["res.partner"].create(
            [
                {"is_company": True, "country_id": spain.id, **values}
                for values in (
                    {"name": "Suministros Ferrer Roca", "city": "Girona"},
                    {"name": "Suministros Ferrer Roca SA", "phone": "972999999"},
                    {"name": "Talleres Vilanova SL", "phone": "972334455", "street": "Carrer Nou 3", "city": "Girona"},
                    {"name": "Carpintería Ollé i Fills SL", "phone": "972102030"},
                    {"name": "Acme Suministros SL", "vat": number, "street": "Calle Antigua 1"},
                )
            ]
        )
        content = "\r\n".join(
            [
                "NIF;Empresa;Dirección;Teléfono;E-mail;Población",
                ";Suministros Ferrer i Roca;;;f@x.example;",
                ";TALLERES VILANOVA;Carrer Nou 33;972 33 44 55;;",
                ";CARPINTERIA OLLE Y FILLS;;972 10 20 30;info@olle.example;",
                f"{number};Acme Suministros SL;Calle Nueva 2;;;Gavà",
                ";Grúas Montseny SL;;972 55 51 11;;",
            ]
        )
        record = (
            self.env["despacho.import"]
            .with_user(elena)
            .create(
                {
                    "file": base64.b64encode(content.encode()),
                    "filename": "decidir.csv",
                    "source_kind": "agenda",
                }
            )
        )
        record.action_read()
        record.action_review()
        self.tour("despacho_import_decide_tour", f"/odoo/importar-ficheros/{record.id}", timeout=180)
        self.env.invalidate_all()
        self.assertEqual(record.row_ids.mapped("choice"), ["this", "other", "this", False, False])
        self.assertEqual((roca.name, roca.email), ("Suministros Ferrer i Roca", "f@x.example"))
        self.assertEqual((olle.email, talleres.street), ("info@olle.example", "Carrer Nou 3"))
        self.assertEqual((acme.street, acme.city), ("Calle Nueva 2", False))
        self.assertEqual(record.created_count, 2)
