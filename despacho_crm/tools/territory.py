"""Spanish provinces: the names people write, the postcode prefix, Odoo's code.

Source of the provinces and their numbers: INE, «Relación de provincias con sus
códigos»; the number is also how postcodes begin (Correos). The codes are those
of ``res.country.state`` of Spain in Odoo. Other names are the former official
ones, those in the other official languages and the usual abbreviations.

Nothing here touches a database.
"""

import functools
import re
import unicodedata
from typing import NamedTuple


class Province(NamedTuple):
    """``number``: two digits, of INE and of the postcodes; ``code``: in Odoo."""

    number: str
    code: str
    name: str


#: number, Odoo's code, official name: other names.
_TABLE = """
01 VI Araba/Álava: Álava, Araba, Vitoria
02 AB Albacete: Albacete
03 A Alicante/Alacant: Alicante, Alacant
04 AL Almería: Almería
05 AV Ávila: Ávila
06 BA Badajoz: Badajoz
07 PM Illes Balears: Baleares, Balears, Islas Baleares, Mallorca, Palma de Mallorca, Menorca, Ibiza, Eivissa
08 B Barcelona: Barcelona, Bcn, Barna
09 BU Burgos: Burgos
10 CC Cáceres: Cáceres
11 CA Cádiz: Cádiz
12 CS Castellón/Castelló: Castellón, Castelló, Castellón de la Plana, Castelló de la Plana
13 CR Ciudad Real: Ciudad Real, C Real
14 CO Córdoba: Córdoba
15 C A Coruña: La Coruña, A Coruña, Coruña
16 CU Cuenca: Cuenca
17 GI Girona: Gerona, Girona, GE
18 GR Granada: Granada
19 GU Guadalajara: Guadalajara
20 SS Gipuzkoa: Guipúzcoa, Gipuzkoa, Guipuzkoa, San Sebastián, Donostia
21 H Huelva: Huelva
22 HU Huesca: Huesca, Uesca, Osca
23 J Jaén: Jaén
24 LE León: León
25 L Lleida: Lérida, Lleida
26 LO La Rioja: La Rioja, Rioja, Logroño
27 LU Lugo: Lugo
28 M Madrid: Madrid, Comunidad de Madrid, Mad, Mdrid
29 MA Málaga: Málaga
30 MU Murcia: Murcia, Región de Murcia
31 NA Navarra: Navarra, Nafarroa, Comunidad Foral de Navarra, Pamplona
32 OR Ourense: Orense, Ourense, OU
33 O Asturias: Asturias, Principado de Asturias, Oviedo, Asturies
34 P Palencia: Palencia
35 GC Las Palmas: Las Palmas, Palmas, Las Palmas de Gran Canaria, Gran Canaria
36 PO Pontevedra: Pontevedra, Vigo
37 SA Salamanca: Salamanca
38 TF Santa Cruz de Tenerife: Tenerife, Sta Cruz de Tenerife, S C Tenerife, S C de Tenerife, SC Tenerife
39 S Cantabria: Cantabria, Santander
40 SG Segovia: Segovia
41 SE Sevilla: Sevilla
42 SO Soria: Soria
43 T Tarragona: Tarragona
44 TE Teruel: Teruel
45 TO Toledo: Toledo
46 V Valencia/València: Valencia, València, Vlc
47 VA Valladolid: Valladolid
48 BI Bizkaia: Vizcaya, Bizkaia, Biscaia, Bilbao
49 ZA Zamora: Zamora
50 Z Zaragoza: Zaragoza, Saragossa
51 CE Ceuta: Ceuta
52 ME Melilla: Melilla
"""

_ARTICLE = re.compile(r"^([^,]+), ?([^,]+)$")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_PARENTHESIS = re.compile(r"^(.*?)\s*\((.*?)\)\s*$")


def plain(name):
    """Return ``name`` in lower case, its letters without accents, its signs a space."""
    text = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(char for char in text if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", text).strip()


def _load():
    provinces, names = {}, {}
    for line in _TABLE.strip().splitlines():
        official, _, others = line.partition(": ")
        number, code, name = official.split(" ", 2)
        province = provinces[number] = Province(number, code, name)
        for other in (name, code, *others.split(", ")):
            names[plain(other)] = province
    return provinces, names


#: {number: Province}, in the order of INE.
PROVINCES, _NAMES = _load()
BY_CODE = {province.code: province for province in PROVINCES.values()}


@functools.lru_cache(maxsize=8192)
def find_province(text):
    """Return the :class:`Province` that ``text`` names, or None.

    ``text``: any of its names in any spelling (``Gerona``, ``CORUÑA, LA``,
    ``Valencia/València``, ``Barcelona (España)``), its code, its number or a
    postcode.
    """
    text = text.strip()
    if text.isdigit():
        if len(text) <= 2:
            return PROVINCES.get(text.zfill(2))
        return by_zip(text.zfill(5)) if len(text) in (4, 5) else None
    for candidate in _spellings(text):
        province = _NAMES.get(plain(candidate))
        if province:
            return province
    return None


def _spellings(text):
    """Yield the names that ``text`` may be, the whole first."""
    yield text
    article = _ARTICLE.match(text)
    if article:
        yield f"{article.group(2)} {article.group(1)}"
    bracket = _PARENTHESIS.match(text)
    if bracket:
        yield from (part for part in bracket.groups() if part)
    for separator in ("/", " - ", "-"):
        if separator in text:
            yield from (part for part in text.split(separator) if len(part.strip()) > 2)
    lower = plain(text)
    for opening in ("provincia de ", "prov de ", "provincia "):
        if lower.startswith(opening):
            yield lower[len(opening) :]


def by_zip(postcode):
    """Return the :class:`Province` of a postcode of five digits, or None."""
    if len(postcode) == 5 and postcode.isdigit():
        return PROVINCES.get(postcode[:2])
    return None
