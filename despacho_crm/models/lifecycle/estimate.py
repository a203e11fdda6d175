from odoo import fields


class Estimate(fields.Monetary):
    """An amount that nobody may have estimated yet: then nothing is shown, instead of a zero that nobody said."""

    def convert_to_read(self, value, record, use_display_name=True):
        return value or False

    def convert_to_export(self, value, record):
        return value or ""
