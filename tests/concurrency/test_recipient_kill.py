"""The job that freezes the audience of an action: two workers share it, and one that is killed loses nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor

from at_once import kill_in, opened, run

from odoo.tools import mute_logger

from odoo.addons.despacho_crm.tools.privacy.gate import Verdict

NAME = "Destinatarios de carreras"
COUNT = 23
_SMALL = {
    "odoo.addons.despacho_crm.models.recipient.despacho_action_freeze": {"BATCH": 4},
}


def clean(env):
    actions = env["despacho.action"].search([("name", "=like", f"{NAME}%")])
    campaigns = env["despacho.campaign"].search([("title", "=like", f"{NAME}%")])
    actions._unfreeze()
    actions.write({"state": "cancelled", "launched_on": False})
    actions.unlink()
    campaigns.unlink()
    env["res.partner"].search([("name", "=like", f"{NAME}%")]).unlink()
    env["product.category"].search([("name", "=", NAME)]).unlink()


def _prepare(registry):
    """Return the id of an action whose audience, of companies with and without e-mail, waits to be frozen."""
    with opened(registry) as env:
        exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x", "is_company": True}
        partners = env["res.partner"].create(
            [
                {"name": f"{NAME} {n:02} SL", "phone": f"9720001{n:02}" if n % 3 else False, **exempt}
                for n in range(COUNT)
            ]
        )
        root = env.ref("despacho_crm.product_category_services")
        line = env["product.category"].create({"name": NAME, "parent_id": root.id})
        campaign = env["despacho.campaign"].create(
            {"title": NAME, "service_line_id": line.id, "reviewed_on": "2026-01-01", "reviewed_by": env.uid}
        )
        action = env["despacho.action"].create(
            {"name": NAME, "campaign_id": campaign.id, "channel": "call", "partner_ids": partners.ids}
        )
        action._set_state("freezing", approved_by=env.uid)
        return action.id


def _begin(registry, action_id):
    with opened(registry) as env:
        env["despacho.action"].browse(action_id)._freeze_begin()


def _figures(registry, action_id):
    """Return (state, rows, rows still to be prepared, numbers, copies)."""
    with opened(registry) as env:
        action = env["despacho.action"].browse(action_id)
        rows = env["despacho.action.recipient"].search([("action_id", "=", action_id)])
        waiting = rows.filtered(lambda row: row.state == "preparing")
        assert not (rows - waiting).filtered(lambda row: not row.included and not row.reason)
        return action.state, len(rows), len(waiting), len(set(rows.mapped("number"))), len(action.copy_ids)


def _job(env):
    env["despacho.action"]._cron_freeze()


def test_killed_in_a_batch_what_was_done_stays_and_the_rest_is_done_once(registry):
    action_id = _prepare(registry)
    kill_in("despacho.action", "_cron_freeze", "_freeze_batch", call=4, constants=_SMALL)
    # The first call finds no rows yet; then two batches were kept, and the third one was lost.
    assert _figures(registry, action_id) == ("freezing", COUNT, COUNT - 8, COUNT, 0)
    for _again in range(2):
        run(registry, _job)
        assert _figures(registry, action_id) == ("approved", COUNT, 0, COUNT, 1)


def test_killed_while_the_rows_are_made_none_stays(registry):
    action_id = _prepare(registry)
    kill_in("despacho.action", "_cron_freeze", "_freeze_begin", constants=_SMALL)
    assert _figures(registry, action_id) == ("freezing", 0, 0, 0, 0)
    run(registry, _job)
    assert _figures(registry, action_id) == ("approved", COUNT, 0, COUNT, 1)


def test_killed_while_the_copy_is_made_it_is_made_once(registry):
    action_id = _prepare(registry)
    kill_in("despacho.action", "_cron_freeze", "_keep_copy", constants=_SMALL)
    assert _figures(registry, action_id) == ("freezing", COUNT, 0, COUNT, 0)
    run(registry, _job)
    assert _figures(registry, action_id) == ("approved", COUNT, 0, COUNT, 1)


def test_two_workers_share_the_rows_and_none_is_done_twice(registry, monkeypatch):
    action_id = _prepare(registry)
    _begin(registry, action_id)
    model = registry["despacho.action"]
    claim, claimed, together = model._claim_rows, {}, threading.Barrier(2, timeout=30)

    def claim_and_wait(self, limit):
        rows = claim(self, 4)
        mine = claimed.setdefault(threading.get_ident(), [])
        if not mine and rows:
            together.wait()  # each of them holds its first batch
        mine.append([row_id for row_id, *_unit in rows])
        return rows

    monkeypatch.setattr(model, "_claim_rows", claim_and_wait)
    with mute_logger("odoo.sql_db"), ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(run, registry, _job) for _worker in range(2)]:
            done.result(120)
    monkeypatch.undo()
    assert _figures(registry, action_id) == ("approved", COUNT, 0, COUNT, 1)
    first, second = claimed.values()
    assert first[0] and second[0]
    assert not set(first[0]) & set(second[0])


def test_who_says_no_while_a_worker_is_at_it_is_not_addressed(registry, monkeypatch):
    action_id = _prepare(registry)
    _begin(registry, action_id)
    model = registry["despacho.action"]
    write = model._write_rows

    def say_no(env):
        env.cr.execute("INSERT INTO phone_blacklist (number, active) VALUES ('+34972000101', TRUE)")

    said = []

    def write_and_say(self, rows, choices):
        write(self, rows, choices)
        if not said:
            said.append(run(registry, say_no))

    def judge(_gate, _channel, rows, *_arguments, **_options):
        return {row.key: Verdict(True, "client_similar") for row in rows}

    monkeypatch.setattr(registry["despacho.gate"], "_judge", judge)
    monkeypatch.setattr(model, "_write_rows", write_and_say)
    run(registry, _job)
    monkeypatch.undo()
    try:
        with opened(registry) as env:
            row = env["despacho.action.recipient"].search(
                [("action_id", "=", action_id), ("phone_sanitized", "=", "+34972000101")]
            )
            assert (row.included, row.reason) == (False, "opposed")
            others = env["despacho.action.recipient"].search([("action_id", "=", action_id), ("included", "=", True)])
            assert len(others) == COUNT - 1 - len(range(0, COUNT, 3))
    finally:
        with opened(registry) as env:
            env.cr.execute("DELETE FROM phone_blacklist WHERE number = '+34972000101'")
