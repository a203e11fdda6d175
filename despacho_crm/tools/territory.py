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

from rapidfuzz.distance import OSA


class Region(NamedTuple):
    """A comunidad autónoma. ``number``: two digits, of INE; ``provinces``: the numbers of its provinces."""

    number: str
    name: str
    provinces: tuple


class Province(NamedTuple):
    """``number``: two digits, of INE and of the postcodes; ``code``: in Odoo."""

    number: str
    code: str
    name: str


#: number, Odoo's code, official name: other names.
_TABLE = """
01 VI Araba/Álava: Álava, Araba, Àlaba, Vitoria
02 AB Albacete: Albacete
03 A Alicante/Alacant: Alicante, Alacant, Alakant
04 AL Almería: Almería
05 AV Ávila: Ávila
06 BA Badajoz: Badajoz, Badaxoz
07 PM Illes Balears: Baleares, Balears, Islas Baleares, Illas Baleares, Balear Uharteak, Balearic Islands, IB,
  Mallorca, Palma de Mallorca, Menorca, Ibiza, Eivissa
08 B Barcelona: Barcelona, Bartzelona, Bcn, Barna
09 BU Burgos: Burgos
10 CC Cáceres: Cáceres
11 CA Cádiz: Cádiz, Cadis, Kadiz
12 CS Castellón/Castelló: Castellón, Castelló, Kastello, Castellón de la Plana, Castelló de la Plana
13 CR Ciudad Real: Ciudad Real, Ciutat Reial, Cidade Real, C Real, Cdad Real
14 CO Córdoba: Córdoba, Còrdova, Kordoba
15 C A Coruña: La Coruña, A Coruña, Coruña, La Corunya, Corunna
16 CU Cuenca: Cuenca, Conca
17 GI Girona: Gerona, Girona, Xirona, GE
18 GR Granada: Granada
19 GU Guadalajara: Guadalajara
20 SS Gipuzkoa: Guipúzcoa, Gipuzkoa, Guipuzkoa, Guipúscoa, San Sebastián, Donostia
21 H Huelva: Huelva
22 HU Huesca: Huesca, Uesca, Osca
23 J Jaén: Jaén, Xaén
24 LE León: León, Lleó, Llión
25 L Lleida: Lérida, Lleida
26 LO La Rioja: La Rioja, Rioja, A Rioxa, Rioxa, Errioxa, Logroño
27 LU Lugo: Lugo
28 M Madrid: Madrid, Madril, Comunidad de Madrid, Mad, Mdrid
29 MA Málaga: Málaga
30 MU Murcia: Murcia, Murtzia, Región de Murcia, Regió de Múrcia
31 NA Navarra: Navarra, Nafarroa, Navarre, Comunidad Foral de Navarra, Pamplona
32 OR Ourense: Orense, Ourense, OU
33 O Asturias: Asturias, Principado de Asturias, Oviedo, Asturies
34 P Palencia: Palencia
35 GC Las Palmas: Las Palmas, Palmas, Les Palmes, As Palmas, Las Palmas de Gran Canaria, Gran Canaria
36 PO Pontevedra: Pontevedra, Vigo
37 SA Salamanca: Salamanca
38 TF Santa Cruz de Tenerife: Tenerife, TFE, Sta Cruz de Tenerife, Santa Cruz Tenerife, Sta Cruz Tenerife,
  Santa Creu de Tenerife, S C Tenerife, S C de Tenerife, SC Tenerife, SC de Tenerife,
  Sta Cruz Tfe, SC Tfe
39 S Cantabria: Cantabria, Kantabria, Santander
40 SG Segovia: Segovia
41 SE Sevilla: Sevilla, Seville
42 SO Soria: Soria
43 T Tarragona: Tarragona
44 TE Teruel: Teruel, Terol
45 TO Toledo: Toledo
46 V Valencia/València: Valencia, València, Valentzia, Vlc
47 VA Valladolid: Valladolid
48 BI Bizkaia: Vizcaya, Bizkaia, Biscaia, Biscay, Bilbao
49 ZA Zamora: Zamora
50 Z Zaragoza: Zaragoza, Saragossa, Saragoza
51 CE Ceuta: Ceuta
52 ME Melilla: Melilla
"""

#: number of INE, official name: numbers of its provinces.
_REGIONS = """
01 Andalucía: 04 11 14 18 21 23 29 41
02 Aragón: 22 44 50
03 Principado de Asturias: 33
04 Illes Balears: 07
05 Canarias: 35 38
06 Cantabria: 39
07 Castilla y León: 05 09 24 34 37 40 42 47 49
08 Castilla-La Mancha: 02 13 16 19 45
09 Cataluña/Catalunya: 08 17 25 43
10 Comunitat Valenciana: 03 12 46
11 Extremadura: 06 10
12 Galicia: 15 27 32 36
13 Comunidad de Madrid: 28
14 Región de Murcia: 30
15 Comunidad Foral de Navarra: 31
16 País Vasco/Euskadi: 01 20 48
17 La Rioja: 26
18 Ceuta: 51
19 Melilla: 52
"""

#: A line that goes on in the next one, which begins with spaces, is one.
_LINES = _TABLE.strip().replace("\n  ", " ").splitlines()

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
    for line in _LINES:
        official, _, others = line.partition(": ")
        number, code, name = official.split(" ", 2)
        province = provinces[number] = Province(number, code, name)
        for other in (name, code, *others.split(", ")):
            names[plain(other)] = province
    return provinces, names


#: {number: Province}, in the order of INE.
PROVINCES, _NAMES = _load()
BY_CODE = {province.code: province for province in PROVINCES.values()}


def _load_regions():
    found = {}
    for line in _REGIONS.strip().splitlines():
        number, _, rest = line.partition(" ")
        name, _, provinces = rest.partition(": ")
        found[number] = Region(number, name, tuple(provinces.split()))
    return found


#: {number: Region}, in the order of INE.
REGIONS = _load_regions()
_REGION_OF = {province: region for region in REGIONS.values() for province in region.provinces}


def region_of(province):
    """Return the :class:`Region` of a :class:`Province`."""
    return _REGION_OF[province.number]


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
    for opening in ("provincia de ", "prov de ", "provincia ", "provincia d ", "province of ", "es "):
        if lower.startswith(opening):
            yield lower[len(opening) :]


#: Letters of a name that are enough to know which one a program cut short, or somebody mistyped.
_CUT, _MISTYPED = 5, 6


@functools.lru_cache(maxsize=8192)
def likely_province(text):
    """Return the :class:`Province` whose name ``text`` is the beginning of, or has one wrong letter; or None.

    Programs keep as many letters as fit (``BARCELON``, ``SANTA CRUZ DE TE``). A name that may be of two is none.
    """
    written = plain(text)
    if len(written) >= _CUT:
        found = {province for name, province in _NAMES.items() if name.startswith(written)}
        if not found and len(written) >= _MISTYPED:
            found = {
                province
                for name, province in _NAMES.items()
                if len(name) >= _MISTYPED and OSA.distance(written, name, score_cutoff=1) <= 1
            }
        if len(found) == 1:
            return found.pop()
    return None


def by_zip(postcode):
    """Return the :class:`Province` of a postcode of five digits, or None."""
    if len(postcode) == 5 and postcode.isdigit():
        return PROVINCES.get(postcode[:2])
    return None
