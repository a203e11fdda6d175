"""Letters on the paper of the firm: what each one says in, one PDF with the pages of all out.

Everything has its place in millimetres, so that the address shows through the window of an envelope (DL, the letter
folded in three). A letter that is longer than its page goes on with the next; the next letter begins on a new one.
"""

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas
from reportlab.platypus import Frame, KeepInFrame, Paragraph

from .fonts import Fonts
from .letter_body import Body

WIDTH, HEIGHT = A4
MARGIN = 24 * mm
HEAD_TOP = 12 * mm
LOGO_HEIGHT, LOGO_WIDTH = 20 * mm, 60 * mm
#: The window of a DL envelope, on its right as it is used in Spain, or on its left.
WINDOW_LEFT = {"right": 112 * mm, "left": 24 * mm}
WINDOW_TOP, WINDOW_WIDTH, WINDOW_HEIGHT = 50 * mm, 78 * mm, 34 * mm
BODY_TOP = 98 * mm
NEXT_TOP = 24 * mm
FOOT_BOTTOM = 10 * mm
QR_SIZE = 24 * mm
GREY = (0.36, 0.4, 0.45)


@dataclass(frozen=True)
class Letterhead:
    """The paper: whose it is, and what stands at its head and foot.

    :param lines: address, phone, e-mail and web of the firm, under its name
    :param window: ``right`` or ``left``
    """

    name: str
    lines: tuple[str, ...] = ()
    logo: bytes = b""
    foot: str = ""
    window: str = "right"


@dataclass(frozen=True)
class Letter:
    """One letter: its addressee, where and when it is written, its text as HTML, and what the law wants under it.

    :param reference: what tells the letter from the others, in small
    :param legal: lines of it, as text
    :param link: an address that stands under the letter as a code that a phone reads
    :param images: {address of a picture in the text: its content}
    """

    address: tuple[str, ...]
    body: str
    place_and_date: str = ""
    reference: str = ""
    legal: str = ""
    link: str = ""
    images: dict = field(default_factory=dict)


def build(letters: Iterable[Letter], head: Letterhead, title: str = "") -> tuple[bytes, list[int]]:
    """Return the PDF of the letters, one after another, and how many pages each one has."""
    target = io.BytesIO()
    paper = canvas.Canvas(target, pagesize=A4, pageCompression=1)
    paper.setTitle(title)
    paper.setAuthor(head.name)
    printer = _Printer(paper, head)
    pages = [printer.add(letter) for letter in letters]
    if not pages:
        paper.showPage()
    paper.save()
    return target.getvalue(), pages


