"""Sheets of adhesive labels: addresses in, a PDF of A4 pages out, in the sizes that are sold."""

import io
from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen import canvas

from .fonts import Fonts

PADDING = 4 * mm
SIZES = (10.5, 9.5, 8.5, 7.5, 6.5)
LEADING = 1.22


@dataclass(frozen=True)
class LabelFormat:
    """How labels lie on an A4 sheet; all in millimetres, from the upper left corner."""

    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def per_sheet(self):
        return self.columns * self.rows


#: The sizes of APLI, Avery and Herma that stationers have, by what their boxes say.
FORMATS = {
    "70x37": LabelFormat(3, 8, 70, 37, 0, 0.5, 70, 37),
    "63x38": LabelFormat(3, 7, 63.5, 38.1, 7.25, 15.15, 66.04, 38.1),
    "105x37": LabelFormat(2, 8, 105, 37, 0, 0.5, 105, 37),
    "99x38": LabelFormat(2, 7, 99.1, 38.1, 4.65, 15.15, 101.6, 38.1),
}


def build(addresses: Iterable[list[str]], label_format: LabelFormat, *, skip: int = 0, title: str = "") -> bytes:
    """Return the PDF of a label for each address, from left to right and from top to bottom.

    Pages are written as they fill: an address is in memory only while it is drawn.

    :param addresses: lines of each one; long ones are broken, many are drawn smaller, what does not fit is cut
    :param skip: labels of the first sheet that were used before
    """
    target = io.BytesIO()
    sheet = canvas.Canvas(target, pagesize=A4, pageCompression=1)
    sheet.setTitle(title)
    fonts = Fonts.found()
    place = skip % label_format.per_sheet
    drawn = False
    for lines in addresses:
        if place == label_format.per_sheet:
            sheet.showPage()
            place = 0
        row, column = divmod(place, label_format.columns)
        left = (label_format.left + column * label_format.step_x) * mm
        top = A4[1] - (label_format.top + row * label_format.step_y) * mm
        _draw(sheet, fonts, lines, left, top, label_format)
        place += 1
        drawn = True
    if drawn:
        sheet.showPage()
    sheet.save()
    return target.getvalue()


def _draw(sheet, fonts, lines, left, top, label_format):
    width, height = label_format.width * mm - 2 * PADDING, label_format.height * mm - PADDING
    known = [fonts.known(line) for line in lines if line]
    for size in SIZES:
        lines = [part for line in known for part in simpleSplit(line, fonts.regular, size, width)]
        if len(lines) * size * LEADING <= height:
            break
    room = max(1, int(height / (size * LEADING)))
    used = min(len(lines), room) * size * LEADING
    text = sheet.beginText(left + PADDING, top - (label_format.height * mm - used) / 2 - size)
    text.setFont(fonts.regular, size, size * LEADING)
    for line in lines[:room]:
        text.textLine(_cut(line, fonts.regular, size, width))
    sheet.drawText(text)


def _cut(line, font, size, width):
    if stringWidth(line, font, size) <= width:
        return line
    while line and stringWidth(line + "…", font, size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
