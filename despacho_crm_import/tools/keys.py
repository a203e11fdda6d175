"""What a row or a record may be found by.

Nothing here touches a database.
"""

import functools
import hashlib
import json
import re
from typing import NamedTuple

from odoo.addons.despacho_crm.tools.legal_form import split_legal_form
from odoo.addons.despacho_crm.tools.territory import plain

#: Said of a company after its legal form.
_STATUS = re.compile(r"[\s,(]+(?:sociedad\s+unipersonal|unipersonal|en\s+liquidaci[oó]n|en\s+concurso)\b[)\s.]*$", re.I)


class Keys(NamedTuple):
    """What a row or a record may be found by; '' where it lacks it."""

    nif: str
    email: str
    name_zip: str
    name_phone: str


@functools.lru_cache(maxsize=16384)
def name_key(name):
    """Return ``name`` in lower case without accents, punctuation or legal form."""
    bare = split_legal_form(_STATUS.sub("", name))[0]
    return plain(bare) or plain(name)


def phone_digits(number):
    """Return what two spellings of one phone have in common."""
    return "".join(filter(str.isdigit, number))[-9:]


def keys(values):
    """Return the :class:`Keys` of ``values``, {field: value} of a row or of a record."""
    name = name_key(values.get("name") or "")
    postcode = values.get("zip") or ""
    phone = phone_digits(values.get("phone") or values.get("mobile") or "")
    return Keys(
        nif=values.get("nif") or "",
        email=(values.get("email") or "").lower(),
        name_zip=f"{name}|{postcode}" if name and postcode else "",
        name_phone=f"{name}|{phone}" if name and phone else "",
    )


def fingerprint(values):
    """Return a short text that is equal for rows of equal ``values``, whatever the file."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
