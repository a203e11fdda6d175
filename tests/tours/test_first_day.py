"""The first day of a firm with the product, in Chromium and in Spanish, with the three addons."""

import json
from pathlib import Path

from odoo.tests import HttpCase, new_test_user, tagged

from odoo.addons.despacho_crm.tools import nif

ROOT = Path(__file__).resolve().parents[2]
#: Real companies as a billing program exports them, where the checkout has them beside it.
REAL_FILE = ROOT.parent / "shared" / "data" / "real_companies_dev.csv"
HEADER = "N.I.F.;Razón Social;Dirección;C.P.;Población"


def billing_file():
    """Return the content of a billing export (cp1252): the real one, or a small one of the same shape."""
    if REAL_FILE.exists():
        return REAL_FILE.read_bytes()
    lines = [HEADER] + [
        f"{nif.make_spanish('B', f'{7100000 + number}')};Empresa Ñandú {number}, S.L.;Calle Mayor {number};17001;Girona"
        for number in range(60)
    ]
    return "\r\n".join(lines).encode("cp1252")


@tagged("post_install", "-at_install")
class TestFirstDay(HttpCase):
    def setUp(self):
        super().setUp()
        self.env["res.lang"]._activate_lang("es_ES")
        new_test_user(
            self.env, "elena", groups="despacho_crm.group_steward", lang="es_ES", tz="Europe/Madrid", name="Elena Soler"
        )
        # Jobs do not run in tests.
        self.patch(type(self.env["despacho.import"]), "_is_asked_by_screen", lambda record: False)
        self.env["res.partner"].create({"name": "Bodega Sin Número", "is_company": True})

    def serve(self, url, content, mimetype):
        self.env["ir.attachment"].create(
            {"name": url, "url": url, "type": "binary", "raw": content, "mimetype": mimetype, "public": True}
        )

    def test_a_steward_imports_finds_sees_what_is_pending_and_takes_a_file_away(self):
        content = billing_file()
        rows = [line.split(";") for line in content.decode("cp1252").splitlines()[1:]]
        key = rows[0][0]
        spelling = f"{key[0].lower()}-{key[1:3]}.{key[3:6]}.{key[6:]}"
        plan = {"file": "/despacho_first_day.csv", "spelling": spelling, "vat": f"ES{key}"}
        self.serve(plan["file"], content, "text/csv")
        self.serve("/despacho_first_day.json", json.dumps(plan).encode(), "application/json")
        self.start_tour("/odoo", "despacho_crm.first_day", login="elena", timeout=300)
        partners = self.env["res.partner"].search([("nif_key", "in", [row[0] for row in rows])])
        self.assertEqual(len(partners), len({row[0] for row in rows}))
