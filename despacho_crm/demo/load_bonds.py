"""Who is what to whom, what is known of private individuals, and how good the base has been."""

import datetime
import random

from odoo import fields
from odoo.fields import Command
from odoo.tools import SQL

from .people import FIRST_NAMES

SEED = "20260101-bonds"
_BOSSES = ("Administradora", "Administrador", "Gerente", "Directora general", "Director general")
_SHARES = (100, 60, 51, 50, 33.33, 25)
_NAMES = ("Montserrat Vila", "Jordi Puigdomènech", "Rosa Ferrer", "Albert Casanovas", "Núria Sala", "Pere Llobet")
_WORKS = ("Comercial", "Dentista", "Electricista", "Periodista", "Economista", "Taxista", "Docente", "Artista")
_WOMEN = frozenset(" ".join(women for women, _men in FIRST_NAMES.values()).split())
_SITUATIONS = ("employee", "employee", "employee", "civil_servant", "self_employed", "unemployed")
_AREAS = ("Eixample", "Barri Vell", "Santa Eugènia", "Alt Empordà", "La Garrotxa", "Costa Brava")
_HOBBIES = ("sport", "travel", "culture", "food", "technology", "nature")
_HABITS = ("saves", "invests", "home", "online", "discounts")
#: Weeks of which the base remembers how it was, and how much worse it was each week back.
_WEEKS, _WORSE = 16, 0.9


def load_relations(loader):
    rng = random.Random(SEED)
    relations = loader.env["despacho.relation"]
    kinds = {code: relations.env["despacho.relation.kind"]._by_code(code).id for code in _CODES}
    rows = [
        {"kind_id": kinds[code], **row}
        for make in (_make_bosses, _make_owners, _make_trade, _make_advisers)
        for code, row in make(loader, rng)
    ]
    seen, unique = set(), []
    for row in rows:
        ends = frozenset((row["partner_id"], row.get("other_id"), row.get("other_name")))
        if (ends, row["kind_id"]) not in seen:
            seen.add((ends, row["kind_id"]))
            unique.append(row)
    relations.create(unique)


_CODES = ("shareholder", "director", "group", "adviser", "competitor", "supplier")


def _companies(loader, clients=True):
    parties = loader.world.clients if clients else loader.world.prospects
    return [loader.partners[party.code] for party in parties if party.kind == "company" and party.form in ("sl", "sa")]


def _make_bosses(loader, rng):
    """Each company is run by the contact who is its head, who mostly owns part of it."""
    for company in _companies(loader) + _companies(loader, clients=False)[:80]:
        boss = company.child_ids.filtered(lambda person: person.function in _BOSSES)[:1]
        if not boss:
            continue
        since = datetime.date(rng.randint(1995, 2022), rng.randint(1, 12), 1)
        yield "director", {"partner_id": company.id, "other_id": boss.id, "date_from": since}
        if rng.random() < 0.7:
            share = rng.choice(_SHARES)
            yield "shareholder", {"partner_id": company.id, "other_id": boss.id, "share": share}


def _make_owners(loader, rng):
    """Some clients of their own have part of other clients; of others only the name is known."""
    companies = _companies(loader)
    people = [loader.partners[party.code] for party in loader.world.clients if party.kind != "company"]
    for person in _sample(rng, people, 18):
        for company in _sample(rng, companies, rng.choice((1, 1, 2))):
            yield "shareholder", {"partner_id": company.id, "other_id": person.id, "share": 20}
    for company, name in zip(_sample(rng, companies, 2 * len(_NAMES)), _NAMES * 2, strict=False):
        ended = rng.random() < 0.4
        until = loader.world.today - datetime.timedelta(days=rng.randint(60, 900)) if ended else False
        yield "director", {"partner_id": company.id, "other_name": name, "date_to": until}
    for one, other in _pairs(rng, companies, 8):
        yield "group", {"partner_id": one.id, "other_id": other.id}


def _make_trade(loader, rng):
    """They buy from one another, and compete."""
    companies = _companies(loader)
    for one, other in _pairs(rng, companies, 20):
        yield "supplier", {"partner_id": one.id, "other_id": other.id, "note": "Nos lo contó el cliente"}
    for companies_of_sector in _by_sector(companies):
        for one, other in _pairs(rng, companies_of_sector, 1):
            yield "competitor", {"partner_id": one.id, "other_id": other.id}


def _make_advisers(loader, rng):
    """Prospects have another firm, mostly one of those that compete with this one."""
    rivals = [loader.rivals[rival.code] for rival in loader.world.competitors if not rival.supplier]
    for company in _sample(rng, _companies(loader, clients=False), 40):
        rival = rng.choice(rivals)
        yield "adviser", {"partner_id": company.id, "other_id": rival.id, "source": "Llamada de presentación"}


def _sample(rng, items, number):
    return rng.sample(items, min(number, len(items)))


def _pairs(rng, records, number):
    chosen = _sample(rng, records, min(2 * number, len(records) // 2 * 2))
    return list(zip(chosen[::2], chosen[1::2], strict=True))


def _by_sector(companies):
    sectors = {}
    for company in companies:
        sectors.setdefault(company.industry_id, []).append(company)
    return [group for group in sectors.values() if len(group) > 3]


def load_persons(loader):
    rng = random.Random(f"{SEED}-persons")
    env, today = loader.env, loader.world.today
    hobbies = [env.ref(f"despacho_crm.person_hobby_{name}") for name in _HOBBIES]
    habits = [env.ref(f"despacho_crm.person_spending_{name}") for name in _HABITS]
    for party in loader.world.clients:
        partner = loader.partners[party.code]
        if party.kind != "person" or not partner._is_consumer():
            continue
        age = rng.randint(22, 84)
        partner.write(
            {
                "birth_date": today - datetime.timedelta(days=age * 366),
                "sex": "female" if partner.name.split()[0] in _WOMEN else "male",
                "professional_situation": "retired" if age > 66 else rng.choice(_SITUATIONS),
                "occupation": rng.choice(_WORKS),
                "geographic_area": rng.choice(_AREAS),
                "hobby_ids": [Command.set([one.id for one in rng.sample(hobbies, 2)])],
                "spending_habit_ids": [Command.set([rng.choice(habits).id])],
            }
        )


def load_quality(loader):
    env = loader.env
    # What was imported or heard of long ago, and nobody has checked since.
    prospects = [loader.partners[party.code].id for party in loader.world.prospects]
    env.flush_all()
    env.cr.execute(
        SQL(
            "UPDATE res_partner SET create_date = create_date - (id %% 4) * INTERVAL '9 months' WHERE id = ANY(%s)",
            prospects,
        )
    )
    env.invalidate_all()
    env["despacho.quality.record"]._rate_all()
    for week in range(1, _WEEKS):
        env.cr.execute(
            SQL(
                """
                INSERT INTO despacho_quality_snapshot
                       (company_id, date, dimension, measure_id, percent, total, missing)
                SELECT company_id, date - %(days)s, dimension, measure_id,
                       GREATEST(percent - %(worse)s * (1 + COALESCE(measure_id, 0) %% 3 / 3.0), 5), total, missing
                  FROM despacho_quality_snapshot WHERE date = %(today)s
                ON CONFLICT DO NOTHING
                """,
                days=7 * week,
                worse=_WORSE * week,
                today=fields.Date.context_today(env["res.partner"]),
            )
        )
    env["despacho.quality.review"]._cron_deal()
