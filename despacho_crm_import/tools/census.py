"""From the cells of a list of companies to what the census holds, a million of them in a minute.

What is plain in a cell, as nearly all is, is taken as it is; what is not is cleaned by ``values.clean_row``, as
in every other file, with the same notes. Nothing here touches a database.
"""

import functools
from typing import NamedTuple

from odoo.addons.despacho_crm.tools import legal_form, territory
from odoo.addons.despacho_crm.tools.cnae import split_cnae, year_of
from odoo.addons.despacho_crm.tools.cnae_tree import YEARS
from odoo.addons.despacho_crm.tools.company_size import size_class
from odoo.addons.despacho_crm.tools.mojibake import repair
from odoo.addons.despacho_crm.tools.phone import split_phones

from . import cells as read
from . import figures
from .census_nif import plain_key
from .values import clean_row

#: What a company of the census has, in the order in which it is copied to the database.
COLUMNS = (
    "nif_key", "name", "trade_name", "legal_form", "street", "zip", "city", "state", "cnae", "cnae_year",
    "activity", "employees", "turnover", "size_class", "founded", "phone", "email", "website", "data_date",
)  # fmt: skip
#: What of a file the census takes.
FIELDS = (
    "nif", "name", "trade_name", "first_name", "last_name", "street", "street2", "zip", "city", "state", "cnae",
    "cnae_year", "activity", "legal_form", "employees", "turnover", "founded", "phone", "mobile", "email",
    "website", "date",
)  # fmt: skip
#: reason: why a row is left out; the details are those of ``verdict.REASONS``.
REASONS = ("nif_missing", "nif_invalid", "name_missing")
#: What the rows of one company may contradict each other in; the rest follows from it.
SAID = (
    "name", "trade_name", "street", "zip", "city", "state", "cnae", "employees", "turnover", "founded", "phone",
    "email", "website",
)  # fmt: skip
#: What tells who a row is about.
_TELLING = frozenset(("nif", "name", "trade_name", "first_name", "last_name"))
#: What people write between the digits of a NIF.
_SIGNS = str.maketrans("", "", "-. /")
_MOST_EMPLOYEES, _MOST_TURNOVER = 10**7, 10**13
#: No way to leave a name or a street blank has more letters.
_LONGEST_BLANK = 24


class Company(NamedTuple):
    """What became of a row.

    ``values``: the texts of :data:`COLUMNS`, '' for nothing; None when the row is left out. ``notes``: as those of
    ``values.Row``. ``reason``: of :data:`REASONS`, '' for none; ``written``, ``error``: the NIF as it is in the
    file, and why it is none. ``key``: the NIF.
    """

    values: list | None
    notes: list
    key: str = ""
    reason: str = ""
    written: str = ""
    error: str = ""


