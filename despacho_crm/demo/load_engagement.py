"""The library of clauses, and engagement letters in each of their states."""

import base64
import io
from datetime import datetime, time, timedelta

from PIL import Image, ImageDraw

from odoo.fields import Command

from ..tools import nif
from .engagement import AGREED, CLAUSES, CONDITIONS

#: Numbers of the people who sign: of nobody else in the world.
_FIRST_NUMBER = 79100000


def load(loader):
    env, company, today = loader.env, loader.company, loader.world.today
    clauses = env["despacho.clause"].create([_clause(loader, one, place) for place, one in enumerate(CLAUSES)])
    loader.name({f"clause_{place}": clause for place, clause in enumerate(clauses)})
    partner = env.ref("base.user_admin")
    partner.partner_id.personal_nif = partner.partner_id.personal_nif or nif.make_spanish("", str(_FIRST_NUMBER))
    company.with_env(env).write({"engagement_signatory_id": partner.id, "engagement_conditions": CONDITIONS})
    clients = env["res.partner"].search(
        [
            ("lifecycle", "=", "client"),
            ("is_company", "=", True),
            ("nif_state", "=", "valid"),
            ("country_id.code", "=", "ES"),
            ("child_ids", "any", [("email", "!=", False), ("is_company", "=", False)]),
        ],
        order="id",
        limit=6,
        offset=3,
    )
    if len(clients) < 6 or env["ir.actions.report"].get_wkhtmltopdf_state() == "install":
        return  # nothing is signed where no PDF can be made
    letters = {}
    letters["signed"] = _letter(
        loader, clients[0], ("iva", "nominas", "contabilidad"), today - timedelta(days=330), 365
    )
    letters["former"] = _letter(loader, clients[1], ("iva", "nominas"), today - timedelta(days=200), 0)
    letters["online"] = _letter(loader, clients[2], ("iguala",), today - timedelta(days=20), 365)
    for letter in letters.values():
        _sign(letter)
    replaced = env["sale.order"].browse(letters["former"].action_engagement_change()["res_id"])
    replaced.order_line[1].price_unit += 3
    replaced.order_clause_ids = [Command.create({"order_line_id": replaced.order_line[0].id, "text": AGREED})]
    replaced.engagement_start = today - timedelta(days=12)
    _sign(replaced)
    letters["replaced"] = replaced
    renewed = env["sale.order"].browse(letters["signed"].action_engagement_renew()["res_id"])
    renewed.order_line[0].price_unit += 5
    letters["renewed"] = renewed
    letters["sent"] = _letter(loader, clients[3], ("is", "contabilidad"), today, 365)
    letters["sent"].action_quotation_sent()
    letters["draft"] = _letter(loader, clients[4], ("rgpd", "impagados"), today, 0)
    letters["draft"].engagement_client_nif = False
    loader.name({f"engagement_{code}": letter for code, letter in letters.items()})
    _sent_already(env, letters.values())


def _clause(loader, said, place):
    service = loader.products[said.service].product_tmpl_id.id if said.service else False
    return {
        "service_line_id": loader.lines[said.line].id,
        "product_tmpl_id": service,
        "kind": said.kind,
        "text": said.text,
        "sequence": place,
    }


def _letter(loader, client, services, start, days):
    people = client.child_ids.filtered(lambda contact: contact.email and not contact.is_company)
    person = people[0]
    person.personal_nif = person.personal_nif or nif.make_spanish("", str(_FIRST_NUMBER + client.id))
    person.function = person.function or "Administrador"
    return loader.env["sale.order"].create(
        {
            "partner_id": person.id,
            "partner_invoice_id": client.id,
            "user_id": loader.env.ref("base.user_admin").id,
            "company_id": loader.company.id,
            "order_line": [Command.create({"product_id": loader.products[code].id}) for code in services],
            "engagement_object": "Llevar los asuntos del cliente que se detallan, con un interlocutor único.",
            "engagement_start": start,
            "engagement_end": start + timedelta(days=days) if days else False,
        }
    )


def _sign(letter):
    """Have the client sign on the day on which it begins, and confirm it."""
    signed = datetime.combine(letter.engagement_start, time(10, 20))
    letter.action_quotation_sent()
    letter.write({"signed_by": letter.engagement_client_name, "signed_on": signed, "signature": _ink(letter.id)})
    letter.action_confirm()
    letter.date_order = signed


def _ink(seed):
    """Return a scribble as a signature."""
    picture = Image.new("RGB", (420, 130), "white")
    points = [(20 + step * 13, 65 + ((seed * 7 + step * 37) % 70) - 35) for step in range(30)]
    ImageDraw.Draw(picture).line(points, fill=(24, 36, 110), width=3, joint="curve")
    target = io.BytesIO()
    picture.save(target, "PNG")
    return base64.b64encode(target.getvalue())


def _sent_already(env, letters):
    """Nobody gets a mail because of the demo: what was sent on those days is not sent today."""
    numbers = [letter.id for letter in letters]
    env["mail.mail"].search([("model", "=", "sale.order"), ("res_id", "in", numbers)]).unlink()
