"""Lists of what was invoiced: which columns hold amounts, of which year, and what each row adds.

Nothing here touches a database.
"""

import datetime
import re
from typing import NamedTuple

from .cells import read_date
from .headers import header_key
from .keys import name_key

FIRST_YEAR = 1980
_YEAR = re.compile(r"(?<!\d)(?:19[89]\d|20\d\d)(?!\d)")
_WHOLE_YEAR = re.compile(r"^(?:ejercicio|any|ano|year|exercici)?\s*((?:19[89]\d|20\d\d))(?:[.,]0+)?$")
#: Columns beside an amount that are not one.
_NOT_MONEY = frozenset(
    """
    var variacion variacio dif diferencia diferencies margen marge coste costes cost beneficio benefici cobrado
    cobrat cobros pendiente pendent unidades unitats cantidad quantitat uds horas hores incremento increment
    evolucion evolucio objetivo objectiu presupuesto pressupost prevision previsio porcentaje percentatge pct
    retencion retencio irpf descuento descompte dto compras compra compres media mitjana numero num n cuenta
    fecha data vencimiento ranking posicion operaciones recargo gastos
    """.split()
)
#: With few figures and no more, how many there were.
_COUNTED = frozenset("facturas factures fras invoices clientes clients".split())
_NET = frozenset("base neto neta net netas netos imponible imposable subtotal untaxed bi".split())
_GROSS = frozenset("total totales totals bruto brut".split())
_TAX = frozenset("iva igic vat".split())
_WITHOUT = frozenset("sin sense s without excl excluido exclos".split())
_MONTHS = frozenset(
    """
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene feb
    mar abr may jun jul ago sep sept set oct nov dic gener febrer marc maig juny juliol agost setembre novembre
    desembre gen des 1t 2t 3t 4t t1 t2 t3 t4 q1 q2 q3 q4 trimestre trim
    """.split()
)
_NO_CURRENCY = re.compile(r"€|\beur(?:os?)?\b|\s|'|’", re.I)
_GROUPED = re.compile(r"^\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*$")
_FIGURE = re.compile(r"^\d*(?:[.,]\d+)*$")
_TOTAL = re.compile(
    r"^\W*(?:sub)?total(?:es|s)?(?:\s+(?:general|generales|ventas|clientes|facturacion|anual|listado|acumulado))?\W*$"
)
#: What tells purchases in the declarations of form 347.
_KEY_HEADERS = frozenset(("clave", "clave operacion", "clave de operacion", "clave op", "tipo operacion", "clau"))
_PURCHASES = frozenset(("a", "c", "d", "e", "g", "compra", "compras", "proveedor", "compres"))


class Column(NamedTuple):
    """A column of amounts: ``year`` 0 when its rows say it; ``rank``: the lowest of one year is the best."""

    place: int
    year: int
    rank: int
    monthly: bool


def read_year(text):
    """Return the year that a cell says, be it by a date, 0 when it says none."""
    text = header_key(text) if not text[:1].isdigit() else text.strip()
    found = _WHOLE_YEAR.match(text)
    if found:
        return int(found[1])
    date = read_date(text)
    return int(date[:4]) if date and int(date[:4]) >= FIRST_YEAR else 0


def read_amount(text, point=False, digits=2):
    """Return the amount in ``text`` (``-1.234,56 €``, ``(20,00)``, ``15,5-``), None when there is none.

    A lone separator before exactly three figures is of thousands, as Spaniards write it; with ``point``
    a lone point is decimal, as in the numbers of spreadsheets. ``digits``: decimals that are kept.
    """
    plain = _NO_CURRENCY.sub("", text.replace("\N{MINUS SIGN}", "-"))
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        negative, plain = True, plain[1:-1]
    if plain.endswith("-") or plain.startswith("-"):
        negative, plain = not negative, plain.strip("-")
    plain = plain.lstrip("+")
    if not plain or not plain[-1].isdigit() or not _FIGURE.match(plain) or not plain.isascii():
        return None
    last = max(plain.rfind("."), plain.rfind(","))
    mark = plain[last] if last >= 0 else ""
    if mark and _GROUPED.match(plain) and not (point and mark == "." and plain.count(".") == 1):
        whole = plain.replace(mark, "")
    elif mark and plain.count(mark) == 1:
        whole = plain.replace("," if mark == "." else ".", "").replace(mark, ".")
    elif mark:
        return None
    else:
        whole = plain
    value = round(float(whole), digits)
    return -value if negative and value else value


