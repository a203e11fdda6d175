"""The sheet (ficha) of one client or prospect as plain data: titled sections of three kinds.

Whoever knows something of a client adds a section; the template draws the three kinds and knows no subject. What has
no content is false, and is left out: a sheet has no empty boxes.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

ALIGNMENTS = ("start", "end", "whole")  # whole: never broken into lines, such as a date
SHORT = 12  # rows


@dataclass(frozen=True)
class Facts:
    """Names and values, such as an address. Pairs without value are dropped.

    >>> Facts("Contact", [("Phone", "972 00 00 00"), ("Website", False)]).pairs
    [('Phone', '972 00 00 00')]
    """

    title: str
    pairs: Sequence[tuple[str, str]]
    kind: str = field(default="facts", init=False)
    is_short: bool = field(default=True, init=False)

    def __post_init__(self):
        object.__setattr__(self, "pairs", [(label, value) for label, value in self.pairs if value])

    def __bool__(self):
        return bool(self.pairs)


@dataclass(frozen=True)
class Table:
    """Rows under headers. A column in which no row has a value is dropped, header included.

    :param headers: (text, one of :data:`ALIGNMENTS`) per column
    :param rows: as many texts per row as headers

    >>> table = Table("Contacts", [("Name", "start"), ("Phone", "start")], [("Eva", ""), ("Pau", "")])
    >>> table.headers, table.rows
    ([('Name', 'start')], [('Eva',), ('Pau',)])
    """

    title: str
    headers: Sequence[tuple[str, str]]
    rows: Sequence[Sequence[str]]
    kind: str = field(default="table", init=False)

    def __post_init__(self):
        kept = [index for index in range(len(self.headers)) if any(row[index] for row in self.rows)]
        object.__setattr__(self, "headers", [self.headers[index] for index in kept])
        object.__setattr__(self, "rows", [tuple(row[index] for index in kept) for row in self.rows])

    def __bool__(self):
        return bool(self.rows and self.headers)

    @property
    def is_short(self):
        """Whether the table should not be cut between two pages."""
        return len(self.rows) <= SHORT


@dataclass(frozen=True)
class Prose:
    """Text of its own shape, such as notes: markup that is already safe."""

    title: str
    body: str
    kind: str = field(default="prose", init=False)
    is_short: bool = field(default=False, init=False)

    def __bool__(self):
        return bool(self.body)


@dataclass(frozen=True)
class Sheet:
    """The whole sheet of ``record``; ``facts`` stand side by side under the heading, ``sections`` below them."""

    record: object
    label: str
    name: str
    summary: str
    facts: Sequence[Facts]
    sections: Sequence[Facts | Table | Prose]

    def __post_init__(self):
        object.__setattr__(self, "facts", [section for section in self.facts if section])
        object.__setattr__(self, "sections", [section for section in self.sections if section])
