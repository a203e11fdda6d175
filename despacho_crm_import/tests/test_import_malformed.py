from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools import reading
from .common import ImportCase, load_examples


@tagged("post_install", "-at_install")
class TestImportMalformed(ImportCase):
    def test_a_malformed_file_gives_a_sentence_or_a_draft_and_never_a_contact(self):
        partners = self.env["res.partner"].search_count([])
        seen = 0
        for name, filename, content in load_examples("malformed").cases():
            seen += 1
            with self.subTest(name):
                record = self.upload(content, filename=filename) if content else None
                if record is None:
                    continue
                try:
                    with self.env.cr.savepoint():
                        record.action_read()
                        self.assertTrue(record.column_ids)
                except UserError as error:
                    self.assertGreater(len(str(error)), 30, f"{name}: {error}")
                    self.assertEqual(record.state, "draft")
        self.assertGreaterEqual(seen, 100)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)

    def test_every_thing_that_may_be_wrong_has_its_sentence(self):
        model = self.env["despacho.import"]
        for code, names in reading.ERRORS.items():
            with self.subTest(code):
                details = {name: "x" if name in ("found", "sheet", "encoding", "name") else 10**8 for name in names}
                message = model._get_read_error_message(code, details)
                self.assertNotEqual(message, model._get_read_error_message("no such code", {}))
