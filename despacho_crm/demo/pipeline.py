"""Leads, opportunities and what was done and will be done about them.

Nothing here touches a database.
"""

import datetime
from dataclasses import dataclass, field

from . import business, geography
from .people import local_language, make_mobile, make_person, slug
from .services import LINES, PREFERENCES, SERVICES
from .staff import PRESENTER

#: Shares of the leads and of the closed opportunities; the rest are open ones.
LEAD_SHARE, WON, LOST = 0.36, 0.11, 0.13
#: Euros a year under which a service is no opportunity by itself.
WORTH = 250
SOURCES = ("Página web", "Recomendación de cliente", "Feria comarcal", "LinkedIn", "Llamada entrante", "Seminario")
LOST_REASONS = (
    "Precio",
    "Sigue con su asesoría",
    "Eligió a otro despacho",
    "Sin presupuesto este año",
    "No responde",
)
_NEEDS = {
    "fiscal": "Quiere revisar la fiscalidad antes del cierre del ejercicio.",
    "laboral": "Su gestoría se equivoca con las nóminas y quiere cambiar.",
    "contable": "Lleva la contabilidad en hojas de cálculo y no le cuadra.",
    "mercantil": "Entra un socio nuevo y hay que adaptar los estatutos.",
    "juridico": "Tiene facturas impagadas de dos clientes y quiere reclamarlas.",
    "subvenciones": "Ha visto la convocatoria de ayudas y no sabe si llega a tiempo.",
    "datos": "Un cliente le exige acreditar la protección de datos.",
    "consultoria": "El banco le pide un plan de viabilidad.",
    "patrimonio": "Quiere ordenar el relevo de la empresa familiar.",
    "extranjeria": "Necesita contratar a dos personas de fuera de la Unión Europea.",
    "auditoria": "Este año supera los límites y está obligada a auditarse.",
    "comunidades": "La junta quiere que un profesional lleve las cuentas.",
}
_DONE = (
    ("call", "Primera llamada", "No contesta; dejado recado en recepción."),
    ("call", "Primera llamada", "Nos atiende. Pide que le mandemos información por correo."),
    ("call", "Llamada de seguimiento", "Interesado; quiere comparar con su asesoría actual."),
    ("call", "Llamada de seguimiento", "Está reunido. Volver a llamar dentro de una semana."),
    ("email", "Enviar presentación del despacho", "Enviada con la lista de servicios incluidos en la cuota."),
    ("meeting", "Visita al cliente", "Buena reacción. Le preocupa el cambio de asesoría a mitad de año."),
    ("meeting", "Reunión en el despacho", "Viene con el contable. Piden propuesta por escrito."),
    ("todo", "Estudiar documentación", "Revisadas las cuentas anuales; cuadra con lo que nos dijo."),
)
_PLANNED = (
    ("call", "Llamar para concretar visita"),
    ("call", "Volver a llamar"),
    ("email", "Enviar propuesta"),
    ("meeting", "Visita a sus oficinas"),
    ("todo", "Preparar presupuesto"),
    ("todo", "Pedir escrituras y últimas cuentas"),
)


@dataclass
class Action:
    """Something done (``feedback`` says how it went) or planned (``feedback`` empty)."""

    kind: str
    date: datetime.date
    summary: str
    feedback: str = ""
    hour: int = 0


@dataclass
class Lead:
    """``party``: code of the client or prospect, '' when nobody known yet.

    ``outcome``: lead, open, won or lost; ``stage``: how far an open one is, 0 to 1.
    """

    code: str
    outcome: str
    name: str
    line: str
    revenue: float
    stage: float
    probability: int
    created: datetime.date
    owner: str
    source: str
    description: str
    party: str = ""
    contact: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    town: geography.Town | None = None
    postcode: str = ""
    reason: str = ""
    closed: datetime.date | None = None
    deadline: datetime.date | None = None
    priority: str = "0"
    actions: list = field(default_factory=list)


def make_leads(rng, count, staff, clients, prospects, today):
    """Return ``count`` leads and opportunities, each with its history and its next step."""
    sellers = [member.login for member in staff if member.department == "negocio"]
    sellers += 2 * [PRESENTER]
    experts = [m.login for m in staff if m.department in ("fiscal", "laboral", "juridico")]
    known = rng.sample([party for party in prospects if not party.exemption], count)
    # An opportunity needs the NIF; a lead may still lack it.
    known.sort(key=lambda party: bool(party.vat))
    portfolio = rng.sample([party for party in clients if party.kind != "person"], count)
    shares = {"lead": LEAD_SHARE, "won": WON, "lost": LOST, "open": 1}
    outcomes = [outcome for outcome, share in shares.items() for _lead in range(int(count * share))][:count]
    leads = []
    for index, outcome in enumerate(outcomes):
        party = portfolio[index] if outcome == "won" or (outcome != "lead" and rng.random() < 0.35) else known[index]
        owner = party.owner if party.client and rng.random() < 0.6 else rng.choice(sellers)
        if not party.client and rng.random() < 0.3:
            owner = rng.choice(experts)
        lead = _make_lead(rng, f"lead_{index + 1:03}", outcome, party, today)
        lead.owner = owner
        if outcome == "lead" and rng.random() < 0.6:
            _make_stranger(rng, lead)
        else:
            lead.party, lead.name = party.code, f"{LINES[lead.line]}: {party.name}"
        if outcome == "lead" and rng.random() < 0.3:
            lead.owner = ""
        lead.actions = _make_actions(rng, lead, today)
        leads.append(lead)
    return leads


