from datetime import timedelta

from .common import ImportCase


class UndoCase(ImportCase):
    """What happens in a test happens one thing after another, as in life."""

    def setUp(self):
        super().setUp()
        self.later()

    def later(self):
        """Have what follows happen a minute later."""
        self.env.flush_all()
        self.env.cr._now = self.env.cr.now() + timedelta(minutes=1)

    def undo(self, record, rows=None, **kwargs):
        self.later()
        record._undo(rows, **kwargs)

    def import_one(self, number=1, name="Uno SL", source="billing"):
        """Return an import that created the company ``number``."""
        record = self.run_import(self.csv("NIF;Nombre", f"{self.nifs[number]};{name}"), source)
        self.later()
        return record

    def assertStays(self, record, reason):
        """Assert that undoing ``record``, an import of one row, leaves its contact there, and says why."""
        partner = record.row_ids.partner_id
        self.undo(record)
        self.assertTrue(partner.exists())
        self.assertEqual((record.state, record.row_ids.state), ("done", "applied"))
        self.assertIn(reason, record.row_ids.undo_reason)

    def assertGoes(self, record):
        partner = record.row_ids.partner_id
        self.undo(record)
        self.assertFalse(partner.exists())
        self.assertEqual((record.state, record.row_ids.state), ("undone", "undone"))
