"""What the fields of this capability share."""

from ..lifecycle.res_partner import GROUP

#: Read together, and apart from what lists and invoices need.
OWN = {"copy": False, "groups": GROUP, "prefetch": "segmentation"}


def known(value):
    """Return ``value`` of a :class:`~..lifecycle.estimate.KnownInteger`, None when it is not known."""
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
