"""Which row of a sheet has the names of the columns."""

import re
from statistics import median

from .headers import header_fields

#: Rows among which the header is looked for.
LOOKED_AT = 40
#: A column for each year is called so; a date is not.
_YEAR = re.compile(r"(?<![\d/.-])(?:19|20)\d\d(?:\.0)?(?![\d/.-])")
_DATA = re.compile(r"@|\d{4,}|\d+[.,]\d|^\d+$|^\d{1,4}[-/]\d{1,2}[-/]\d{1,4}")


def find_header(rows, width):
    """Return the row number of the header, 0 when the first rows are data already.

    ``rows``: [(number, [text])] without empty ones; ``width``: columns of the sheet.
    A row that names several known fields is the header; else the first full row
    of different words above rows that have figures in them.
    """
    looked = rows[:LOOKED_AT]
    best, best_known = 0, 0
    for number, cells in looked:
        known = _known(cells)
        if known > best_known and known > _data(_YEAR.sub("", cell) for cell in cells):
            best, best_known = number, known
    if best_known >= min(2, width):
        return best
    typical = median(sum(map(bool, cells)) for _number, cells in looked)
    if typical < 1.5:
        return best or (0 if _data(looked[0][1]) else looked[0][0])
    for number, cells in looked:
        texts = [cell for cell in cells if cell]
        if len(texts) < max(2, typical * 0.6):
            continue
        if _data(cells) or len(set(texts)) < len(texts) or max(map(len, texts)) > 60:
            return best
        return number
    return best


def _known(cells):
    """Return how many different fields the cells name."""
    fields = set()
    for cell in cells:
        if cell and len(cell) <= 60:
            likely = header_fields(" ".join(cell.split()))
            if likely:
                field = max(likely, key=likely.get)
                if likely[field] >= 0.8:
                    fields.add(field or cell)
    return len(fields)


def _data(cells):
    """Return how many cells look like values rather than names of columns."""
    return sum(1 for cell in cells if cell and _DATA.search(cell))


def column_letters(index):
    """Return A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
