from contextlib import suppress

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL, split_every

from ...tools import census
from ...tools.census_batches import Ahead, batches, find_repeated, look_through

#: Rows that are stored at once.
BATCH = 20_000
#: Rows by which a list is judged, rows that are compared with the census in the review, and those of them shown.
JUDGED, COMPARED, SHOWN = 2_000, 1_000, 15
#: Rejected rows that are kept for a person to look at.
KEPT = 5_000
#: Seconds that the job goes on beyond its usual ones: to open a long file again takes some.
MORE_TIME = 25
_NAME = census.COLUMNS.index("name")
#: {(database, import): Ahead}: files that the job is in the middle of, kept open from one run to the next.
_OPEN = {}


class DespachoImportCensus(models.AbstractModel):
    """The census of companies as what the rows of a file become.

    Millions of rows go straight from the file to the table, batch by batch: each batch is a transaction, which
    also notes how far it came in the file. So whoever goes on, after a stop or a kill, finds where it was.
    """

    _name = "despacho.import.census"
    _inherit = "despacho.import.target"
    _description = "Census of Companies as Target of an Import"

    @api.model
    def _get_fields(self):
        return census.FIELDS

    @api.model
    def _check_mapping(self, mapped):
        self.env["despacho.census.company"].check_access("create")
        if "nif" not in mapped or not mapped & {"name", "trade_name", "last_name", "first_name"}:
            raise UserError(
                self.env._(
                    "A company of the census needs its NIF and its name: say which columns hold them, "
                    "under «Is stored as», and review again."
                )
            )

    @api.model
    def _get_states(self):
        """Return {code of a Spanish province: its id, as COPY takes it}."""
        provinces = self.env["res.country.state"].search_fetch([("country_id.code", "=", "ES")], ["code"])
        return {province.code: str(province.id) for province in provinces}

    @api.model
    def _get_more_time(self):
        return MORE_TIME

    # ------------------------------------------------------------
    # REVIEW
    # ------------------------------------------------------------

    @api.model
    def _stages_by_batch(self, import_):
        return False  # no row is staged

    @api.model
    def _review(self, import_, table):
        """Compare the first rows with the census one by one, and tell of the others which are in it."""
        cleaner = import_._get_census_cleaner(table.rows[:JUDGED])
        first = table.rows[:COMPARED]
        whole, known = self._count_whole(import_, table.rows, cleaner)
        import_._settle(
            {
                "census_review": {
                    "companies": whole.companies,
                    "known": known,
                    "repeated": whole.repeated,
                    "rejected": whole.rejected.total(),
                    "compared": len(first),
                    "sample": self._get_sample(import_, first, cleaner),
                },
                "census_counts": False,
                "census_repairs": False,
                "census_position": 0,
                "census_read": 0,
                "row_count": len(table.rows),
            }
        )

    @api.model
    def _count_whole(self, import_, rows, cleaner):
        """Return (``census_batches.Whole`` of the rows, how many of their companies the census has)."""
        loader, known, keys = self.env["despacho.census.company"], [0], []

        def count():
            known[0] += loader._count_known(keys, import_._get_census_scope())
            keys.clear()

        def tell(key):
            keys.append(key)
            if len(keys) == BATCH:
                count()

        whole = look_through(rows, cleaner, tell)
        if keys:
            count()
        return whole, known[0]

    @api.model
    def _get_sample(self, import_, rows, cleaner):
        """Return what becomes of the first rows of each kind, and {kind: how many} of all ``rows``."""
        repeated = find_repeated(rows, cleaner)
        lines = b"".join(
            batch.lines for batch in batches(rows, cleaner, self._get_states(), size=len(rows), repeated=repeated)
        )
        loader = self.env["despacho.census.company"]
        changes = loader._compare_batch(lines, import_._get_census_scope())
        prevailing = {int(line.rpartition(b"\t")[2]) for line in lines.splitlines()}
        counts, shown = dict.fromkeys(("create", "update", "same", "repeated", "rejected"), 0), []
        for number, cells in rows:
            company = cleaner.clean(cells)
            if not company.values:
                kind = "rejected"
            elif number not in prevailing:
                kind = "repeated"
            else:
                kind = changes.get(company.key, ("create", {}))[0]
            counts[kind] += 1
            if counts[kind] <= SHOWN // 3 or len(shown) < SHOWN - 5:
                shown.append(self._describe(number, company, kind, changes))
        return {"counts": counts, "rows": shown[: 2 * SHOWN]}

    @api.model
    def _describe(self, number, company, kind, changes):
        values = dict(zip(census.COLUMNS, company.values or (), strict=False))
        return {
            "number": number,
            "kind": kind,
            "nif": company.key or company.written,
            "values": {name: text for name, text in values.items() if text},
            "reason": [company.reason, company.written, company.error],
            "notes": [list(note) for note in company.notes],
            "changes": changes.get(company.key, ("", {}))[1] if kind == "update" else {},
        }

    # ------------------------------------------------------------
    # APPLYING
    # ------------------------------------------------------------

    @api.model
    def _apply_next_batch(self, import_, limit):
        """Store the next rows of the file and how far it came; return how many there were."""
        batch = self._take(import_)
        if not batch:
            import_._settle({"census_read": import_.row_count})
            return 0
        counts, repairs = dict(import_.census_counts or {}), dict(import_.census_repairs or {})
        done = self.env["despacho.census.company"]._load(import_, batch.lines, batch.fills)
        others = self._get_contradicting(import_, batch.joined)
        done.update(repeated=batch.count - batch.taken - len(batch.rejected), rejected=len(batch.rejected))
        if others:
            done["contradicting"] = len(others)
        self._keep_rejected(import_, batch.rejected, KEPT - counts.get("rejected", 0))
        self._keep_contradicting(import_, others, KEPT - counts.get("contradicting", 0))
        for total, new in ((counts, done), (repairs, batch.repairs)):
            for kind, count in new.items():
                total[kind] = total.get(kind, 0) + count
        import_._settle(
            {
                "census_counts": counts,
                "census_repairs": repairs,
                "census_position": batch.last,
                # Only whoever finds no further row says that it is through.
                "census_read": min(import_.census_read + batch.count, import_.row_count - 1),
            }
        )
        # Nothing may wait in the cache: what the database refuses is of this batch.
        self.env.flush_all()
        return batch.count

    @api.model
    def _take(self, import_):
        """Return the rows that come after those that are done, None when there are none."""
        key, after = (self.env.cr.dbname, import_.id), import_.census_position
        for other in [other for other in _OPEN if other[0] == key[0] and other != key]:
            _OPEN.pop(other).close()  # one file after the other
        if key in _OPEN:
            # Else another process went on with it meanwhile, or it was begun anew.
            with suppress(ValueError):
                return self._take_next(key, after)
        rows = import_._read_table().rows
        cleaner = import_._get_census_cleaner(rows[:JUDGED])
        # Which rows have one NIF is known when the file has been gone through: most files have none.
        repeated = find_repeated(rows, cleaner) if import_._has_census_repeated() else ()
        _OPEN[key] = Ahead(batches(rows, cleaner, self._get_states(), after, BATCH, repeated), after)
        return self._take_next(key, after)

    @api.model
    def _take_next(self, key, after):
        try:
            return _OPEN[key].take(after)
        except Exception:
            _OPEN.pop(key).close()  # whoever tries again opens the file again
            raise

    @api.model
    def _close(self, import_):
        if reader := _OPEN.pop((self.env.cr.dbname, import_.id), None):
            reader.close()

    @api.model
    def _get_contradicting(self, import_, joined):
        """Return [(row of ``joined``, names in which it differs from what the rows of its company say together)]."""
        if not joined:
            return []
        lines = "".join(census.copy_line(number, company.values) for number, _cells, company in joined).encode()
        found = self.env["despacho.census.company"]._find_contradicting(lines, import_._get_census_scope())
        return [(joined[place], names) for place, names in found]

    @api.model
    def _keep_contradicting(self, import_, others, most):
        """Keep the rows that another one of their company contradicts and prevails over, and say in what."""
        verdict = {"verdict": "duplicate_in_file", "reason_code": "contradicts"}
        rows = [(*row, {**verdict, "details": {"fields": names}}) for row, names in others]
        self._keep_rows(import_, rows, most)

    @api.model
    def _keep_rejected(self, import_, rejected, most):
        """Keep the rows that were left out, with the reason; of a file that is no census, the first."""
        rows = [
            (
                *(number, cells, company),
                {
                    "verdict": "rejected",
                    "reason_code": company.reason,
                    "details": {"written": company.written, "error": company.error},
                },
            )
            for number, cells, company in rejected
        ]
        self._keep_rows(import_, rows, most)

    @api.model
    def _keep_rows(self, import_, rows, most):
        Row = self.env["despacho.import.row"]
        for part in split_every(500, rows[: max(most, 0)]):
            staged = Row._stage(
                [
                    {
                        "import_id": import_.id,
                        "company_id": import_.company_id.id,
                        "number": number,
                        "cells": cells,
                        "notes": [list(note) for note in company.notes],
                        "name": (company.values[_NAME] if company.values else next(filter(None, cells), ""))[:100],
                        "nif_key": company.key or False,
                        "included": False,
                        **verdict,
                    }
                    for number, cells, company, verdict in part
                ]
            )
            self.env.execute_query(
                SQL("UPDATE despacho_import_row SET state = 'skipped' WHERE id = ANY(%s) RETURNING id", staged.ids)
            )
            staged.invalidate_recordset(["state"], flush=False)

    @api.model
    def _has_rows_waiting(self, import_):
        return import_.census_read < import_.row_count

    @api.model
    def _get_done_message(self, import_):
        counts = import_.census_counts or {}
        return self.env._(
            "Census: %(create)s companies new, %(update)s updated, %(same)s as they were, "
            "%(repeated)s rows repeated, %(rejected)s rejected.",
            **{kind: counts.get(kind, 0) for kind in ("create", "update", "same", "repeated", "rejected")},
        )

    @api.model
    def _get_headline(self, import_):
        counts = import_.census_counts or {}
        return self.env._(
            "Companies new in the census: %(create)s. Updated: %(update)s. As they were: %(same)s.",
            **{kind: counts.get(kind, 0) for kind in ("create", "update", "same")},
        )
