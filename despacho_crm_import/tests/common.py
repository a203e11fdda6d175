import base64
import importlib.util
import os
from pathlib import Path

from odoo.tests import TransactionCase, new_test_user

from odoo.addons.despacho_crm.tools import nif

#: Where the checkout lies; Odoo may see the addon through a link.
_HERE = Path(__file__).resolve()
#: Real companies lie beside the checkout, or where the environment says.
REAL_FILE = Path(
    os.environ.get(
        "DESPACHO_REAL_COMPANIES",
        _HERE.parents[3] / "shared" / "data" / "real_companies_dev.csv",
    )
)


def load_examples(name):
    """Return the module ``name`` of files that the tests of the pure packages read too."""
    path = _HERE.parents[2] / "tests" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"despacho_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class ImportCase(TransactionCase):
    """A firm with a steward (imports), a user (looks) and some companies in the base.

    steward: Elena          user: Luis
    acme: «Acme SL», NIF and phone typed by a person
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.company.write({"country_id": cls.env.ref("base.es").id, "nif_mandatory": True})
        cls.steward = new_test_user(
            cls.env, "elena", groups="despacho_crm.group_steward", tz="Europe/Madrid", name="Elena"
        )
        cls.user = new_test_user(cls.env, "luis", groups="despacho_crm.group_user", tz="Europe/Madrid", name="Luis")
        cls.nifs = [nif.make_spanish("B", f"{7100000 + number}") for number in range(20)]
        cls.acme = cls.env["res.partner"].create(
            {
                "name": "Acme Suministros SL",
                "is_company": True,
                "vat": cls.nifs[0],
                "phone": "+34 931 11 11 11",
                "country_id": cls.env.ref("base.es").id,
            }
        )

    @classmethod
    def csv(cls, *lines, encoding="utf-8"):
        return "\r\n".join([*lines, ""]).encode(encoding)

    @classmethod
    def upload(cls, content, source="billing", filename="clientes.csv", user=None, **values):
        """Return the import of ``content`` as the steward uploads it, not yet read."""
        return (
            cls.env["despacho.import"]
            .with_user(user or cls.steward)
            .create(
                {
                    "file": base64.b64encode(content),
                    "filename": filename,
                    "source_kind": source,
                    **values,
                }
            )
        )

    @classmethod
    def review(cls, content, source="billing", **values):
        record = cls.upload(content, source, **values)
        record.action_read()
        record.action_review()
        return record

    @classmethod
    def run_import(cls, content, source="billing", **values):
        record = cls.review(content, source, **values)
        record.action_apply()
        return record

    @classmethod
    def partner(cls, number):
        return cls.env["res.partner"].with_context(active_test=False).search([("nif_key", "=", cls.nifs[number])])

    def assertVerdicts(self, record, **counts):
        found = dict(
            self.env["despacho.import.row"]._read_group([("import_id", "=", record.id)], ["verdict"], ["__count"])
        )
        self.assertEqual(found, counts)

    def assertFlatReview(self, content, **values):
        """Reviewing ``content(1, 3)`` takes no fewer queries than ``content(3, 19)``, but for two."""
        few, many = (self.upload(content(*rows), **values) for rows in ((1, 3), (3, 19)))
        (few | many).mapped("same_file_id")
        counts = []
        for record in (few, many):
            record.action_read()
            self.env.flush_all()
            before = self.env.cr.sql_log_count
            record.action_review()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)
