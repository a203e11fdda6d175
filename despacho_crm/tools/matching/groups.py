"""What hangs together by pairs: contacts of which one is the second, and the second the third."""


def grouped(pairs, ends, apart=None):
    """Return [(set of members, list of their pairs)] of what hangs together, in the order of their first pairs.

    ``ends``: function from one of ``pairs`` to its two members. ``apart``: function from two sets
    of members to whether they may not become one; what comes first in ``pairs`` then goes first,
    and a pair between two groups that stay apart is in none.
    """
    group_of = {}
    for place, pair in enumerate(pairs):
        one, two = (group_of.get(end) or ({end}, []) for end in ends(pair))
        if one[0] != two[0]:
            if apart and apart(one[0], two[0]):
                continue
            small, one = sorted((one, two), key=lambda group: len(group[0]))
            one[0].update(small[0])
            one[1].extend(small[1])
            group_of.update(dict.fromkeys(small[0], one))
        one[1].append((place, pair))
        group_of.update(dict.fromkeys(ends(pair), one))
    found = {id(group): (group[0], sorted(group[1], key=lambda item: item[0])) for group in group_of.values()}
    return [
        (members, [pair for _place, pair in placed])
        for members, placed in sorted(found.values(), key=lambda group: group[1][0][0])
    ]
