"""The circulars of the last months: who opened them and at which hour, who followed a link.

Nothing here touches a database.
"""

import datetime
from dataclasses import dataclass, field

READERS = 150
_SUBJECTS = (
    "Novedades fiscales del trimestre",
    "Cambios en el contrato de formación",
    "Ayudas a la digitalización: último plazo",
    "Calendario del contribuyente",
    "Registro horario: lo que mira la Inspección",
    "Cierre del ejercicio: diez comprobaciones",
    "Protección de datos en el comercio",
    "Factura electrónica: cuándo le toca",
)
_HOURS = (8, 9, 9, 10, 12, 14, 16, 19, 21)


@dataclass
class Newsletter:
    """``opened``: {code of the party: (when, whether it followed the link)}; the others did not open it."""

    subject: str
    sent: datetime.datetime
    readers: list
    opened: dict = field(default_factory=dict)


def make_newsletters(rng, clients, prospects, today):
    """Return a circular a month; the times are of Spain."""
    readers = rng.sample([party for party in clients if party.email], READERS - 30)
    readers += rng.sample([party for party in prospects if party.email and party.vat], 30)
    habits = {party.code: (rng.randrange(5), rng.choice(_HOURS), rng.random()) for party in readers}
    letters = []
    for at, subject in enumerate(_SUBJECTS):
        day = today - datetime.timedelta(days=30 * (len(_SUBJECTS) - at) - 5)
        day -= datetime.timedelta(days=day.weekday())
        letter = Newsletter(subject, datetime.datetime.combine(day, datetime.time(7)), list(habits))
        for code, (weekday, hour, keen) in habits.items():
            if rng.random() > 0.25 + keen * 0.6:
                continue
            if rng.random() < 0.3:
                weekday, hour = rng.randrange(5), rng.choice(_HOURS)
            opened = letter.sent + datetime.timedelta(days=weekday, hours=hour - 7, minutes=rng.randint(4, 55))
            letter.opened[code] = (opened, rng.random() < 0.12)
        letters.append(letter)
    return letters