def _make_lead(rng, code, outcome, party, today):
    service = _wanted_service(rng, party)
    yearly = _yearly(service)
    if service.code == "nominas":
        yearly *= max(party.employees, 2)
    age = rng.randint(2, 45) if outcome == "lead" else rng.randint(8, 120)
    lead = Lead(
        code=code,
        outcome=outcome,
        name="",
        line=service.line,
        revenue=round(yearly * rng.uniform(0.9, 1.3), -1),
        stage=rng.random(),
        probability=0,
        created=today - datetime.timedelta(days=age),
        owner="",
        source=rng.choice(SOURCES),
        description=_NEEDS[service.line],
        priority=rng.choice("000112"),
    )
    if outcome == "open":
        lead.probability = 10 + int(lead.stage * 7) * 10
        lead.deadline = today + datetime.timedelta(days=rng.randint(-10, 75))
    elif outcome in ("won", "lost"):
        lead.closed = today - datetime.timedelta(days=rng.randint(0, age - 5))
    if outcome == "lost":
        lead.reason = rng.choice(LOST_REASONS)
    return lead


def _wanted_service(rng, party):
    """Return a service that somebody like ``party`` may ask for."""
    never = {"comunidades"}
    if party.kind != "company":
        never |= {"mercantil", "auditoria", "consultoria"}
    elif party.form in ("owners", "association", "foundation", "religious"):
        never = {"contable", "mercantil", "auditoria", "consultoria", "extranjeria", "patrimonio"}
    elif party.form == "local_body":
        never |= {"mercantil", "fiscal", "contable", "patrimonio", "extranjeria"}
    worth = [service for service in SERVICES if _yearly(service) >= WORTH]
    if party.kind == "person" or rng.random() < 0.5:
        return rng.choice([service for service in worth if service.code in PREFERENCES[party.sector.code]])
    return rng.choice([service for service in worth if service.line not in never])


def _yearly(service):
    return service.price * (12 if service.charge == "month" else 1)


def _make_stranger(rng, lead):
    """Fill in a lead that came by itself: a name, a company, no partner yet."""
    town = geography.pick_town(rng, 0.6)
    where = local_language(town)
    person = make_person(rng, where)
    sector = rng.choices(business.SECTORS, weights=[sector.weight for sector in business.SECTORS])[0]
    lead.contact, lead.town, lead.postcode = person.name, town, rng.choice(town.postcodes)
    lead.phone = make_mobile(rng)
    if rng.random() < 0.75:
        lead.company = f"{business.make_trade(rng, sector, where)} {business.make_place(rng, where)}"
        lead.email = f"{slug(person.first)}@{slug(lead.company, '-')}.example"
    else:
        lead.email = f"{slug(person.first)}.{slug(person.surnames)}@correo.example"
    lead.name = f"{LINES[lead.line]}: {lead.company or lead.contact}"


def _make_actions(rng, lead, today):
    """Return what was done since the lead came, in order, and what is planned for an open one."""
    end = lead.closed or today
    days = (end - lead.created).days
    count = min(rng.randint(0, 2) if lead.outcome == "lead" else rng.randint(1, 4), max(days, 0))
    dates = sorted(lead.created + datetime.timedelta(days=rng.randint(0, days)) for _action in range(count))
    chosen = sorted(rng.sample(range(len(_DONE)), count))
    actions = [
        Action(_DONE[which][0], working_day(date, end), _DONE[which][1], _DONE[which][2])
        for which, date in zip(chosen, dates, strict=True)
    ]
    if lead.outcome in ("lead", "open") and lead.owner and rng.random() < 0.85:
        kind, summary = rng.choice(_PLANNED)
        date = working_day(today + datetime.timedelta(days=rng.choice((-6, -2, 0, 0, 1, 2, 3, 5, 8, 13, 21))))
        actions.append(Action(kind, date, summary, hour=rng.choice((9, 10, 11, 12, 16, 17))))
    return actions


def working_day(date, last=None):
    """Return ``date``, or the Monday after a weekend, but never later than ``last``."""
    moved = date + datetime.timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)
    return min(moved, last) if last else moved