class _Printer:
    """What all letters of a file share: the faces, the logo and the foot are prepared once."""

    def __init__(self, paper, head):
        self.paper, self.head = paper, head
        self.fonts = Fonts.found()
        self.logo = ImageReader(io.BytesIO(head.logo)) if head.logo else None
        base = {"fontName": self.fonts.regular, "fontSize": 7, "leading": 8.4, "textColor": GREY}
        self.small = ParagraphStyle("small", **base)
        self.firm_style = ParagraphStyle("firm", **{**base, "fontSize": 8, "leading": 10, "alignment": TA_RIGHT})
        self.body = Body(self.fonts)

    def add(self, letter):
        """Draw a letter; return how many pages it took."""
        story = self.body.flowables(letter.body, letter.images)
        foot = self._foot(letter)
        code = QR_SIZE if letter.link else 0
        room = max(foot.wrap(WIDTH - 2 * MARGIN - code, HEIGHT)[1], code)
        page = 0
        while True:
            page += 1
            if page == 1:
                self._draw_head()
                self._draw_address(letter)
            top = BODY_TOP if page == 1 else NEXT_TOP
            bottom = FOOT_BOTTOM + (room if page == 1 else 0) + 5 * mm
            self._fill(story, top, bottom)
            if page == 1:
                foot.drawOn(self.paper, MARGIN, FOOT_BOTTOM)
                if letter.link:
                    self._draw_code(letter.link)
            else:
                self._draw_page(page, letter)
            self.paper.showPage()
            if not story:
                return page

    def _fill(self, story, top, bottom):
        """Let as much of the story as fits flow into the page."""
        frame = Frame(
            MARGIN, bottom, WIDTH - 2 * MARGIN, HEIGHT - top - bottom,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        whole = len(story)
        frame.addFromList(story, self.paper)
        parts = frame.split(story[0], self.paper) if story else []
        if parts and frame.add(parts[0], self.paper):
            story[:1] = parts[1:]
        elif story and len(story) == whole:
            # What fits in no page at all is made smaller.
            large = KeepInFrame(WIDTH - 2 * MARGIN, HEIGHT - top - bottom - 1, [story.pop(0)], mode="shrink")
            frame.add(large, self.paper)

    def _draw_head(self):
        head, paper = self.head, self.paper
        top = HEIGHT - HEAD_TOP
        if self.logo:
            width, height = self.logo.getSize()
            scale = min(LOGO_WIDTH / width, LOGO_HEIGHT / height)
            paper.drawImage(self.logo, MARGIN, top - height * scale, width * scale, height * scale, mask="auto")
        else:
            paper.setFillColorRGB(0.13, 0.18, 0.25)
            paper.setFont(self.fonts.bold, 15)
            paper.drawString(MARGIN, top - 15, self.fonts.known(head.name))
        lines = [f"<b>{escape(head.name)}</b>" if self.logo else "", *map(escape, head.lines)]
        block = Paragraph(self.fonts.known("<br/>".join(filter(None, lines))), self.firm_style)
        _width, height = block.wrap(80 * mm, 30 * mm)
        block.drawOn(paper, WIDTH - MARGIN - 80 * mm, top - height)

    def _draw_address(self, letter):
        paper = self.paper
        left, top = WINDOW_LEFT[self.head.window], HEIGHT - WINDOW_TOP
        paper.setFillColorRGB(0, 0, 0)
        lines = [self.fonts.known(line) for line in letter.address if line]
        size = 10.5 if len(lines) <= 6 else 9
        style = ParagraphStyle("address", fontName=self.fonts.regular, fontSize=size, leading=size * 1.25)
        block = KeepInFrame(
            WINDOW_WIDTH,
            WINDOW_HEIGHT,
            [Paragraph(escape(line, quote=False), style) for line in lines],
            mode="shrink",
        )
        _width, height = block.wrapOn(paper, WINDOW_WIDTH, WINDOW_HEIGHT)
        block.drawOn(paper, left, top - height)
        paper.setFont(self.fonts.regular, 10.5)
        paper.drawString(MARGIN, HEIGHT - BODY_TOP + 6 * mm, self.fonts.known(letter.place_and_date))

    def _foot(self, letter):
        texts = [text for text in (*letter.legal.splitlines(), self.head.foot, letter.reference) if text]
        return Paragraph(self.fonts.known("<br/>".join(escape(text, quote=False) for text in texts)), self.small)

    def _draw_code(self, link):
        code = QRCode(None, QRErrorCorrectLevel.L)
        code.addData(link)
        code.version = code.calculate_version()
        # Any of the eight patterns is valid; looking for the fairest one takes longer than all of the letter.
        code.makeImpl(False, 2)
        side = (QR_SIZE - 4 * mm) / len(code.modules)
        left, top = WIDTH - MARGIN - side * len(code.modules), FOOT_BOTTOM + side * len(code.modules)
        path = self.paper.beginPath()
        for row, modules in enumerate(code.modules, 1):
            for column, dark in enumerate(modules):
                if dark:
                    path.rect(left + column * side, top - row * side, side, side)
        self.paper.setFillGray(0)
        self.paper.drawPath(path, stroke=0, fill=1)

    def _draw_page(self, page, letter):
        self.paper.setFillColorRGB(*GREY)
        self.paper.setFont(self.fonts.regular, 7.5)
        text = " · ".join(filter(None, (self.head.name, letter.reference)))
        self.paper.drawString(MARGIN, FOOT_BOTTOM, self.fonts.known(text))
        self.paper.drawRightString(WIDTH - MARGIN, FOOT_BOTTOM, str(page))
