"""Countries as Spanish files write them.

Names are those of the Unicode CLDR in Spanish, Catalan and English, plus what
people write. Nothing here touches a database.
"""

import functools
import unicodedata

from babel import Locale

_OTHERS = {
    "724": "ES", "esp": "ES", "spain": "ES", "espana": "ES", "034": "ES", "34": "ES",
    "620": "PT", "prt": "PT", "250": "FR", "fra": "FR", "020": "AD", "20": "AD", "and": "AD",
    "276": "DE", "deu": "DE", "380": "IT", "ita": "IT", "826": "GB", "gbr": "GB", "uk": "GB",
    "inglaterra": "GB", "gran bretana": "GB", "anglaterra": "GB", "england": "GB",
    "eeuu": "US", "ee uu": "US", "usa": "US", "840": "US", "estados unidos de america": "US",
    "holanda": "NL", "528": "NL", "nld": "NL", "056": "BE", "56": "BE", "bel": "BE",
}  # fmt: skip


def _key(name):
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(char if char.isalnum() else " " for char in text if not unicodedata.combining(char))
    return " ".join(text.split())


@functools.cache
def _names():
    names = {}
    for language in ("en", "ca", "es"):
        for code, name in Locale(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"):
                names[_key(name)] = code
                names[code.lower()] = code
    names.update(_OTHERS)
    return names


@functools.lru_cache(maxsize=2048)
def find_country(text):
    """Return the ISO code (two letters) of the country that ``text`` names, or ''."""
    return _names().get(_key(text), "")


def country_names(language):
    """Return the names of the countries in ``language`` (``es``), each of which is read back as what it names."""
    names = Locale(language).territories
    return sorted(
        (name for code, name in names.items() if len(code) == 2 and code.isalpha() and find_country(name) == code),
        key=_key,
    )
