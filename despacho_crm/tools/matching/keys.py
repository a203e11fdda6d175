"""Which records are worth comparing: those that share a key.

A key is a hash of 64 bits of something that two records of one holder often have in
common; its last four bits, its kind, say of what. Keys do not depend on the other records,
so that a record compared today and one compared next year agree. The ``stem`` of a record,
its rarest word, narrows the keys that too many share: the phone of a property administrator,
«COMUNIDAD DE PROPIETARIOS».
"""

import functools
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
#: The bits of a key that are its kind.
KIND = 15

_shipped = Frequencies(held=20_000)


class Record(NamedTuple):
    """What is compared of a contact. Hashes are 64 bits, signed, the stem 32; None where there is nothing."""

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
        address = email(values.get("email"))
        web = domain(address, values.get("website"))
        place = street(values.get("street"))
        return cls(
            nif=values.get("nif") or "",
            name=said,
            phones=[hashed(PHONE, number) for number in phones(values.get("phone"))],
            email=hashed(EMAIL, address) if address else None,
            domain=_of_word(web) | DOMAIN if web else None,
            zip=code,
            province=where,
            street=hashed(STREET, f"{place}|{where}") if place else None,
            stem=_of_word(bones[0]) >> 32 if bones else 0,
            bones=bones,
        )

    def keys(self):
        """Return the keys, each once."""
        found = list(self.phones)
        if self.nif:
            found.append(hashed(NIF, self.nif))
        found += [key for key in (self.email, self.domain, self.street) if key is not None]
        letters = self.name.letters
        if letters:
            found += (
                hashed(LETTERS, "".join(sorted(letters))),
                hashed(FRONT, letters[:10]),
                hashed(SORTED, "".join(sorted(self.name.tokens))[:10]),
            )
            if self.zip:
                found.append(hashed(ZIP, f"{self.zip}|{letters[:4]}"))
            bones = self.bones[:3]
            found += [_of_word(bone) | WORD for bone in bones[:2]]
            found += [
                hashed(WORDS, f"{one}|{two}" if one < two else f"{two}|{one}") for one, two in combinations(bones, 2)
            ]
        return found


def rarest_skeletons(said):
    """Return the skeletons of the words of a name, the rarest first; the longest of those that nobody has seen."""
    words = sorted(set(said.tokens), key=_commonness) if len(said.tokens) > 1 else said.tokens
    return list(dict.fromkeys(map(skeleton, words)))


@functools.lru_cache(20_000)
def _commonness(word):
    return -_shipped.bits(word), word.isdigit(), -len(word), word


def hashed(kind, text):
    """Return ``text`` as a signed number of 64 bits, the last of which are its ``kind``."""
    digest = blake2b(text.encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) & ~KIND | kind


@functools.lru_cache(20_000)
def _of_word(word):
    """Return the hash of what many records have, without kind."""
    return hashed(0, word)
