from odoo import api, models
from odoo.tools import SQL

from ...tools import nif
from ...tools.matching.keys import Record
from ...tools.matching.score import FIELDS
from ...tools.territory import find_province

_INTS, _BIGINTS, _TEXTS = map(SQL, ("int[]", "bigint[]", "text[]"))
#: Of the columns of a row; phones are an array, and travel as text.
_TYPES = (_INTS, *[_TEXTS] * 4, *[_BIGINTS] * 2, *[_TEXTS] * 2, _BIGINTS, _TEXTS)
#: Rows compared in one statement.
_AT_A_TIME = 2000


class DespachoMatchEngine(models.AbstractModel):
    """Who the rows of a file, or what is being typed, may be among the contacts. Nothing is written."""

    _inherit = "despacho.match.engine"

    @api.model
    def _match_rows(self, rows, company=None, leads=False):
        """Return {index: [(partner id, band, score, {field: bits}), the likeliest first]} of rows that may be contacts.

        ``rows``: dicts of texts ``nif name phone email website zip province street``, as they
        are written; the province by its name or code. A NIF that is not valid says nothing.
        ``company``: contacts of other companies are left out. ``leads``: they are compared with the
        leads that may still be anybody instead, and the ids are theirs.
        """
        company = self.env.company if company is None else company
        found = {}
        for start in range(0, len(rows), _AT_A_TIME):
            batch = [_read(row) for row in rows[start : start + _AT_A_TIME]]
            for index, partner_id, band, worth, *bits in self._match_records(batch, company.id or None, leads=leads):
                mine = found.setdefault(start + index, [])
                mine.append((abs(partner_id), band, worth, dict(zip(FIELDS, bits, strict=True))))
        for mine in found.values():
            mine.sort(key=lambda item: (-item[2], item[0]))
        return found

    @api.model
    def _read_row(self, row):
        """Return the :class:`Record` of a row as ``_match_rows`` takes it."""
        return _read(row)

    @api.model
    def _match_records(self, records, company_id=None, exclude=0, leads=False):
        """Compare :class:`Record` that no table has with the contacts, without ``exclude`` and what was decided on it.

        ``leads``: compare them with the leads instead, whose ids have a minus sign.

        Return (index, partner id, band, score, bits in the order of ``FIELDS``) of those worth a look.
        """
        self.env["despacho.match.pair"].flush_model()
        counts = self.env["despacho.match.count"]
        limits = self._limits(counts._is_small())
        own = [(index, key, record.stem) for index, record in enumerate(records) for key in record.keys()]
        if not own:
            return []
        ids, keys, stems = map(list, zip(*own, strict=True))
        own_keys = SQL(
            "SELECT * FROM UNNEST(%s::int[], %s::bigint[], %s::int[]) AS o (id, key, stem)", ids, keys, stems
        )
        pairs = SQL(
            "SELECT * FROM (%s) pair WHERE two %s 0 AND two <> %s",
            self._pairs_of_sql(own_keys, limits),
            SQL("<" if leads else ">"),
            exclude,
        )
        undecided = SQL(
            """
            NOT EXISTS (SELECT FROM despacho_match_pair decided
                         WHERE decided.partner_id = LEAST(two.partner_id, %(own)s)
                           AND decided.other_id = GREATEST(two.partner_id, %(own)s) AND decided.state = 'rejected')
            """,
            own=exclude,
        )
        scored = self._scored_sql(
            self._candidates_sql(pairs, limits), _as_relation(records, company_id), counts._total(), undecided, limits
        )
        with self._by_index():
            rows = self.env.execute_query(scored)
        words = {word for row in rows for word in f"{row[8]} {row[11]}".split()}
        scales = self.env["despacho.match.calibration"]._scales()
        return [found[:-1] for found in self._weigh_names(rows, counts._frequencies(words), scales)]


def _read(row):
    """Return the :class:`Record` of a row of texts as people write them."""
    number = nif.parse(row.get("nif") or "")
    province = find_province(row.get("province") or "")
    return Record.of({**row, "nif": number.key if number.valid else "", "province": province.code if province else ""})


def _as_relation(records, company_id):
    """Return ``records`` as a relation with the columns of ``despacho_match_record`` that are compared."""
    columns = zip(
        *(
            (
                index, record.nif or None, record.name.text, record.name.form, record.name.core, record.email,
                record.domain, record.zip, record.province, record.street, f"{{{','.join(map(str, record.phones))}}}",
            )
            for index, record in enumerate(records)
        ),
        strict=True,
    )  # fmt: skip
    return SQL(
        """
        (SELECT id AS partner_id, %(company)s::int AS company_id, NULL::int AS family_id, FALSE AS person,
                FALSE AS is_company, '' AS use, nif, name, form, core, email, domain, zip, province, street,
                phones::bigint[] AS phones
           FROM UNNEST(%(columns)s)
                AS row (id, nif, name, form, core, email, domain, zip, province, street, phones))
        """,
        company=company_id,
        columns=SQL(", ").join(
            SQL("CAST(%s AS %s)", list(column), kind) for column, kind in zip(columns, _TYPES, strict=True)
        ),
    )
