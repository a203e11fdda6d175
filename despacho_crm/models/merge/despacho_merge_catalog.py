from typing import NamedTuple

from odoo import api, models, tools
from odoo.tools import SQL

#: Of the journal itself, of the pairs, which have their own rules, and of Odoo's tool.
_OWN = {
    "despacho_merge",
    "despacho_merge_line",
    "despacho_merge_source_rel",
    "despacho_match_pair",
    "despacho_census_match",
    "base_partner_merge_automatic_wizard",
    # Made anew every night.
    "despacho_quality_record",
}
#: Columns that always hold a company, and not the contact of it that a document names.
COMMERCIAL = {
    ("account_move", "commercial_partner_id"),
    ("account_move_line", "partner_id"),
    ("mail_activity", "partner_id"),
    ("despacho_billing_year", "partner_id"),
    ("despacho_need", "partner_id"),
    ("despacho_interview", "partner_id"),
    ("despacho_registry_act", "partner_id"),
    ("res_partner", "commercial_partner_id"),
}
#: What no database rule says, and would be nonsense twice.
_ONCE = {("calendar_attendee", "partner_id"): (("event_id",),)}
#: What accounting has sealed: a changed contact of an entry would break the seal, and its invoice is of the same one.
SEALED = {
    ("account_move", "partner_id"): SQL("item.inalterable_hash IS NOT NULL"),
    ("account_move", "commercial_partner_id"): SQL("item.inalterable_hash IS NOT NULL"),
    ("account_move_line", "partner_id"): SQL(
        "EXISTS (SELECT FROM account_move WHERE account_move.id = item.move_id AND inalterable_hash IS NOT NULL)"
    ),
}


class Column(NamedTuple):
    """A column that names records of a model."""

    table: str
    name: str
    #: The other column of a table of links; '' for a table whose rows have an id.
    other: str = ""
    #: The column that says of which model ``name`` holds an id.
    model_column: str = ""
    #: The other columns of each unique index that ``name`` is in.
    unique: tuple = ()

    @property
    def sealed(self):
        return SEALED.get((self.table, self.name), SQL("FALSE"))

    @property
    def is_plain(self):
        """Whether nothing but a seal keeps a row of it from naming another contact."""
        return not (self.other or self.unique) and self.table not in ("res_partner", "ir_attachment")


class DespachoMerge(models.Model):
    """Where contacts, or other records, are named in the database."""

    _inherit = "despacho.merge"

    @api.model
    @tools.ormcache("model")
    def _columns_of(self, model):
        """Return the :class:`Column` of all that names records of ``model``: foreign keys, links and model + id."""
        table = self.env[model]._table
        passing = self._passing_tables()
        keys = self.env.execute_query(
            SQL(
                """
                SELECT named.relname, attribute.attname,
                       ARRAY(SELECT other.attname::text FROM pg_attribute other
                              WHERE other.attrelid = named.oid AND other.attnum > 0 AND NOT other.attisdropped)
                  FROM pg_constraint
                  JOIN pg_class named ON named.oid = conrelid
                  JOIN pg_attribute attribute ON attribute.attrelid = conrelid AND attribute.attnum = conkey[1]
                 WHERE contype = 'f' AND CARDINALITY(conkey) = 1 AND named.relkind IN ('r', 'p')
                   AND confrelid = TO_REGCLASS(%s)
                 ORDER BY 1, 2
                """,
                table,
            )
        )
        columns = []
        for name, column, all_columns in keys:
            if name in passing:
                continue
            others = [other for other in all_columns if other != column]
            if "id" in others:
                columns.append(Column(name, column))
            elif len(others) == 1:
                columns.append(Column(name, column, other=others[0]))
        columns += [
            Column(owner._table, field.name, model_column=owner._fields[field.model_field].name)
            for owner, field in self._stored_fields("many2one_reference")
            if owner._table not in passing and field.model_field in owner._fields
            if owner._fields[field.model_field].store
        ]
        unique = self._unique_columns({column.table for column in columns})
        return tuple(
            column._replace(
                unique=tuple(
                    sorted(
                        {
                            tuple(sorted(index - {column.name}))
                            for index in unique.get(column.table, ())
                            if column.name in index
                        }
                        | set(_ONCE.get((column.table, column.name), ()))
                    )
                )
            )
            for column in columns
        )

    @api.model
    def _unique_columns(self, tables):
        """Return {table: [columns of each unique index]}; those on expressions are left to the attempt."""
        found = {}
        for table, columns in self.env.execute_query(
            SQL(
                """
                SELECT owner.relname, ARRAY(
                       SELECT attname::text FROM pg_attribute
                        WHERE attrelid = indrelid AND attnum = ANY((indkey::int2[])[0:indnkeyatts - 1]))
                  FROM pg_index JOIN pg_class owner ON owner.oid = indrelid
                 WHERE indisunique AND indexprs IS NULL AND owner.relname = ANY(%s)
                   AND owner.relnamespace = current_schema::regnamespace
                """,
                list(tables),
            )
        ):
            found.setdefault(table, []).append(frozenset(columns))
        return found

    @api.model
    def _stored_fields(self, kind):
        """Return (model, field) of all stored fields of that type with a column of their own."""
        return [
            (model, field)
            for name in sorted(self.env.registry)
            if (model := self.env[name])._auto and not model._abstract and not model._transient
            for field in model._fields.values()
            if field.type == kind and field.store and field.column_type and not field.inherited
        ]

    @api.model
    def _passing_tables(self):
        """Return the tables of what is about to go anyway, with their links, and of the journal."""
        passing, staying = set(_OWN), set()
        for name in self.env.registry:
            model = self.env[name]
            if model._abstract:
                continue
            tables = {model._table} | {
                field.relation for field in model._fields.values() if field.type == "many2many" and field.store
            }
            (passing if model._transient else staying).update(tables)
        return (passing - staying) | _OWN
