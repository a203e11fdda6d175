"""Leads, opportunities and what was done and will be done about them.

Nothing here touches a database.
"""

import datetime
from dataclasses import dataclass, field

from . import business, geography, talks
from .people import local_language, make_mobile, make_person, slug
from .services import LINES, PREFERENCES, SERVICES
from .staff import PRESENTER

#: Of each hundred and twenty, how many are in each stage.
STAGES = {
    "lead_new": 7,
    "lead_attempt": 10,
    "lead_contacted": 7,
    "lead_interested": 6,
    "lead_qualifying": 5,
    "lead_not_interested": 5,
    "lead_future": 7,
    "lead_spam": 6,
    "opportunity_requested": 9,
    "opportunity_analysis": 9,
    "opportunity_proposal": 11,
    "opportunity_negotiation": 8,
    "opportunity_won": 15,
    "opportunity_lost": 8,
    "opportunity_lost_competitor": 7,
}
#: What core calls lost, and spam: archived.
ARCHIVED = {"lead_not_interested", "lead_spam", "opportunity_lost", "opportunity_lost_competitor"}
_PROBABILITY = {"requested": 20, "analysis": 35, "proposal": 55, "negotiation": 75}
#: Euros a year under which a service is no opportunity by itself.
WORTH = 250
SOURCES = ("Página web", "Recomendación de cliente", "Feria comarcal", "LinkedIn", "Llamada entrante", "Seminario")
#: Those of the product, by their external id.
LOST_REASONS = ("price", "content", "cancelled", "silence")
TO_COMPETITOR = ("price", "needs")
NOT_INTERESTED = ("content", "interest", "needs")
#: What makes some of them special: the service and the source have their own fields.
TRAITS = (
    "Urgente",
    "Pide precio cerrado",
    "Compara con otro despacho",
    "Grupo de empresas",
    "Con requerimiento abierto",
    "Relevo generacional",
)
WEAK_POINTS = (
    "Cuota un 15 % más alta. No ofrecimos precio cerrado el primer año.",
    "Tardamos nueve días en mandar la propuesta; el otro despacho, dos.",
    "No ofrecimos portal del empleado para las nóminas.",
    "Pedían presencia en Figueres y no tenemos oficina allí.",
    "La propuesta no decía qué quedaba fuera de la cuota.",
    "No llevamos a nadie de laboral a la reunión.",
    "El otro despacho les presentó a un cliente del mismo sector.",
)
_ABOUT_PRICE = (WEAK_POINTS[0], WEAK_POINTS[4])
_SPAM = (
    ("Gane 10.000 seguidores en 24 horas", "growth@seguidores-ya.example"),
    ("Link building para su web jurídica", "ventas@enlaces-top.example"),
    ("URGENT: invoice overdue, open the file", "billing@pay-now.example"),
    ("Préstamos sin aval aprobados hoy", "hola@dinero-facil.example"),
    ("Bases de datos de empresas a 9 €", "info@listados-baratos.example"),
    ("Su dominio va a caducar", "aviso@renovaciones.example"),
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


@dataclass
class Lead:
    """``party``: code of the client or prospect, '' when nobody known yet.

    ``stage``, ``reason``: name of the stage and of the reason of the loss, as in their external ids;
    ``outcome``: lead, open, won or lost.
    ``moved``: when it came to its stage; ``wake``: when to contact again; ``answers``: how many
    questions of the qualification are answered; ``competitor``: code of who won it.
    """

    code: str
    outcome: str
    name: str
    line: str
    revenue: float
    stage: str
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
    moved: datetime.date | None = None
    wake: datetime.date | None = None
    answers: int = 0
    competitor: str = ""
    weak_points: str = ""
    traits: list = field(default_factory=list)
    actions: list = field(default_factory=list)


def make_leads(rng, count, staff, clients, prospects, competitors, today):
    """Return ``count`` leads and opportunities, each with its history and its next step."""
    sellers = [member.login for member in staff if member.department == "negocio"]
    sellers += 2 * [PRESENTER]
    experts = [m.login for m in staff if m.department in ("fiscal", "laboral", "juridico")]
    known = rng.sample([party for party in prospects if not party.exemption], count)
    # An opportunity needs the NIF; a lead may still lack it.
    known.sort(key=lambda party: bool(party.vat))
    portfolio = rng.sample([party for party in clients if party.kind != "person"], count)
    stages = [stage for stage, amount in STAGES.items() for _lead in range(amount)][:count]
    leads = []
    for index, stage in enumerate(stages):
        outcome = _outcome(stage)
        party = portfolio[index] if outcome == "won" or (outcome != "lead" and rng.random() < 0.35) else known[index]
        owner = party.owner if party.client and rng.random() < 0.6 else rng.choice(sellers)
        if not party.client and rng.random() < 0.3:
            owner = rng.choice(experts)
        lead = _make_lead(rng, f"lead_{index + 1:03}", stage, party, today)
        lead.owner = owner
        if stage == "lead_spam":
            _make_spam(rng, lead)
        elif outcome == "lead" and rng.random() < 0.6:
            _make_stranger(rng, lead)
        else:
            lead.party, lead.name = party.code, f"{LINES[lead.line]}: {party.name}"
        if stage == "lead_new" and rng.random() < 0.5:
            lead.owner = ""
        if stage == "opportunity_lost_competitor":
            lead.competitor = rng.choice([one for one in competitors if not one.supplier]).code
            lead.weak_points = rng.choice(WEAK_POINTS)
            lead.reason = TO_COMPETITOR[lead.weak_points not in _ABOUT_PRICE]
        lead.actions = _make_actions(rng, lead, today)
        lead.moved = _moved(rng, lead)
        leads.append(lead)
    for lead in leads:
        if lead.stage != "lead_spam":
            lead.traits = rng.sample(TRAITS, rng.choice((0, 0, 1, 1, 2)))
    return leads


def _outcome(stage):
    if stage.startswith("lead_"):
        return "lead"
    return {"opportunity_won": "won"}.get(stage, "lost" if stage in ARCHIVED else "open")


def _make_lead(rng, code, stage, party, today):
    service, outcome = _wanted_service(rng, party), _outcome(stage)
    yearly = _yearly(service)
    if service.code == "nominas":
        yearly *= max(party.employees, 2)
    age = {"lead_new": rng.randint(0, 3), "lead_spam": rng.randint(1, 25)}.get(
        stage, rng.randint(8, 45) if outcome == "lead" else rng.randint(14, 120)
    )
    lead = Lead(
        code=code,
        outcome=outcome,
        name="",
        line=service.line,
        revenue=round(yearly * rng.uniform(0.9, 1.3), -1),
        stage=stage,
        probability=0,
        created=today - datetime.timedelta(days=age),
        owner="",
        source=rng.choice(SOURCES),
        description=_NEEDS[service.line],
        priority=rng.choice("000112"),
    )
    if outcome == "open":
        lead.probability = _PROBABILITY[stage.split("_")[1]]
        lead.deadline = today + datetime.timedelta(days=rng.randint(-10, 75))
    elif outcome in ("won", "lost") or stage in ARCHIVED:
        lead.closed = today - datetime.timedelta(days=rng.randint(0, max(age - 5, 0)))
    if stage == "opportunity_lost":
        lead.reason = rng.choice(LOST_REASONS)
    elif stage == "lead_not_interested":
        lead.reason = rng.choice(NOT_INTERESTED)
    elif stage == "lead_future":
        lead.wake = talks.working_day(today + datetime.timedelta(days=rng.choice((1, 3, 9, 20, 45, 80, 120))))
    elif stage == "lead_qualifying":
        lead.answers = rng.randint(1, 4)
    return lead


def _moved(rng, lead):
    """Return when the lead came to its stage: with the last thing that was done, or when it was closed."""
    done = [action.date for action in lead.actions if action.feedback]
    return lead.closed or (done[-1] if done else lead.created)


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


def _make_spam(rng, lead):
    """Fill in a lead that nobody should lose time with."""
    lead.name, lead.email = _SPAM[int(lead.code[-3:]) % len(_SPAM)]
    lead.contact, lead.owner, lead.revenue, lead.priority = lead.email.split("@")[0].title(), "", 0, "0"
    lead.town = geography.pick_town(rng, 0.6)
    lead.postcode, lead.description, lead.source = rng.choice(lead.town.postcodes), "", "Página web"


def _make_actions(rng, lead, today):
    """Return what was done since the lead came, in order, and what is planned for an open one."""
    if lead.stage == "lead_spam":
        return []
    end = lead.closed or today
    came = lead.source in ("Página web", "LinkedIn", "Llamada entrante")
    actions = talks.place(rng, talks.done_in(rng, lead.stage, came and bool(lead.owner)), lead.created, end)
    if lead.closed or not lead.owner or lead.stage == "lead_future":
        return actions
    if lead.stage in ("lead_new", "lead_attempt"):
        made = [action for action in actions if not action.inbound]
        return [*actions, talks.next_attempt(len(made), actions[-1].date if actions else lead.created, today)]
    planned = talks.next_step(rng, lead.stage, today)
    return [*actions, planned] if planned else actions
