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
    ("use", _TEXTS),
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
#: What is compared: contacts with a name; leads that nobody has won, converted or thrown out, and that may still be
#: anybody: an opportunity that has a customer is his.
_PARTNERS_HEAD, _PARTNERS_WHERE = (
    SQL("res_partner partner"),
    SQL("partner.name > '' AND partner.merged_into_id IS NULL"),
)
_LEADS_HEAD = SQL("crm_lead lead LEFT JOIN crm_stage stage ON stage.id = lead.stage_id")
_LEADS_WHERE = SQL(
    """
    (lead.type = 'lead' OR lead.partner_id IS NULL) AND lead.won_status IS DISTINCT FROM 'won'
    AND COALESCE(stage.outcome, 'open') NOT IN ('spam', 'converted', 'won')
    """
)
_PARTNERS = SQL("%s WHERE %s", _PARTNERS_HEAD, _PARTNERS_WHERE)
_LEADS = SQL("%s WHERE %s", _LEADS_HEAD, _LEADS_WHERE)
#: Postcode, if it can be Spanish, and code of the province.
_PLACE = {
    source: SQL(
        """
        CASE WHEN country.code IS NULL OR country.code = 'ES' THEN %s END,
        CASE WHEN state_country.code = 'ES' THEN state.code ELSE state_country.code || '-' || state.code END
        """,
        SQL.identifier(source, "zip"),
    )
    for source in ("partner", "lead")
}
_JOINS = {
    source: SQL(
        """
        LEFT JOIN res_country country ON country.id = %s
        LEFT JOIN res_country_state state ON state.id = %s
        LEFT JOIN res_country state_country ON state_country.id = state.country_id
        """,
        SQL.identifier(source, "country_id"),
        SQL.identifier(source, "state_id"),
    )
    for source in ("partner", "lead")
}


