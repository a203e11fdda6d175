"""How many may share a key, so that comparing those that share it is worth the while."""

from . import keys

#: Up to so many contacts, a base is small: all that share a key are compared.
SMALL = 30000
#: A key that more records share is narrowed with their rarest word, and left alone when that is not enough.
CROWD = 30
#: In a large base many share a word, or how a name begins, by chance: the most that may share a key of each kind,
#: when two records share several such keys, and when they share nothing but that one.
_MOST = {keys.FRONT: 4, keys.SORTED: 0, keys.ZIP: 6, keys.WORD: 6, keys.WORDS: 6}
_SEVERAL = dict.fromkeys(_MOST, 5)
_LONE = {keys.FRONT: 2, keys.SORTED: 0, keys.ZIP: 3, keys.WORD: 2, keys.WORDS: 2}
#: Kinds that the rarest word narrows: it is in the others already.
_NARROWED = (keys.NIF, keys.PHONE, keys.EMAIL, keys.DOMAIN, keys.STREET, keys.FRONT, keys.ZIP)


def limits_of(small):
    """Return the numbers that statements need, by name; arrays have one place per kind of key."""
    most, several, lone = (
        [CROWD if small else own.get(kind, CROWD) for kind in range(1, keys.WORDS + 1)]
        for own in (_MOST, _SEVERAL, _LONE)
    )
    lone[keys.SORTED - 1] = 0
    return {
        "kind": keys.KIND,
        "crowd": CROWD,
        "most": most,
        "several": several,
        "lone": lone,
        "narrowed": list(_NARROWED),
        # Names of several words: more than two, or more than one.
        "wordy": "% % %" if small else "% %",
    }
