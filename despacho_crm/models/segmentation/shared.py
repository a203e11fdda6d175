"""What the fields of this capability share."""

from odoo import fields

from ..lifecycle.res_partner import GROUP

#: Read together, and apart from what lists and invoices need.
OWN = {"copy": False, "groups": GROUP, "prefetch": "segmentation"}


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


def known(value):
    """Return ``value`` of a :class:`KnownInteger`, None when it is not known."""
    return None if value is False else value


def euro(env):
    """Return the currency of the accounts of Spanish companies and of the European limits, without a query."""
    return env["res.currency"].browse(env["ir.model.data"]._xmlid_to_res_id("base.EUR"))


def write_grouped(changes):
    """Write {record: values} without what Odoo does when a person writes; what is computed from them follows."""
    changes = {record: values for record, values in changes.items() if values}
    if not changes:
        return
    records = next(iter(changes)).union(*changes)
    names = sorted({name for values in changes.values() for name in values})
    records.modified([name for name in names if records._fields[name].relational], before=True)
    for record, values in changes.items():
        for name, value in values.items():
            records._fields[name].write(record.with_prefetch(records._ids), value)
    records.modified(names)
