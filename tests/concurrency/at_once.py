"""What the tests of people and jobs that work at the same moment share: connections of their own, a race, a kill.

A test of this folder takes the fixture ``registry``, and its module has a function ``clean(env)`` that removes
what its tests left.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from odoo import api
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests.common import get_db_name
from odoo.tools import SQL, config, mute_logger

KILLED_JOB = Path(__file__).with_name("killed_job.py")


@contextmanager
def opened(registry, **context):
    """Give an environment of the system in a connection of its own; what it does is kept at the end."""
    with registry.cursor() as cr:
        yield api.Environment(cr, api.SUPERUSER_ID, context)


def run(registry, work, as_admin=False, **context):
    """Run ``work(env)`` in a connection of its own, again where another one was quicker, as the server does."""
    with opened(registry, **context) as env:
        if as_admin:
            env = env(user=env.ref("base.user_admin").id, su=False)
        env.transaction.default_env = env
        return retrying(lambda: work(env), env)


def race(registry, model, check, works, enter=None, waits=lambda *arguments: True):
    """Run each of ``works`` in a thread with ``enter(registry, work)``, and return what each one gives.

    All are past the method ``check`` of ``model`` before any of them goes on; ``waits`` says of which call of it.
    """
    enter = enter or (lambda registry, work: run(registry, work, as_admin=True))
    together = threading.Barrier(len(works), timeout=30)
    passed = threading.local()
    model_class = registry[model]
    original = getattr(model_class, check)

    def check_and_wait(self, *arguments):
        original(self, *arguments)
        if waits(*arguments) and not getattr(passed, "once", False):
            passed.once = True
            together.wait()

    with (
        patch.object(model_class, check, check_and_wait),
        mute_logger("odoo.sql_db", "odoo.service.model"),
        ThreadPoolExecutor(len(works)) as pool,
    ):
        return list(pool.map(lambda work: enter(registry, work), works))


def twice_at_once(work, *arguments):
    """Run ``work`` in two threads, as a job that two workers begin; raise what either raises."""
    with mute_logger("odoo.sql_db"), ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(work, *arguments) for _twice in range(2)]:
            done.result(120)


@contextmanager
def beside(registry, work):
    """Give a function that starts ``work(env)`` in a thread of its own; it has ended when this does.

    The function returns the future.
    """
    with ThreadPoolExecutor(1) as pool:
        started = []

        def start():
            started.append(pool.submit(run, registry, work))
            return started[-1]

        yield start
        for done in started:
            done.result(60)


def forget_joined(env, partners):
    """Remove contacts with the joinings that they stayed in."""
    merges = env["despacho.merge"].search([("partner_id", "in", partners.ids)])
    merges.state = "undone"
    merges.unlink()
    partners.merged_into_id = False
    partners.unlink()


def kill_in(model, job, step, call=1, arguments=(), constants=None, step_model=None):
    """Run the method ``job`` of ``model`` in a process that dies, with kill -9, at the end of a call of ``step``.

    What the step did is written and not committed; it is of ``model`` too, or of ``step_model``. ``constants`` are
    those of modules, or of classes in them: {"module": {"NAME": value}}, {"module:Class": {"name": value}}.
    """
    plan = {
        "model": model,
        "job": job,
        "step": step,
        "step_model": step_model or model,
        "call": call,
        "arguments": arguments,
        "constants": constants or {},
    }
    command = [sys.executable, str(KILLED_JOB), config["config"] or os.environ["ODOO_RC"], get_db_name()]
    name = f"killed-{uuid.uuid4()}"
    killed = subprocess.run(
        [*command, json.dumps(plan)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PGAPPNAME": name},
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    _wait_for_end(name)


def _wait_for_end(name):
    """Wait until the base has noticed that the process is gone: until then it keeps what that had locked."""
    for _try in range(600):
        with db_connect(get_db_name()).cursor() as cr:
            cr.execute(SQL("SELECT count(*) FROM pg_stat_activity WHERE application_name = %s", name))
            if not cr.fetchone()[0]:
                return
        time.sleep(0.1)
    raise AssertionError("the base keeps the connections of a process that is gone")
