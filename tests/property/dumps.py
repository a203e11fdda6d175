"""What the property tests with a database share: all tables before and after, and how many examples."""

import json
from contextlib import contextmanager

from hypothesis import HealthCheck, Phase, settings

from odoo.tools import SQL

#: The same examples on every machine, however slow it is, and no folder left behind. An example that
#: fails is small enough: making it smaller would take an hour.
few = settings(
    max_examples=10,
    phases=[Phase.generate],
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)


@contextmanager
def taken_back(env):
    """Let what is done inside be as if it had not been."""
    env.cr.execute("SAVEPOINT example")
    try:
        yield
    finally:
        env.cr.execute("ROLLBACK TO SAVEPOINT example")
        env.transaction.clear()


def settle(env):
    """Bring up to date what waits for the end of the transaction, and forget what is in memory."""
    env["res.partner"]._lifecycle_flush()
    env.cr.flush()
    env.invalidate_all()


def dump(env, but=()):
    """Return {table: its rows, as text} of all tables ``but`` some."""
    settle(env)
    env.cr.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema::regnamespace")
    rows = {}
    for (table,) in env.cr.fetchall():
        if table not in but:
            env.cr.execute(SQL("SELECT TO_JSONB(item)::text FROM %s AS item", SQL.identifier(table)))
            rows[table] = {row for (row,) in env.cr.fetchall()}
    return rows


def differences(before, after):
    """Return {table: (rows that went, rows that came)} where two dumps differ; of a row that changed, what changed."""
    found = {}
    for table, rows in before.items():
        gone, come = ([json.loads(row) for row in some] for some in (rows - after[table], after[table] - rows))
        for one in gone:
            for other in come:
                if one.get("id") is not None and one["id"] == other.get("id"):
                    same = [name for name, value in one.items() if name != "id" and other[name] == value]
                    for name in same:
                        del one[name], other[name]
        if gone or come:
            found[table] = gone, come
    return found
