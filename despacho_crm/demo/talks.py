"""How contacts go: calls, visits and messages, what came of them and what is next.

Nothing here touches a database.
"""

import datetime
from dataclasses import dataclass


@dataclass
class Action:
    """Something done (``feedback`` says how it went) or planned (``feedback`` empty).

    ``kind``: call, email, meeting, visit, web, social or todo; ``hour`` of Spain, with ``minute``.
    ``result``, ``reaction``, ``chance`` (%), ``next_days``, ``inbound``: of a contact that was made.
    ``attempt``: planned by the protocol of attempts; ``decision``: what it asks for at its end.
    """

    kind: str
    date: datetime.date
    summary: str
    feedback: str = ""
    hour: int = 0
    minute: int = 0
    result: str = ""
    reaction: str = ""
    chance: int | None = None
    next_days: int = 0
    inbound: bool = False
    attempt: bool = False
    decision: bool = False


#: What somebody does, how it ends: (kind, summary, feedback, result, reaction, chance, days until the next try).
_FORM = ("web", "Formulario de la web", "Deja sus datos y pide que le llamemos.", "answered", "information", 20, 1)
_SOCIAL = ("social", "Mensaje en LinkedIn", "Pregunta precios por mensaje privado.", "answered", "information", 20, 1)
_RANG_UP = ("call", "Llamada entrante", "Llama a recepción y pide hora con un asesor.", "spoke", "interested", 30, 2)
_CAME_IN = (_FORM, _FORM, _SOCIAL, _RANG_UP)
_NOBODY = (
    ("call", "Primera llamada", "No contesta nadie.", "no_answer", "", None, 1),
    ("call", "Llamar a otra hora", "Dejado recado en recepción.", "left_message", "", None, 2),
    ("email", "Escribir diciendo por qué llamamos", "Enviado; sin respuesta.", "no_answer", "", None, 3),
    ("call", "Llamar por el mensaje", "Salta el contestador.", "left_message", "", None, 5),
    ("email", "Último mensaje: aquí estamos", "Enviado; sin respuesta.", "no_answer", "", None, 0),
)
#: Attempt that comes next: (kind, days after the last one, summary).
_ATTEMPTS = (
    ("call", 0, "Intento 1 de 5: Primera llamada"),
    ("call", 1, "Intento 2 de 5: Llamar a otra hora"),
    ("email", 2, "Intento 3 de 5: Escribir diciendo por qué llamamos"),
    ("call", 3, "Intento 4 de 5: Llamar por el mensaje"),
    ("email", 5, "Intento 5 de 5: Último mensaje"),
)
_TALKED = ("call", "Primera llamada", "Nos atiende. Pide información por correo.", "spoke", "information", 20, 7)
_SENT = ("email", "Enviar presentación del despacho", "Enviada con los servicios de la cuota.", "answered", "", None, 7)
_DOUBTS = ("call", "Llamada de seguimiento", "Duda: compara con su asesoría actual.", "spoke", "undecided", 30, 10)
_KEEN = ("call", "Llamada de seguimiento", "Interesado. Quiere que le visitemos.", "spoke", "interested", 50, 5)
_VISIT = ("visit", "Visita a sus oficinas", "Buena reacción. Le preocupa cambiar a mitad de año.", "visited",
          "interested", 50, 7)  # fmt: skip
_MEETING = ("meeting", "Reunión en el despacho", "Viene con el contable. Piden propuesta por escrito.", "visited",
            "interested", 60, 5)  # fmt: skip
_PAPERS = ("todo", "Estudiar documentación", "Revisadas las cuentas anuales; cuadra con lo que nos dijo.", "", "",
           None, 0)  # fmt: skip
_OFFER = ("email", "Enviar propuesta", "Enviada la hoja de encargo con lo que incluye la cuota.", "answered",
          "interested", 60, 7)  # fmt: skip
_HAGGLE = ("call", "Llamada sobre la propuesta", "Pide bajar la cuota del primer año.", "spoke", "interested", 75, 4)
_YES = ("call", "Llamada de cierre", "Acepta. Firma la semana que viene.", "spoke", "interested", 100, 0)
_LATER = ("call", "Llamada de seguimiento", "Ahora no puede; que volvamos a llamar más adelante.", "spoke", "later",
          20, 60)  # fmt: skip
_NO = ("call", "Llamada de seguimiento", "No le interesa; pide que no insistamos.", "refused", "not_interested", 0, 0)
_STAYS = ("call", "Llamada sobre la propuesta", "No sigue adelante.", "spoke", "not_interested", 0, 0)