def amount_columns(headers, columns, last_year):
    """Return the :class:`Column` of each place whose title names a year and whose cells are amounts.

    ``columns``: the first texts of each. Of several of one year the net one is taken, and months only
    where no column is of the whole year.
    """
    found = {}
    for place, header in enumerate(headers):
        years = {int(year) for year in _YEAR.findall(header)}
        if len(years) != 1 or not FIRST_YEAR <= min(years) <= last_year or not is_money(header, columns[place]):
            continue
        words = header_key(header).split()
        column = Column(place, min(years), rank_of(header), not _MONTHS.isdisjoint(words))
        found.setdefault(column.year, []).append(column)
    chosen = []
    for mine in found.values():
        whole = [column for column in mine if not column.monthly]
        chosen += [min(whole, key=lambda column: (column.rank, column.place))] if whole else mine
    return sorted(chosen)


def is_money(header, cells):
    """Whether a column with that title holds amounts."""
    words = set(header_key(header).split())
    if "%" in header or words & _NOT_MONEY or (words & _TAX and not tax_of(header) and not words & _WITHOUT):
        return False
    filled = [cell for cell in cells if cell]
    if words & _COUNTED and all(cell.isdigit() and len(cell) < 4 for cell in filled):
        return False
    figures = [cell for cell in filled if read_amount(cell) is not None]
    return len(figures) * 5 >= len(filled) * 4 if filled else bool(words)


def rank_of(header):
    """Return how far the amounts of a column are from what is added up: net, not said, with everything."""
    words = set(header_key(header).split())
    if words & _NET or (words & _TAX and words & _WITHOUT):
        return 0
    return 2 if words & _GROSS or tax_of(header) else 1


def tax_of(header):
    """Whether a title says that the amounts have VAT."""
    words = header_key(header).split()
    return bool(_TAX.intersection(words)) and not _WITHOUT.intersection(words) and (
        "con" in words or "amb" in words or any(word.startswith(("incl", "inc")) for word in words)
    )  # fmt: skip


def title_year(texts, last_year):
    """Return the one year that the titles of a list, or the name of its file, speak of; 0 when they do not."""
    for text in texts:
        years = {int(year) for year in _YEAR.findall(text or "") if FIRST_YEAR <= int(year) <= last_year}
        if len(years) == 1:
            return years.pop()
    return 0


def is_total(values):
    """Whether a row is the total at the end of a list, and nobody."""
    if values.get("nif"):
        return False
    return any(_TOTAL.match(header_key(values[name])) for name in ("name", "ref") if values.get(name))


def purchase_column(headers):
    """Return the place of the column that tells purchases from sales, None where there is none."""
    return next((place for place, header in enumerate(headers) if header_key(header) in _KEY_HEADERS), None)


def is_purchase(text):
    return header_key(text) in _PURCHASES


class Book:
    """What a list adds up to: for each client, what was invoiced in each year for each service.

    A client is first known by what its row says (``key``), later by who it turned out to be.
    """

    def __init__(self):
        self.lines = {}  # {(key, year, service): [amount, invoices, number of the first row]}
        self.clients = {}  # {key: (number of its first row, values.Row)}

    def add(self, number, key, row, entries):
        """Add the ``entries``, [(year, service, amount)], of the row ``number``, of the client ``key``."""
        first = self.clients.get(key)
        if first is None or (not first[1].values.get("name") and row.values.get("name")):
            self.clients[key] = (first[0] if first else number, row)
        for year, service, amount in entries:
            line = self.lines.setdefault((key, year, service), [0.0, 0, number])
            line[0] = round(line[0] + amount, 2)
            line[1] += 1

    def join(self, holder_of):
        """Let the lines be of ``holder_of[key]``: two ways to name a client are one."""
        joined = {}
        for (key, year, service), (amount, count, number) in self.lines.items():
            line = joined.setdefault((holder_of[key], year, service), [0.0, 0, number])
            line[0] = round(line[0] + amount, 2)
            line[1] += count
            line[2] = min(line[2], number)
        self.lines = joined


def client_key(values):
    """Return what tells the client of a row from others of the list, '' when the row says nobody."""
    for name in ("nif", "ref", "name"):
        if values.get(name):
            return f"{name}:{values[name].casefold()}"
    return ""


def link_clients(clients):
    """Return {key: key of the row that says more} of those that name a client by its code or its name only.

    ``clients``: {key: (number, values)}. Where two of a NIF have one code or one name, nobody is meant.
    """
    known = {}
    for key, (_number, values) in clients.items():
        for name in ("ref", "name"):
            if values.get(name) and not key.startswith(f"{name}:"):
                known.setdefault(f"{name}:{values[name].casefold()}", set()).add(key)
    linked = {}
    for key in clients:
        others = known.get(key, ())
        linked[key] = next(iter(others)) if len(others) == 1 else key
    # A name leads to a code, and the code to a NIF.
    return {key: linked[linked[key]] for key in clients}


def last_day(year, as_of):
    """Return the last day for which an amount of ``year`` counts, ISO date, known ``as_of``."""
    return min(datetime.date(year, 12, 31).isoformat(), as_of)


def are_alike(name, other):
    """Whether two names may be of one client: they share a word, or one says nothing."""
    if not name:
        return True
    return bool(set(name_key(name).split()) & set(name_key(other or "").split()))