class Cleaner:
    """Cleans the rows of one file.

    ``places``: {field of :data:`FIELDS`: [position of a column, ...]}; ``date``: ISO date of the file, for rows
    without date; ``cnae_year``: classification of the codes that both have; ``zero_lost``: of ``split_cnae``;
    ``factor``: by how much the numbers of the turnover are to be multiplied; ``point``: of ``figures.read`` and of
    ``cells.read_number``.
    """

    def __init__(self, places, date, cnae_year="", zero_lost=False, factor=1, point=False):
        self._places = [(name, mine) for name, mine in places.items() if name in FIELDS]
        self._single = all(len(mine) == 1 for _name, mine in self._places)
        self._telling = [(name, mine) for name, mine in self._places if name in _TELLING]
        self._date, self._cnae_year, self._zero_lost = date, cnae_year, zero_lost
        self._turnover, self._point = figures.Figure("turnover", 0, factor), point
        self._has_people = "first_name" in places or "last_name" in places

    def key(self, cells):
        """Return the NIF of a row that :meth:`clean` takes, '' of one that it leaves out."""
        texts = self._texts(cells, self._telling)
        text = texts.get("nif", "")
        key = plain_key(text) or plain_key(text.translate(_SIGNS)) or self._nif(texts, [])[0]
        if not key:
            return ""
        for field in ("name", "trade_name"):
            text = texts.get(field)
            if text and (len(text) > _LONGEST_BLANK and text.isascii() or self._text(field, texts, [])):
                return key
        return key if self._person(texts, []) else ""

    def _texts(self, cells, places):
        """Return {field: text} of what of ``places``, [(field, [position, ...])], is not blank."""
        if self._single:
            return {name: cells[place] for name, (place,) in places if cells[place]}
        return {name: text for name, mine in places if (text := " ".join(filter(None, (cells[p] for p in mine))))}

    def clean(self, cells):
        """Return the :class:`Company` of the ``cells`` of a row."""
        texts, notes = self._texts(cells, self._places), []
        key, error = self._nif(texts, notes)
        if not key:
            reason = "nif_invalid" if texts.get("nif") and error else "nif_missing"
            return Company(None, notes, reason=reason, written=texts.get("nif", ""), error=error)
        name = self._text("name", texts, notes)
        trade_name = self._text("trade_name", texts, notes)
        if not name:
            name = trade_name or self._person(texts, notes)
            if not name:
                return Company(None, notes, key, "name_missing")
        if trade_name == name:
            trade_name = ""
        street = self._text("street", texts, notes)
        if "street2" in texts and (more := self._text("street2", texts, notes)):
            street = f"{street} {more}".strip()
        code, city, state = self._place(texts, notes)
        cnae, year, activity = self._activity(texts, notes)
        employees = self._number("employees", texts, notes, _MOST_EMPLOYEES)
        turnover = self._number("turnover", texts, notes, _MOST_TURNOVER)
        values = [
            key, name, trade_name, self._form(key, name, texts), street, code, city, state, cnae, year,
            activity, employees, turnover, size_of(employees, turnover), self._day("founded", texts, notes),
            self._phone(texts, notes), self._email(texts, notes), self._website(texts, notes),
            self._day("date", texts, notes) or self._date,
        ]  # fmt: skip
        return Company(values, notes, key)

    def _nif(self, texts, notes):
        text = texts.get("nif")
        if not text:
            return "", ""
        if key := plain_key(text):
            return key, ""
        row = clean_row({name: texts[name] for name in ("nif", "name", "trade_name") if name in texts})
        notes += (note for note in row.notes if note.field == "nif")
        return row.values.get("nif", ""), row.nif_error

    def _text(self, field, texts, notes):
        text = texts.get(field)
        if not text:
            return ""
        if not text.isascii() and (repaired := repair(text)) != text:
            notes.append(("mojibake_repaired", field, text, repaired))
            text = repaired
        if len(text) <= _LONGEST_BLANK and read.is_placeholder(field, text):
            notes.append(("placeholder_dropped", field, text, ""))
            return ""
        return " ".join(text.split()) if "  " in text or not text.isprintable() else text

    def _person(self, texts, notes):
        if not self._has_people:
            return ""
        return " ".join(filter(None, (self._text(field, texts, notes) for field in ("first_name", "last_name"))))

    def _place(self, texts, notes):
        """Return (postcode, town, code of the province)."""
        code, city, state = texts.get("zip", ""), texts.get("city", ""), texts.get("state", "")
        found = _plain_place(code, state)
        if found and (not city or _is_plain_city(city)):
            code, state, told = found
            notes += told
            return code, city, state
        row = clean_row({name: texts[name] for name in ("zip", "city", "state") if name in texts})
        notes += row.notes
        values = row.values
        return values.get("zip", ""), values.get("city", ""), values.get("state", "")

    def _activity(self, texts, notes):
        """Return (code, classification, activity in words)."""
        activity = self._text("activity", texts, notes) if "activity" in texts else ""
        text = texts.get("cnae")
        if not text or read.is_placeholder("activity", text):
            return "", "", activity
        code, said = split_cnae(text, self._zero_lost)
        year = year_of(code) or _said_year(texts.get("cnae_year", "")) or self._cnae_year
        return code, year if code else "", activity or said

    def _number(self, field, texts, notes, most):
        text = texts.get(field)
        if not text:
            return ""
        factor = self._turnover.factor if field == "turnover" else 1
        if text.isascii() and text.isdigit() and len(text) < 13:
            number = int(text) * factor
        elif read.is_placeholder(field, text):
            return ""
        elif factor != 1:
            number, _said = figures.read(self._turnover, text, self._point)
        else:
            number = read.read_number(text, self._point)
        if number is None or not 0 <= number <= most:
            notes.append(("number_invalid", field, text, ""))
            return ""
        return str(round(number))

    def _form(self, key, name, texts):
        written = texts.get("legal_form")
        return (written and _written_form(written)) or _form_of(key, name)

    def _day(self, field, texts, notes):
        text = texts.get(field)
        if not text:
            return ""
        day = _day(text)
        if not day and not read.is_placeholder(field, text):
            notes.append(("date_invalid", field, text, ""))
        return day

    def _phone(self, texts, notes):
        phone, mobile = texts.get("phone", ""), texts.get("mobile", "")
        only = phone or mobile
        if not only:
            return ""
        if phone and mobile:
            notes.append(("phone_split", "mobile", mobile, ""))  # the census has room for one
        if len(only) == 9 and only.isdigit() and only.isascii() and only[0] in "6789":
            return split_phones(only).found[0].number
        row = clean_row({name: texts[name] for name in ("phone", "mobile") if name in texts})
        notes += row.notes
        return row.values.get("phone") or row.values.get("mobile", "")

    def _email(self, texts, notes):
        text = texts.get("email")
        if not text:
            return ""
        found, rest = read.split_emails(text)
        if len(found) == 1 and not rest and text.islower():
            return found[0]
        row = clean_row({"email": text})
        notes += row.notes
        return row.values.get("email", "")

    def _website(self, texts, notes):
        text = texts.get("website")
        if not text or read.is_website(text):
            return text or ""
        row = clean_row({"website": text})
        notes += row.notes
        return row.values.get("website", "")


