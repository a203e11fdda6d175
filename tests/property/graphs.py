"""Graphs of contacts and of what names them, as Hypothesis draws them and as records."""

from typing import NamedTuple

from hypothesis import strategies as st

from odoo import Command, fields

NAME = "Grafo de uniones"
KINDS = ("lead", "order", "invoice", "bank", "need", "event", "activity", "tag", "message", "pair")
_PIXEL = b"R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
_COMPANIES = st.fixed_dictionaries(
    {
        "phone": st.sampled_from((False, "955000001", "955000002")),
        "email": st.sampled_from((False, "comun@example.com", "otra@example.com")),
        "street": st.sampled_from((False, "Calle Uno 1", "Calle Dos 2")),
        "city": st.sampled_from((False, "Sevilla")),
        "comment": st.sampled_from((False, "<p>Una nota</p>", "<p>Otra nota</p>")),
        "website": st.sampled_from((False, "https://uno.example")),
        "credit_limit": st.sampled_from((0, 100.0)),
        "image_1920": st.sampled_from((False, _PIXEL)),
        "active": st.sampled_from((True, True, True, False)),
    }
)


class Graph(NamedTuple):
    """``companies``: values of each; ``people``: the place of the company of each, or None.

    ``holder``: place of the company that has a NIF. ``references``: (kind, one, another, some), of
    places of contacts, the companies first.
    """

    companies: list
    people: list
    holder: int
    references: list


@st.composite
def graphs(draw):
    companies = draw(st.lists(_COMPANIES, min_size=3, max_size=4))
    places = st.integers(0, len(companies) - 1)
    people = draw(st.lists(st.none() | places, max_size=2))
    anybody = st.integers(0, len(companies) + len(people) - 1)
    some = st.lists(anybody, max_size=3, unique=True)
    references = st.lists(st.tuples(st.sampled_from(KINDS), anybody, anybody, some), min_size=3, max_size=10)
    return Graph(companies, people, draw(places), draw(references))


def made(env, graph):
    """Make the records of ``graph``; return its contacts in the order of their places."""
    exempt = {"nif_exemption_reason": "other", "nif_exemption_note": "x"}
    companies = env["res.partner"].create(
        [
            {"name": f"{NAME} {place}", "is_company": True, **exempt, **values}
            for place, values in enumerate(graph.companies)
        ]
    )
    companies[graph.holder].write({"vat": "ESA58818501", "nif_exemption_reason": False})
    people = env["res.partner"].create(
        [
            {"name": f"Persona {place}", **(exempt if parent is None else {"parent_id": companies[parent].id})}
            for place, parent in enumerate(graph.people)
        ]
    )
    contacts = companies + people
    tags = env["res.partner.category"].create([{"name": f"{NAME} {number}"} for number in range(2)])
    for number, (kind, one, other, some) in enumerate(graph.references):
        refer = globals()[f"_{kind}"]
        refer(env, number, contacts[one], contacts[other], contacts.browse(contacts[place].id for place in some), tags)
    contacts._lifecycle_update()
    return contacts


def _lead(env, number, one, other, some, _tags):
    lead = env["crm.lead"].create({"name": f"{NAME} {number}", "partner_id": one.id, "type": "lead"})
    lead.message_subscribe((some | other).ids)
    lead.activity_schedule("mail.mail_activity_data_call", user_id=env.uid)


def _order(env, _number, one, other, some, _tags):
    env["sale.order"].create({"partner_id": one.id, "partner_invoice_id": other.id}).message_subscribe(some.ids)


def _invoice(env, number, one, _other, _some, _tags):
    move = env["account.move"].create(
        {
            "move_type": "out_invoice",
            "partner_id": one.id,
            "invoice_date": fields.Date.today(),
            "invoice_line_ids": [Command.create({"name": "Gestión", "price_unit": 10.0, "tax_ids": False})],
        }
    )
    if number % 2:
        move.action_post()


def _bank(env, number, one, _other, _some, _tags):
    account = f"ES0{number % 2}"
    if account not in one.bank_ids.mapped("acc_number"):
        env["res.partner.bank"].create({"acc_number": account, "partner_id": one.id})


def _need(env, number, one, _other, _some, _tags):
    env["despacho.need"].create({"name": f"{NAME} {number}", "partner_id": one.commercial_partner_id.id})


def _event(env, number, one, _other, some, _tags):
    start = "2026-11-23 10:00:00"
    values = {"name": f"{NAME} {number}", "start": start, "stop": start}
    env["calendar.event"].create({**values, "partner_ids": [Command.set((some | one).ids)]})


def _activity(env, _number, one, _other, _some, _tags):
    one.activity_schedule("mail.mail_activity_data_call", user_id=env.uid)


def _tag(_env, number, one, other, _some, tags):
    (one | other).category_id |= tags[number % 2]


def _message(_env, _number, one, other, some, _tags):
    one.message_subscribe(some.ids)
    one.message_post(body=NAME, author_id=other.id)


def _pair(env, number, one, other, _some, _tags):
    first, second = sorted((one.id, other.id))
    if first != second and not env["despacho.match.pair"].search(
        [("partner_id", "=", first), ("other_id", "=", second)]
    ):
        state = ("proposed", "rejected")[number % 2]
        env["despacho.match.pair"].create({"partner_id": first, "other_id": second, "state": state})
