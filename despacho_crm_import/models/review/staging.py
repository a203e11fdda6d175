"""The rows of a file on their way to the review, batch by batch: the file may be of any length."""

from odoo.tools import split_every

from ...tools import values
from ...tools.crowd import Crowd
from ...tools.file_index import FileIndex
from ...tools.first_seen import FirstSeen
from ...tools.joined import MOST_JOINED
from ...tools.keys import fingerprint
from ...tools.pile import Pile

#: Rows read from the base and written to it at once.
BATCH = 1000
#: Rows that others repeat and that are completed at once.
_JOINED = 100
#: Rows that are gone through between two looks at what else there is to do.
_LOOKED_AT = 1000
#: Whether a row has its NIF for itself, others of the file have it too, or it has none.
_ALONE, _REPEATED, _WITHOUT = range(3)


class Whole:
    """A review of which nothing is stored until it is done: of what is no row by itself, and ends soon."""

    def __init__(self, record):
        self.record = record
        self.done = self.stored = 0

    def step(self):
        table = self.record._read_for_review()
        self.record._get_target()._review(self.record, table)
        self.done = len(table.rows)
        return False

    def close(self):
        """There is nothing to be left."""


class Staging:
    """Goes through a file and has its rows staged, each with its verdict.

    In which order the rows are in the file tells nothing. Those that have their NIF for themselves are gone
    through as they come; then those whose NIF others have too, and those without, that are compared with one
    another and with all. What is remembered of them lies on the disk: the memory is the same for any length.

    It outlives transactions: ``record`` is the import in that of the moment. ``table``: what is in its file, if it
    has been read. ``stored``: how many rows are staged already, when somebody goes on with what was begun: they are
    gone through again, and not staged.
    """

    def __init__(self, record, table=None, stored=0):
        self.record = record
        #: How many rows have been gone through, and how many are staged as far as this process knows.
        self.done, self.stored = 0, stored
        self._table = table
        # What is staged is looked up in every batch: in what order it went before does not follow from the file alone.
        self._again = bool(stored)
        self._steps = self._go_through()

    def step(self):
        """Do what comes next; return False when there is nothing left."""
        return next(self._steps, None) is not None

    def close(self):
        self._steps.close()

    def _go_through(self):
        self._table = self._table or self.record._read_for_review()
        positions = self.record._get_positions()
        index = FileIndex(
            lambda row: self.record._get_target()._get_further(row),
            lambda row: self.record._get_target()._get_place(row),
        )
        scales = self.record.env["despacho.match.calibration"]._scales()
        crowd, others, kinds = Crowd(self._count_words, scales), Pile(), bytearray()
        yield from self._look_through(positions, crowd, others, kinds)
        is_repeated = _REPEATED in kinds
        for batch, may_repeat in self._batches_with_nif(positions, kinds):
            if not batch:
                yield 0
                continue
            firsts = {number: index.first(number, row) for number, __, row in batch} if is_repeated else {}
            index.keeps_places = may_repeat
            # Who has a NIF is only kept when somebody without may be one of them.
            for number, __, row in batch if others else ():
                if not firsts.get(number):
                    crowd.add_numbered(number, row.values)
            self._stage(batch, firsts, index)
            yield len(batch)
        if others:
            yield from self._stage_others(crowd, others, index)

    def _count_words(self, words):
        return self.record._get_target()._count_words(words)

    def _look_through(self, positions, crowd, others, kinds):
        """Put those without NIF aside, and write to ``kinds`` of each row what it is.

        So one company that is in a file twice is one, whichever row has its NIF.
        """
        names = {name: mine for name, mine in positions if name in values.NIF_FIELDS}
        may_have = bool(names.keys() & {"nif", "name"})
        seen = FirstSeen()
        for place, (number, cells) in enumerate(self._table.rows):
            join = self.record._join_cells
            key = may_have and values.find_nif({name: join(name, cells, mine) for name, mine in names.items()})
            kinds.append(_ALONE if key else _WITHOUT)
            if not key:
                row = self.record._clean(cells, positions)
                others.add(number, cells, row, fingerprint(row.values))
                if row.values.get("name"):
                    crowd.add(number, row.values)
            elif (first := seen.first(key, place)) != place:
                kinds[first] = kinds[place] = _REPEATED
            if place % _LOOKED_AT == 0:
                yield 0

    def _batches_with_nif(self, positions, kinds):
        """Yield ([(row number, cells, ``values.Row``)] of rows that have a NIF, whether others have it too).

        Now and then there are none: it may take long.
        Of those that repeat one another, the ones of the address that the base has come first, then those that say
        the most, then by what they say.
        """

        def cleaned(kind):
            for place, (number, cells) in enumerate(self._table.rows):
                if kinds[place] == kind:
                    yield number, cells, self.record._clean(cells, positions)

        if _ALONE in kinds:
            for batch in split_every(BATCH, cleaned(_ALONE), list):
                yield batch, False
        if _REPEATED in kinds:
            late = Pile()
            for number, cells, row in cleaned(_REPEATED):
                late.add(number, cells, row, repr(sorted(row.values.items())), row.values.get("nif"))
                if len(late) % _LOOKED_AT == 0:
                    yield [], True
            for rows in split_every(BATCH, late.values(), list):
                late.prefer(self.record._get_target()._find_at_home(self.record, rows))
                yield [], True
            late.repeat_keys()
            for __ in self._join(late):
                yield [], True
            for batch, __ in late.batches(BATCH):
                yield batch, True

    def _stage_others(self, crowd, others, index):
        """Stage the rows without NIF: those that say the most go first, and whom others repeat before them."""
        self.record._get_target()._read_changed()
        for __ in crowd.weigh():
            yield 0
        others.repeat(crowd.repeated())
        others.repeat(self.record._get_target()._find_nameless(others.values()))
        for __ in self._join(others):
            yield 0
        for batch, firsts in others.batches(BATCH):
            self._stage(batch, firsts, index)
            yield len(batch)

    def _join(self, pile):
        """Have the rows of ``pile`` that others repeat say what these say more; yield now and then.

        Those that are staged already have their verdict taken anew.
        """
        staged = {}
        for count, (first, row, others) in enumerate(pile.groups(MOST_JOINED), 1):
            if row:
                pile.replace(self.record._get_target()._join_rows([(first, row), *others]))
            else:
                staged[first] = others
            if len(staged) == _JOINED:
                pile.replace(self.record._join_staged(staged))
                staged = {}
            if count % _JOINED == 0:
                yield
        if staged:
            pile.replace(self.record._join_staged(staged))
        yield

    def _stage(self, batch, firsts, index):
        known = self.record._find_staged([number for number, __, __ in batch]) if self._again else {}
        for number, __, row in batch if known else ():
            if number in known:
                index.other_contact(firsts.get(number) or number, row)
                index.remember(number, known[number])
        news = [one for one in batch if one[0] not in known]
        if news:
            self.record._stage_batch(news, firsts, index)
        self.done += len(batch)
