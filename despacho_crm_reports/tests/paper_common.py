from odoo.tests import HttpCase


class PaperCommon(HttpCase):
    """Papers that are drawn for whoever asks for them, and of which no copy is kept."""

    def assertPaperFor(self, record, allowed, refused):
        """Check that ``allowed`` download the paper of ``record``, that ``refused`` do not, and that none is kept."""
        path = record.action_print()["url"]
        for user in allowed | refused:
            self.authenticate(user.login, user.login)
            response = self.url_open(path)
            if user in allowed:
                self.assertEqual(response.headers["Content-Type"], "application/pdf")
                self.assertTrue(response.content.startswith(b"%PDF"))
            else:
                self.assertIn(response.status_code, (403, 404))
        self.assertFalse(self.env["ir.attachment"].search([("res_model", "=", record._name)]))
