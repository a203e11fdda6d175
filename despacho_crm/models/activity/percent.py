from odoo import fields


class Percent(fields.Integer):
    """An integer that may be unknown: zero per cent is an answer, nothing is none."""

    def convert_to_column(self, value, record, values=None, validate=True):
        return None if value is None or value is False else int(value)

    def convert_to_cache(self, value, record, validate=True):
        return None if value is None or value is False else int(value)

    def known(self, record):
        """Return the value of ``record``, or None where there is none: the record itself reads zero for both."""
        return record[self.name] or self._get_cache(record.env).get(record.id)
