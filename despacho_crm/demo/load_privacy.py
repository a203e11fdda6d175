"""What people allowed and refused, why the firm may address the others, and a consultation of the Lista Robinson."""

import base64
import csv
import io
from datetime import timedelta

from odoo import fields

_TEXT = (
    "Autorizo al despacho a enviarme información sobre sus servicios y circulares. "
    "Puedo retirar esta autorización cuando quiera."
)
#: How many of each, of the contacts with an address.
_CONSENTED, _OPPOSED = 12, 3


def load(loader):
    env, today = loader.env, loader.world.today
    # As in any firm, a person answers for what is approved and noted.
    officer = next(loader.users[member.login] for member in loader.world.staff if member.role == "manager")
    balancing = env["despacho.balancing"].create(
        [
            {"name": "Llamadas y cartas a empresas y profesionales", "by_visit": True},
            {"name": "Cartas a particulares", "audience": "consumer", "by_phone": False},
        ]
    )
    balancing.with_user(officer).action_approve()
    people = env["res.partner"].search(
        [("parent_id", "!=", False), ("email", "!=", False), ("is_company", "=", False)],
        order="id",
        limit=_CONSENTED + _OPPOSED,
    )
    consenting, opposing = people[:_CONSENTED], people[_CONSENTED:]
    env["despacho.consent"].with_user(officer).create(
        [
            {
                "partner_id": person.id,
                "channel": "email",
                "purpose": "all" if place % 3 else "news",
                "given_on": today - timedelta(days=20 + 17 * place),
                "how": "form" if place % 2 else "web",
                "evidence": "Hoja de alta firmada, archivador «RGPD»"
                if place % 2
                else "Formulario de la web /contacto",
                "text_shown": _TEXT,
                "text_version": "2026-01",
            }
            for place, person in enumerate(consenting)
        ]
    )
    oppose = env["despacho.opposition"]._oppose
    for person, how, channels in zip(
        opposing, ("phone", "email", "letter"), (["phone"], ["email"], None), strict=False
    ):
        oppose(person, channels, how, "Nos lo pidió expresamente")
    loader.name({f"balancing_{at + 1}": one for at, one in enumerate(balancing)})
    _consult(loader)


def _consult(loader):
    """The list was consulted last week, and one of those asked for was in it."""
    consultation = loader.env["despacho.robinson"].create({"consulted_on": loader.world.today - timedelta(days=6)})
    if not consultation._fetch_people():
        return
    consultation.action_prepare()
    text = io.StringIO()
    writer, listed = csv.writer(text), None
    for row in csv.reader(io.StringIO(base64.b64decode(consultation.file_out).decode())):
        listed = listed or row[1]
        writer.writerow([*row, "1" if row[1] == listed else "0", "", f"SLR-{fields.Date.today():%Y%m%d}"])
    consultation.file_in = base64.b64encode(text.getvalue().encode())
    consultation.action_read()
    loader.name({"robinson_1": consultation})
