"""The demo world: one believable asesoría of thirty people, always the same one.

``build(today)`` makes it out of a fixed seed: the same day gives the same world.
Every date counts back from that day. Nothing here touches a database.
"""

import datetime
import random
from dataclasses import dataclass

from . import billing, competition, duplicates, newsletters, pipeline, relations
from .parties import PartyMaker
from .people import NifMaker, make_mobile
from .staff import LINE_DEPARTMENT, make_staff

SEED = 20260101
CLIENTS, PROSPECTS, LEADS = 300, 500, 120
#: Prospects as they come from agendas: without NIF.
PENDING_NIFS = 60
#: Of those, how many are somebody we know already under another spelling.
LOOSE_DUPLICATES = 12
ORIGINS = ("Listado comprado", "Agenda de un consultor", "Feria comarcal", "Recomendación", "Página web", "Cámara")
_EXEMPTIONS = (
    ("incorporating", "Escritura firmada, NIF solicitado"),
    ("incorporating", "En constitución ante notario"),
    ("incorporating", "Pendiente de inscripción en el Registro Mercantil"),
    ("other", "Comunidad sin constituir, la tramita el administrador de fincas"),
)


@dataclass
class World:
    """``invoices`` are in the order of their dates."""

    today: datetime.date
    firm_vat: str
    staff: list
    clients: list
    prospects: list
    invoices: list
    leads: list
    competitors: list
    relations: list
    needs: list
    newsletters: list

    @property
    def parties(self):
        return self.clients + self.prospects


def build(today, seed=SEED):
    """Return the :class:`World` of ``seed`` as it is on ``today``."""

    def chance(part):
        # One stream for each part: changing one leaves the others as they were.
        return random.Random(f"{seed}-{part}")

    nifs = NifMaker(chance("nif"))
    firm_vat = nifs.entity("B")
    staff = make_staff(chance("staff"))
    taken = {member.name for member in staff}
    clients = _make_parties(chance("clients"), nifs, taken, client=True)
    prospects = _make_parties(chance("prospects"), nifs, taken, client=False)
    _assign_owners(chance("owners"), staff, clients, prospects)
    copies = _lose_nifs(chance("agendas"), clients, prospects)
    rng = chance("invoices")
    invoices = [invoice for client in clients for invoice in billing.make_invoices(rng, client, today)]
    invoices.sort(key=lambda invoice: (invoice.date, invoice.client))
    rivals = competition.make_competitors(chance("competitors"), nifs, staff, today)
    leads = pipeline.make_leads(chance("leads"), LEADS, staff, clients, prospects, rivals, today)
    followed = relations.make_relations(chance("relations"), staff, clients, prospects, today)
    needs = relations.make_needs(chance("needs"), clients, prospects, leads, today)
    letters = newsletters.make_newsletters(chance("newsletters"), clients, prospects, today)
    duplicates.blur(chance("duplicates"), copies, clients, prospects, leads)
    return World(today, firm_vat, staff, clients, prospects, invoices, leads, rivals, followed, needs, letters)


def _make_parties(rng, nifs, taken, client):
    maker = PartyMaker(rng, nifs, client, 0.7 if client else 0.55, taken)
    parties = [*maker.companies(), *maker.bodies(), *maker.natural_persons()]
    if client:
        parties += maker.abroad()
    rng.shuffle(parties)
    for index, party in enumerate(parties):
        party.code = f"{'client' if client else 'prospect'}_{index + 1:03}"
        party.tags = [party.sector.activity, *_kind_tags(party)]
    return parties


def _kind_tags(party):
    if party.kind == "trader":
        return ["Autónomo"]
    return ["Entidad sin ánimo de lucro"] if party.form in ("association", "foundation", "religious") else []


def _assign_owners(rng, staff, clients, prospects):
    """Give each client to an adviser, and each prospect to who looks for business, or to nobody."""
    by_department = {}
    for member in staff:
        if member.role != "invoicing" and member.department not in ("direccion", "administracion"):
            by_department.setdefault(member.department, []).append(member.login)
    for client in clients:
        line = "laboral" if client.employees >= 8 and rng.random() < 0.5 else "fiscal"
        if client.kind == "person" or client.form in ("local_body", "ute"):
            line = rng.choice(("fiscal", "juridico"))
        client.owner = rng.choice(by_department[LINE_DEPARTMENT.get(line, "juridico")])
    for prospect in prospects:
        chance = rng.random()
        department = "negocio" if chance < 0.5 else rng.choice(("fiscal", "laboral", "juridico"))
        prospect.owner = "" if chance > 0.85 else rng.choice(by_department[department])
        prospect.origin = rng.choice(ORIGINS)


def _lose_nifs(rng, clients, prospects):
    """Leave some prospects without NIF, as agendas have them, and a few with the reason of it.

    Return [(copy, known one)] of those that are somebody whom we know already.
    """
    companies = [party for party in prospects if party.kind == "company"]
    chosen = rng.sample(companies, PENDING_NIFS + len(_EXEMPTIONS))
    for party, exemption in zip(chosen, _EXEMPTIONS, strict=False):
        party.vat, party.exemption = "", exemption
    pending = chosen[len(_EXEMPTIONS) :]
    for party in pending:
        party.vat, party.origin = "", "Agenda de un consultor"
    known = rng.sample([party for party in clients + companies if party.form == "sl" and party.vat], LOOSE_DUPLICATES)
    copies = list(zip([party for party in pending if party.form == "sl"], known, strict=False))
    for party, model in copies:
        party.name = _as_in_agenda(rng, model.name)
        party.town, party.postcode, party.street = model.town, model.postcode, model.street
        party.phone, party.domain, party.email = model.phone, model.domain, model.email
        party.sector, party.tags, party.contacts = model.sector, list(model.tags), []
        party.note = f"De la agenda de {rng.choice(('laboral', 'fiscal', 'jurídico'))}: llamar al {make_mobile(rng)}"
    return copies


def _as_in_agenda(rng, name):
    """Return ``name`` as somebody in a hurry wrote it."""
    bare = name.rsplit(", ", 1)[0]
    return rng.choice(
        (bare.upper(), f"{bare} SL", f"{bare} S.L", bare.replace("i ", "y ", 1), f"{bare} (cliente nuevo)")
    )
