"""CSV and other separated text: which separator, and the rows."""

import csv
import io
from collections import Counter

from .base import ReadError, clean_text

DELIMITERS = (";", "\t", ",", "|")
_SAMPLE_LINES = 60
#: A quoted cell with more lines than this is a quote that nobody closed.
_LINES_IN_A_CELL = 40


def lines(source, encoding, errors, limits):
    """Yield the lines of ``source`` (Source) without NUL, ends included; memory of one line."""
    most = limits.columns * limits.cell
    with io.TextIOWrapper(source.open(), encoding, errors, newline="") as stream:
        while line := stream.readline(most):
            if len(line) == most and not line.endswith(("\r", "\n")):
                raise ReadError("too_many_columns", columns=limits.columns + 1, limit=limits.columns)
            yield line.replace("\0", "").replace("\ufeff", "")


def guess_delimiter(sample):
    """Return the separator of the lines in ``sample``, ',' when there seems to be none."""
    best, best_score = ",", 0.0
    sample = [line for line in sample if line.strip(" \t\r\n;,|")][:_SAMPLE_LINES]
    for delimiter in DELIMITERS:
        widths = Counter(len(cells) for _number, cells in parse(iter(sample), delimiter))
        widths.pop(1, None)
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        # Most rows of one width; a separator inside the cells gives many widths.
        score = count / max(1, len(sample)) * (1 + min(width, 20) / 100)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def parse(source, delimiter, limits=None):
    """Yield (line number, cells) of the lines of ``source``.

    A quote that nobody closes would swallow the rest of the file: then quotes
    are taken as letters in that row.
    """
    pending = _Pending(source)
    reader = csv.reader(pending, delimiter=delimiter)
    done = 0
    while True:
        pending.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _Unclosed):
            cells = None
        if cells is None or pending.unclosed():
            pending.give_back()
            line = next(pending)
            cells = [cell.strip('"') for cell in line.rstrip("\r\n").split(delimiter)]
            reader = csv.reader(pending, delimiter=delimiter)
        if limits and len(cells) > limits.columns * 4:
            raise ReadError("too_many_columns", columns=len(cells), limit=limits.columns)
        yield done + 1, cells
        done += len(pending.taken)


class _Unclosed(Exception):
    pass


class _Pending:
    """Lines that can be given back."""

    def __init__(self, source):
        self._source = source
        self._back = []
        self.taken = []

    def __iter__(self):
        return self

    def __next__(self):
        if len(self.taken) > _LINES_IN_A_CELL:
            raise _Unclosed
        line = self._back.pop() if self._back else next(self._source)
        self.taken.append(line)
        return line

    def unclosed(self):
        """Whether the row took several lines without closing its last quote."""
        return len(self.taken) > 1 and sum(line.count('"') for line in self.taken) % 2

    def give_back(self):
        self._back.extend(reversed(self.taken))
        self.taken.clear()


def rows(source, delimiter, limits):
    """Yield (line number, [text]) with the cells cleaned; not the empty ones."""
    for number, cells in parse(source, delimiter, limits):
        text = "".join(cells)
        if text.isprintable() and len(text) <= limits.cell:
            if text:
                yield number, [cell.strip() for cell in cells]  # nothing else to clean: the way of nearly all
        elif any(cells):
            yield number, [clean_text(cell, limits.cell) if cell else "" for cell in cells]
