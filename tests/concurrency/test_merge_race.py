"""Contacts are joined while others write to them, and while the process is killed."""

import threading
import time

from at_once import forget_joined, kill_in, opened, run

from odoo import Command, fields
from odoo.tools import mute_logger

NAME = "Taller de la carrera de uniones"


def clean(env):
    partners = env["res.partner"].search([("name", "=like", f"{NAME}%")])
    moves = env["account.move"].search([("partner_id", "in", partners.ids)])
    moves.filtered(lambda move: move.state == "posted").button_draft()
    moves.with_context(force_delete=True).unlink()
    forget_joined(env, partners)


def _twins(registry, count=1):
    """Make ``count`` pairs of contacts with the same name, the second of each with a draft invoice; return ids."""
    with opened(registry) as env:
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


def _join(survivor, source):
    def work(env):
        partners = env["res.partner"].browse([survivor, source])
        return env["despacho.merge"]._join(partners[0], partners[1]).id

    return work


def _of(registry, move_id):
    """Return (state, contact, company, contacts of the entries) of an invoice."""
    with opened(registry) as env:
        move = env["account.move"].browse(move_id)
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
        thread = threading.Thread(target=run, args=(registry, post))
        thread.start()
        posted.wait(30)
        run(registry, _join(survivor, source))
        thread.join(60)
    run(registry, lambda env: env["despacho.merge"]._sweep())
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
        thread = threading.Thread(target=run, args=(registry, make))
        thread.start()
        made.wait(30)
        merge = run(registry, join)
        thread.join(60)
    run(registry, lambda env: env["despacho.merge"]._sweep())
    assert _of(registry, moves[0]) == ("posted", survivor, survivor, [survivor])
    run(registry, lambda env: env["despacho.merge"].browse(merge).action_undo())
    assert _of(registry, moves[0]) == ("posted", source, source, [source])


def test_two_who_join_the_same_contact_at_the_same_moment(registry):
    (one, source, other, _rest), _moves = _twins(registry, 2)
    told = []

    def attempt(survivor):
        try:
            run(registry, _join(survivor, source))
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
    with opened(registry) as env:
        assert env["despacho.merge"].search_count([("source_ids", "=", source)]) == 1


def test_killed_in_the_middle_nothing_is_half_done(registry):
    ids, moves = _twins(registry, 20)
    groups = [(survivor, [source], None, "") for survivor, source in zip(ids[::2], ids[1::2], strict=True)]
    kill_in("despacho.merge", "_join_many", "_follow", arguments=(groups, False))
    with opened(registry) as env:
        assert env["res.partner"].search_count([("id", "in", ids), ("active", "=", True)]) == 40
        assert not env["despacho.merge"].search_count([("source_ids", "in", ids)])
        assert env["account.move"].browse(moves).partner_id.ids == ids[1::2]
    merges = run(registry, lambda env: len(env["despacho.merge"]._join_many(groups, automatic=False)))
    assert merges == 20
