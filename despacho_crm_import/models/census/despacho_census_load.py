import io

from odoo import api, models
from odoo.tools import SQL

from ...tools.census import COLUMNS, SAID

_KEY, _DATE = "nif_key", "data_date"
#: {column of a list: column of the census}, those that a list may change.
_VALUES = {name: "state_id" if name == "state" else name for name in COLUMNS if name not in (_KEY, _DATE)}
#: What a list tells of a company.
LOADED = (_KEY, *_VALUES.values())
#: Where values come from: it changes with them.
ORIGIN = ("source", _DATE)


class DespachoCensusCompany(models.Model):
    """Thousands of rows of a list at once: COPY into a table of the connection, then a statement for each step.

    A list that is later than what the census has of a company prevails, blanks apart; an earlier one, only where
    the census has nothing. What is written over is kept (``despacho.census.before``), and which companies a list only
    had too: they do not go with the list that came first.
    """

    _inherit = "despacho.census.company"

    @api.model
    def _load(self, import_, lines, fills=b""):
        """Store ``lines``, and ``fills`` where nothing is known (``census_batches.Batch``); return {kind: how many}."""
        self.check_access("create")
        self.check_access("write")
        import_.flush_recordset()
        self.flush_model()  # what somebody wrote, and nobody stored yet, is there already
        scope, source = import_._get_census_scope(), import_._get_census_source()
        self._stage(lines)
        self._compare(scope, source)
        if fills:
            self._fill(fills)
        [(known, updated)] = self.env.execute_query(
            SQL("SELECT COUNT(*), COUNT(*) FILTER (WHERE is_other) FROM despacho_census_known")
        )
        if known:
            self._overwrite(import_)
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_census_company (
                    %(columns)s, %(key)s, %(date)s, source, company_id, import_id, import_row)
                SELECT %(values)s, %(key)s, %(date)s, %(source)s, %(scope)s::int, %(import)s, import_row
                  FROM despacho_census_staged staged
                 WHERE NOT EXISTS (SELECT FROM despacho_census_known known WHERE known.nif_key = staged.nif_key)
                """,
                **{
                    "columns": _names(_VALUES.values()),
                    "values": _names(_VALUES),
                    "key": SQL.identifier(_KEY),
                    "date": SQL.identifier(_DATE),
                    "source": source,
                    "scope": scope,
                    "import": import_.id,
                },
            )
        )
        created = self.env.cr.rowcount
        self._forget()
        self.invalidate_model(flush=False)
        return {"create": created, "update": updated, "same": known - updated}

    @api.model
    def _compare_batch(self, lines, scope):
        """Return {NIF: (kind, {column: [before, after]})} of those of ``lines`` that the census has."""
        self._stage(lines)
        self._compare(scope, "")
        names = SQL(", ").join(
            SQL("to_jsonb(%s), to_jsonb(%s)", SQL.identifier("company", name), SQL.identifier("known", name))
            for name in _VALUES.values()
        )
        found = self.env.execute_query(
            SQL(
                "SELECT known.nif_key, is_other, %s "
                "FROM despacho_census_known known JOIN despacho_census_company company USING (id)",
                names,
            )
        )
        self._forget()
        result = {}
        for key, is_other, *values in found:
            pairs = zip(_VALUES.values(), values[::2], values[1::2], strict=True)
            changes = {name: [old, new] for name, old, new in pairs if old != new}
            result[key] = "update" if is_other else "same", changes
        return result

    @api.model
    def _find_contradicting(self, lines, scope):
        """Return [(place among ``lines``, names of those of ``SAID``)] of which the census has another value.

        What the census has of a later list contradicts nothing. Signs and letter case are no matter.
        """
        self._stage(lines)
        said = SQL(", ").join(
            SQL(
                "CASE WHEN %s <> %s THEN %s END",
                _bare(SQL.identifier("staged", name)),
                _bare(SQL.identifier("company", _VALUES[name])),
                name,
            )
            for name in SAID
        )
        found = self.env.execute_query(
            SQL(
                """
                SELECT place - 1, ARRAY_REMOVE(ARRAY[%s], NULL)
                  FROM (SELECT *, ROW_NUMBER() OVER (ORDER BY ctid) AS place FROM despacho_census_staged) staged
                  JOIN despacho_census_company company
                    ON company.nif_key = staged.nif_key AND COALESCE(company.company_id, 0) = %s
                 WHERE company.data_date IS NULL OR company.data_date <= staged.data_date
                 ORDER BY place
                """,
                said,
                scope or 0,
            )
        )
        self._forget()
        return [(place, names) for place, names in found if names]

    @api.model
    def _count_known(self, keys, scope):
        """Return how many of the NIFs ``keys`` the census has."""
        query = SQL(
            """
            SELECT COUNT(*) FROM UNNEST(%s::varchar[]) AS key
             WHERE EXISTS (SELECT FROM despacho_census_company WHERE nif_key = key AND COALESCE(company_id, 0) = %s)
            """,
            keys,
            scope or 0,
        )
        return self.env.execute_query(query)[0][0]

    @api.model
    def _stage(self, lines):
        self._forget()
        columns = SQL(", ").join(
            SQL("%s AS %s", SQL.identifier(_VALUES.get(name, name)), SQL.identifier(name)) for name in COLUMNS
        )
        cr = self.env.cr
        # No ORM for the table of the connection: it goes with the transaction.
        cr.execute(
            SQL(
                "CREATE TEMP TABLE despacho_census_staged ON COMMIT DROP AS "
                "SELECT %s, import_row FROM despacho_census_company LIMIT 0",
                columns,
            )
        )
        self._copy("despacho_census_staged", lines)

    @api.model
    def _copy(self, table, lines):
        query = SQL("COPY %s FROM STDIN WITH (NULL '')", SQL.identifier(table))
        # At once: between two pieces it would wait for whoever prepares the next rows.
        self.env.cr.copy_expert(query.code, io.BytesIO(lines), size=max(len(lines), 1))

    @api.model
    def _compare(self, scope, source):
        """Make ``despacho_census_known``: what the census has of the rows, and what it becomes."""
        later = SQL("(known.data_date IS NULL OR staged.data_date >= known.data_date)")
        mine = SQL(", ").join(
            SQL("%s AS %s", self._merge(later, name, column), SQL.identifier(f"new_{column}"))
            for name, column in _VALUES.items()
        )
        values = list(_VALUES.values())
        self.env.cr.execute(
            SQL(
                """
                CREATE TEMP TABLE despacho_census_known ON COMMIT DROP AS
                SELECT id, nif_key, staged_row, %(new)s, is_other, is_later,
                       CASE WHEN is_later THEN %(source)s ELSE source END AS source,
                       CASE WHEN is_later THEN new_date ELSE data_date END AS data_date
                  FROM (SELECT *, (%(old_names)s) IS DISTINCT FROM (%(new_names)s) AS is_other
                          FROM (SELECT known.*, %(merged)s, staged.data_date AS new_date,
                                       staged.import_row AS staged_row,
                                       known.data_date IS NULL OR staged.data_date > known.data_date AS is_later
                                  FROM despacho_census_staged staged
                                 CROSS JOIN LATERAL (
                                       SELECT * FROM despacho_census_company
                                        WHERE nif_key = staged.nif_key AND COALESCE(company_id, 0) = %(scope)s
                                       OFFSET 0) known
                                OFFSET 0) merged
                        OFFSET 0) compared
                """,
                new=SQL(", ").join(
                    SQL("%s AS %s", SQL.identifier(f"new_{name}"), SQL.identifier(name)) for name in values
                ),
                old_names=_names(values),
                new_names=_names(f"new_{name}" for name in values),
                merged=mine,
                source=source,
                scope=scope or 0,
            )
        )

    @api.model
    def _fill(self, fills):
        """Have what is blank in the rows, and in what the census has and becomes, be what ``fills`` say."""
        self.env.cr.execute(SQL("CREATE TEMP TABLE despacho_census_fills (LIKE despacho_census_staged) ON COMMIT DROP"))
        self._copy("despacho_census_fills", fills)
        for table, names in (
            ("despacho_census_staged", {name: name for name in _VALUES}),
            ("despacho_census_known", _VALUES),
        ):
            filled = {
                column: SQL(
                    "CASE WHEN mine.%s IS NULL THEN fill.%s ELSE mine.%s END",
                    SQL.identifier("cnae" if name == "cnae_year" else column),  # goes with the code that it is of
                    SQL.identifier(name),
                    SQL.identifier(column),
                )
                for name, column in names.items()
            }
            old, new = (
                SQL("(%s)", SQL(", ").join(values))
                for values in ([SQL.identifier("mine", column) for column in filled], filled.values())
            )
            other = SQL(", is_other = TRUE") if table == "despacho_census_known" else SQL()
            self.env.cr.execute(
                SQL(
                    "UPDATE %s mine SET %s%s FROM despacho_census_fills fill "
                    "WHERE fill.nif_key = mine.nif_key AND %s IS DISTINCT FROM %s",
                    SQL.identifier(table),
                    SQL(", ").join(SQL("%s = %s", SQL.identifier(column), value) for column, value in filled.items()),
                    other,
                    old,
                    new,
                )
            )

    @api.model
    def _merge(self, later, name, column):
        """Return the value that a column gets: the later one that is not blank."""
        mine, other = SQL.identifier("staged", name), SQL.identifier("known", column)
        if name == "cnae_year":  # goes with the code that it is of
            return SQL(
                "CASE WHEN staged.cnae IS NOT NULL AND (%s OR known.cnae IS NULL) THEN %s ELSE %s END",
                later,
                mine,
                other,
            )
        return SQL("CASE WHEN %s THEN COALESCE(%s, %s) ELSE COALESCE(%s, %s) END", later, mine, other, other, mine)

    @api.model
    def _overwrite(self, import_):
        """Write what the rows change, and keep what was there; of those that they do not change, that they had them."""
        names = self._get_loaded_columns()
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_census_before (import_id, import_row, census_id, before, after)
                SELECT %s, staged_row, known.id, COALESCE(written.before, '{}'), COALESCE(written.after, '{}')
                  FROM despacho_census_known known JOIN despacho_census_company company USING (id)
                 CROSS JOIN LATERAL (
                       SELECT jsonb_object_agg(key, was.value) AS before, jsonb_object_agg(key, becomes.value) AS after
                         FROM jsonb_each(to_jsonb(company)) was JOIN jsonb_each(to_jsonb(known)) becomes USING (key)
                        WHERE was.value IS DISTINCT FROM becomes.value) written
                """,
                import_.id,
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE despacho_census_company company SET %s FROM despacho_census_known known "
                "WHERE company.id = known.id AND (is_other OR is_later)",
                SQL(", ").join(SQL("%s = known.%s", *[SQL.identifier(name)] * 2) for name in names),
            )
        )

    @api.model
    def _get_loaded_columns(self):
        """Return the columns that a list may write over."""
        return [*_VALUES.values(), *ORIGIN]

    @api.model
    def _forget(self):
        self.env.cr.execute(
            SQL("DROP TABLE IF EXISTS despacho_census_known, despacho_census_fills, despacho_census_staged")
        )


def _bare(column):
    return SQL("REGEXP_REPLACE(LOWER(%s::text), '[^[:alnum:]]', '', 'g')", column)


def _names(columns):
    return SQL(", ").join(map(SQL.identifier, columns))
