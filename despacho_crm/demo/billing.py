"""Two years of invoices: who is charged what, when, and whether it was paid.

The portfolio moves: fees rise each January, some clients grow, some shrink, some
leave, some are new; each sector buys what it prefers. Nothing here touches a
database.
"""

import calendar
import datetime
from dataclasses import dataclass

from .services import PREFERENCES, SERVICE

MONTHS = 24
MONTH_NAMES = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre".split()
YEARLY_RISE = 1.03
#: Companies with this many employees or more are invoiced every month.
MONTHLY_FROM = 26
AUDIT_FROM = 40
LOST, GROWING, SHRINKING, NEW = 0.09, 0.16, 0.10, 0.16
#: Clients who stopped paying some months ago, and share of the others' forgotten invoices.
BAD_PAYERS, FORGOTTEN = 0.02, 0.02


@dataclass
class InvoiceLine:
    service: str
    quantity: float
    price: float
    period: str = ""


@dataclass
class Invoice:
    """``paid_on``: date of the bank entry that settles it, None while open; ``by``: remesa or transferencia."""

    client: str
    date: datetime.date
    due: datetime.date
    lines: list
    by: str = "remesa"
    paid_on: datetime.date | None = None


@dataclass
class Relation:
    """How the business with a client goes: ``first`` and ``last`` are months of the window, ``every`` the months
    between two invoices."""

    first: int
    last: int
    trend: float
    stops_paying: int | None
    every: int
    by: str


