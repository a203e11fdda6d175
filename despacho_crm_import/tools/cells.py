"""The cells that need no other cell: numbers, dates, e-mails, bank accounts.

Each function takes text that is not empty and returns what it means, or
nothing when it means nothing. Nothing here touches a database.
"""

import datetime
import re

from stdnum.es import ccc
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.iso7064 import mod_97_10

#: Kinds of file whose numbers are numbers, and no texts that people wrote.
BOOKS = ("xlsx", "xls", "ods")
_EMAIL = re.compile(
    r"^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$"
)
_BETWEEN_EMAILS = re.compile(r"[\s;,|<>()\[\]\"]+|/(?=\s*[^\s@/]+@)|mailto:", re.I)
_WEBSITE = re.compile(r"^(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?$", re.I)
_NUMBER = re.compile(r"^-?\d+(?:[.,]\d+)*$")
#: A number of a workbook with decimals as it is read: what ends in zero was written as a text.
_DECIMAL = re.compile(r"^-?\d+\.\d*[1-9]$")
_SCALE = re.compile(r"^(.*?)\s*(k|m|mm|mill?\.?|millones|milions|miles)$", re.I)
_ISO_DATE = re.compile(r"^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
_LOCAL_DATE = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})\b")
_COMPACT_DATE = re.compile(r"^((?:19|20)\d\d)(\d\d)(\d\d)$")
_WEEKDAY = re.compile(r"^[^\W\d_]{3,12}\.?,?\s+(?=\d)")
_WORD_DATE = re.compile(
    r"^(\d{1,2})(?:\s*[-/.]\s*|\s+)(?:de\s+|d['’])?([^\W\d_]{3,12})\.?(?:\s*[-/.,]\s*|\s+)(?:del?\s+)?(\d{4}|\d\d)\b",
    re.I,
)
_MONTH_FIRST = re.compile(r"^([^\W\d_]{3,12})\.?\s+(\d{1,2}),?\s+(\d{4})\b")
_DAY_NUMBER = re.compile(r"^(\d{5})(?:[.,]\d+)?$")
#: As each language of Spain, and English, begins the name of a month.
_MONTHS = {
    month: number
    for number, months in enumerate(
        (
            "ene gen jan xan urt", "feb ots", "mar", "abr apr avr api", "may mai", "jun xuñ xun eka", "jul xul uzt",
            "ago aug abu", "sep set ira", "oct out urr", "nov aza", "dic des dec abe",
        ),
        1,
    )
    for month in months.split()
}  # fmt: skip
#: The years that a contact's date may have, as spreadsheets number the days.
_FIRST_DAY, _LAST_DAY = 20_000, 60_000

