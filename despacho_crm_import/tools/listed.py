"""How each one of several values of a field is called where its origin is told: tags, accounts, services of interest.

Nothing here touches a database.
"""

import zlib

#: Fields of columns that hold several values, each of which may have come in a file of its own.
LISTED = ("tags", "iban", "interests")


def items_of(name, value):
    """Return {name of an origin: what it tells} of the ``value`` of the field ``name``: a text, or a list of them."""
    texts = value if isinstance(value, (list, tuple)) else [value]
    return {f"{name}/{zlib.crc32(_key(text)):08x}": _told(name, text) for text in texts if text}


def field_of(name):
    """Return the field of the name of an origin."""
    return name.partition("/")[0]


def _key(text):
    return "".join(text.casefold().split()).encode()


def _told(name, text):
    """Whoever sees where data come from need not see a whole account."""
    return f"{text[:2]}… {''.join(text.split())[-4:]}" if name == "iban" else text