#: Stage -> what was done until now, in order; the inbound contact goes before for who came by itself.
DONE_IN = {
    "lead_new": (),
    "lead_attempt": _NOBODY,
    "lead_contacted": (_NOBODY[0], _TALKED),
    "lead_interested": (_TALKED, _SENT, _DOUBTS),
    "lead_qualifying": (_TALKED, _KEEN, _VISIT),
    "lead_not_interested": (_NOBODY[1], _NO),
    "lead_future": (_TALKED, _LATER),
    "lead_spam": (),
    "opportunity_requested": (_TALKED, _KEEN),
    "opportunity_analysis": (_KEEN, _VISIT, _PAPERS),
    "opportunity_proposal": (_KEEN, _MEETING, _OFFER),
    "opportunity_negotiation": (_KEEN, _VISIT, _OFFER, _HAGGLE),
    "opportunity_won": (_KEEN, _MEETING, _OFFER, _YES),
    "opportunity_lost": (_DOUBTS, _OFFER, _STAYS),
    "opportunity_lost_competitor": (_KEEN, _VISIT, _OFFER, _STAYS),
}
#: Stage -> what is planned in it.
PLANNED_IN = {
    "lead_contacted": (("call", "Preguntas clave: qué necesita y para cuándo"),),
    "lead_interested": (("email", "Enviar caso de un cliente parecido"), ("call", "Resolver dudas")),
    "lead_qualifying": (("meeting", "Reunión para concretar necesidades"), ("call", "Preguntar por el presupuesto")),
    "opportunity_requested": (("todo", "Preparar presupuesto"), ("call", "Concretar qué incluye la cuota")),
    "opportunity_analysis": (("todo", "Pedir escrituras y últimas cuentas"), ("meeting", "Reunión en el despacho")),
    "opportunity_proposal": (("call", "Seguimiento de la propuesta"), ("call", "¿Han podido leer la propuesta?")),
    "opportunity_negotiation": (("meeting", "Visita para cerrar condiciones"), ("email", "Enviar propuesta revisada")),
}
#: A planned step is some days late, for today or for later.
_WHEN = (-6, -2, -1, 0, 0, 0, 1, 1, 2, 3, 5, 8, 13)


def done_in(rng, stage, inbound):
    """Return what was done with somebody who is in ``stage``, in order."""
    steps = list(DONE_IN[stage])
    if stage == "lead_attempt":
        steps = steps[: rng.choice((1, 1, 2, 2, 3, 4, 5))]
    return [rng.choice(_CAME_IN), *steps] if inbound else steps


def place(rng, steps, start, end, slot=None):
    """Return ``steps`` as actions between two days, the last ones near ``end``.

    ``slot``: (weekday, hour) at which they usually answer.
    """
    days = (end - start).days
    moments = sorted(start + datetime.timedelta(days=rng.randint(0, days)) for _step in steps)
    # What is open was touched lately; a little of it was forgotten.
    if moments and rng.random() < 0.85:
        moments[-1] = max(moments[-1], end - datetime.timedelta(days=rng.randint(0, 9)))
    return [as_done(rng, step, working_day(date, end), slot) for step, date in zip(steps, moments, strict=True)]


def as_done(rng, step, date, slot=None):
    kind, summary, feedback, result, reaction, chance, days = step
    hour = slot[1] + rng.randint(0, 1) if slot else rng.choice((9, 10, 10, 11, 12, 13, 16, 17, 18))
    return Action(
        kind, date, summary, feedback, hour, rng.randrange(0, 60, 5), result, reaction, chance, days,
        inbound=step in _CAME_IN,
    )  # fmt: skip


def next_attempt(made, last, today):
    """Return what the protocol plans after ``made`` attempts, the last of them on ``last``."""
    if made >= len(_ATTEMPTS):
        return Action("todo", today, f"{made} intentos sin respuesta: ¿posponer, descartar o probar una vez más?",
                      attempt=True, decision=True)  # fmt: skip
    kind, days, summary = _ATTEMPTS[made]
    return Action(kind, working_day(last + datetime.timedelta(days=days)), summary, attempt=True)


def next_step(rng, stage, today):
    """Return what is planned in ``stage``, or None."""
    steps = PLANNED_IN.get(stage)
    if not steps or rng.random() > 0.85:
        return None
    kind, summary = rng.choice(steps)
    date = working_day(today + datetime.timedelta(days=rng.choice(_WHEN)))
    return Action(kind, date, summary, hour=rng.choice((9, 10, 11, 12, 16, 17)))


def working_day(date, last=None):
    """Return ``date``, or the Monday after a weekend, but never later than ``last``."""
    moved = date + datetime.timedelta(days=max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)
    return min(moved, last) if last else moved
