"""Where a row is: its country, its province and its postcode.

Nothing here touches a database.
"""

import re

from odoo.addons.despacho_crm.tools import territory

from .countries import find_country

_DIGITS = re.compile(r"\d+")
_ZIP = re.compile(r"(?<!\d)\d{5}(?!\d)")
_CITY_WITH_ZIP = re.compile(r"^(?:E(?:S)?-)?(\d{5})[\s,.-]+(\D.+)$")


class PlaceCleaner:
    """The part of the cleaning of a row that gives its place; see ``values``."""

    def _country(self):
        text = self._cells.get("country")
        if text:
            code = find_country(text)
            if code:
                self._values["country"] = code
            else:
                self._reject("country_unknown", "country", text)

    def _place(self):
        values = self._values
        spanish = values.get("country", self._context.country) == "ES"
        code = self._zip(self._cells.get("zip"), spanish)
        if not code and spanish and "city" in values:
            code = self._zip_in_city(values["city"])
        if code:
            values["zip"] = code
        by_zip = territory.by_zip(code) if spanish else None
        text = self._cells.get("state")
        province = territory.find_province(text) if text and spanish else None
        if text and spanish and not province:
            likely = territory.likely_province(text)
            province = likely if by_zip in (None, likely) else None
        if province:
            if by_zip and by_zip != province:
                self._note("state_zip_mismatch", "state", text, by_zip.name)
            elif text.casefold() not in province.name.casefold():
                self._note("state_normalised", "state", text, province.name)
        elif text:
            self._reject("state_unknown", "state", text)
        if by_zip and not province:
            province = by_zip
            self._note("state_from_zip", "state", "", province.name)
        if province:
            values["state"] = province.code

    def _zip(self, text, spanish):
        """Return the postcode in ``text``, with the zero that a spreadsheet took."""
        if not text or not spanish:
            return text or ""
        digits = "".join(_DIGITS.findall(text[:-2] if text.endswith(".0") else text))
        if len(digits) == 4:
            restored = "0" + digits
            if territory.by_zip(restored):
                self._note("zip_zero_restored", "zip", text, restored)
                return restored
        if len(digits) != 5:
            inside = _ZIP.search(text)
            digits = inside.group() if inside else ""
        if territory.by_zip(digits):
            if digits != text:
                self._note("zip_cleaned", "zip", text, digits)
            return digits
        self._reject("zip_invalid", "zip", text)
        return ""

    def _zip_in_city(self, city):
        match = _CITY_WITH_ZIP.match(city)
        if not match or not territory.by_zip(match.group(1)):
            return ""
        self._values["city"] = match.group(2).strip()
        self._note("zip_from_city", "city", city, self._values["city"])
        return match.group(1)
