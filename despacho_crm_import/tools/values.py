"""From the text in the cells to clean values, with a note of every change.

Nothing here touches a database.
"""

import re

from odoo.addons.despacho_crm.tools import nif
from odoo.addons.despacho_crm.tools.mojibake import repair
from odoo.addons.despacho_crm.tools.phone import choose_phones, split_phones

from . import cells as read
from .name_lists import DOUBT, MARK, split_marked
from .naming import NameCleaner
from .notes import NOTES, PEOPLE_ACCOUNTS, Context, Note, Row
from .place import PlaceCleaner

__all__ = ["NOTES", "Context", "Note", "Row", "clean", "clean_row"]


_DEFAULT = Context()
_TAG_SPACES = re.compile(r"\s*:::\s*\*?\s*")
#: Groups that Google puts everybody in.
_EVERYBODY = frozenset(("mycontacts", "my contacts", "mis contactos", "starred", "destacados", "contacts"))
#: As many as there are in a NIF, however they are written.
_DIGITS = re.compile(r"\d(?:[ .-]?\d){6}")
#: What tells whether a row has a NIF, when the number alone does not.
NIF_FIELDS = ("nif", "country", "name", "trade_name", "first_name", "last_name", "kind")
_TEXTS = ("name", "trade_name", "first_name", "last_name", "contact_name", "function", "street", "street2", "city",
          "activity", "cnae", "source", "ref", "notes", "subject", "description", "medium", "campaign")  # fmt: skip
#: Texts with lines of their own.
_LONG = ("notes", "description")


def _to_cents(number):
    """Return an amount as the base keeps it: the same file is to say the same again."""
    return round(float(number), 2)


def clean(field, text, context=None):
    """Return ``(value, notes)`` of one cell alone; value is '' when nothing is left."""
    row = clean_row({field: text}, context)
    value = row.values.get(field, "")
    return value, [note for note in row.notes if note.field == field]


def clean_row(cells, context=None):
    """Return the :class:`Row` of ``cells``, {field: text}, several fields helping each other.

    Every change has its note, but for what changes only in form: spaces, and how
    phones, dates, numbers and accounts are written.
    """
    return _Cleaner(cells, context or _DEFAULT).row()


def find_nif(cells):
    """Return the valid NIF that :func:`clean_row` finds in ``cells``, {field: text} of :data:`NIF_FIELDS`, or ''."""
    text = (cells.get("nif") or "").strip()
    if not text and not _DIGITS.search(cells.get("name") or ""):
        return ""
    if text.isascii():
        # A Spanish number is one whatever the country; asked as it will be when the row is cleaned.
        found = nif.parse(text, "ES" if cells.get("country") else "")
        if found.valid and found.spanish and not read.is_placeholder("nif", text):
            return found.key
    return clean_row(cells).values.get("nif", "")


def has_nif(cells):
    """Whether :func:`clean_row` finds a valid NIF in ``cells``, {field: text} of :data:`NIF_FIELDS`."""
    return bool(find_nif(cells))


