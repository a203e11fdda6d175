from odoo import fields


class Estimate(fields.Monetary):
    """An amount that nobody may have estimated yet: then nothing is shown, instead of a zero that nobody said."""

    def convert_to_column_insert(self, value, record, values=None, validate=True):
        # Nothing in the base either: what is taken back is as if it had never been written.
        return super().convert_to_column_insert(value, record, values, validate) if value else None

    def convert_to_read(self, value, record, use_display_name=True):
        return value or False

    def convert_to_export(self, value, record):
        return value or ""


class EstimatedNumber(fields.Float):
    """As :class:`Estimate`, where all amounts are of one currency and the column is a plain number."""

    def convert_to_read(self, value, record, use_display_name=True):
        return value or False

    def convert_to_export(self, value, record):
        return value or ""


class KnownInteger(fields.Integer):
    """A number that may not be known, which is another thing than none: without employees is a size too."""

    falsy_value = None

    def convert_to_column(self, value, record, values=None, validate=True):
        return None if value is None or value is False else int(value)

    def convert_to_cache(self, value, record, validate=True):
        return None if value is None or value is False else int(value)

    def convert_to_record(self, value, record):
        return False if value is None else value

    def convert_to_read(self, value, record, use_display_name=True):
        return value

    def convert_to_export(self, value, record):
        return "" if value is False else value
