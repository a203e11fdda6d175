"""ODS: read as a stream, because a few bytes of it may repeat a cell a billion times.

Long sheets never are in memory: neither their XML nor their rows.
"""

from xml.parsers import expat

from .archive import safe_xml
from .base import ReadError, cell_text, check_extent, clean_text, damage_is
from .spool import RowSpool

_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0 "
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0 "
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0 "
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
#: Rows of a sheet that are held in memory: those of a longer one lie on the disk.
HELD = 2_000


class Workbook:
    """The sheets of an ODS and their rows."""

    kind = "ods"

    def __init__(self, archive, limits, held=HELD):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise ReadError("encrypted")
        reader = _Reader(limits, held)
        with damage_is("unreadable"):
            reader.parse(archive.chunks("content.xml"))
        self._tables = reader.tables
        self.sheets = list(self._tables)

    def rows(self, sheet):
        """Return ``(rows, merged)`` of a sheet; see the XLSX reader."""
        table = self._tables[sheet]
        if table.error:
            raise table.error
        return table.spool or iter(table.rows), table.merged


class _Sheet:
    def __init__(self):
        self.rows = []
        self.spool = None
        self.merged = []
        self.error = None
        self.position = 0  # rows before the current one
        self.width = 0

    def add(self, number, cells, limits, held):
        if self.spool is None and len(self.rows) >= held:
            self.spool = RowSpool(limits.unpacked)
            for row in self.rows:
                self.spool.append(*row)
            self.rows = []
        (self.spool or self).append(number, cells)

    def append(self, number, cells):
        self.rows.append((number, cells))


class _Reader:
    """Keeps rows with content only; a sheet over the limits keeps its error instead."""

    def __init__(self, limits, held):
        self.limits = limits
        self.tables = {}
        self._held = held
        self._sheet = None
        self._cells = None
        self._row_repeat = 1
        self._text = None
        self._attributes = {}
        self._in_cell = False
        self._skip = 0  # depth inside an annotation
        self._depth = 0  # tables inside cells of tables

    def parse(self, chunks):
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = self._doctype
        head = True
        for chunk in chunks:
            # A DTD further on is found by the parser, which raises.
            parser.Parse(safe_xml(chunk) if head else chunk, False)
            head = False
        parser.Parse(b"", True)

    def _doctype(self, *_args):
        raise ReadError("unreadable")

    def _start(self, tag, attributes):
        if self._skip:
            self._skip += 1
        elif tag == _OFFICE + "annotation":
            self._skip = 1
        elif tag == _TABLE + "table":
            self._depth += 1
            if self._depth == 1:
                self._sheet = self.tables.setdefault(attributes.get(_TABLE + "name", ""), _Sheet())
        elif self._depth != 1 or self._sheet.error:
            return
        elif tag == _TABLE + "table-row":
            self._cells = []
            self._row_repeat = _count(attributes, "number-rows-repeated")
        elif tag in _CELLS and self._cells is not None:
            self._attributes = attributes
            self._text = []
            self._in_cell = True
        elif self._in_cell and tag == _TEXT + "p" and self._text:
            self._text.append("\n")
        elif self._in_cell and tag == _TEXT + "s":
            self._text.append(" ")
        elif self._in_cell and tag in (_TEXT + "line-break", _TEXT + "tab"):
            self._text.append("\n" if tag.endswith("break") else " ")

    def _data(self, text):
        if self._in_cell and not self._skip and self._depth == 1:
            self._text.append(text)

    def _end(self, tag):
        if self._skip:
            self._skip -= 1
        elif tag == _TABLE + "table":
            self._depth -= 1
        elif self._depth != 1 or self._sheet.error:
            return
        elif tag in _CELLS and self._in_cell:
            self._in_cell = False
            self._add_cell()
        elif tag == _TABLE + "table-row" and self._cells is not None:
            self._add_row()
            self._cells = None

    def _add_cell(self):
        """Add the cell just read to the row; blank ones as (repeat, '')."""
        text = _value(self._attributes, "".join(self._text), self.limits.cell)
        rows = _count(self._attributes, "number-rows-spanned")
        if text and rows > 1:
            column = sum(repeat for repeat, _cell in self._cells)
            first = self._sheet.position
            self._sheet.merged.append(((first, column), (first + rows - 1, column)))
        self._cells.append((_count(self._attributes, "number-columns-repeated"), text))

    def _add_row(self):
        sheet = self._sheet
        while self._cells and not self._cells[-1][1]:
            self._cells.pop()
        if self._cells:
            width = sum(repeat for repeat, _cell in self._cells)
            sheet.width = max(sheet.width, width)
            try:
                check_extent(sheet.position + self._row_repeat, sheet.width, self.limits)
            except ReadError as error:
                sheet.error = error
                return
            cells = [cell for repeat, cell in self._cells for _copy in range(repeat)]
            try:
                for copy in range(self._row_repeat):
                    sheet.add(sheet.position + copy + 1, cells, self.limits, self._held)
            except ReadError as error:
                sheet.error = error
                return
        sheet.position += self._row_repeat


def _count(attributes, name):
    return max(1, int(attributes.get(_TABLE + name, 1)))


def _value(attributes, shown, limit):
    """Return the text of a cell: the value itself where there is one, not its format."""
    kind = attributes.get(_OFFICE + "value-type", "")
    if kind in ("float", "currency", "percentage"):
        value = attributes.get(_OFFICE + "value", "")
        number = float(value or "nan")
        return cell_text(number) if value else ""
    if kind == "date":
        date = attributes.get(_OFFICE + "date-value", shown)
        return date.replace("T00:00:00", "").replace("T", " ")[:19]
    if kind == "boolean":
        return attributes.get(_OFFICE + "boolean-value", shown)
    return clean_text(shown, limit)
