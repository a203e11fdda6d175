"""Large sheets of an XLSX, row by row: what the Rust reader would hold in memory whole.

Source: ECMA-376, Office Open XML, part 1, SpreadsheetML.
"""

import datetime
import re
from xml.parsers import expat

from .base import ReadError, cell_text, clean_text
from .spool import RowSpool, TextSpool

#: Formats of dates and times that have no definition in the file: ECMA-376-1, 18.8.30.
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.I)
_DATE_LETTERS = re.compile(r"[dmyhs]", re.I)
_AREA = re.compile(r"^\$?([A-Z]{1,3})\$?(\d+):\$?([A-Z]{1,3})\$?(\d+)$", re.I)
_LAST_DAY = 2_958_465  # of the year 9999
_EPOCH, _EPOCH_1904 = datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)


def parse(chunks, start, end, data=None):
    """Feed ``chunks`` of XML without a DTD, if any, to the functions given; names come without prefix."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    local = {}

    def name_of(tag):
        name = local.get(tag)
        if name is None:
            name = local[tag] = tag.rpartition(":")[2]
        return name

    def doctype(*_args):
        raise ReadError("unreadable")

    parser.StartElementHandler = lambda tag, attributes: start(name_of(tag), attributes)
    parser.EndElementHandler = lambda tag: end(name_of(tag))
    parser.CharacterDataHandler = data
    parser.StartDoctypeDeclHandler = doctype
    fed = False
    for chunk in chunks:
        parser.Parse(chunk, False)
        fed = True
    if fed:
        parser.Parse(b"", True)


def shared_strings(chunks, limits):
    """Return the :class:`TextSpool` of the texts that cells share."""
    texts, pieces, state = TextSpool(), [], {"text": False, "phonetic": False}

    def start(tag, _attributes):
        if tag == "si":
            pieces.clear()
        elif tag == "rPh":
            state["phonetic"] = True
        elif tag == "t":
            state["text"] = not state["phonetic"]

    def end(tag):
        if tag == "si":
            texts.append(clean_text("".join(pieces), limits.cell))
        elif tag == "rPh":
            state["phonetic"] = False
        elif tag == "t":
            state["text"] = False

    def data(text):
        if state["text"]:
            pieces.append(text)

    parse(chunks, start, end, data)
    return texts


def date_styles(chunks):
    """Return [kind] of the styles of cells, by their number: ``date``, ``elapsed`` or ''."""
    formats, styles, inside = {}, [], []

    def start(tag, attributes):
        if tag == "numFmt":
            formats[attributes.get("numFmtId")] = _kind_of_format(attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside.append(tag)
        elif tag == "xf" and inside:
            code = attributes.get("numFmtId", "0")
            usual = "date" if code.isdigit() and int(code) in _DATES else ""
            styles.append(formats.get(code, "elapsed" if code == "46" else usual))

    def end(tag):
        if tag == "cellXfs":
            inside.clear()

    parse(chunks, start, end)
    return styles


def _kind_of_format(code):
    plain = _QUOTED.sub("", code.partition(";")[0])
    if _ELAPSED.search(plain):
        return "elapsed"
    return "date" if _DATE_LETTERS.search(plain) and "general" not in plain.lower() else ""


def number_text(text, kind, epoch):
    """Return what a cell with the number ``text`` shows, a date when its style is one's."""
    value = float(text)
    if kind and 0 <= value <= _LAST_DAY:
        whole = datetime.timedelta(seconds=round(value * 86_400))
        if kind == "elapsed":
            return str(whole)
        moment = epoch + whole
        return cell_text(moment.time() if value < 1 else moment)
    return cell_text(value)


class _Sheet:
    """Takes the events of the XML of a sheet and leaves its rows in a spool."""

    def __init__(self, strings, styles, is_1904, limits):
        self.spool = RowSpool(limits.unpacked)
        self.merged = []
        self._strings = strings
        self._styles = styles
        self._epoch = _EPOCH_1904 if is_1904 else _EPOCH
        self._limits = limits
        self._number = self._column = 0
        self._columns = {}
        self._cells = []
        self._type = self._style = ""
        self._text = None
        self._pieces = []
        self._phonetic = False

    def start(self, tag, attributes):
        if tag == "c":
            letters = attributes.get("r", "").rstrip("0123456789")
            if letters:
                self._column = self._columns.get(letters) or self._learn(letters)
            else:
                self._column += 1
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._pieces = []
        elif tag in ("v", "t"):
            self._text = None if self._phonetic else self._pieces
        elif tag == "row":
            number = attributes.get("r", "")
            self._number = int(number) if number.isdigit() else self._number + 1
            self._cells, self._column = [], 0
        elif tag == "rPh":
            self._phonetic = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def _learn(self, letters):
        number = 0
        for letter in letters.replace("$", "").upper():
            if not "A" <= letter <= "Z" or number > 1 << 20:
                raise ReadError("unreadable")
            number = number * 26 + ord(letter) - 64
        self._columns[letters] = number
        return number

    def _merge(self, area):
        found = _AREA.match(area)
        if found and len(self.merged) < self._limits.rows:
            left, top, right, bottom = found.groups()
            columns = self._learn(left) - 1, self._learn(right) - 1
            self.merged.append(((int(top) - 1, columns[0]), (int(bottom) - 1, columns[1])))

    def data(self, text):
        if self._text is not None:
            self._text.append(text)

    def end(self, tag):
        if tag == "c":
            if self._pieces:
                self._add(self._shown("".join(self._pieces)))
        elif tag in ("v", "t"):
            self._text = None
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "row" and self._cells:
            self.spool.append(self._number, self._cells)

    def _shown(self, text):
        kind = self._type
        if kind == "s":
            return self._strings.get(int(text))
        if kind in ("str", "inlineStr"):
            return clean_text(text, self._limits.cell)
        if kind == "b":
            return "true" if text.strip() not in ("0", "false") else "false"
        if kind == "e":
            return ""
        if kind == "d":
            return text.strip().removesuffix("T00:00:00").replace("T", " ")[:19]
        style = int(self._style) if self._style.isdigit() else 0
        return number_text(text, self._styles[style] if style < len(self._styles) else "", self._epoch)

    def _add(self, text):
        if not text:
            return
        cells, place = self._cells, self._column - 1
        if place >= self._limits.columns:
            raise ReadError("too_many_columns", columns=self._column, limit=self._limits.columns)
        if place >= len(cells):
            cells += [""] * (place + 1 - len(cells))
        cells[place] = text


def read_sheet(chunks, strings, styles, is_1904, limits):
    """Return ``(RowSpool, merged areas)`` of the sheet whose XML are ``chunks``."""
    sheet = _Sheet(strings, styles, is_1904, limits)
    parse(chunks, sheet.start, sheet.end, sheet.data)
    return sheet.spool, sheet.merged