@functools.lru_cache(maxsize=256)
def _said_year(text):
    """Return the classification that the text of a cell names, '' when it names none, or both."""
    said = [year for year in YEARS if year in text]
    return said[0] if len(said) == 1 else ""


@functools.lru_cache(maxsize=65536)
def _plain_place(code, state):
    """Return (postcode, code of the province, notes) when both are plain, None when they are to be looked at."""
    notes = ()
    if len(code) == 4 and code.isdigit() and code.isascii():
        code, short = f"0{code}", code
        notes = (("zip_zero_restored", "zip", short, code),)
    by_zip = territory.by_zip(code) if code.isascii() else None
    if code and not by_zip:
        return None
    province = territory.find_province(state) if state else by_zip
    if state and not province:
        return None
    if state and by_zip and by_zip != province:
        notes += (("state_zip_mismatch", "state", state, by_zip.name),)
    elif state and state.casefold() not in province.name.casefold():
        notes += (("state_normalised", "state", state, province.name),)
    elif province and not state:
        notes += (("state_from_zip", "state", "", province.name),)
    return code, province.code if province else "", notes


@functools.lru_cache(maxsize=65536)
def _is_plain_city(city):
    """Whether ``clean_row`` leaves a town as it is, whatever stands beside it."""
    row = clean_row({"city": city})
    return row.values == {"city": city} and not row.notes


@functools.lru_cache(maxsize=4096)
def _written_form(text):
    """Return the code of the legal form named by ``text``, '' when it names none."""
    return legal_form.BY_SPELLING.get(legal_form.squeeze(text)) or legal_form.split_legal_form(f"x {text}")[1]


def _form_of(key, name):
    # Only a professional company is told by its name and not by its letter.
    if key[0] in "AB" and "P" not in name[-12:].upper():
        return legal_form.BY_LETTER[key[0]]
    return legal_form.legal_form(key, name)


@functools.lru_cache(maxsize=65536)
def _day(text):
    if len(text) == 4 and text.isdigit() and text.isascii() and "1800" <= text <= "2100":
        return f"{text}-01-01"
    return read.read_date(text)


@functools.lru_cache(maxsize=65536)
def size_of(employees, turnover):
    """Return the class of size of a company, '' when it is not known, by its figures as texts, '' when not known."""
    return size_class(int(employees) if employees else None, int(turnover) if turnover else None)


def copy_line(number, values):
    """Return ``values``, texts without line breaks, and the number of their row as a line of PostgreSQL's COPY.

    '' is NULL.
    """
    line = "\t".join(values)
    if "\\" in line:
        line = line.replace("\\", "\\\\")
    return f"{line}\t{number}\n"
