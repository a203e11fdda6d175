"""Tables of a web page that some program saved with the extension of a spreadsheet."""

from lxml import etree

from .base import ReadError, check_extent, clean_text


class Workbook:
    """The tables of an HTML page and their rows; nested tables are left out."""

    kind = "html"

    def __init__(self, pieces, limits):
        target = _Target(limits)
        parser = etree.HTMLParser(target=target, no_network=True, remove_comments=True)
        for piece in pieces:
            parser.feed(piece)
        parser.close()
        self._tables = {str(index): rows for index, rows in enumerate(target.tables, 1) if rows}
        self.sheets = list(self._tables)
        if not self.sheets:
            raise ReadError("not_a_table", found="html")

    def rows(self, sheet):
        """Return ``(rows, merged)`` of a table; see the XLSX reader."""
        return iter(self._tables[sheet]), []


class _Target:
    """Takes the events of the parser and keeps the rows of the outer tables."""

    def __init__(self, limits):
        self._limits = limits
        self.tables = []
        self._depth = 0
        self._number = 0
        self._row = None
        self._text = None
        self._span = 1
        self._silent = 0
        self._width = 0

    def start(self, tag, attributes):
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append([])
                self._number = self._width = 0
        elif self._depth != 1:
            return
        elif tag == "tr":
            self._end_row()
            self._row = []
            self._number += 1
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            self._text = []
            span = attributes.get("colspan") or "1"
            self._span = min(int(span), self._limits.columns + 1) if span.isascii() and span.isdigit() else 1
        elif tag in ("br", "p", "div") and self._text:
            self._text.append("\n")

    def end(self, tag):
        if tag in ("script", "style"):
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self._depth:
            if self._depth == 1:
                self._end_row()
            self._depth -= 1
        elif self._depth == 1 and tag in ("td", "th"):
            self._end_cell()
        elif self._depth == 1 and tag == "tr":
            self._end_row()

    def data(self, data):
        if self._text is not None and not self._silent and self._depth == 1:
            self._text.append(data)

    def _end_cell(self):
        if self._text is not None:
            text = clean_text(" ".join("".join(self._text).split()), self._limits.cell)
            self._row += [text, *[""] * (self._span - 1)]
            self._text = None

    def _end_row(self):
        self._end_cell()
        if self._row and any(self._row):
            self._width = max(self._width, len(self._row))
            check_extent(len(self.tables[-1]) + 1, self._width, self._limits)
            self.tables[-1].append((self._number, self._row))
        self._row = None

    def close(self):
        self._end_row()
