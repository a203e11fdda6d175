"""Several people call from one list at the same moment: nobody is ever called by two of them."""

import threading
from concurrent.futures import ThreadPoolExecutor

from at_once import opened, run

from odoo import api, fields
from odoo.tools import mute_logger

NAME = "Lista de la carrera"
CALLERS, PEOPLE = 4, 40


def clean(env):
    actions = env["despacho.action"].with_context(active_test=False).search([("name", "=", NAME)])
    rows = env["despacho.action.recipient"].search([("action_id", "in", actions.ids)])
    partners = rows.partner_id
    campaigns = actions.campaign_id
    _delete(env, rows)
    actions.write({"state": "draft", "launched_on": False})
    actions.unlink()
    campaigns.unlink()
    partners.unlink()
    env["product.category"].search([("name", "=", NAME)]).unlink()
    env["res.users"].with_context(active_test=False).search([("login", "like", "carrera_")]).write({"active": False})


def _delete(env, rows):
    # What was frozen is deleted by nobody: only a test takes its own away.
    env.cr.execute("DELETE FROM despacho_action_recipient WHERE id = ANY(%s)", [rows.ids])
    env.invalidate_all()


def _list(registry):
    """Return the id of a running action with many to call, and those of some callers."""
    with opened(registry, tracking_disable=True, no_reset_password=True) as env:
        root = env.ref("despacho_crm.product_category_services")
        line = env["product.category"].create({"name": NAME, "parent_id": root.id})
        campaign = env["despacho.campaign"].create(
            {"title": NAME, "service_line_id": line.id, "reviewed_on": fields.Datetime.now()}
        )
        action = env["despacho.action"].create({"name": NAME, "campaign_id": campaign.id, "channel": "call"})
        partners = env["res.partner"].create([{"name": f"{NAME} {number}"} for number in range(PEOPLE)])
        env["despacho.action.recipient"].create(
            [
                {
                    "action_id": action.id,
                    "channel": "call",
                    "number": number,
                    "partner_id": partner.id,
                    "commercial_partner_id": partner.id,
                    "name": partner.name,
                    "included": True,
                    "state": "waiting",
                }
                for number, partner in enumerate(partners, 1)
            ]
        )
        env.flush_all()
        # As it is after it was launched; its rules are not those of this test.
        env.cr.execute("UPDATE despacho_action SET state = 'running', launched_on = now() WHERE id = %s", [action.id])
        group = env.ref("despacho_crm.group_user")
        users = env["res.users"]
        for number in range(CALLERS):
            login = f"carrera_{number}"
            user = users.with_context(active_test=False).search([("login", "=", login)])
            users |= user or users.create({"name": login, "login": login, "group_ids": [(6, 0, group.ids)]})
        users.write({"active": True})
        return action.id, users.ids


def _take(env, action_id, user_id):
    user = env["res.users"].browse(user_id)
    rows = env["despacho.action.recipient"].with_user(user)
    return rows._take_row(env["despacho.action"].with_user(user).browse(action_id), user).id


def _done(env, row_id):
    env["despacho.action.recipient"].browse(row_id).write({"state": "sent"})


def test_two_connections_that_take_at_once_take_two_people(registry):
    action_id, (first, second, *_others) = _list(registry)
    with registry.cursor() as one, registry.cursor() as other:
        # Neither has ended when the other takes: what one is taking, the other passes by.
        taken = _take(api.Environment(one, 1, {}), action_id, first)
        also = _take(api.Environment(other, 1, {}), action_id, second)
        assert taken and also and taken != also


def test_callers_who_go_through_a_list_at_once_never_get_the_same_person(registry):
    action_id, users = _list(registry)
    together = threading.Barrier(CALLERS, timeout=60)

    def work(user_id):
        together.wait()
        found = []
        while True:
            row_id = run(registry, lambda env: _take(env, action_id, user_id))
            if not row_id:
                return found
            found.append(row_id)
            run(registry, lambda env, row_id=row_id: _done(env, row_id))

    with mute_logger("odoo.sql_db", "odoo.service.model"), ThreadPoolExecutor(CALLERS) as pool:
        found = list(pool.map(work, users))
    called = [row_id for rows in found for row_id in rows]
    assert len(called) == len(set(called)), "nobody twice"
    # Who was passed by because somebody was taking them is there at the next look.
    with opened(registry) as env:
        rows = env["despacho.action.recipient"]
        assert len(called) + rows.search_count([("action_id", "=", action_id), ("state", "=", "waiting")]) == PEOPLE
    assert len(called) == PEOPLE


def test_who_dies_while_taking_keeps_nobody(registry):
    action_id, (first, second, *_others) = _list(registry)
    with registry.cursor() as one:
        taken = _take(api.Environment(one, 1, {}), action_id, first)
        one.rollback()
    assert run(registry, lambda env: _take(env, action_id, second)) == taken
