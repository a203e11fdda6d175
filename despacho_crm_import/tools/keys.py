"""What tells that two texts or two rows are one.

Nothing here touches a database.
"""

import functools
import hashlib
import json

from odoo.addons.despacho_crm.tools.matching import normalise
from odoo.addons.despacho_crm.tools.territory import plain


@functools.lru_cache(maxsize=16384)
def name_key(name):
    """Return ``name`` as the duplicates of the base are compared: without accents, signs nor legal form."""
    return normalise.name(name).text or plain(name)


def phone_digits(number):
    """Return what two spellings of one phone have in common."""
    return "".join(filter(str.isdigit, number))[-9:]


def fingerprint(values):
    """Return a short text that is equal for rows of equal ``values``, whatever the file."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:32]
