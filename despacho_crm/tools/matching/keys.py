"""Which records are worth comparing: those that share a key.

A key is a hash of 64 bits of something that two records of one holder often have in
common. Keys do not depend on the other records, so that a record compared today and one
compared next year agree. The ``stem`` of a record, its rarest word, narrows the keys
that too many share: the phone of a property administrator, «COMUNIDAD DE PROPIETARIOS».
"""

from hashlib import blake2b
from itertools import combinations
from typing import NamedTuple

from ..territory import BY_CODE
from .normalise import Name, domain, email, name, phones, postcode, skeleton, street
from .tokens import Frequencies

NIF, PHONE, EMAIL, DOMAIN, STREET = range(1, 6)
#: Of the name: all its letters in any order; how it begins; its words in alphabetical order; its first letters and the
#: postcode; one of its two rarest words; two of its three rarest.
LETTERS, FRONT, SORTED, ZIP, WORD, WORDS = range(6, 12)

_shipped = Frequencies()


class Record(NamedTuple):
    """What is compared of a contact. Hashes are 64 bits, signed; None where there is nothing."""

    nif: str
    name: Name
    phones: list
    email: int
    domain: int
    zip: str
    province: str
    street: int
    stem: int
    bones: tuple = ()

    @classmethod
    def of(cls, values):
        """Return the record of ``values``: dict of texts ``nif name phone email website zip province street``.

        ``province``: Odoo's code of a Spanish one, anything else abroad.
        """
        said = name(values.get("name"))
        code = postcode(values.get("zip"))
        where = values.get("province") or ""
        if len(code) == 5 and code.isdigit():
            where = code[:2]
        elif where in BY_CODE:
            where = BY_CODE[where].number
        bones = tuple(rarest_skeletons(said))
        web = domain(values.get("email"), values.get("website"))
        place = street(values.get("street"))
        return cls(
            nif=values.get("nif") or "",
            name=said,
            phones=[hashed("phone", number) for number in phones(values.get("phone"))],
            email=hashed("email", email(values.get("email"))),
            domain=hashed("domain", web),
            zip=code,
            province=where,
            street=hashed("street", place, where) if place else None,
            stem=hashed("stem", bones[0]) if bones else 0,
            bones=bones,
        )

    def keys(self):
        """Return the keys as {hash: kind}."""
        found = {}
        if self.nif:
            found[hashed("nif", self.nif)] = NIF
        found.update(dict.fromkeys(self.phones, PHONE))
        for key, kind in ((self.email, EMAIL), (self.domain, DOMAIN), (self.street, STREET)):
            if key is not None:
                found[key] = kind
        for kind, *parts in self._name_parts():
            found.setdefault(hashed(*parts), kind)
        return found

    def _name_parts(self):
        letters = self.name.letters
        if not letters:
            return
        yield LETTERS, "letters", "".join(sorted(letters))
        yield FRONT, "front", letters[:10]
        yield SORTED, "sorted", "".join(sorted(self.name.tokens))[:10]
        if self.zip:
            yield ZIP, "zip", self.zip, letters[:4]
        for bone in self.bones[:2]:
            yield WORD, "word", bone
        for pair in combinations(self.bones[:3], 2):
            yield WORDS, "words", *sorted(pair)


def rarest_skeletons(said):
    """Return the skeletons of the words of a name, the rarest first; the longest of those that nobody has seen."""
    words = sorted(set(said.tokens), key=lambda word: (-_shipped.bits(word), word.isdigit(), -len(word), word))
    return list(dict.fromkeys(map(skeleton, words)))


def hashed(*parts):
    """Return ``parts`` as a signed number of 64 bits, None when the last one is empty."""
    if not parts[-1]:
        return None
    digest = blake2b("\0".join(parts).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
