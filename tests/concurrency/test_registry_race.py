"""Two workers that read the same day of the gazette: each document is kept once, and all are."""

import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from unittest.mock import patch

from at_once import opened
from psycopg2.errors import UniqueViolation
from test_registry_kill import clean, figures, go_on, prepare

from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY
from odoo.tools import mute_logger

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "despacho_crm" / "tests"))
from outside_services import OutsideServices

__all__ = ["clean"]

#: The day may have been begun by the other one, too.
_OVERTAKEN = (*PG_CONCURRENCY_EXCEPTIONS_TO_RETRY, UniqueViolation)


def _read(registry):
    """Read as the scheduler has it read: who is overtaken by the other one begins again."""
    for _attempt in range(10):
        try:
            with opened(registry) as env:
                env["despacho.registry.day"]._cron_read()
            return
        except _OVERTAKEN:
            continue


def test_two_workers_with_the_same_document_in_hand_keep_it_once(registry):
    days, met = registry["despacho.registry.day"], threading.local()
    together, ask, asked = threading.Barrier(2, timeout=60), days._ask_page, []

    def ask_and_wait(self, provider, document):
        page = ask(self, provider, document)
        asked.append(document.id)
        if not getattr(met, "once", False):
            met.once = True
            together.wait()
        return page

    with OutsideServices() as services:
        day = prepare(registry, services)
        with (
            patch.object(days, "_ask_page", ask_and_wait),
            mute_logger("odoo.sql_db"),
            ThreadPoolExecutor(2) as pool,
        ):
            for done in [pool.submit(_read, registry) for _twice in range(2)]:
                done.result(120)
        assert len(asked) > len(set(asked)), "both had it in hand"
        go_on(registry)
        assert figures(registry, day) == ("read", 3, 3, 3)
