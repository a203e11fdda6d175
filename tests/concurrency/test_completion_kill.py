"""The job that joins what is certain, killed in the middle of a batch, goes on with the rest."""

import os
import signal
import subprocess
import sys

import pytest

from odoo import api
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import config

NAME = "Taller de la noche"

#: The job, with two joinings a commit, killed when the second batch is written and not committed.
KILLED_JOB = """
import os, signal, sys
from odoo.tools import config
config.parse_config(["-c", sys.argv[1], "-d", sys.argv[2], "--no-http"])
from odoo import api
from odoo.modules.registry import Registry
from odoo.addons.despacho_crm.models.completion import despacho_match_night_join
registry = Registry(sys.argv[2])
despacho_match_night_join._BATCH = 2
do, batches = registry["despacho.match.night"]._do, []
def do_and_die(night, groups):
    do(night, groups)
    batches.append(groups)
    if len(batches) == 2:
        night.env.flush_all()
        os.kill(os.getpid(), signal.SIGKILL)
registry["despacho.match.night"]._do = do_and_die
with registry.cursor() as cr:
    env = api.Environment(cr, api.SUPERUSER_ID, {})
    env["despacho.match.night"]._cron_join()
"""


@pytest.fixture
def registry():
    """The registry of the test database, without traces of the test before and after it."""
    registry = Registry(get_db_name())
    _clean(registry)
    yield registry
    _clean(registry)


def _env(cr):
    return api.Environment(cr, api.SUPERUSER_ID, {"active_test": False})


def _clean(registry):
    with registry.cursor() as cr:
        env = _env(cr)
        env["res.company"].search([]).write({"match_auto_join": False, "match_auto_complete": False})
        partners = env["res.partner"].search([("name", "=like", f"{NAME}%")])
        merges = env["despacho.merge"].search([("partner_id", "in", partners.ids)])
        merges.state = "undone"
        merges.unlink()
        partners.merged_into_id = False
        partners.unlink()
        env["despacho.match.night"].search([]).unlink()


def _figures(registry, ids):
    with registry.cursor() as cr:
        env = _env(cr)
        night = env["despacho.match.night"].search([], limit=1)
        active = env["res.partner"].search_count([("id", "in", ids), ("active", "=", True)])
        merges = env["despacho.merge"].search([("source_ids", "in", ids)])
        assert merges.night_id in (night, night.browse())
        return active, night.joined, len(merges), len(merges.filtered("night_id"))


def test_killed_in_the_middle_of_a_batch_the_night_goes_on(registry):
    with registry.cursor() as cr:
        env = _env(cr)
        assert not env["despacho.match.pair"].search_count([("band", "=", "certain"), ("state", "=", "proposed")])
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
        partners = env["res.partner"].create([{"name": f"{NAME} {n}", **exempt} for n in range(12)])
        env["despacho.match.pair"].create(
            [
                {"partner_id": one.id, "other_id": two.id, "band": "certain", "score": 12}
                for one, two in zip(partners[::2], partners[1::2], strict=True)
            ]
        )
        env["res.company"].search([]).match_auto_join = True
        ids = partners.ids
    command = [sys.executable, "-c", KILLED_JOB, config["config"] or os.environ["ODOO_RC"], get_db_name()]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert _figures(registry, ids) == (10, 2, 2, 2)
    with registry.cursor() as cr:
        _env(cr)["despacho.match.night"]._cron_join()
    assert _figures(registry, ids) == (6, 6, 6, 6)
    with registry.cursor() as cr:
        _env(cr)["despacho.match.night"]._cron_join()
    assert _figures(registry, ids) == (6, 6, 6, 6)
