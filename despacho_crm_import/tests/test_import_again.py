from odoo.tests import tagged

from .common import ImportCase


@tagged("post_install", "-at_install")
class TestImportAgain(ImportCase):
    """The same file twice changes nothing, whatever is in it."""

    def assertNothingNew(self, content, source="billing"):
        """Import ``content`` again: no contact is created or changed."""
        Partner = self.env["res.partner"].with_context(active_test=False)
        before = Partner.search([])
        state = before.read(["name", "vat", "comment", "phone", "email", "write_date"])
        record = self.run_import(content, source)
        self.assertEqual(Partner.search([]), before)
        self.assertEqual(before.read(["name", "vat", "comment", "phone", "email", "write_date"]), state)
        return record

    def test_a_foreign_company_without_country_is_found_again(self):
        content = self.csv(
            "NIF;Nombre;CP",
            "FR40303265045;Francia Test;75009",
            "EL094259216;Grecia Test;10431",
            "PT501442600;Portugal Test;1000-205",
        )
        record = self.run_import(content)
        self.assertEqual((record.created_count, record.error_count), (3, 0), record.row_ids.mapped("error"))
        partners = record.row_ids.partner_id
        self.assertEqual(partners.mapped("nif_state"), ["valid"] * 3)
        self.assertEqual(set(partners.mapped("country_id.code")), {"FR", "GR", "PT"})
        self.assertVerdicts(self.assertNothingNew(content), same=3)
