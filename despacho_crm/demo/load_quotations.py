"""The quotations of the opportunities that got as far as a proposal."""

import math
from datetime import timedelta

from odoo.fields import Command
from odoo.tools import SQL

from .load_history import changes
from .load_pipeline import past
from .services import SERVICES

#: Stage of the opportunity -> state of its quotation.
_STATES = {
    "opportunity_proposal": "sent",
    "opportunity_negotiation": "sent",
    "opportunity_won": "sale",
    "opportunity_lost": "cancel",
    "opportunity_lost_competitor": "cancel",
}
#: Days in which it can be accepted.
_VALID = 30
_MONTHS = 12


def load(loader):
    env = loader.env
    clients = {party.code for party in loader.world.clients}
    offered = []
    for lead in loader.world.leads:
        if lead.stage in _STATES:
            moves = changes(lead.stage, lead.created, lead.moved, lead.party in clients)
            offered += [(day, lead) for _before, after, day in moves if after == "opportunity_proposal"]
    offered.sort(key=lambda one: (one[0], one[1].code))
    orders = env["sale.order"].create([_values(loader, lead, day) for day, lead in offered])
    # What became nothing was offered first, and called off later.
    lost = [order.id for order, (_day, lead) in zip(orders, offered, strict=True) if _STATES[lead.stage] == "cancel"]
    env["sale.order"].browse(lost).write({"state": "cancel"})
    loader.name({f"quotation_{lead.code}": order for order, (_day, lead) in zip(orders, offered, strict=True)})
    env.flush_all()
    env.cr.execute(SQL("UPDATE sale_order SET create_date = date_order WHERE id = ANY(%s)", orders.ids))
    orders.invalidate_recordset(["create_date"])


def _values(loader, lead, day):
    record = loader.leads[lead.code]
    services = [service for service in SERVICES if service.line == lead.line]
    service = services[record.id % len(services)]
    times = _MONTHS if service.charge == "month" else 1
    line = {
        "product_id": loader.products[service.code].id,
        "product_uom_qty": times,
        # No more than what the opportunity was estimated at: what is offered would raise it.
        "price_unit": math.floor(100 * lead.revenue / times) / 100,
    }
    state = _STATES[lead.stage]
    return {
        "partner_id": record.partner_id.id,
        "opportunity_id": record.id,
        "user_id": record.user_id.id,
        "team_id": record.team_id.id,
        "company_id": loader.company.id,
        "date_order": past(day, 12, 30),
        "validity_date": day + timedelta(days=_VALID),
        "state": "sent" if state == "cancel" else state,
        "order_line": [Command.create(line)],
    }
