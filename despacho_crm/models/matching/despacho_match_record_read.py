from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.keys import Record
from .despacho_match_source import source_sql

#: Columns of a record and their types, in the order in which they are read.
_COLUMNS = tuple(
    (name, SQL(kind))
    for name, kind in (
        ("partner_id", "int"),
        ("seen", "timestamp"),
        ("company_id", "int"),
        ("family_id", "int"),
        ("person", "bool"),
        ("is_company", "bool"),
        ("use", "text"),
        ("nif", "text"),
        ("name", "text"),
        ("form", "text"),
        ("core", "text"),
        ("email", "bigint"),
        ("domain", "bigint"),
        ("zip", "text"),
        ("province", "text"),
        ("street", "bigint"),
        ("stem", "int"),
        ("phones", "text"),
        ("keys", "text"),
    )
)
_NAMES = SQL(", ").join(SQL.identifier(name) for name, _kind in _COLUMNS)
#: The last two columns are arrays, and travel as text: arrays of arrays would all need one length.
_READ = SQL(
    "%s, phones::bigint[], keys::bigint[]", SQL(", ").join(SQL.identifier(name) for name, _kind in _COLUMNS[:-2])
)
_KEY = (("key", SQL("bigint")), ("stem", SQL("int")), ("partner_id", SQL("int")))
_ESCAPED = str.maketrans({'"': '\\"', "\\": "\\\\"})
_TEXTS = ("nif", "name", "phone", "email", "website", "zip", "province", "street")


class DespachoMatchRecord(models.Model):
    """How records come to be: contacts and leads are read, normalised and written, many at a time."""

    _inherit = "despacho.match.record"

    @api.model
    def _refresh(self, ids):
        """Read contacts, archived ones included, and leads again; those that are gone lose their keys and pairs."""
        self.env["res.partner"].flush_model()
        self.env["crm.lead"].flush_model()
        ids = list(ids)
        records = list(map(_read, self.env.execute_query(source_sql(ids))))
        self._write_records(ids, records)
        gone = set(ids).difference(record[0] for record in records)
        if gone:
            self.env["despacho.match.pair"]._withdraw(gone)

    @api.model
    def _forget(self, ids):
        """Take away what is known of contacts and leads."""
        self._write_records(list(ids), [])

    @api.model
    def _write_records(self, ids, records):
        """Have ``records`` be what is known of ``ids``, and nothing of those among them that have no record.

        Most keys of what changed stay: only the others are written.
        """
        cr = self.env.cr
        known = {
            partner_id: (stem, keys)
            for partner_id, stem, keys in self.env.execute_query(
                SQL("SELECT partner_id, stem, keys FROM despacho_match_record WHERE partner_id = ANY(%s)", ids)
            )
        }
        gone, new = [], []
        for partner_id, *_values, stem, _phones, keys in records:
            old_stem, old_keys = known.pop(partner_id, (stem, ()))
            new += [(key, stem, partner_id) for key in keys if key not in old_keys or stem != old_stem]
            gone += [(key, old_stem, partner_id) for key in old_keys if key not in keys or stem != old_stem]
        gone += [(key, stem, partner_id) for partner_id, (stem, keys) in known.items() for key in keys]
        cr.execute(SQL("DELETE FROM despacho_match_record WHERE partner_id = ANY(%s)", ids))
        if gone:
            # The planner takes a few for many, and would read all keys.
            with self.env["despacho.match.engine"]._by_index():
                cr.execute(
                    SQL(
                        """
                        DELETE FROM despacho_match_key key USING %s
                         WHERE key.key = own.key AND key.stem = own.stem AND key.partner_id = own.partner_id
                        """,
                        _relation("own", zip(*gone, strict=True), _KEY),
                    )
                )
        if records:
            cr.execute(
                SQL(
                    "INSERT INTO despacho_match_record (%s) SELECT %s FROM %s",
                    _NAMES,
                    _READ,
                    _relation("new", zip(*records, strict=True), _COLUMNS),
                )
            )
        if new:
            # In the order of the index, whose pages are then written one after another.
            cr.execute(
                SQL(
                    "INSERT INTO despacho_match_key (key, stem, partner_id) SELECT * FROM %s ORDER BY key",
                    _relation("new", zip(*new, strict=True), _KEY),
                )
            )
        read = [record[0] for record in records]
        self._compared(set(ids).difference(read))
        cr.execute(SQL("INSERT INTO despacho_match_pending SELECT UNNEST(%s::int[]) ON CONFLICT DO NOTHING", read))


def _read(row):
    """Return the values of the record of a contact or lead."""
    record = Record.of(dict(zip(_TEXTS, row[7:], strict=True)))
    return (
        *row[:7],
        record.nif or None,
        record.name.text,
        record.name.form,
        record.name.core,
        record.email,
        record.domain,
        record.zip,
        record.province,
        record.street,
        record.stem,
        record.phones,
        record.keys(),
    )


def _relation(name, values, columns):
    """Return ``values``, one iterable for each of ``columns``, as a relation.

    Each column travels as one text: thousands of values apart would take longer to understand than to write.
    """
    pairs = list(zip(values, columns, strict=True))
    return SQL(
        "UNNEST(%s) AS %s (%s)",
        SQL(", ").join(SQL("%s::%s[]", _array(column), kind) for column, (_name, kind) in pairs),
        SQL.identifier(name),
        SQL(", ").join(SQL.identifier(column) for _column, (column, _kind) in pairs),
    )


def _array(values):
    """Return ``values`` as PostgreSQL writes an array."""
    return f"{{{','.join(map(_element, values))}}}"


def _element(value):
    if value is None:
        return "NULL"
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPED)}"'
    return f'"{_array(value)}"' if isinstance(value, list) else str(value)
