"""PDF files put together: pages of several files in one, and what stands at the foot of each."""

import io
from collections.abc import Callable, Iterable
from textwrap import shorten

from reportlab.pdfgen import canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter

FOOT_MARGIN = 40  # points from the left and right edges, those of the paper format
FOOT_HEIGHT = 24  # points above the lower edge
FOOT_LENGTH = 110  # characters that leave room for the number of the page


def western(text: str) -> str:
    """Return what the standard fonts of PDF can write of ``text``: they know the western alphabet only.

    >>> western("Peña {0} 漢")
    'Peña {0} '
    """
    return text.encode("cp1252", "ignore").decode("cp1252")


def with_foot(content: bytes, foot: str, position: Callable[[int, int], str]) -> bytes:
    """Return the PDF ``content`` with ``foot`` and the number of the page under each page.

    :param position: (page, pages) -> what says so
    """
    foot = shorten(western(foot), FOOT_LENGTH, placeholder="…")
    source = PdfFileReader(io.BytesIO(content), strict=False)
    count = source.getNumPages()
    feet = io.BytesIO()
    drawing = canvas.Canvas(feet)
    for number in range(count):
        box = source.getPage(number).mediaBox
        width = float(box.getWidth())
        drawing.setPageSize((width, float(box.getHeight())))
        drawing.setFont("Helvetica", 7.5)
        drawing.setFillGray(0.45)
        drawing.drawString(FOOT_MARGIN, FOOT_HEIGHT, foot)
        drawing.drawRightString(width - FOOT_MARGIN, FOOT_HEIGHT, position(number + 1, count))
        drawing.showPage()
    drawing.save()
    stamps = PdfFileReader(feet, strict=False)
    writer = PdfFileWriter()
    for number in range(count):
        writer.addPage(source.getPage(number))
        writer.getPage(number).mergePage(stamps.getPage(number))
    return _written(writer)


def joined(contents: Iterable[bytes]) -> bytes:
    """Return one PDF of the pages of all ``contents``, in their order."""
    writer = PdfFileWriter()
    for content in contents:
        source = PdfFileReader(io.BytesIO(content), strict=False)
        for number in range(source.getNumPages()):
            writer.addPage(source.getPage(number))
    return _written(writer)


def _written(writer):
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()
