"""What stages start by themselves happens once, whoever moves the lead at the same moment, and after a kill -9."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest.mock import patch

from at_once import kill_in, opened, run

from odoo.tools import mute_logger

NAME = "Asunto de la pauta"
SLEEPING = 6
_JOB = "odoo.addons.despacho_crm.models.pipeline.crm_lead_job"


def clean(env):
    env["crm.lead"].search([("name", "=", NAME)]).unlink()


def _company(env):
    company = env["res.company"].search([("pipeline_rules", "=", True)], limit=1)
    assert company, "the database has no company with the rules"
    return company


def _leads(registry, count=1, **values):
    with opened(registry) as env:
        values = {"name": NAME, "type": "lead", "user_id": env.ref("base.user_admin").id, **values}
        values["company_id"] = _company(env).id
        return env["crm.lead"].create([dict(values) for _number in range(count)]).ids


def _move(registry, lead_id, stage, together):
    waited = []

    def work(env):
        lead = env["crm.lead"].browse(lead_id)
        assert lead.stage_id
        if not waited:
            waited.append(True)
            together.wait()
        lead.write({"stage_id": env.ref(f"despacho_crm.stage_lead_{stage}").id})

    run(registry, work, as_admin=True)


def test_two_who_move_a_lead_to_a_stage_at_once_run_its_playbook_once(registry):
    [lead_id] = _leads(registry)
    together = threading.Barrier(2, timeout=30)
    with mute_logger("odoo.sql_db", "odoo.service.model"), ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _number: _move(registry, lead_id, "interested", together), range(2)))
    with opened(registry) as env:
        steps = env["crm.lead"].browse(lead_id).activity_ids
        assert len(steps) == len(steps.playbook_template_id) == 2


def test_a_job_that_is_killed_wakes_each_lead_once_when_it_runs_again(registry):
    with opened(registry) as env:
        day = _company(env)._pipeline_today() - timedelta(days=1)
        stage = env.ref("despacho_crm.stage_lead_future").id
    ids = _leads(registry, SLEEPING, stage_id=stage, wake_date=day)
    kill_in("crm.lead", "_cron_wake_leads", "_wake", call=2, constants={_JOB: {"_BATCH": 2}})
    assert _awake(registry, ids) == 2, "the first batch was kept and the second was not"
    with opened(registry) as env, patch.object(registry["ir.cron"], "_commit_progress", lambda *a, **k: 60):
        env["crm.lead"]._cron_wake_leads()
    assert _awake(registry, ids) == SLEEPING
    with opened(registry) as env:
        for lead in env["crm.lead"].browse(ids):
            told = lead.activity_ids.filtered(lambda activity: not activity.playbook_stage_id)
            assert len(told) == 1
            assert len(lead.activity_ids) == 2, "with the step of its stage"


def _awake(registry, ids):
    with opened(registry) as env:
        leads = env["crm.lead"].browse(ids)
        return len(leads.filtered(lambda lead: lead.stage_id.outcome == "open"))
