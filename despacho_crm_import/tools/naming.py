"""Who a row is about: the company, the person of it, and which of both the row is.

Nothing here touches a database.
"""

import re

from odoo.addons.despacho_crm.tools import nif, territory
from odoo.addons.despacho_crm.tools.legal_form import split_legal_form

from .people import looks_like_person, split_people

_COMPANY_WORDS = frozenset(
    "empresa empreses empresas company juridica j pj sociedad societat entidad entitat organizacion business".split()
)
_PERSON_WORDS = frozenset(
    "persona person particular fisica f pf autonomo autonoma autonom individual individuo contacto contact".split()
)
#: The letter that the NIF of a company has by its legal form, where there is but one.
_LETTERS = {"sa": "A", "sl": "B", "community": "E", "cooperative": "F", "association": "G", "owners": "H", "civil": "J"}
_BESIDE = re.compile(
    r"^(?P<name>.+?)(?:\s*\((?:att?n?\.?:?\s*)?(?P<inside>[^()]+)\)|\s+-\s+(?P<after>[^-]+)|"
    r"[\s,-]+(?:att?n?|a la atenci[oó]n de|at\.)\.?:?\s+(?P<to>.+))$",
    re.I,
)


#: A NIF of Spain, however it is written, with what stands before it.
_NIF_INSIDE = re.compile(
    r"(?<!\w)(?:[cn]\.?i\.?f\.?|d\.?n\.?i\.?)?[\s:.]*(?<![a-z])"
    r"((?:es[ -]?)?(?:[a-hj-npqrsuvw][ .-]?\d{2}[ .]?\d{3}[ .]?\d{2}[ .-]?[0-9a-j]|"
    r"\d{2}\.?\d{3}\.?\d{3}[ -]?[a-z]|[xyz][ .-]?\d{7}[ .-]?[a-z]))(?!\w)",
    re.I,
)
#: The last rows of a printed list, which are of nobody.
_TOTAL = re.compile(
    r"(?:(?:sub|suma|gran|importe)?[- ]?tota(?:l|ls|les)(?: (?:generale?s?|clientes?|clients|registros|empresas|"
    r"contactos|proveedores|facturado|facturaci[oó]n|facturat|listado|llistat|p[aá]gina))?|"
    r"sumas?(?: (?:total|y sigue|anterior))?|suma i segueix|"
    r"p[aàá]g(?:ina|\.)?\s*\d+(?:\s*(?:de|/)\s*\d+)?)[\s:.]*[\d.,€\s-]*",
    re.I,
)
#: Whoever has any of these is somebody, whatever they are called.
_OF_SOMEBODY = ("nif", "email", "phone", "mobile", "street", "zip", "iban", "contact_name", "last_name")


class NameCleaner:
    """The part of the cleaning of a row that says who it is; see ``values``."""

    def _complete_nif(self, text):
        """Return the NIF whose letter was lost, as when a spreadsheet keeps it as a number; '' when in doubt.

        The letter of a DNI follows from its digits; that of a company from its legal form, and
        its last digit says whether the number is right.
        """
        digits = nif.compact(text)
        if not digits.isdigit() or not digits.isascii() or not 6 <= len(digits) <= 8:
            return ""
        if self._values.get("country", self._context.country) != "ES":
            return ""
        name = self._cells.get("name") or self._cells.get("trade_name") or ""
        beside = _BESIDE.match(name)
        form = split_legal_form(name)[1] or (beside and split_legal_form(beside["name"])[1])
        if form:
            found = nif.parse(_LETTERS.get(form, "") + digits, "ES")
            return found.key if found.valid and form in _LETTERS and len(digits) == 8 else ""
        whole = name or " ".join(self._cells.get(field, "") for field in ("first_name", "last_name"))
        if not looks_like_person(whole) and not _words(self._cells.get("kind")) & _PERSON_WORDS:
            return ""
        found = nif.parse(nif.make_spanish("", digits.zfill(8)), "ES")
        return found.key if found.valid else ""

    def _nif_in_name(self):
        """Take the NIF that stands beside the name: «Talleres Ona SL (B12345678)»."""
        name = self._cells.get("name", "")
        for inside in _NIF_INSIDE.finditer(name):
            found = nif.parse(inside[1], "ES")
            if not found.valid:
                continue
            self._values["nif"] = found.key
            self._note("nif_from_name", "nif", name, found.key)
            rest = f"{name[: inside.start()].strip(' -–,;:/([')} {name[inside.end() :].strip(' -–,;:/)]')}".strip()
            if rest:
                self._cells["name"] = self._values["name"] = rest
            return

    def _is_total(self):
        cells = self._cells
        return bool(_TOTAL.fullmatch(cells.get("name", ""))) and not any(field in cells for field in _OF_SOMEBODY)

    def _names(self):
        values = self._values
        person = " ".join(filter(None, (values.get("first_name"), values.get("last_name"))))
        if person and "contact_name" not in values and "name" in values:
            values["contact_name"] = person
        if "name" in values:
            self._person_beside()
        if "contact_name" in values:
            self._people()
        if "name" in values:
            return
        for code, name in (
            ("name_from_trade_name", values.get("trade_name")),
            ("name_joined", person),
            ("name_from_contact", values.get("contact_name")),
        ):
            if name:
                values["name"] = name
                self._note(code, "name", "", name)
                if code == "name_from_trade_name" and person:
                    values.setdefault("contact_name", person)
                elif code != "name_from_trade_name":
                    values.setdefault("kind", "person")
                return

    def _person_beside(self):
        """Tell apart who is named beside a company: «Talleres Ona, S.L. (Ana Puig)»."""
        values = self._values
        found = _BESIDE.match(values["name"]) if "contact_name" not in values else None
        if not found or not split_legal_form(found["name"])[1]:
            return
        person = (found["inside"] or found["after"] or found["to"]).strip()
        if any(looks_like_person(one) for one, _function in split_people(person)):
            self._note("name_split", "name", values["name"], person)
            values["name"], values["contact_name"] = found["name"].strip(" ,"), person

    def _people(self):
        """Leave one person as the contact, what they are in their own field, and the others in the notes."""
        values = self._values
        written = values["contact_name"]
        (name, function), *others = split_people(written)
        if others:
            self._note("contact_split", "contact_name", written, " / ".join(one for one, _function in others))
            self._keep(written)
        if function and "function" not in values:
            self._note("function_from_contact", "function", written, function)
            values["function"] = function
        elif function:
            name = written if not others else name
        values["contact_name"] = name

    def _kind(self):
        """Tell companies from persons: by their NIF, by what the file says, by their name."""
        values = self._values
        if "nif" in values:
            by_nif = nif.person_kind(values["nif"])
            if by_nif:
                values["kind"] = "person" if by_nif == "natural" else "company"
                return
        text = self._cells.get("kind")
        if not text:
            if split_legal_form(values.get("name", ""))[1] or values.get(
                "contact_name", values.get("name")
            ) != values.get("name"):
                values.setdefault("kind", "company")
            return
        words = _words(text)
        if words & _COMPANY_WORDS:
            values["kind"] = "company"
        elif words & _PERSON_WORDS:
            values["kind"] = "person"
        else:
            self._note("kind_unknown", "kind", text)


def _words(text):
    return set(re.findall(r"[a-z]+", territory.plain(text or "")))
