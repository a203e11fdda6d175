"""Several names in one cell, when names may hold the very marks that stand between them.

«VIP,Cliente, de siempre» are two tags where the base has one called «Cliente, de siempre». Nothing here touches
a database.
"""

import itertools
import re

#: Between names that are told apart already, and after the last one: no cell of any file has it.
MARK = "\x01"
#: Before a text that may be read in several ways.
DOUBT = "\x02"
#: Readings of a text that are compared with one another.
_MOST = 8
_SPACES = re.compile(r"\s+")
_EDGES = re.compile(r"\s*([,;|])\s*")


def written(name):
    """Return ``name`` as it is compared: Odoo writes no space after the comma between two names, people do."""
    return _EDGES.sub(r"\1", _SPACES.sub(" ", name)).strip()


def told(names):
    """Return as one text ``names`` that :func:`split_marked` gives back."""
    return "".join(f"{name}{MARK}" for name in names)


def split_marked(text):
    """Return the names of what :func:`told` gives."""
    return [name for name in text.split(MARK) if name]


class Names:
    """The names that the base has, to find them in cells.

    ``known``: {as it is written: name}; ``separators``: the marks that may stand between two.
    """

    def __init__(self, known, separators=",;|"):
        self._known = {written(text): name for text, name in known.items() if written(text)}
        self._between = re.compile(f"[{re.escape(separators)}]")
        self._longest = max((len(self._between.findall(text)) for text in self._known), default=0) + 1
        #: Whether there is something that a mere cut at the marks would not find.
        self.matter = self._longest > 1 or any(written(name) != text for text, name in self._known.items())

    def split(self, text):
        """Return the names in ``text``, in their order; None when several readings are as good.

        The fewer parts nobody knows, the better; each of those is a new name.
        """
        cuts = [match.start() for match in self._between.finditer(text)]
        spans = list(zip([0, *(cut + 1 for cut in cuts)], [*cuts, len(text)], strict=True))
        #: For each number of parts, (how many nobody knows, [the readings]).
        best = [(0, [()])]
        for end in range(1, len(spans) + 1):
            options = []
            for start in range(max(0, end - self._longest), end):
                part = text[spans[start][0] : spans[end - 1][1]].strip()
                name = self._known.get(written(part))
                unknown, readings = best[start]
                if name is not None:
                    options.append((unknown, readings, name))
                elif end - start == 1:
                    options.append((unknown + bool(part), readings, part))
            fewest = min(unknown for unknown, __, __ in options)
            found = {}
            for unknown, readings, name in options:
                for reading in readings if unknown == fewest else ():
                    longer = (*reading, name) if name and name not in reading else reading
                    found.setdefault(frozenset(longer), longer)
            best.append((fewest, list(itertools.islice(found.values(), _MOST))))
        readings = best[-1][1]
        return list(readings[0]) if len(readings) == 1 else None
