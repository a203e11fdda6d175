"""How much memory the reading and the verdicts of a file take: a process for each file.

    python tests/benchmarks/import_memory.py DATABASE ROWS KIND

KIND: ``nif`` when all have their NIF, ``mixed`` when one in ten has none, ``none`` when nobody has.
"""

import base64
import gc
import sys
import time

from import_file import make_file
from worked import forget_peak, memory

import odoo.tools
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry

#: {kind of file: one of how many rows has no NIF}
KINDS = {"nif": 0, "mixed": 10, "none": 1}


def review(env, content):
    """Do what memory is measured of; return (MB more than there were, MB that there were, seconds)."""
    record = env["despacho.import"].create(
        {"file": base64.b64encode(content), "filename": "clientes.csv", "source_kind": "billing"}
    )
    del content
    env.flush_all()
    env.invalidate_all()
    gc.collect()
    forget_peak()
    before, start = memory("VmRSS"), time.perf_counter()
    record.action_read()
    record.action_review()
    return memory("VmHWM") - before, before, time.perf_counter() - start


def main(database, rows, kind):
    odoo.tools.config.parse_config(["-d", database, "--log-level=critical"])
    with Registry(database).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        # What is loaded once, whatever the file.
        review(env, make_file(2000, without=KINDS[kind]))
        peak, before, seconds = review(env, make_file(rows, without=KINDS[kind]))
        cr.rollback()
    print(
        f"reading and verdicts, {kind:6}{rows:>10} rows: {peak:>6.0f} MB more than the {before:.0f} that there were,"
        f" {seconds / rows * 1000:.2f} ms a row",
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