#: What people write for nothing.
_PLACEHOLDERS = frozenset(
    """no|no tiene|no consta|no te|no aplica|no disponible|no hay|no facilitado|no facilita|no procede|no sabe|no lo se|
    n a|na|nd|n d|n c|nc|s d|sd|s e|ninguno|ninguna|nada|sin datos|sin dato|sin email|sin correo|sin mail|sin telefono|
    sin movil|sin nif|sin cif|sin dni|sin web|sin informacion|sense dades|sense|desconocido|desconocida|desconegut|
    pendiente|pendent|x|xx|xxx|xxxx|null|none|nan|nil|vacio|buit|falta|ninguno conocido|unknown|ref|
    value|error|div 0""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_NAMELESS = frozenset(
    ("no consta", "null", "none", "nan", "n a", "sin nombre", "xx", "xxx", "xxxx", "sin datos", "desconocido")
)
#: What stands for a number that nobody knows: «no employees» is another thing.
_NO_FIGURE = frozenset(
    "n d|nd|n a|na|n s|ns|no disponible|no consta|s d|sd|sin datos|sin dato|sense dades|null|none|nan".split("|")
)
#: Most cells begin otherwise, and need not be looked at any further.
_INITIALS = frozenset(words[0] for words in _PLACEHOLDERS | _NAMELESS)
_PLAIN = str.maketrans("áéíóúàèòïü", "aeiouaeoiu", "") | dict.fromkeys(map(ord, "/.,;:-_#()?!'*"), " ")
#: Fields where only the plainest of them mean nothing.
_NAMES = frozenset(
    ("name", "trade_name", "first_name", "last_name", "contact_name", "notes", "ref", "tags", "city", "subject",
     "description", "campaign")
)  # fmt: skip


def is_placeholder(field, text):
    """Whether ``text`` is a way to leave ``field`` blank: «-», «no tiene», «N/A»."""
    if len(text) > 24:
        return False
    if not text[0].isalnum() and not any(char.isalnum() for char in text):
        return True
    if field in ("ref", "kind"):
        return False
    if field in ("employees", "turnover", "expected_revenue"):
        return text.isascii() and " ".join(text.lower().translate(_PLAIN).split()) in _NO_FIGURE
    if field not in _NAMES and not text.strip("0 .-"):
        return True
    first = text[0].lower()
    if first.isascii() and first.isalnum() and first not in _INITIALS:
        return False
    plain = " ".join(text.lower().translate(_PLAIN).split())
    return plain in (_NAMELESS if field in _NAMES else _PLACEHOLDERS)


def split_emails(text):
    """Return ``(valid e-mails in lower case, the other words)``."""
    lower = text.lower()
    if _EMAIL.match(lower):
        return [lower], ""
    emails, rest = [], []
    for piece in _BETWEEN_EMAILS.split(lower):
        piece = piece.strip(".:'`")
        if _EMAIL.match(piece):
            emails.append(piece)
        elif piece and piece not in ("y", "i", "o", "e", "-", "/"):
            rest.append(piece)
    return list(dict.fromkeys(emails)), " ".join(rest)


_IBAN = re.compile(r"^[A-Z]{2}\d{2}[0-9A-Z]{11,30}$")


def is_website(text):
    return bool(_WEBSITE.match(text))


def read_iban(text):
    """Return the IBAN without spaces, from an old Spanish account too; '' when invalid (ISO 13616).

    ``stdnum.iban`` reads a data file that Odoo's import hook on ``stdnum`` hides.
    """
    compact = re.sub(r"[\s.-]", "", text).upper()
    try:
        if compact.isdigit() and len(compact) == 20:
            return f"ES{mod_97_10.calc_check_digits(ccc.validate(compact) + 'ES')}{compact}"
        if not _IBAN.match(compact) or (compact.startswith("ES") and len(compact) != 24):
            return ""
        mod_97_10.validate(compact[4:] + compact[:4])
    except (StdnumError, ValueError):
        return ""
    return compact


def read_number(text, point=False):
    """Return the float in ``text`` (``1.234.567,89 €``, ``1,5 M€``), None when there is none.

    A lone separator before exactly three digits is taken for thousands, as Spaniards write it; with ``point``
    a lone point is decimal, as in the numbers of workbooks, unless a number could not have been so written:
    ``12.500``, ``1.234 €``.
    """
    if point and _DECIMAL.match(text):
        return float(text)
    plain = text.replace("€", " ").replace("EUR", " ").replace("eur", " ").strip()
    factor = 1
    scale = _SCALE.match(plain)
    if scale:
        plain = scale.group(1)
        factor = 1_000 if scale.group(2).lower() in ("k", "miles") else 1_000_000
    plain = plain.replace(" ", "").replace("'", "")
    if not _NUMBER.match(plain):
        return None
    last = max(plain.rfind("."), plain.rfind(","))
    if last < 0:
        return float(plain) * factor
    mark = plain[last]
    decimals = len(plain) - last - 1
    thousands = plain.count(mark) > 1 or (decimals == 3 and factor == 1 and plain.lstrip("-")[0] != "0")
    if thousands and ("," if mark == "." else ".") not in plain:
        return float(plain.replace(mark, "")) * factor
    other = "," if mark == "." else "."
    if plain.count(mark) > 1:
        return None
    return float(plain.replace(other, "").replace(mark, ".")) * factor


def read_date(text, day_first=True):
    """Return the ISO date in ``text``, '' when there is none.

    Knows ISO, ``31/12/2026``, ``31-12-26``, ``20261231``, ``01 Sep 2026``, ``1 de enero de 2026``,
    ``Sep 1, 2026`` and the day number that a spreadsheet keeps.
    """
    if is_day_number(text):
        day = int(_DAY_NUMBER.match(text).group(1))
        return (datetime.date(1899, 12, 30) + datetime.timedelta(day)).isoformat()
    match = _ISO_DATE.match(text) or _COMPACT_DATE.match(text)
    if match:
        return _date(*match.groups())
    match = _LOCAL_DATE.match(text)
    if match:
        first, second, year = match.groups()
        day, month = (first, second) if day_first or int(first) > 12 else (second, first)
        return _date(_century(year), month, day)
    match = _WORD_DATE.match(_WEEKDAY.sub("", text))
    if match:
        day, word, year = match.groups()
        return _date(_century(year), _MONTHS.get(word.lower()[:3], 0), day)
    match = _MONTH_FIRST.match(text)
    if match:
        word, day, year = match.groups()
        return _date(year, _MONTHS.get(word.lower()[:3], 0), day)
    return ""


def is_day_number(text):
    """Whether ``text`` is a date as a spreadsheet counts the days, of a year that a contact's may have."""
    match = _DAY_NUMBER.match(text)
    return bool(match) and text.isascii() and _FIRST_DAY <= int(match.group(1)) <= _LAST_DAY


def _century(year):
    if len(year) == 4:
        return year
    return ("19" if int(year) > 60 else "20") + year


def _date(year, month, day):
    try:
        return datetime.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""
