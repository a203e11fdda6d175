"""A file is applied while its connection to the base is lost, and by two who wait for nobody."""

import threading
from unittest.mock import patch

import psycopg2
import pytest
from at_once import opened, run
from test_import_race import NIFS, apply, billing, clean, contacts, leave_to_job, review, run_job, states

from odoo.tools import SQL, mute_logger

__all__ = ["clean"]

#: What the base says, or Odoo of the connection, when it is gone.
LOST = (psycopg2.OperationalError, psycopg2.InterfaceError)


def lose_connection_in(registry, step, call, job):
    """Run ``job`` while the connection of it is cut, from another one, in a call of the method ``step``."""
    model = registry["despacho.import"]
    original, calls = getattr(model, step), []

    def step_and_lose(self, *arguments):
        result = original(self, *arguments)
        calls.append(True)
        if len(calls) == call:
            self.env.flush_all()
            pid = self.env.execute_query(SQL("SELECT pg_backend_pid()"))[0][0]
            with opened(registry) as other:
                assert other.execute_query(SQL("SELECT pg_terminate_backend(%s)", pid)) == [(True,)]
        return result

    with (
        patch.object(model, step, step_and_lose),
        mute_logger("odoo.sql_db", "odoo.addons.despacho_crm_import.models.apply.despacho_import_job"),
        pytest.raises(LOST),
    ):
        job()
    assert len(calls) == call


@pytest.mark.parametrize("step", ["_apply_batch", "_refresh_verdicts", "_tell_progress"])
def test_a_connection_that_is_lost_in_the_middle_costs_nothing(registry, step):
    import_id = review(registry, billing(0, 20, "931 22 33 44"))
    leave_to_job(registry, import_id)
    lose_connection_in(registry, step, 3, lambda: run_job(registry))
    # Two batches were stored; the third was written and not stored.
    assert contacts(registry)[1] == 8
    assert [state for _verdict, state in states(registry, import_id)].count("applied") == 8
    with opened(registry) as env:
        assert env["despacho.import"].browse(import_id).state == "applying"
    run_job(registry)
    assert contacts(registry)[1] == 20
    assert states(registry, import_id) == [("create", "applied")] * 20
    run_job(registry)
    assert contacts(registry)[1] == 20


def test_what_is_certain_goes_on_as_that_when_the_connection_is_lost(registry):
    lines = [*billing(0, 12, "931 22 33 44"), ";Taller de la carrera de ficheros sin número;931 99 88 77"]
    import_id = review(registry, lines)
    with opened(registry) as env:
        env["despacho.import"].browse(import_id)._apply_certain()
    lose_connection_in(registry, "_apply_batch", 2, lambda: run_job(registry))
    run_job(registry)
    assert contacts(registry)[1] == 12
    assert states(registry, import_id) == [("create", "applied")] * 12 + [("no_nif", "pending")]
    with opened(registry) as env:
        assert env["despacho.import"].browse(import_id).state == "reviewed"


def test_two_who_apply_files_of_the_same_contacts_by_themselves_wait_for_one_another(registry):
    first = review(registry, billing(0, 20, "931 22 33 44"))
    second = review(registry, billing(10, 30, "931 55 66 77"), number=2)
    model = registry["despacho.import"]
    refresh, both, met = model._refresh_verdicts, threading.Barrier(2), []

    def refresh_and_wait(self, rows):
        todo = refresh(self, rows)
        try:
            # Whoever has the turn waits in vain for the other, who waits for the turn.
            met.append(both.wait(1.5))
        except threading.BrokenBarrierError:
            pass
        return todo

    with (
        patch.object(model, "_refresh_verdicts", refresh_and_wait),
        mute_logger("odoo.sql_db", "odoo.service.model"),
    ):
        threads = [threading.Thread(target=run, args=(registry, apply(one))) for one in (first, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(120)
    assert not met
    found, count = contacts(registry)
    assert count == 30
    kinds = {verdict for verdict, _state in [*states(registry, first), *states(registry, second)]}
    assert kinds == {"create", "update"}
    assert {state for one in (first, second) for _verdict, state in states(registry, one)} == {"applied"}
    # One after the other, be it the second who goes first.
    phones = {found[key] for key in NIFS[10:20]}
    assert len(phones) == 1
    assert {found[key] for key in NIFS[:10]} == {"+34 931 22 33 44"}
    assert {found[key] for key in NIFS[20:30]} == {"+34 931 55 66 77"}
