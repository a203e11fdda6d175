"""What a row or a record may be found by.

Nothing here touches a database.
"""

import functools
import hashlib
import json
from typing import NamedTuple

from odoo.addons.despacho_crm.tools.matching import normalise
from odoo.addons.despacho_crm.tools.territory import plain


class Keys(NamedTuple):
    """What a row or a record may be found by; '' where it lacks it."""

    nif: str
    email: str
    name_zip: str
    name_phone: str


@functools.lru_cache(maxsize=16384)
def name_key(name):
    """Return ``name`` as the duplicates of the base are compared: without accents, signs nor legal form."""
    return normalise.name(name).text or plain(name)


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