class DespachoMatchRecord(models.Model):
    """Contacts and leads as they are compared: normalised, one narrow row each, kept up from what changed.

    ``partner_id`` is the contact's, or that of the lead with a minus sign. Nothing happens
    when either is written: the engine finds what changed by its ``write_date``, and ``seen``
    is the one it read. Those in ``despacho_match_pending`` wait to be compared.
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
                    person boolean NOT NULL, is_company boolean NOT NULL, use text NOT NULL,
                    nif text, name text NOT NULL, form text NOT NULL, core text NOT NULL,
                    email bigint, domain bigint, zip text NOT NULL, province text NOT NULL, street bigint,
                    stem bigint NOT NULL, phones bigint[] NOT NULL, keys bigint[] NOT NULL
                );
                CREATE TABLE IF NOT EXISTS despacho_match_pending (partner_id integer PRIMARY KEY);
                DO $$ BEGIN
                    -- As it was before, names lost the letters of portals, and addresses were taken for people:
                    -- all is read again, and nothing is joined meanwhile but by the same NIF.
                    IF NOT EXISTS (SELECT FROM information_schema.columns
                                    WHERE table_schema = CURRENT_SCHEMA AND table_name = 'despacho_match_record'
                                      AND column_name = 'use') THEN
                        TRUNCATE despacho_match_record, despacho_match_key;
                        ALTER TABLE despacho_match_record DROP COLUMN IF EXISTS pending, ADD COLUMN use text NOT NULL;
                        IF TO_REGCLASS('despacho_match_pair') IS NOT NULL THEN
                            UPDATE despacho_match_pair SET band = 'review'
                             WHERE state = 'proposed' AND band = 'certain' AND COALESCE(bits_nif, 0) <= 0;
                        END IF;
                    END IF;
                END $$
                """
            )
        )

    @api.model
    def _stale_ids(self, limit=None):
        """Return the ids of what was made, changed or deleted since it was read; those of leads are negative."""
        self.env["res.partner"].flush_model()
        self.env["crm.lead"].flush_model()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT COALESCE(now.id, record.partner_id)
                  FROM (SELECT partner.id, partner.write_date FROM %(partners)s
                         UNION ALL
                        SELECT -lead.id, lead.write_date FROM %(leads)s) now
                  FULL JOIN despacho_match_record record ON record.partner_id = now.id
                 WHERE record.partner_id IS NULL OR now.id IS NULL OR record.seen IS DISTINCT FROM now.write_date
                 ORDER BY 1 DESC %(limit)s
                """,
                partners=_PARTNERS,
                leads=_LEADS,
                limit=SQL("LIMIT %s", limit) if limit else SQL(),
            )
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _mark_all_pending(self):
        self.env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_match_pending SELECT partner_id FROM despacho_match_record
                ON CONFLICT DO NOTHING
                """
            )
        )

    @api.model
    def _pending_count(self):
        return self.env.execute_query(SQL("SELECT COUNT(*) FROM despacho_match_pending"))[0][0]

    @api.model
    def _pending_ids(self, limit):
        """Return the ids of the first contacts that wait to be compared."""
        rows = self.env.execute_query(
            SQL("SELECT partner_id FROM despacho_match_pending ORDER BY partner_id LIMIT %s", limit)
        )
        return [partner_id for (partner_id,) in rows]

    @api.model
    def _compared(self, ids=None):
        """Contacts and leads ``ids``, or all, wait no more."""
        some = SQL("WHERE partner_id = ANY(%s)", list(ids)) if ids is not None else SQL()
        self.env.cr.execute(SQL("DELETE FROM despacho_match_pending %s", some))

    @api.model
    def _is_much_pending(self):
        """Whether comparing all with all at once is quicker than the contacts that wait, batch by batch."""
        total = self.env.execute_query(SQL("SELECT COUNT(*) FROM despacho_match_record"))[0][0]
        return self._pending_count() > total * _MUCH

    @api.model
    def _refresh(self, ids):
        """Read contacts, archived ones included, and leads again; those that are gone lose their keys and pairs."""
        cr = self.env.cr
        self.env["res.partner"].flush_model()
        self.env["crm.lead"].flush_model()
        self._forget(ids)
        cr.execute(SQL("%s UNION ALL %s", self._partners_sql(ids), self._leads_sql(ids)))
        records, keys = [], []
        for row in cr.fetchall():
            record, own_keys = self._read_row(row)
            records.append(record)
            keys += own_keys
        self._store(records, keys)
        gone = set(ids) - {record[0] for record in records}
        if gone:
            self.env["despacho.match.pair"]._withdraw(gone)

    @api.model
    def _partners_sql(self, ids):
        return SQL(
            """
            SELECT partner.id, partner.write_date, partner.company_id,
                   COALESCE(partner.commercial_partner_id, partner.id),
                   partner.parent_id IS NOT NULL AND partner.is_company IS NOT TRUE, partner.is_company IS TRUE,
                   CASE WHEN partner.parent_id IS NOT NULL AND partner.type IN ('delivery', 'invoice', 'other')
                        THEN partner.type ELSE '' END,
                   COALESCE(partner.nif_key, partner.personal_nif), partner.name, partner.phone, partner.email,
                   partner.website, %(place)s, partner.street
              FROM %(partners)s %(joins)s AND partner.id = ANY(%(ids)s)
            """,
            place=_PLACE["partner"],
            partners=_PARTNERS_HEAD,
            joins=SQL("%s WHERE %s", _JOINS["partner"], _PARTNERS_WHERE),
            ids=[number for number in ids if number > 0],
        )

    @api.model
    def _leads_sql(self, ids):
        # A lead without customer is a family of its own.
        return SQL(
            """
            SELECT -lead.id, lead.write_date, lead.company_id, COALESCE(customer.commercial_partner_id, -lead.id),
                   FALSE, COALESCE(lead.partner_name, '') <> '', '',
                   lead.nif_key, COALESCE(NULLIF(lead.partner_name, ''), lead.contact_name, ''), lead.phone,
                   lead.email_from, lead.website, %(place)s, lead.street
              FROM %(leads)s LEFT JOIN res_partner customer ON customer.id = lead.partner_id %(joins)s
               AND lead.id = ANY(%(ids)s)
            """,
            place=_PLACE["lead"],
            leads=_LEADS_HEAD,
            joins=SQL("%s WHERE %s", _JOINS["lead"], _LEADS_WHERE),
            ids=[-number for number in ids if number < 0],
        )

    @api.model
    def _read_row(self, row):
        """Return (values of the record, rows of its keys) of a contact or lead."""
        partner_id, seen, company_id, family_id, person, is_company, use, nif, *texts = row
        names = ("name", "phone", "email", "website", "zip", "province", "street")
        record = Record.of(dict(zip(names, texts, strict=True), nif=nif))
        keys = record.keys()
        values = (
            partner_id,
            seen,
            company_id,
            family_id,
            person,
            is_company,
            use,
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
            waiting = [record[0] for record in records]
            cr.execute(SQL("INSERT INTO despacho_match_pending SELECT UNNEST(%s) ON CONFLICT DO NOTHING", waiting))
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
                DELETE FROM despacho_match_record WHERE partner_id = ANY(%(ids)s);
                DELETE FROM despacho_match_pending WHERE partner_id = ANY(%(ids)s)
                """,
                ids=list(partner_ids),
            )
        )


def _array(numbers):
    """Return ``numbers`` as PostgreSQL writes an array: arrays of arrays would all need one length."""
    return f"{{{','.join(map(str, numbers))}}}"
