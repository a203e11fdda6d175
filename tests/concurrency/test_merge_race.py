"""Contacts are joined while others write to them, and while the process is killed."""

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time

import pytest

from odoo import Command, api, fields
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from odoo.tools import config, mute_logger

NAME = "Taller de la carrera de uniones"


@pytest.fixture
def registry():
    """The registry of the test database, without traces of the race before and after it."""
    registry = Registry(get_db_name())
    _clean(registry)
    yield registry
    _clean(registry)


def _clean(registry):
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {"active_test": False})
        partners = env["res.partner"].search([("name", "=like", f"{NAME}%")])
        moves = env["account.move"].search([("partner_id", "in", partners.ids)])
        moves.filtered(lambda move: move.state == "posted").button_draft()
        moves.with_context(force_delete=True).unlink()
        merges = env["despacho.merge"].search([("partner_id", "in", partners.ids)])
        merges.state = "undone"
        merges.unlink()
        partners.merged_into_id = False
        partners.unlink()


def _twins(registry, count=1):
    """Make ``count`` pairs of contacts with the same name, the second of each with a draft invoice; return ids."""
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        partners = env["res.partner"].create(
            [
                {"name": f"{NAME} {n}", "is_company": True, "nif_exemption_reason": "other", "nif_exemption_note": "x"}
                for n in range(count)
                for _twin in range(2)
            ]
        )
        moves = env["account.move"].create([_invoice(partner) for partner in partners[1::2]])
        return partners.ids, moves.ids


def _invoice(partner):
    return {
        "move_type": "out_invoice",
        "partner_id": partner.id,
        "invoice_date": fields.Date.today(),
        "invoice_line_ids": [Command.create({"name": "Gestión", "price_unit": 10.0, "tax_ids": False})],
    }


def _run(registry, work):
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        env.transaction.default_env = env
        return retrying(lambda: work(env), env)


def _join(survivor, source):
    def work(env):
        partners = env["res.partner"].browse([survivor, source])
        return env["despacho.merge"]._join(partners[0], partners[1]).id

    return work


def _of(registry, move_id):
    """Return (state, contact, company, contacts of the entries) of an invoice."""
    with registry.cursor() as cr:
        move = api.Environment(cr, api.SUPERUSER_ID, {})["account.move"].browse(move_id)
        return move.state, move.partner_id.id, move.commercial_partner_id.id, move.line_ids.partner_id.ids


def test_an_invoice_posted_while_its_contact_is_joined_is_not_lost(registry):
    (survivor, source), (move,) = _twins(registry)
    posted = threading.Event()

    def post(env):
        env["account.move"].browse(move).action_post()
        env.flush_all()
        posted.set()
        time.sleep(0.5)

    with mute_logger("odoo.sql_db", "odoo.service.model"):
        thread = threading.Thread(target=_run, args=(registry, post))
        thread.start()
        posted.wait(30)
        _run(registry, _join(survivor, source))
        thread.join(60)
    _run(registry, lambda env: env["despacho.merge"]._sweep())
    assert _of(registry, move) == ("posted", survivor, survivor, [survivor])


def test_an_invoice_made_while_its_contact_is_joined_follows(registry):
    (survivor, source), _moves = _twins(registry)
    made, go = threading.Event(), threading.Event()
    moves = []

    def make(env):
        move = env["account.move"].create(_invoice(env["res.partner"].browse(source)))
        move.action_post()
        env.flush_all()
        moves[:] = move.ids
        made.set()
        go.wait(5)

    def join(env):
        env.cr.execute("SELECT 1")  # the transaction has its picture of the base before the invoice is there
        threading.Timer(0.3, go.set).start()
        return _join(survivor, source)(env)

    with mute_logger("odoo.sql_db", "odoo.service.model"):
        thread = threading.Thread(target=_run, args=(registry, make))
        thread.start()
        made.wait(30)
        merge = _run(registry, join)
        thread.join(60)
    _run(registry, lambda env: env["despacho.merge"]._sweep())
    assert _of(registry, moves[0]) == ("posted", survivor, survivor, [survivor])
    _run(registry, lambda env: env["despacho.merge"].browse(merge).action_undo())
    assert _of(registry, moves[0]) == ("posted", source, source, [source])


def test_two_who_join_the_same_contact_at_the_same_moment(registry):
    (one, source, other, _rest), _moves = _twins(registry, 2)
    told = []

    def attempt(survivor):
        try:
            _run(registry, _join(survivor, source))
        except Exception as error:
            told.append(str(error))

    with mute_logger("odoo.sql_db", "odoo.service.model"):
        threads = [threading.Thread(target=attempt, args=(survivor,)) for survivor in (one, other)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert len(told) == 1
    assert NAME in told[0]
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        assert env["despacho.merge"].search_count([("source_ids", "=", source)]) == 1


def test_killed_in_the_middle_nothing_is_half_done(registry):
    ids, moves = _twins(registry, 20)
    groups = [(survivor, [source], None, "") for survivor, source in zip(ids[::2], ids[1::2], strict=True)]
    script = textwrap.dedent(
        f"""
        import time
        from odoo import api
        from odoo.modules.registry import Registry
        from odoo.tools import config
        config.parse_config(["-c", {config["config"]!r}, "-d", {get_db_name()!r}])
        registry = Registry({get_db_name()!r})
        merge = registry["despacho.merge"]
        end = merge._follow
        def _follow(self, tally, recorder):
            end(self, tally, recorder)
            print("moved", flush=True)
            time.sleep(60)
        merge._follow = _follow
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {{}})
            env["despacho.merge"]._join_many({groups!r}, automatic=False)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "moved\n"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        assert env["res.partner"].search_count([("id", "in", ids), ("active", "=", True)]) == 40
        assert not env["despacho.merge"].search_count([("source_ids", "in", ids)])
        assert env["account.move"].browse(moves).partner_id.ids == ids[1::2]
    merges = _run(registry, lambda env: len(env["despacho.merge"]._join_many(groups, automatic=False)))
    assert merges == 20
