import csv

from odoo.tests import tagged

from odoo.addons.despacho_crm.tools import nif

from .common import REAL_FILE, ImportCase


@tagged("post_install", "-at_install")
class TestImportRealFile(ImportCase):
    """The export of a billing program: four thousand real companies, cp1252."""

    def test_four_thousand_real_companies_come_in_complete_and_only_once(self):
        content = REAL_FILE.read_bytes()
        lines = list(csv.reader(content.decode("cp1252").splitlines(), delimiter=";"))[1:]
        found = [nif.parse(line[0]) for line in lines]
        valid = {number.key for number in found if number.valid}
        record = self.run_import(content, filename="clientes.csv")
        self.assertEqual(record.encoding, "cp1252")
        self.assertEqual(record.row_count, len(lines))
        self.assertEqual(record.column_ids.mapped("field"), ["nif", "name", "street", "zip", "city"])
        self.assertEqual(record.error_count, 0)
        self.assertEqual(record.create_count, len(valid))
        self.assertEqual(
            record.create_count
            + record.no_nif_count
            + record.people_count
            + record.duplicate_count
            + record.rejected_count,
            len(lines),
        )
        partners = self.env["res.partner"].search([("nif_key", "in", list(valid))])
        self.assertEqual(len(partners), len(valid))
        self.assertGreater(len(partners.filtered("state_id")), 0.98 * len(partners))
        topcon = partners.filtered(lambda partner: partner.nif_key == "N0030656C")
        self.assertRecordValues(
            topcon,
            [
                {
                    "name": "TOPCON EUROPE MEDICAL B.V",
                    "zip": "08960",
                    "city": "Sant Just Desvern",
                    "state_id": self.env.ref("base.state_es_b").id,
                }
            ],
        )
        count = self.env["res.partner"].search_count([])
        again = self.run_import(content, filename="clientes.csv")
        self.assertEqual(self.env["res.partner"].search_count([]), count)
        self.assertEqual((again.created_count, again.updated_count), (0, 0))
