"""Which companies are tried together: always the same, whatever the order in which they come."""

from hashlib import blake2b


def folds_of(keys, kinds, folds):
    """Return the fold of each of ``keys``, from 0 to ``folds`` - 1: each kind of ``kinds`` dealt evenly over them.

    >>> sorted(folds_of("abcd", [True, True, False, False], 2))
    [0, 0, 1, 1]
    """
    found = [0] * len(keys)
    seen = {}
    for place in sorted(range(len(keys)), key=lambda place: _shuffled(keys[place])):
        kind = kinds[place]
        # Each kind starts at another fold: what is left over does not always fall on the first.
        seen[kind] = seen.get(kind, len(seen) - 1) + 1
        found[place] = seen[kind] % folds
    return found


def _shuffled(key):
    return blake2b(str(key).encode(), digest_size=8).digest()