def month_start(today, index):
    """Return the first day of month ``index`` of the window; ``MONTHS`` is the month of ``today``."""
    months = today.year * 12 + today.month - 1 - MONTHS + index
    return datetime.date(months // 12, months % 12 + 1, 1)


def in_month(start, day):
    """Return ``day`` of the month of ``start``, or its last one."""
    return start.replace(day=min(day, calendar.monthrange(start.year, start.month)[1]))


def make_relation(rng, party):
    """Return the :class:`Relation` with a client."""
    first, last, trend = 0, MONTHS, 0.0
    fate = rng.random()
    if fate < LOST:
        last = rng.randint(4, 17)
    elif fate < LOST + GROWING:
        trend = rng.uniform(0.02, 0.05)
    elif fate < LOST + GROWING + SHRINKING:
        trend = rng.uniform(-0.04, -0.02)
    elif fate < LOST + GROWING + SHRINKING + NEW:
        first = rng.randint(2, 21)
    # Hotels, computing and health grow more: something for the analysis to find.
    if party.sector.code in ("it", "health", "hotel") and fate > LOST and rng.random() < 0.5:
        trend = max(trend, rng.uniform(0.02, 0.05))
    stops = max(first, MONTHS - rng.randint(5, 9)) if rng.random() < BAD_PAYERS else None
    by = "transferencia" if party.form in ("local_body", "foreign", "sa") or rng.random() < 0.2 else "remesa"
    every = 1 if party.employees >= MONTHLY_FROM else 3 if party.employees > 1 else 6
    return Relation(first, last, trend, stops, every, by)


def make_fees(rng, party):
    """Return what a client pays every month, as {service code: quantity}."""
    if party.kind == "person":
        return {}
    if party.form == "owners":
        return {"propietarios": 1}
    if party.form in ("association", "foundation", "religious"):
        return {"entidades": 1}
    if party.form == "local_body":
        return {"iguala": 1}
    if party.kind == "trader":
        fees = {"autonomo": 1}
    elif party.form in ("foreign", "establishment"):
        fees = {"iva": 1}
    else:
        fees = {"iva": 1} if rng.random() < 0.85 else {}
        if party.employees >= 5 and rng.random() < 0.7:
            fees["contabilidad"] = 1
    if party.employees and (rng.random() < 0.75 or not fees):
        fees["nominas"] = party.employees
    if party.employees >= 10 and rng.random() < 0.3:
        fees["iguala"] = 1
    if party.employees >= 20 and rng.random() < 0.3:
        fees["control"] = 1
    return fees or {"iva": 1}


def make_yearly(rng, party, fees):
    """Return the services that a client takes once a year."""
    yearly = []
    if party.kind in ("trader", "person") and rng.random() < 0.85:
        yearly.append("renta")
    if party.form in ("sl", "sa", "slp", "cooperative") and "iva" in fees:
        yearly.append("is")
    if "contabilidad" in fees:
        yearly.append("libros")
    if "rgpd" in PREFERENCES[party.sector.code] and party.kind == "company" and rng.random() < 0.6:
        yearly.append("rgpd")
    if party.employees >= AUDIT_FROM or ("auditoria" in PREFERENCES[party.sector.code] and party.employees >= 25):
        yearly.append("auditoria")
    return yearly


def make_invoices(rng, party, today):
    """Return the invoices of one client up to ``today``, oldest first."""
    relation = make_relation(rng, party)
    fees = make_fees(rng, party)
    yearly = make_yearly(rng, party, fees)
    occasional = [code for code in PREFERENCES[party.sector.code] if SERVICE[code].charge == "once"]
    often = 0.03 if party.kind == "person" else 0.035 + min(party.employees, 20) / 400
    day = rng.choice((25, 26, 27, 28))
    invoices, pending = [], []
    for index in range(relation.first, relation.last + 1):
        start = month_start(today, index)
        rise = YEARLY_RISE ** (start.year - today.year)
        growth = max(0.4, (1 + relation.trend) ** (index - MONTHS))
        pending += [
            InvoiceLine(code, 1, _price(code, rise)) for code in yearly if SERVICE[code].due_month == start.month
        ]
        if occasional and rng.random() < often * growth:
            code = rng.choices(occasional, weights=range(len(occasional), 0, -1))[0]
            pending.append(InvoiceLine(code, 1, _price(code, rise * rng.choice((0.9, 1, 1, 1.1, 1.25)))))
        if fees and start.month % relation.every == 0:
            months = min(relation.every, index - relation.first + 1) if relation.first else relation.every
            pending = [_fee(code, quantity, months, rise, growth, start) for code, quantity in fees.items()] + pending
        elif fees and index < relation.last:
            continue
        date = in_month(start, day)
        if pending and date <= today:
            invoices.append(_settle(rng, Invoice(party.code, date, date, pending, relation.by), relation, index, today))
            pending = []
    # Everyone of the portfolio has been invoiced at least once.
    return invoices or [_first_invoice(rng, party, relation, today)]


def _first_invoice(rng, party, relation, today):
    code = {"person": "renta", "trader": "autonomo"}.get(party.kind, "constitucion")
    index = min(max(relation.first, MONTHS - 8), MONTHS - 1)
    date = in_month(month_start(today, index), 27)
    return _settle(
        rng,
        Invoice(party.code, date, date, [InvoiceLine(code, 1, _price(code, 1))], relation.by),
        relation,
        index,
        today,
    )


def _price(code, factor):
    return round(SERVICE[code].price * factor, 2)


def _fee(code, quantity, months, rise, growth, start):
    """Employees grow in number; the other fees in price. ``start``: the last month charged."""
    period = _period(start, months)
    if code == "nominas":
        return InvoiceLine(code, max(1, round(quantity * growth)) * months, _price(code, rise), period)
    return InvoiceLine(code, months, _price(code, rise * (1 + (growth - 1) / 3)), period)


def _period(last, months):
    """Return how an invoice says the ``months`` that end with that of ``last``."""
    if months == 3:
        return f"{last.month // 3}.º trimestre de {last.year}"
    first = MONTH_NAMES[(last.month - months) % 12]
    until = f"{MONTH_NAMES[last.month - 1]} de {last.year}"
    return until.capitalize() if months == 1 else f"De {first} a {until}"


def _settle(rng, invoice, relation, index, today):
    """Set when the invoice falls due and, unless it is still open, when it was paid."""
    following = in_month(month_start(today, index + 1), 5)
    if relation.by == "remesa":
        invoice.due, paid_on = following, following
    else:
        invoice.due = invoice.date + datetime.timedelta(days=30)
        paid_on = in_month(month_start(today, index + rng.choice((1, 1, 2))), 20)
        paid_on = max(paid_on, following)
    stopped = relation.stops_paying is not None and index >= relation.stops_paying
    recent = index >= MONTHS - 3
    if paid_on <= today and not stopped and not (recent and rng.random() < 6 * FORGOTTEN) and rng.random() >= FORGOTTEN:
        invoice.paid_on = paid_on
    return invoice
