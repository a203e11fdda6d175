"""Who comes and who goes in an act of the BORME: «Adm. Unico: PANIAGUA SANCHEZ JOSE ANTONIO;LOPEZ COLLAZOS JORGE».

Source: the abbreviations of posts that the registers use in the gazette. Nothing here touches a database.
"""

import re
import unicodedata
from typing import NamedTuple

#: Kind of act -> what it does with the officers that it names.
_ACTIONS = {
    "appointment": "in",
    "reelection": "again",
    "cessation": "out",
    "revocation": "out",
    "cancelled_office": "out",
    "constitution": "in",
    "powers": "again",
}
#: Role -> how posts begin, letters only, in lower case.
_ROLES = {
    "insolvency_administrator": ("admconcurs", "administradorconcursal", "adminconcurs", "repadmconc", "auxadmconc"),
    "director": (
        *("adm", "administr", "admin", "cons", "condelegado", "consejero", "codemaso", "codedelmaso", "presidente"),
        *("vicepresid", "vpresid", "vocal", "miecons", "precons", "miembroconsejo", "conse"),
    ),
    "secretary": ("secret", "secre", "vicesecret", "vsecr", "vsec", "scrt", "sec", "letrado", "lasesor"),
    "attorney": ("apo", "apod", "apoderad", "repr", "rlc", "gerente", "dirgeneral", "directorgen", "dtor", "factor"),
    "auditor": ("aud", "auditor", "audit", "audt", "experto", "expind"),
    "liquidator": ("liq", "liquid", "mmbrcomliq", "prescomliq", "secrcomliq", "miemcomliq"),
    "shareholder": ("sociounico", "socio", "socprof"),
}
_BY_START = sorted(
    ((start, role) for role, starts in _ROLES.items() for start in starts), key=lambda pair: -len(pair[0])
)
_COLON = re.compile(r":\s*")
#: Letters of a post at most.
_LONGEST_POST = 30


class Officer(NamedTuple):
    """``action``: in, out or again; ``role``: one of ``_ROLES`` or other; ``post``: as the gazette writes it."""

    action: str
    role: str
    post: str
    name: str


def role_of(post):
    """Return the role of a post as the gazette abbreviates it, '' when it is none that is known."""
    letters = _letters(post)
    return next((role for start, role in _BY_START if letters.startswith(start)), "")


def _letters(text):
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in plain if "a" <= char <= "z")


def read_officers(kind, text):
    """Return the :class:`Officer` that an act of ``kind`` names."""
    action = _ACTIONS.get(kind)
    if not action or kind == "constitution":
        return ()
    posts, previous = [], 0
    for colon in _COLON.finditer(text):
        start = _post_start(text, previous, colon.start())
        if start is not None:
            posts.append((start, colon.start(), colon.end()))
            previous = colon.end()
    officers = []
    for index, (start, end, names) in enumerate(posts):
        until = posts[index + 1][0] if index + 1 < len(posts) else len(text)
        post = text[start:end].strip()
        role = role_of(post) or "other"
        officers += [Officer(action, role, post, name) for name in split_names(text[names:until])]
    return tuple(officers)


def _post_start(text, after, colon):
    """Return where the post that ends at ``colon`` begins: after a full stop, and as short as makes sense."""
    before = text[after:colon]
    if not before.strip():
        return None
    begins = [0] + [found.end() for found in re.finditer(r"[.;]\s+", before)]
    likely = [begin for begin in begins if 0 < len(before[begin:].strip()) <= _LONGEST_POST]
    known = [begin for begin in likely if role_of(before[begin:]) and before[begin : begin + 1].isalpha()]
    # «Adm. Solid.» is no «Solid.»; «MAS SL. Aud.Supl.» is an auditor and no MAS SL.
    for begin in reversed(known):
        return after + begin
    others = [begin for begin in likely if len(_letters(before[begin:])) > 2]
    return after + others[-1] if others else None


def split_names(text):
    """Return the names in a list that semicolons part, without the full stop at its end."""
    names = []
    for name in text.split(";"):
        name = name.strip(" -")
        while name.endswith(".") and not re.search(r"\b[A-Z]\.[A-Z]\.$", name):
            name = name[:-1].rstrip(" -")
        if sum(char.isalpha() for char in name) > 1:
            names.append(name)
    return names
