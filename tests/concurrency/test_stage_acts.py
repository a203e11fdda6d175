"""What stages start by themselves happens once, whoever moves the lead at the same moment, and after a kill -9."""

import os
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

import pytest

from odoo import api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

NAME = "Asunto de la pauta"
SLEEPING = 6

#: The job of the leads whose day has come, killed while it wakes the second batch.
KILLED_JOB = """
import os, signal, sys
from odoo.tools import config
config.parse_config(["-c", sys.argv[1], "-d", sys.argv[2], "--no-http"])
from odoo import api
from odoo.modules.registry import Registry
from odoo.addons.despacho_crm.models.pipeline import crm_lead_job
registry = Registry(sys.argv[2])
crm_lead_job._BATCH = 2
wake, batches = registry["crm.lead"]._wake, []
def wake_and_die(leads):
    wake(leads)
    batches.append(leads)
    if len(batches) == 2:
        leads.env.flush_all()
        os.kill(os.getpid(), signal.SIGKILL)
registry["crm.lead"]._wake = wake_and_die
with registry.cursor() as cr:
    env = api.Environment(cr, api.SUPERUSER_ID, {})
    env["crm.lead"]._cron_wake_leads()
"""


@pytest.fixture
def registry():
    """The registry of the test database, without traces of the test before and after it."""
    registry = Registry(get_db_name())
    _clean(registry)
    yield registry
    _clean(registry)


def _env(cr):
    return api.Environment(cr, api.SUPERUSER_ID, {})


def _clean(registry):
    with registry.cursor() as cr:
        _env(cr)["crm.lead"].with_context(active_test=False).search([("name", "=", NAME)]).unlink()


def _company(env):
    company = env["res.company"].search([("pipeline_rules", "=", True)], limit=1)
    assert company, "the database has no company with the rules"
    return company


def _leads(registry, count=1, **values):
    with registry.cursor() as cr:
        env = _env(cr)
        values = {"name": NAME, "type": "lead", "user_id": env.ref("base.user_admin").id, **values}
        values["company_id"] = _company(env).id
        return env["crm.lead"].create([dict(values) for _number in range(count)]).ids


def _move(registry, lead_id, stage, together):
    with registry.cursor() as cr:
        env = _env(cr)
        env = env(user=env.ref("base.user_admin").id, su=False)
        env.transaction.default_env = env
        lead = env["crm.lead"].browse(lead_id)
        waited = []

        def work():
            assert lead.stage_id
            if not waited:
                waited.append(True)
                together.wait()
            lead.write({"stage_id": env.ref(f"despacho_crm.stage_lead_{stage}").id})

        retrying(work, env)


def test_two_who_move_a_lead_to_a_stage_at_once_run_its_playbook_once(registry):
    [lead_id] = _leads(registry)
    together = threading.Barrier(2, timeout=30)
    with mute_logger("odoo.sql_db", "odoo.service.model"), ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _number: _move(registry, lead_id, "interested", together), range(2)))
    with registry.cursor() as cr:
        steps = _env(cr)["crm.lead"].browse(lead_id).activity_ids
        assert len(steps) == len(steps.playbook_template_id) == 2


def test_a_job_that_is_killed_wakes_each_lead_once_when_it_runs_again(registry):
    with registry.cursor() as cr:
        env = _env(cr)
        day = _company(env)._pipeline_today() - timedelta(days=1)
        stage = env.ref("despacho_crm.stage_lead_future").id
    ids = _leads(registry, SLEEPING, stage_id=stage, wake_date=day)
    command = [sys.executable, "-c", KILLED_JOB, os.environ["ODOO_RC"], get_db_name()]
    killed = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    assert _awake(registry, ids) == 2, "the first batch was kept and the second was not"
    with registry.cursor() as cr, patch.object(registry["ir.cron"], "_commit_progress", lambda *a, **k: 60):
        _env(cr)["crm.lead"]._cron_wake_leads()
    assert _awake(registry, ids) == SLEEPING
    with registry.cursor() as cr:
        for lead in _env(cr)["crm.lead"].browse(ids):
            told = lead.activity_ids.filtered(lambda activity: not activity.playbook_stage_id)
            assert len(told) == 1
            assert len(lead.activity_ids) == 2, "with the step of its stage"


def _awake(registry, ids):
    with registry.cursor() as cr:
        leads = _env(cr)["crm.lead"].browse(ids)
        return len(leads.filtered(lambda lead: lead.stage_id.outcome == "open"))
