"""PostgreSQL: what is compared goes out in files, and what is found comes in, in one transaction each."""

# pylint: disable=sql-injection
# Statements are put together from pieces of this package, and of nothing that anybody says.
import contextlib
import io
from pathlib import Path

import psycopg2
from psycopg2 import errors

from .. import statements
from ..score import FIELDS
from .words import Told

_TABLES = tuple(f"despacho_match_{name}" for name in ("record", "pair", "count", "pending", "calibration"))
#: What is known of each record, in this order. Arrays travel as texts.
RECORD = (
    "partner_id company_id family_id person is_company use nif name form core email domain zip province street stem"
).split()
ARRAYS = ("phones", "keys")
#: Characters of a file: Spark reads several at once.
_FILE = 32 * 1024 * 1024
#: Found pairs sent at a time.
_BATCH = 10_000
#: Of the database, the user of the system, as the nightly job.
_SYSTEM = 1


class Database:
    """Two connections: one keeps the nightly job from running meanwhile, the other works."""

    def __init__(self, dsn):
        self._dsn = dsn
        with contextlib.ExitStack() as opened:
            self._lock = opened.enter_context(contextlib.closing(self._connect()))
            self._work = opened.enter_context(contextlib.closing(self._connect()))
            self._check_tables()
            self._keep_job()
            self._opened = opened.pop_all()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._opened.close()

    def _connect(self):
        try:
            return psycopg2.connect(self._dsn, application_name="despacho_crm")
        except psycopg2.Error as error:
            raise Told("no_connection", reason=str(error).strip()) from error

    def _check_tables(self):
        with self._work, self._work.cursor() as cr:
            cr.execute("SELECT t FROM UNNEST(%s) AS t WHERE TO_REGCLASS(t) IS NULL", [list(_TABLES)])
            if missing := cr.fetchone():
                raise Told("no_tables", database=self._work.info.dbname, missing=missing[0])

    def _keep_job(self):
        """Hold the nightly job as Odoo's scheduler does while it runs."""
        with self._lock.cursor() as cr:
            try:
                cr.execute(
                    """
                    SELECT FROM ir_cron job
                      JOIN ir_model_data named ON named.model = 'ir.cron' AND named.res_id = job.id
                     WHERE named.module = 'despacho_crm' AND named.name IN ('ir_cron_match', 'ir_cron_match_all')
                       FOR NO KEY UPDATE OF job NOWAIT
                    """
                )
            except errors.LockNotAvailable as error:
                raise Told("job_runs") from error
            except errors.InsufficientPrivilege as error:
                raise Told("no_rights", reason=str(error).strip()) from error

    def read(self, folder):
        """Write the records into files of ``folder``; return (how many, {value: how many have it}, learned scales).

        What each was when it was read is kept, for what changes until the end is left alone.
        """
        columns = [*RECORD, *(f"ARRAY_TO_STRING({array}, ' ') AS {array}" for array in ARRAYS)]
        try:
            with self._work, self._work.cursor() as cr:
                cr.execute(statements.COUNT)
            # One sight of the base for all that is read.
            self._work.set_session(isolation_level="REPEATABLE READ")
            with self._work, self._work.cursor() as cr:
                cr.execute(
                    """
                    CREATE TEMP TABLE despacho_match_seen AS
                    SELECT record.partner_id, record.seen, pending.partner_id IS NOT NULL AS pending
                      FROM despacho_match_record record LEFT JOIN despacho_match_pending pending USING (partner_id);
                    ALTER TABLE despacho_match_seen ADD PRIMARY KEY (partner_id);
                    ANALYZE despacho_match_seen;
                    SELECT NOW() AT TIME ZONE 'UTC'
                    """
                )
                self._started = cr.fetchone()[0]
                cr.execute("SELECT COUNT(*) FROM despacho_match_seen")
                count = cr.fetchone()[0]
                if not count:
                    raise Told("no_records")
                with _Files(folder) as files:
                    query = f"SELECT {', '.join(columns)} FROM despacho_match_record"
                    cr.copy_expert(f"COPY ({query}) TO STDOUT (FORMAT csv)", files)
                # A word that one record says is told by its not being here.
                cr.execute("SELECT value, count FROM despacho_match_count WHERE count > 1 OR value LIKE '_:%'")
                counts = dict(cr.fetchall())
                cr.execute("SELECT scales FROM despacho_match_calibration ORDER BY id LIMIT 1")
                scales = next(iter(cr.fetchone() or ()), None)
        except errors.InsufficientPrivilege as error:
            raise Told("no_rights", reason=str(error).strip()) from error
        finally:
            self._work.set_session(isolation_level="READ COMMITTED")
        return count, counts, scales

    def store(self, rows):
        """Propose ``rows`` (one, two, band, score, bits in the order of ``FIELDS``, doubt).

        Those proposed before and not found again are withdrawn. Return (how many are proposed, how many withdrawn).
        """
        bits = ", ".join(f"bits_{field}" for field in FIELDS)
        one, two = (
            f"EXISTS ({_unchanged(number)}) AND {statements.EXISTS % {'number': number}}"
            for number in ("one.partner_id", "two.partner_id")
        )
        fragments = {
            "touched": "AND pair.create_date < %(started)s AND "
            + " AND ".join(f"EXISTS ({_unchanged(side)})" for side in (statements.ONE, statements.TWO)),
            "found": "despacho_match_found AS found",
            "bits": bits,
            "uid": str(_SYSTEM),
            "one": statements.ONE,
            "two": statements.TWO,
            "sides": statements.SIDES,
            "exists_one": one,
            "exists_two": two,
            "update": ", ".join(f"bits_{field} = excluded.bits_{field}" for field in FIELDS),
        }
        with self._work, self._work.cursor() as cr:
            cr.execute(
                f"""
                CREATE TEMP TABLE despacho_match_found ON COMMIT DROP AS
                SELECT partner_id, other_id, band, score, {bits}, doubt FROM despacho_match_pair WITH NO DATA
                """
            )
            batch = io.StringIO()
            for number, row in enumerate(rows, 1):
                batch.write("\t".join(map(str, row)) + "\n")
                if not number % _BATCH:
                    batch = _send(cr, batch)
            _send(cr, batch)
            cr.execute("ANALYZE despacho_match_found")
            cr.execute(statements.WITHDRAW % fragments, {"started": self._started})
            withdrawn = cr.rowcount
            cr.execute(statements.PROPOSE % fragments)
            proposed = cr.rowcount
            cr.execute(statements.WAITED % {"unchanged": _unchanged("waiting.partner_id")})
        return proposed, withdrawn


def _unchanged(number):
    """Return the query that gives a row if the record ``number`` is still what it was when it was read."""
    return f"""
        SELECT FROM despacho_match_seen before JOIN despacho_match_record now USING (partner_id)
         WHERE before.partner_id = {number} AND before.seen IS NOT DISTINCT FROM now.seen"""


def _send(cr, batch):
    batch.seek(0)
    cr.copy_expert("COPY despacho_match_found FROM STDIN", batch)
    return io.StringIO()


class _Files:
    """A file that goes on in another one when it is large."""

    def __init__(self, folder):
        self._folder, self._file, self._count = Path(folder), None, 0
        self._folder.mkdir(parents=True)

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self._file:
            self._file.close()

    def write(self, data):
        """Write ``data``, which PostgreSQL sends line by line."""
        if self._file and self._file.tell() > _FILE:
            self._file.close()
            self._file = None
        if not self._file:
            self._count += 1
            self._file = open(self._folder / f"{self._count:05d}.csv", "wb")
        self._file.write(data)
        return len(data)
