"""Rows and texts kept on the disk while a file is read, so that the memory does not grow with them."""

import functools
import json
import tempfile
from array import array

from .base import ReadError


class RowSpool:
    """Rows that were read once and are gone through as often as needed; the disk is freed with the object."""

    def __init__(self, limit):
        self._file = tempfile.NamedTemporaryFile("w+", encoding="utf-8", prefix="despacho_", suffix=".rows")
        self._size, self._limit = 0, limit

    def append(self, number, cells):
        line = json.dumps([number, cells], ensure_ascii=False)
        self._size += len(line)
        if self._size > self._limit:
            # One long text in every cell takes little in the file, and would fill the disk here.
            raise ReadError("zip_bomb", size=self._size, limit=self._limit)
        self._file.write(line)
        self._file.write("\n")

    def rows(self):
        """Yield (row number, cells)."""
        self._file.flush()
        with open(self._file.name, encoding="utf-8") as file:
            for line in file:
                yield tuple(json.loads(line))


class TextSpool:
    """Texts by their number."""

    def __init__(self):
        self._file = tempfile.TemporaryFile(prefix="despacho_", suffix=".texts")
        self._ends = array("Q", [0])
        self.get = functools.lru_cache(maxsize=1 << 15)(self._read)

    def append(self, text):
        self._ends.append(self._ends[-1] + self._file.write(text.encode("utf-8", "replace")))

    def _read(self, number):
        if not 0 <= number < len(self._ends) - 1:
            return ""
        self._file.seek(self._ends[number])
        return self._file.read(self._ends[number + 1] - self._ends[number]).decode("utf-8")
