"""Day by day with clients and prospects: calls that they answer at their hours, what they need, what they accept.

Nothing here touches a database.
"""

import datetime
from dataclasses import dataclass, field

from .services import PREFERENCES, SERVICE
from .talks import Action, working_day

#: How many have a history of calls, and since when.
CALLED_CLIENTS, CALLED_PROSPECTS, MONTHS = 110, 60, 9
NEEDS = 70
_HOURS = (9, 10, 10, 11, 12, 13, 16, 16, 17, 18)

#: What a call to a client is about: (summary, feedback, reaction, chance).
_CLIENT_CALLS = (
    ("Revisión del trimestre", "Todo en orden; pregunta por el cierre.", "", None),
    ("Revisión del trimestre", "Ha tenido un buen trimestre y piensa en invertir.", "interested", 40),
    ("Ofrecer otro servicio", "Le interesa; que le mandemos precio.", "interested", 60),
    ("Ofrecer otro servicio", "Pide información por correo.", "information", 25),
    ("Ofrecer otro servicio", "De momento no; quizá después del verano.", "later", 10),
    ("Ofrecer otro servicio", "No lo necesita.", "not_interested", 0),
    ("Recordar documentación", "La mandará esta semana.", "", None),
    ("Recordar documentación", "Se queja de que se la pedimos dos veces.", "complaint", None),
)
_PROSPECT_CALLS = (
    ("Presentación del despacho", "Nos escucha; ya tiene asesoría.", "undecided", 10),
    ("Presentación del despacho", "Quiere saber qué incluye la cuota.", "information", 20),
    ("Llamada de seguimiento", "Está contento con la suya, pero el gerente cambia.", "later", 15),
    ("Llamada de seguimiento", "Le interesa lo de las ayudas.", "interested", 35),
    ("Llamada de seguimiento", "No quiere cambiar.", "not_interested", 0),
)
_MISSED = (
    ("No contesta.", "no_answer"),
    ("Reunido; dejado recado.", "left_message"),
    ("Comunica todo el rato.", "no_answer"),
    ("El número ya no es suyo.", "wrong_number"),
)
_NEXT = (
    ("call", "Llamar para la revisión del trimestre"),
    ("call", "Preguntar por la propuesta"),
    ("email", "Enviar novedades de su sector"),
    ("meeting", "Reunión de seguimiento"),
    ("todo", "Preparar comparativa de su cuota"),
)
_DUE = (-9, -4, -1, 0, 0, 0, 0, 1, 1, 2, 3, 4, 6, 9, 14, 30)

#: Service -> what they need: (kind, title, for now or months ahead).
_NEEDS = {
    "ayudas": ("interest", "Quieren pedir la ayuda a la digitalización", 3),
    "justificacion": ("file", "Expediente de subvención por justificar", 2),
    "sucesion": ("interest", "La hija entra en la empresa: relevo en dos años", 8),
    "auditoria": ("need", "Superan los límites y tendrán que auditarse", 6),
    "control": ("need", "No saben qué margen deja cada línea", 0),
    "despido": ("problem", "Conflicto con un encargado; puede acabar en despido", 0),
    "impagados": ("problem", "Dos clientes no les pagan desde junio", 0),
    "contrato": ("need", "Contratarán tres personas para la temporada", 2),
    "inspeccion": ("file", "Requerimiento de Hacienda por el IVA", 0),
    "rgpd": ("need", "Un cliente les pide acreditar la protección de datos", 0),
    "contratos": ("need", "Se les acaba el alquiler de la nave", 5),
    "residencia": ("need", "Quieren contratar a un cocinero de fuera de la UE", 1),
    "estatutos": ("need", "Entra un socio nuevo a final de año", 4),
    "adaptacion": ("problem", "Les han reclamado por las cámaras de la tienda", 0),
    "herencia": ("file", "Herencia de los padres sin aceptar", 0),
}
_SOURCES = ("visit", "visit", "call", "call", "work", "work", "mail", "referral")
_DISCARDS = ("other_firm", "own_means", "not_interested", "disappeared")


@dataclass
class Relation:
    """What was done with a ``party`` and what is planned; ``owner``: login of who does it."""

    party: str
    owner: str
    actions: list = field(default_factory=list)


