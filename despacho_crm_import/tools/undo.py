"""What undoing rows of a file does: decided from what they did and from how the base is now.

Nothing here touches a database. A record is (model, id); what a row did is a list of effects, see
``despacho.import.row._mark_applied``.

What a row created goes, all of it, or stays, all of it. Values return one by one: what is as the
row left it becomes what it was before, and what changed since stays; so do links, each for itself.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

#: Where the one who notes what rows do waits while they are written.
RECORDER = "despacho_crm_import.journal"
#: Why something stays, with what each tells: the code of :data:`Outcome.stays`.
REASONS = (
    "used",  # kind of the documents that name it
    "below",  # another record of the file, which stays, hangs from it
    "changed",  # a person changed it since
    "joined",  # it was joined with another
    "file",  # [import, row]: another row wrote to it later
    "rights",  # whoever undoes may not delete or change it
    "refused",  # what the base answers
    "unnoted",  # the row was applied before anybody noted what it did
)


class Facts(NamedTuple):
    """How the base is now.

    ``present``: {record: {field: value}} of what rows wrote to and is there; ``there``: the created
    records that are there; ``hindered``: {record: [reason]}, a reason being [code, detail];
    ``naming``: {record: {records that name it}}, all of them created by the rows.
    """

    present: dict
    there: set
    hindered: dict
    naming: dict


@dataclass
class Outcome:
    """What becomes of a row.

    ``delete``: records, the last one first; ``share``: those that go when nobody uses them; ``back``: {record:
    {field: value}}; ``origins``: {record: {field: [before, after]}}; ``kept``: [[model, id, field]], changed since;
    ``stays``: [[code, detail]], why the row, or something that it created, stays; ``remaining``: effects that stand.
    """

    row: int
    delete: list = field(default_factory=list)
    share: list = field(default_factory=list)
    back: dict = field(default_factory=dict)
    origins: dict = field(default_factory=dict)
    kept: list = field(default_factory=list)
    stays: list = field(default_factory=list)
    remaining: list = field(default_factory=list)

    @property
    def is_undone(self):
        return not self.remaining

    def refuse(self, message, effects):
        """Have all of it stay: the base does not let it go."""
        self.delete, self.share, self.back, self.origins, self.kept = [], [], {}, {}, []
        self.stays, self.remaining = [["refused", message]], effects


def decide(rows, facts):
    """Return the :class:`Outcome` of each of ``rows``, [(id, whether it made its record, effects)], the latest first.

    ``effects`` is None when nobody noted them.
    """
    staying = _find_staying(rows, facts)
    going = {record for _row, _new, effects in rows for record in _created(effects)} - staying.keys()
    present = {record: dict(values) for record, values in facts.present.items()}
    outcomes = []
    for row, is_new, effects in rows:
        outcome = Outcome(row)
        outcomes.append(outcome)
        mine = [record for record in _created(effects) if record in facts.there]
        if effects is None:
            outcome.stays, outcome.remaining = [["unnoted", None]], [[]]
            continue
        reasons = [reason for record in mine for reason in staying.get(record, ())]
        barred = _find_barred(effects, facts, going)
        if barred or (is_new and reasons):
            outcome.stays = _unique([*reasons, *barred])
            outcome.remaining = effects
            continue
        outcome.stays = _unique(reasons)
        outcome.remaining = [one for one in effects if one[0] == "create" and (one[1], one[2]) in staying]
        outcome.delete = [record for record in reversed(mine) if record in going]
        _give_back(effects, outcome, present, going)
    return outcomes


def _created(effects):
    return [(model, record_id) for kind, model, record_id, *_rest in effects or () if kind == "create"]


def _find_staying(rows, facts):
    """Return {record: [reason]} of the created records that stay."""
    staying = {record: reasons for record, reasons in facts.hindered.items() if record in facts.there}
    families = {}
    for _row, is_new, effects in rows:
        mine = [record for record in _created(effects) if record in facts.there]
        if is_new:
            families.update((record, mine) for record in mine)
    named = defaultdict(set)
    for record, others in facts.naming.items():
        for other in others:
            named[other].add(record)
    waiting = list(staying)
    while waiting:
        record = waiting.pop()
        for other in (*named[record], *families.get(record, ())):
            if other not in staying and other in facts.there:
                # Of one row, one reason is enough.
                staying[other] = [] if other in families.get(record, ()) else [["below", None]]
                waiting.append(other)
    return staying


def _find_barred(effects, facts, going):
    """Return why nothing of what a row wrote may be changed."""
    return [
        reason
        for kind, model, record_id, *_rest in effects
        if kind == "write" and (model, record_id) not in going
        for reason in facts.hindered.get((model, record_id), ())
    ]


def _give_back(effects, outcome, present, going):
    for kind, model, record_id, *rest in reversed(effects):
        record = model, record_id
        if kind == "share":
            outcome.share.append(record)
        elif kind == "origin" and record not in going:
            outcome.origins[record] = rest[0]
        elif kind == "write" and record not in going and record in present:
            for name, (before, after) in rest[0].items():
                if name not in present[record]:
                    continue
                now = present[record][name]
                if isinstance(now, list) and isinstance(after, list):
                    before = _return_links(now, before or [], after)
                    if is_same(now, before):
                        continue
                elif not is_same(now, after):
                    if not is_same(now, before):
                        outcome.kept.append([model, record_id, name])
                    continue
                outcome.back.setdefault(record, {})[name] = present[record][name] = before


def _return_links(now, before, after):
    """Return the links ``now`` without those that a row added to ``before``, and with those that it took away."""
    left = [one for one in now if one in before or one not in after]
    return left + [one for one in before if one not in after and one not in left]


def hand_down(undone, later):
    """Have ``later`` effects, changed in place, return to what was before the ``undone`` ones that they followed.

    Return {(model, id, field)} of those that do now. So the order in which two rows are undone does not matter.
    """
    pairs = {
        (kind, model, record_id, name): pair
        for kind, model, record_id, *rest in undone
        if kind in ("write", "origin")
        for name, pair in rest[0].items()
    }
    touched = set()
    for kind, model, record_id, *rest in later:
        for name, pair in rest[0].items() if kind in ("write", "origin") else ():
            mine = pairs.get((kind, model, record_id, name))
            if mine and is_same(pair[0], mine[1]):
                pair[0] = mine[0]
                touched.add((model, record_id, name))
    return touched


def is_same(one, other):
    """Whether two values of a column are one: nothing is nothing, links have no order."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return one == other or (one in (None, False) and other in (None, False))


def _unique(reasons):
    return [one for place, one in enumerate(reasons) if one not in reasons[:place]]
