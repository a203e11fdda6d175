"""Legal form of an organisation, from its NIF's letter and from its name's suffix.

Sources: Orden EHA/451/2008 (letters), Ley de Sociedades de Capital and the special
laws (abbreviations), with their Catalan, Galician and Basque twins. One table, read
by the cleaning of names, the import and the matching. Nothing touches a database.
"""

import re
import unicodedata

#: code -> (English label, spellings without dots, spaces or accents, upper case).
FORMS = {
    "sa": (
        "Public limited company (S.A.)",
        (
            *("SA", "SAU", "SAL", "SAD", "SOCIEDADANONIMA", "SOCIETATANONIMA", "SOCIEDADANONIMAUNIPERSONAL"),
            *("SAUNIPERSONAL", "SOCIEDADANONIMALABORAL", "SOCIEDADANONIMADEPORTIVA", "SOCANONIMA"),
        ),
    ),
    "sl": (
        "Limited company (S.L.)",
        (
            *("SL", "SLU", "SLL", "SLNE", "SRL", "SRLU", "SLLU", "SOCIEDADLIMITADA", "SOCIETATLIMITADA"),
            *("SLUNIPERSONAL", "SOCIEDADLIMITADAUNIPERSONAL", "SOCIEDADLIMITADALABORAL", "SOCLTDA", "SOCLIMITADA"),
        ),
    ),
    "slp": (
        "Professional company (S.L.P.)",
        ("SLP", "SLPU", "SAP", "SLPROFESIONAL", "SLPROFESSIONAL", "SOCIEDADLIMITADAPROFESIONAL"),
    ),
    "collective": ("General partnership (S.C.)", ("SRC", "SOCIEDADCOLECTIVA")),
    "limited_partnership": ("Limited partnership", ("SCOM", "SCOMP", "SCOMPA", "SOCIEDADCOMANDITARIA")),
    "community": ("Community of property (C.B.)", ("CB", "COMUNIDADDEBIENES", "COMUNITATDEBENS", "HERENCIAYACENTE")),
    "cooperative": (
        "Cooperative",
        (
            *("SCOOP", "COOP", "SCCL", "SCOOPAND", "SCOOPV", "SCOOPG", "SCL", "SAT", "KOOPELK", "SOCIEDADCOOPERATIVA"),
            *("SCOOPMAD", "SCOOPGALEGA", "SCOOPLTDA", "SCOOPCL", "COOPV", "SOCCOOP", "SOCCOOPAND", "SOCCOOPMAD"),
            *(
                "SOCIEDADECOOPERATIVAGALEGA",
                "SOCIEDADECOOPGALEGA",
                "SOCIEDADCOOPERATIVAMADRILENA",
            ),
            *("SOCIEDADCOOPERATIVAANDALUZA", "SOCIEDADCOOPERATIVALIMITADA", "SOCIEDADCOOPERATIVAVALENCIANA"),
        ),
    ),
    "association": ("Association or foundation", ("ASOCIACION", "ASSOCIACIO", "FUNDACION", "FUNDACIO", "FUNDAZIOA")),
    "owners": (
        "Owners' association",
        ("CP", "CCPP", "COMUNIDADDEPROPIETARIOS", "COMUNITATDEPROPIETARIS", "CDADPROP", "CDADDEPROP"),
    ),
    "civil": ("Civil partnership (S.C.)", ("SC", "SCP", "SOCIEDADCIVIL", "SOCIETATCIVIL")),
    "foreign": (
        "Foreign entity",
        ("GMBH", "LTD", "LIMITED", "BV", "NV", "INC", "LLC", "SARL", "SAS", "SPA", "LDA", "AG", "PLC"),
    ),
    "local_body": ("Local authority", ("AYUNTAMIENTO", "AJUNTAMENT", "CONCELLO", "UDALA", "DIPUTACION", "DIPUTACIO")),
    "public_body": ("Public body", ()),
    "religious": ("Religious institution", ("PARROQUIA", "CONGREGACION", "ARZOBISPADO", "OBISPADO")),
    "state": ("State or regional government", ()),
    "ute": ("Joint venture (U.T.E.)", ("UTE", "UNIONTEMPORALDEEMPRESAS", "UNIOTEMPORALDEMPRESES")),
    "aie": ("Economic interest grouping (A.I.E.)", ("AIE", "AGRUPACIONDEINTERESECONOMICO")),
    "other": ("Other entity", ()),
    "establishment": ("Permanent establishment of a foreign entity", ()),
    "person": ("Natural person", ()),
}

#: First character of the NIF -> form. V covers several; the name tells which.
BY_LETTER = {
    "A": "sa",
    "B": "sl",
    "C": "collective",
    "D": "limited_partnership",
    "E": "community",
    "F": "cooperative",
    "G": "association",
    "H": "owners",
    "J": "civil",
    "N": "foreign",
    "P": "local_body",
    "Q": "public_body",
    "R": "religious",
    "S": "state",
    "U": "ute",
    "V": "other",
    "W": "establishment",
}
#: Forms that a name may make more precise than the letter does.
_REFINES = {"sl": {"slp"}, "sa": {"slp"}, "other": {"aie", "cooperative"}}

#: spelling -> code.
BY_SPELLING = {spelling: code for code, (_label, spellings) in FORMS.items() for spelling in spellings}
#: Said in front of the name («Comunidad de Propietarios X»), and then part of it.
PREFIXES = tuple(
    sorted(
        (
            spelling
            for code in ("community", "owners", "association", "local_body", "religious", "ute", "cooperative", "civil")
            for spelling in FORMS[code][1]
            if len(spelling) > 4 or spelling == "UTE"
        ),
        key=len,
        reverse=True,
    )
)
_SIGN = re.compile(r"[^0-9A-Z]")
#: How many words a form may take («S. Coop. And. de C.»).
TAIL_WORDS = 5


def squeeze(text):
    """Return ``text`` in upper case with letters and digits only, without accents."""
    plain = text or ""
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return _SIGN.sub("", plain.upper())


def split_legal_form(name):
    """Return (name without its legal suffix, code of the form or '').

    A suffix is taken from the end in any spelling («S.L.», «S. L. U.»,
    «Sociedad Limitada», «(SLP)»), the longest first. A form that the name begins
    with is recognised and left in the name, of which it is part.
    """
    name = (name or "").strip()
    words = re.split(r"([\s,]+)", name)
    tokens = words[::2]
    for count in range(min(TAIL_WORDS, len(tokens) - 1), 0, -1):
        code = BY_SPELLING.get(squeeze("".join(tokens[-count:])))
        if code:
            bare = "".join(words[: 2 * (len(tokens) - count)]).rstrip(" ,.-–(")
            if squeeze(bare):
                return bare, code
    start = squeeze(" ".join(tokens[:TAIL_WORDS]))
    for prefix in PREFIXES:
        first_words = [squeeze("".join(tokens[:count])) for count in range(1, TAIL_WORDS + 1)]
        if start.startswith(prefix) and prefix in first_words:
            return name, BY_SPELLING[prefix]
    return name, ""


def legal_form(key, name=""):
    """Return the code of the legal form of the holder of NIF ``key`` named ``name``.

    ``key``: canonical NIF or ''. The letter decides; the name refines it where the
    letter covers several forms, and decides alone when there is no NIF.
    """
    if not key:
        return split_legal_form(name)[1]
    if len(key) != 9 or not key[1].isdigit():  # a country's code and its number
        return "foreign"
    code = BY_LETTER.get(key[0], "person")
    finer = _REFINES.get(code)
    said = finer and split_legal_form(name)[1]
    return said if said and said in finer else code