@dataclass
class Need:
    """``status``: open, opportunity, solved or discarded (``reason``); ``due``: when a future one comes up."""

    code: str
    party: str
    owner: str
    name: str
    kind: str
    line: str
    noted: datetime.date
    source: str
    status: str = "open"
    due: datetime.date | None = None
    reason: str = ""
    lead: str = ""


def make_relations(rng, staff, clients, prospects, today):
    """Return the follow-up of some clients and prospects, each with the hour at which it answers."""
    sellers = [member.login for member in staff if member.department == "negocio"]
    chosen = rng.sample([party for party in clients if party.phone], CALLED_CLIENTS)
    chosen += rng.sample([party for party in prospects if party.phone and not party.exemption], CALLED_PROSPECTS)
    relations = []
    for party in chosen:
        relation = Relation(party.code, party.owner or rng.choice(sellers))
        slot = (rng.randrange(5), rng.choice(_HOURS))
        calls = rng.randint(3, 9) if party.client else rng.randint(1, 6)
        for _call in range(calls):
            day = today - datetime.timedelta(days=rng.randint(1, MONTHS * 30))
            relation.actions.append(_make_call(rng, party, slot, day, today))
        relation.actions.sort(key=lambda action: (action.date, action.hour, action.minute))
        if rng.random() < 0.45:
            kind, summary = rng.choice(_NEXT)
            date = working_day(today + datetime.timedelta(days=rng.choice(_DUE)))
            relation.actions.append(Action(kind, date, summary, hour=slot[1]))
        relations.append(relation)
    return relations


def _make_call(rng, party, slot, day, today):
    """Return a call: at their hour they mostly answer, at others they mostly do not."""
    at_their_hour = rng.random() < 0.6
    if at_their_hour:
        weekday, hour = slot
        day += datetime.timedelta(days=weekday - day.weekday())
        while day >= today:
            day -= datetime.timedelta(days=7)
    else:
        day, hour = working_day(day, today - datetime.timedelta(days=1)), rng.choice(_HOURS)
    answered = rng.random() < (0.9 if at_their_hour else 0.3)
    if not answered:
        feedback, result = rng.choices(_MISSED, weights=(5, 4, 3, 0 if party.client else 1))[0]
        return Action("call", day, "Llamada de seguimiento", feedback, hour, rng.randrange(60), result,
                      next_days=rng.choice((1, 2, 3)))  # fmt: skip
    summary, feedback, reaction, chance = rng.choice(_CLIENT_CALLS if party.client else _PROSPECT_CALLS)
    return Action("call", day, summary, feedback, hour, rng.randrange(60), "spoke", reaction, chance,
                  next_days=rng.choice((7, 15, 30, 90)), inbound=party.client and rng.random() < 0.12)  # fmt: skip


def make_needs(rng, clients, prospects, leads, today):
    """Return what some clients and prospects need, now or in some months."""
    parties = rng.sample([party for party in clients if party.kind != "person"], NEEDS - 20)
    parties += rng.sample([party for party in prospects if party.kind == "company"], 20)
    needs = []
    for index, party in enumerate(parties):
        service = rng.choice([code for code in PREFERENCES[party.sector.code] if code in _NEEDS])
        kind, name, months = _NEEDS[service]
        noted = today - datetime.timedelta(days=rng.randint(2, 200))
        need = Need(f"need_{index + 1:03}", party.code, party.owner, name, kind, SERVICE[service].line, noted,
                    rng.choice(_SOURCES))  # fmt: skip
        chance = rng.random()
        if months:
            need.due = today + datetime.timedelta(days=rng.randint(1, months * 30))
        elif chance < 0.2:
            need.status = "solved"
        elif chance < 0.32:
            need.status, need.reason = "discarded", rng.choice(_DISCARDS)
        needs.append(need)
    # Some opportunities began as a need that somebody had heard of.
    for lead in [lead for lead in leads if lead.outcome in ("open", "won")][::3]:
        status = "solved" if lead.outcome == "won" else "opportunity"
        needs.append(
            Need(f"need_{len(needs) + 1:03}", lead.party, lead.owner, lead.description.rstrip("."), "need", lead.line,
                 lead.created, rng.choice(_SOURCES), status, lead=lead.code)
        )  # fmt: skip
    return needs