class _Cleaner(PlaceCleaner, NameCleaner):
    def __init__(self, cells, context):
        self._context = context
        self._values = {}
        self._notes = []
        self._kept = []
        self._cells = {}
        for field, text in cells.items():
            text = self._legible(field, text)
            if text:
                self._cells[field] = text

    def _legible(self, field, text):
        """Return the text of a cell with right letters, '' when it stands for nothing."""
        text = text.strip() if text else ""
        if not text:
            return ""
        if read.is_placeholder(field, text):
            self._note("placeholder_dropped", field, text, "")
            return ""
        if not text.isascii():
            repaired = repair(text)
            if repaired != text:
                self._note("mojibake_repaired", field, text, repaired)
                text = repaired
        return text if field in _LONG else " ".join(text.split())

    def _note(self, code, field, old, new=""):
        self._notes.append(Note(code, field, old, new))

    def _keep(self, text):
        if text and text not in self._kept:
            self._kept.append(text)

    def _reject(self, code, field, text, new=""):
        self._note(code, field, text, new)
        self._keep(text)

    def row(self):
        cells, values = self._cells, self._values
        for field in _TEXTS:
            if field in cells:
                values[field] = cells[field]
        if self._context.ledger and not cells.get("ref", PEOPLE_ACCOUNTS[0]).startswith(PEOPLE_ACCOUNTS):
            return self._ledger_row()
        if self._is_total():
            return self._nobody("totals_row", "name", values["name"])
        self._country()
        error = self._nif()
        self._place()
        self._phones()
        self._emails()
        self._figures()
        self._names()
        self._kind()
        if self._kept:
            values["notes"] = "\n".join([*filter(None, [values.get("notes")]), *self._kept])
        return Row(values, self._notes, cells.get("nif", ""), error)

    def _ledger_row(self):
        """Return the row of an account of the firm's own, such as a bank's: it is nobody."""
        name = " ".join(filter(None, (self._cells.get("ref"), self._cells.get("name"))))
        return self._nobody("ledger_account", "ref", name)

    def _nobody(self, code, field, text):
        """Return a row that is no contact, as the note ``code`` says."""
        self._note(code, field, text)
        return Row({"notes": text} if text else {}, self._notes, "", "")

    def _nif(self):
        text = self._cells.get("nif")
        if not text:
            self._nif_in_name()
            return ""
        found = nif.parse(text, self._values.get("country", ""))
        if found.valid:
            self._values["nif"] = found.key
            if not found.spanish and "country" not in self._values:
                # Else the number would be read by the rules of another country later.
                self._values["country"] = found.country
                self._note("country_from_nif", "country", "", found.country)
            if found.key != text:
                self._note("nif_cleaned", "nif", text, found.key)
            return ""
        completed = self._complete_nif(text)
        if completed:
            self._values["nif"] = completed
            self._note("nif_completed", "nif", text, completed)
            return ""
        error = found.error or "format"
        self._note("nif_invalid", "nif", text, error)
        self._keep(f"NIF {text}")
        return error

    def _phones(self):
        pools = {}
        country = self._values.get("country", self._context.country)
        for field in ("phone", "mobile"):
            text = self._cells.get(field)
            if not text:
                continue
            phones = split_phones(text, country)
            if not phones.found:
                self._reject("phone_invalid", field, text)
                continue
            pools[field] = list(phones.found)
            if phones.rest:
                self._note("phone_text", field, text, phones.rest)
                self._keep(text)
            if len(phones.found) > 1:
                self._note("phone_split", field, text, " / ".join(phone.number for phone in phones.found))
        if pools:
            self._share_out(pools)

    def _share_out(self, pools):
        """Give ``phone`` and ``mobile`` the best of the numbers found, the rest to the notes."""
        in_phone, in_mobile = pools.get("phone", []), pools.get("mobile", [])
        every = list(dict.fromkeys([*in_phone, *in_mobile]))
        fixed, mobile = choose_phones(in_phone, in_mobile)
        if fixed:
            self._values["phone"] = fixed.number
        if mobile:
            self._values["mobile"] = mobile.number
        if (fixed and fixed not in in_phone) or (mobile and in_mobile and mobile not in in_mobile):
            numbers = " / ".join(one.number for one in (fixed, mobile) if one)
            self._note("phone_moved", "phone", " / ".join(one.number for one in every), numbers)
        for one in every:
            if one not in (fixed, mobile):
                self._keep(one.number)

    def _emails(self):
        emails = []
        for field in ("email", "email2"):
            text = self._cells.get(field)
            if not text:
                continue
            found, rest = read.split_emails(text)
            if not found:
                self._reject("email_invalid", field, text)
                continue
            emails += found
            if len(found) > 1:
                self._note("email_split", field, text, ", ".join(found))
            elif found[0] != text:
                self._note("email_cleaned", field, text, found[0])
            if rest:
                self._note("email_text", field, text, rest)
                self._keep(text)
        emails = list(dict.fromkeys(emails)) or self._emails_in_notes()
        self._values.update(zip(("email", "email2"), emails, strict=False))
        for email in emails[2:]:
            self._keep(email)

    def _emails_in_notes(self):
        """Return the only e-mail of the row, if it stands among its notes; there it stays too."""
        found, _rest = read.split_emails(self._cells.get("notes", ""))
        if len(found) != 1 or "email" in self._cells:
            return []
        self._note("email_from_notes", "email", found[0])
        return found

    def _figures(self):
        """Read the website, the bank account, the numbers, the date and the tags."""
        cells, values = self._cells, self._values
        if "website" in cells:
            if read.is_website(cells["website"]):
                values["website"] = cells["website"]
            else:
                self._reject("website_invalid", "website", cells["website"])
        if "iban" in cells:
            account = read.read_iban(cells["iban"])
            if account:
                values["iban"] = account
            else:
                self._reject("iban_invalid", "iban", cells["iban"])
        for field, kind in (("employees", int), ("turnover", _to_cents), ("expected_revenue", _to_cents)):
            if field in cells:
                number = read.read_number(cells[field], self._context.point)
                if number is not None and 0 <= number < 1e15:
                    values[field] = kind(number)
                else:
                    self._reject("number_invalid", field, cells[field])
        if "date" in cells:
            date = read.read_date(cells["date"], self._context.day_first)
            if date:
                values["date"] = date
                if read.is_day_number(cells["date"]):
                    self._note("date_from_number", "date", cells["date"], date)
            else:
                self._reject("date_invalid", "date", cells["date"])
        for field in ("tags", "interests"):
            if field in cells:
                text = cells[field]
                if text.startswith(DOUBT):
                    self._reject("names_ambiguous", field, text.removeprefix(DOUBT))
                elif names := self._split_list(text):
                    values[field] = names

    def _split_list(self, text):
        if MARK in text:
            return split_marked(text)
        text = _TAG_SPACES.sub(self._context.tag_separators[0], text).lstrip("* ")
        for separator in self._context.tag_separators:
            text = text.replace(separator, "\n")
        names = filter(None, map(str.strip, text.split("\n")))
        return [name for name in dict.fromkeys(names) if name.casefold() not in _EVERYBODY]
