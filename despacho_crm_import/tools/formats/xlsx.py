"""XLSX and XLSM: measured first, then read by the Rust reader from a clean copy.

The reader holds the whole rectangle between the first and the last cell in
memory, so a sheet that says one word in its last cell would fill the machine:
extents are taken from the XML before it sees the file. Large sheets never are in
memory: see ``xlsx_stream``.
"""

import functools
import io
import itertools
import posixpath
import re
import xml.etree.ElementTree as ET
from collections import Counter

from python_calamine import load_workbook

from .archive import safe_xml, store
from .base import ReadError, cell_text, check_extent, damage_is
from .xlsx_stream import date_styles, read_sheet, shared_strings

_STRINGS = "xl/sharedStrings.xml"
#: Bytes of XML of a sheet, or of its texts, above which they are not held in memory.
HELD = 8 << 20
_COMMON = (
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    _STRINGS,
)
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']\s*\$?([A-Za-z]{0,8})\$?(\d{1,12})""")
_BLANK_CELL = re.compile(rb"<(?:\w+:)?c(?:\s[^<>]*)?(?:/>|></(?:\w+:)?c>)")
_BLANK_ROW = re.compile(rb"<(?:\w+:)?row(?:\s[^<>]*)?(?:/>|>\s*</(?:\w+:)?row>)")
_CELL = re.compile(rb"<(?:\w+:)?c[\s>]")
_ROW_END = re.compile(rb"</(?:\w+:)?row\s*>")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|is)[\s>]")
_STRING = re.compile(rb"<(?:\w+:)?si(?:\s[^<>]*)?/?>")
_SHARED_CELL = re.compile(rb"""\st\s*=\s*["']s["']""")
_SHARED = re.compile(rb"""\st=["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*(\d+)""")
_DATE_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\s[^>]*date1904\s*=\s*["'](?:1|true)""")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


class Workbook:
    """The visible worksheets of an XLSX and their rows."""

    kind = "xlsx"

    def __init__(self, archive, limits, held=HELD):
        self._archive = archive
        self._limits = limits
        self._held = held
        is_long = archive.size(_STRINGS) > held
        self._common = {
            name: safe_xml(archive.read(name))
            for name in _COMMON
            if name in archive and not (is_long and name == _STRINGS)
        }
        self._is_long = is_long
        with damage_is("unreadable"):
            self._parts = self._worksheets()
        self.sheets = list(self._parts)

    def _worksheets(self):
        """Return {name of the sheet: name of its part}, in the order of the workbook."""
        book = ET.fromstring(self._common["xl/workbook.xml"])
        relations = ET.fromstring(self._common["xl/_rels/workbook.xml.rels"])
        targets = {
            relation.get("Id"): posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))[1:]
            for relation in relations
            if relation.get("Type", "").endswith("/worksheet")
        }
        parts = {}
        for sheet in book.iter():
            if sheet.tag.rpartition("}")[2] == "sheet" and sheet.get("state", "visible") == "visible":
                part = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
                if part in self._archive:
                    parts[sheet.get("name", part)] = part
        return parts

    def rows(self, sheet):
        """Return ``(rows, merged)`` of a sheet.

        ``rows``: iterator of (row number from 1, [text]), or their ``RowSpool`` when they are many.
        ``merged``: [((row, column), (row, column))], corners from 0.
        """
        part = self._parts[sheet]
        if self._is_long or self._archive.size(part) > self._held:
            return self._streamed(part)
        content = self._measured(safe_xml(self._archive.read(part)))
        _check_shared(self._common.get("xl/sharedStrings.xml", b""), content, self._limits)
        with damage_is("unreadable"):
            book = load_workbook(io.BytesIO(store({**self._common, part: content})))
            found = book.get_sheet_by_name(sheet)
            merged = found.merged_cell_ranges or []
        return calamine_rows(found, self._limits), merged

    @functools.cached_property
    def _strings(self):
        return shared_strings(self._archive.chunks(_STRINGS), self._limits)

    def _streamed(self, part):
        with damage_is("unreadable"):
            styles = date_styles([self._common["xl/styles.xml"]]) if "xl/styles.xml" in self._common else []
            is_1904 = bool(_DATE_1904.search(self._common["xl/workbook.xml"]))
            return read_sheet(self._archive.chunks(part), self._strings, styles, is_1904, self._limits)

    def _measured(self, content):
        """Return the XML of a sheet, without its blank cells when these make it too big."""
        try:
            check_extent(*_extent(content), self._limits)
        except ReadError:
            content = _BLANK_ROW.sub(b"", _BLANK_CELL.sub(b"", content))
            check_extent(*_extent(content), self._limits)
        values = sum(1 for _value in _VALUE.finditer(content))
        check_extent(-(-values // self._limits.columns), self._limits.columns, self._limits)
        return content


def _extent(content):
    """Return (rows, columns) that the cells of a sheet's XML reach at most."""
    rows = columns = references = 0
    seen = set()
    for match in _REFERENCE.finditer(content):
        letters, digits = match.groups()
        if letters:
            references += 1
            seen.add(letters)
        rows = max(rows, int(digits))
    for letters in seen:
        columns = max(columns, column_number(letters.decode()))
    if references < sum(1 for _cell in _CELL.finditer(content)):
        # Cells without reference follow one another.
        lines = _ROW_END.split(content)
        rows += len(lines) - 1
        columns += max(len(_CELL.findall(line)) for line in lines)
    return rows, columns


def _check_shared(strings, content, limits):
    """Raise when the shared strings, copied to every cell that uses them, are too much."""
    starts = [match.start() for match in _STRING.finditer(strings)] + [len(strings)]
    lengths = [after - before for before, after in itertools.pairwise(starts)]
    longest = max(lengths, default=0)
    cells = sum(1 for _cell in _SHARED_CELL.finditer(content))
    size = cells * longest
    if size > limits.unpacked:
        uses = Counter(map(int, _SHARED.findall(content)))
        size = sum(count * lengths[index] for index, count in uses.items() if index < len(lengths))
        size += (cells - uses.total()) * longest
    if size > limits.unpacked:
        raise ReadError("zip_bomb", size=size, limit=limits.unpacked)


def column_number(letters):
    """Return 1 for A, 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


def calamine_rows(sheet, limits):
    """Yield (row number from 1, [text]) of a sheet of the Rust reader; not the empty ones."""
    with damage_is("unreadable"):
        for number, cells in enumerate(sheet.iter_rows(), 1):
            if cells.count("") < len(cells):
                yield number, [cell_text(cell, limits.cell) if cell != "" else "" for cell in cells]
