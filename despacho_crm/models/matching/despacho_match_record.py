from odoo import api, models
from odoo.tools import SQL

from ...tools.matching.keys import Record

_INTS, _BIGINTS, _BOOLS, _TEXTS, _TIMESTAMPS = map(SQL, ("int[]", "bigint[]", "bool[]", "text[]", "timestamp[]"))
_COLUMNS = (
    ("partner_id", _INTS),
    ("seen", _TIMESTAMPS),
    ("company_id", _INTS),
    ("family_id", _INTS),
    ("person", _BOOLS),
    ("is_company", _BOOLS),
    ("nif", _TEXTS),
    ("name", _TEXTS),
    ("form", _TEXTS),
    ("core", _TEXTS),
    ("email", _BIGINTS),
    ("domain", _BIGINTS),
    ("zip", _TEXTS),
    ("province", _TEXTS),
    ("street", _BIGINTS),
    ("stem", _BIGINTS),
    ("phones", _TEXTS),
    ("keys", _TEXTS),
)
#: Share of the base that waits, from which all is compared with all.
_MUCH = 0.1
_NAMES = SQL(", ").join(SQL.identifier(name) for name, _type in _COLUMNS)
#: The last two columns are arrays, and travel as text.
_READ = SQL(
    "%s, phones::bigint[], keys::bigint[]", SQL(", ").join(SQL.identifier(name) for name, _type in _COLUMNS[:-2])
)


class DespachoMatchRecord(models.Model):
    """Contacts as they are compared: normalised, one narrow row each, kept up from what changed.

    Nothing happens when a contact is written: the engine finds what changed by its
    ``write_date``, and ``seen`` is the one it read. ``pending`` rows wait to be compared.
    """

    _name = "despacho.match.record"
    _inherit = "despacho.match.table"
    _description = "Contact as it is compared"
    _auto = False
    _log_access = False

    def init(self):
        self.env.cr.execute(
            SQL(
                """
                CREATE TABLE IF NOT EXISTS despacho_match_record (
                    partner_id integer PRIMARY KEY, seen timestamp, company_id integer, family_id integer NOT NULL,
                    person boolean NOT NULL, is_company boolean NOT NULL,
                    nif text, name text NOT NULL, form text NOT NULL, core text NOT NULL,
                    email bigint, domain bigint, zip text NOT NULL, province text NOT NULL, street bigint,
                    stem bigint NOT NULL, phones bigint[] NOT NULL, keys bigint[] NOT NULL,
                    pending boolean NOT NULL DEFAULT TRUE
                );
                CREATE INDEX IF NOT EXISTS despacho_match_record_pending
                    ON despacho_match_record (partner_id) WHERE pending
                """
            )
        )

    @api.model
    def _stale_ids(self, limit=None):
        """Return the ids of the contacts that were made, changed or deleted since they were read."""
        self.env["res.partner"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(partner.id, record.partner_id)
                  FROM (SELECT id, write_date FROM res_partner WHERE name > '') partner
                  FULL JOIN despacho_match_record record ON record.partner_id = partner.id
                 WHERE record.partner_id IS NULL OR partner.id IS NULL
                    OR record.seen IS DISTINCT FROM partner.write_date
                 ORDER BY 1 %s
                """,
                SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _mark_all_pending(self):
        self.env.cr.execute(SQL("UPDATE despacho_match_record SET pending = TRUE WHERE NOT pending"))

    @api.model
    def _pending_count(self):
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM despacho_match_record WHERE pending"))[0][0]

    @api.model
    def _pending_ids(self, limit):
        """Return the ids of the first contacts that wait to be compared."""
        rows = self.env.execute_query(
            SQL("SELECT partner_id FROM despacho_match_record WHERE pending ORDER BY partner_id LIMIT %s", limit)
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _is_much_pending(self):
        """Whether comparing all with all at once is quicker than the contacts that wait, batch by batch."""
        total = self.env.execute_query(SQL("SELECT COUNT(*) FROM despacho_match_record"))[0][0]
        return self._pending_count() > total * _MUCH

    @api.model
    def _refresh(self, partner_ids):
        """Read the contacts again, archived ones included; those that are gone lose their keys."""
        cr = self.env.cr
        self.env["res.partner"].flush_model()
        self._forget(partner_ids)
        cr.execute(
            SQL(
                """
                SELECT partner.id, partner.write_date, partner.company_id,
                       COALESCE(partner.commercial_partner_id, partner.id), partner.parent_id, partner.is_company,
                       COALESCE(partner.nif_key, partner.personal_nif), partner.name, partner.phone, partner.email,
                       partner.website, CASE WHEN country.code IS NULL OR country.code = 'ES' THEN partner.zip END,
                       CASE WHEN state_country.code = 'ES' THEN state.code
                            ELSE state_country.code || '-' || state.code END, partner.street
                  FROM res_partner partner
                  LEFT JOIN res_country country ON country.id = partner.country_id
                  LEFT JOIN res_country_state state ON state.id = partner.state_id
                  LEFT JOIN res_country state_country ON state_country.id = state.country_id
                 WHERE partner.id = ANY(%s) AND partner.name > ''
                """,
                list(partner_ids),
            )
        )
        records, keys = [], []
        for row in cr.fetchall():
            record, own_keys = self._read_row(row)
            records.append(record)
            keys += own_keys
        self._store(records, keys)

    @api.model
    def _read_row(self, row):
        """Return (values of the record, rows of its keys) of a contact."""
        partner_id, seen, company_id, family_id, parent_id, is_company, nif, *texts = row
        names = ("name", "phone", "email", "website", "zip", "province", "street")
        record = Record.of(dict(zip(names, texts, strict=True), nif=nif))
        keys = record.keys()
        values = (
            partner_id,
            seen,
            company_id,
            family_id,
            bool(parent_id and not is_company),
            bool(is_company),
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
            _array(record.phones),
            _array(keys),
        )
        return values, [(key, record.stem, partner_id, kind) for key, kind in keys.items()]

    @api.model
    def _store(self, records, keys):
        cr = self.env.cr
        if records:
            columns = zip(zip(*records, strict=True), _COLUMNS, strict=True)
            values = SQL(", ").join(SQL("CAST(%s AS %s)", list(column), kind) for column, (_name, kind) in columns)
            cr.execute(
                SQL(
                    "INSERT INTO despacho_match_record (%s) SELECT %s FROM UNNEST(%s) AS new (%s)",
                    _NAMES,
                    _READ,
                    values,
                    _NAMES,
                )
            )
        if keys:
            cr.execute(
                SQL(
                    """
                    INSERT INTO despacho_match_key (key, stem, partner_id, kind)
                    SELECT * FROM UNNEST(%s::bigint[], %s::bigint[], %s::int[], %s::smallint[])
                    """,
                    *map(list, zip(*keys, strict=True)),
                )
            )

    @api.model
    def _forget(self, partner_ids):
        """Take away what is known of contacts."""
        self.env.cr.execute(
            SQL(
                """
                DELETE FROM despacho_match_key key
                 USING despacho_match_record record, UNNEST(record.keys) AS own
                 WHERE record.partner_id = ANY(%(ids)s)
                   AND key.key = own AND key.stem = record.stem AND key.partner_id = record.partner_id;
                DELETE FROM despacho_match_record WHERE partner_id = ANY(%(ids)s)
                """,
                ids=list(partner_ids),
            )
        )


def _array(numbers):
    """Return ``numbers`` as PostgreSQL writes an array: arrays of arrays would all need one length."""
    return f"{{{','.join(map(str, numbers))}}}"
