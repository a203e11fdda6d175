"""Two answers of one person at the same moment are one lead."""

import threading
from concurrent.futures import ThreadPoolExecutor

from at_once import opened, run

from odoo import fields
from odoo.tools import mute_logger

NAME = "Respuesta de la carrera"
SOURCES = ("reply", "call")


def clean(env):
    actions = env["despacho.action"].with_context(active_test=False).search([("name", "=", NAME)])
    campaigns, partners = actions.campaign_id, actions.recipient_ids.partner_id
    env["crm.lead"].with_context(active_test=False).search([("commercial_action_id", "in", actions.ids)]).unlink()
    # What was answered and frozen is deleted by nobody: only a test takes its own away.
    for table in ("despacho_response", "despacho_action_recipient"):
        env.cr.execute(f"DELETE FROM {table} WHERE action_id = ANY(%s)", [actions.ids])
    env.invalidate_all()
    actions.write({"state": "draft", "launched_on": False})
    actions.unlink()
    campaigns.unlink()
    partners.unlink()
    env["product.category"].search([("name", "=", NAME)]).unlink()


def _row(registry):
    """Return the id of somebody whom a running action has reached already."""
    with opened(registry, tracking_disable=True) as env:
        root = env.ref("despacho_crm.product_category_services")
        line = env["product.category"].create({"name": NAME, "parent_id": root.id})
        campaign = env["despacho.campaign"].create(
            {"title": NAME, "service_line_id": line.id, "reviewed_on": fields.Datetime.now()}
        )
        action = env["despacho.action"].create({"name": NAME, "campaign_id": campaign.id, "channel": "call"})
        partner = env["res.partner"].create({"name": NAME})
        row = env["despacho.action.recipient"].create(
            {
                "action_id": action.id,
                "channel": "call",
                "number": 1,
                "partner_id": partner.id,
                "commercial_partner_id": partner.id,
                "name": NAME,
                "included": True,
                "reached": True,
                "state": "waiting",
            }
        )
        env.flush_all()
        # As it is after it was launched; its rules are not those of this test.
        env.cr.execute("UPDATE despacho_action SET state = 'running', launched_on = now() WHERE id = %s", [action.id])
        return row.id


def test_two_answers_at_once_are_one_lead(registry):
    row_id = _row(registry)
    together = threading.Barrier(len(SOURCES), timeout=60)
    met = threading.local()

    def work(source):
        def answer(env):
            row = env["despacho.action.recipient"].browse(row_id)
            # Both have looked at the base before any of them writes.
            assert row.name == NAME
            if not getattr(met, "once", False):
                met.once = True
                together.wait()
            return env["despacho.response"]._record(row, "interested", source).created_lead_id.id

        return run(registry, answer)

    with mute_logger("odoo.sql_db", "odoo.service.model"), ThreadPoolExecutor(len(SOURCES)) as pool:
        leads = list(pool.map(work, SOURCES))
    assert leads[0]
    assert leads[0] == leads[1]
