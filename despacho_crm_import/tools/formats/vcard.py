"""Address books as telephones and mail programs export them: vCard 2.1, 3.0 and 4.0.

Cards are taken one by one, so a damaged one costs no other; what cannot be understood of a card is
kept as its notes. Source: RFC 2426, RFC 6350 and the vCard 2.1 specification of versit.
"""

import io
import quopri
import re

from vobject.base import VObjectError, getLogicalLines, parseLine

from .base import ReadError, clean_text

#: Columns of the table, in words that are recognised as those of any file.
HEADERS = (
    "Nombre", "Apellidos", "Nombre completo", "Organización", "Puesto", "NIF", "Teléfono", "Móvil",
    "Correo electrónico", "Correo electrónico 2", "Página web", "Calle", "Piso", "Código postal", "Ciudad", "Provincia",
    "País", "Categorías", "Notas",
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(HEADERS)}
_BEGIN = re.compile(r"^\s*BEGIN\s*:\s*VCARD\s*$", re.I)
_END = re.compile(r"^\s*END\s*:\s*VCARD\s*$", re.I)
_VALUE_SPLIT = re.compile(r"(?<!\\)(?:\\\\)*;")
_ESCAPED = re.compile(r"\\(.)", re.S)
#: A picture inside a card may take as many lines as this; a card without end, no more.
_LINES_IN_A_CARD = 200_000
_TAX = frozenset(("X-NIF", "X-CIF", "X-DNI", "X-VAT", "X-TAX-ID", "X-TAXID"))
_ORG_KINDS = frozenset(("ORG", "ORGANIZATION"))


def rows(lines, limits):
    """Yield (number of the card from 1, [text]) of the ``lines`` of an address book."""
    number, card = 0, None
    for line in lines:
        if _BEGIN.match(line):
            if card:  # nobody closed the last one
                yield number, _cells(card, limits)
            number, card = number + 1, []
        elif card is None:
            continue
        elif _END.match(line):
            yield number, _cells(card, limits)
            card = None
        else:
            card.append(line)
            if len(card) > _LINES_IN_A_CARD:
                raise ReadError("unreadable")
    if card:
        yield number, _cells(card, limits)


def _cells(card, limits):
    found = _Card()
    for text, _number in getLogicalLines(io.StringIO("".join(card)), allowQP=True):
        try:
            name, parameters, value, _group = parseLine(text)
            words = {word.upper() for word in _words(parameters)}
            found.add(name.upper(), words, _decoded(value, words, parameters))
        except (VObjectError, ValueError, LookupError):
            found.keep(text)
    return [clean_text(cell, limits.cell) for cell in found.cells()]


def _words(parameters):
    """Yield what ``parameters``, [[name, value...]], say of the kind of a line; 2.1 leaves their names out."""
    for name, *values in parameters:
        if not values:
            yield name
        elif name.upper() in ("TYPE", "ENCODING", "VALUE"):
            for value in values:
                yield from value.split(",")


def _decoded(value, words, parameters):
    if "QUOTED-PRINTABLE" not in words:
        return value
    charset = next((values[0] for name, *values in parameters if name.upper() == "CHARSET" and values), "utf-8")
    return quopri.decodestring(value.encode("utf-8")).decode(charset, "replace")


def _unescaped(text):
    return _ESCAPED.sub(lambda match: "\n" if match.group(1) in "nN" else match.group(1), text)


def _parts(value):
    """Return the components of a value that ``;`` separates."""
    parts, start = [], 0
    for match in _VALUE_SPLIT.finditer(value):
        parts.append(value[start : match.end() - 1])
        start = match.end()
    parts.append(value[start:])
    return [_unescaped(part).strip() for part in parts]


class _Card:
    def __init__(self):
        self._cells = [""] * len(HEADERS)
        self._notes = []
        self._phones = {"Teléfono": [], "Móvil": []}
        self._emails = []
        self._address = False
        self._is_company = False
        self._name = ""

    def keep(self, text):
        if text.strip():
            self._notes.append(text.strip())

    def add(self, name, words, value):
        method = getattr(self, "_add_" + name.lower().replace("-", "_"), None)
        if method:
            method(value, words)
        elif name in _TAX:
            self._put("NIF", _unescaped(value))

    def _put(self, header, text):
        place = _PLACE[header]
        if not self._cells[place]:
            self._cells[place] = text.strip()
        elif text.strip() and text.strip() != self._cells[place]:
            self.keep(text)

    def _add_n(self, value, _words):
        family, given, middle = (_parts(value) + ["", "", ""])[:3]
        self._put("Apellidos", family)
        self._put("Nombre", " ".join(filter(None, (given, middle))))

    def _add_fn(self, value, _words):
        self._name = self._name or _unescaped(value).strip()

    def _add_org(self, value, _words):
        name, *units = [part for part in _parts(value) if part] or [""]
        self._put("Organización", name)
        for unit in units:
            self.keep(unit)

    def _add_kind(self, value, _words):
        self._is_company = self._is_company or value.strip().upper() in _ORG_KINDS

    def _add_x_abshowas(self, value, words):
        self._is_company = self._is_company or value.strip().upper() == "COMPANY"

    def _add_title(self, value, _words):
        self._put("Puesto", _unescaped(value))

    def _add_role(self, value, _words):
        self._put("Puesto", _unescaped(value))

    def _add_nickname(self, value, _words):
        self.keep(_unescaped(value))

    def _add_tel(self, value, words):
        if "FAX" in words:
            return
        kind = "Móvil" if words & {"CELL", "MOBILE", "IPHONE"} else "Teléfono"
        number = _unescaped(value).strip().removeprefix("tel:").partition(";")[0]
        if number and number not in self._phones[kind]:
            self._phones[kind].append(number)

    def _add_email(self, value, _words):
        address = _unescaped(value).strip().removeprefix("mailto:")
        if address and address not in self._emails:
            self._emails.append(address)

    def _add_url(self, value, _words):
        self._put("Página web", _unescaped(value))

    def _add_adr(self, value, words):
        _box, extended, street, city, region, code, country = (_parts(value) + [""] * 7)[:7]
        if self._address:
            self.keep(", ".join(filter(None, (street, extended, code, city, region, country))))
            return
        self._address = bool(street or city or code)
        for header, text in (
            ("Calle", street),
            ("Piso", extended),
            ("Código postal", code),
            ("Ciudad", city),
            ("Provincia", region),
            ("País", country),
        ):
            self._put(header, " ".join(text.split()))

    def _add_categories(self, value, _words):
        self._put("Categorías", _unescaped(value.replace("\\,", " ")))

    def _add_note(self, value, _words):
        self.keep(_unescaped(value))

    def cells(self):
        person = " ".join(filter(None, (self._cells[_PLACE["Nombre"]], self._cells[_PLACE["Apellidos"]])))
        organisation = self._cells[_PLACE["Organización"]]
        if self._is_company or (self._name and self._name == organisation):
            self._put("Organización", self._name)
            if person in (self._name, organisation):
                self._cells[_PLACE["Nombre"]] = self._cells[_PLACE["Apellidos"]] = ""
        elif self._name and not person:
            self._put("Nombre completo", self._name)
        self._put("Teléfono", " / ".join(self._phones["Teléfono"]))
        self._put("Móvil", " / ".join(self._phones["Móvil"]))
        self._put("Correo electrónico", "; ".join([*self._emails[:1], *self._emails[2:]]))
        self._put("Correo electrónico 2", "; ".join(self._emails[1:2]))
        self._cells[_PLACE["Notas"]] = "\n".join(dict.fromkeys(self._notes))
        return self._cells
