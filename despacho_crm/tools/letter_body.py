"""The text of a letter, as the editor of the web client leaves it, turned into what flows down a page.

It knows what a secretary writes: paragraphs, titles, bold and the like, colours, lists, links, pictures, tables and
alignment. Anything else keeps its text and loses its shape.
"""

import io
import re
from html import escape

from lxml import html
from reportlab.lib.colors import Color
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import HRFlowable, Image, ListFlowable, ListItem, Paragraph, Spacer, Table

SIZE = 10.5
TITLES = {"h1": 16, "h2": 14, "h3": 12.5, "h4": 11.5, "h5": SIZE, "h6": SIZE}
_BLOCKS = frozenset({*TITLES, "p", "div", "ul", "ol", "table", "hr", "blockquote", "section", "pre", "article"})
_INLINE = {"b": "b", "strong": "b", "i": "i", "em": "i", "u": "u", "s": "strike", "strike": "strike", "del": "strike"}
_ALIGN = {"center": TA_CENTER, "right": TA_RIGHT, "justify": TA_JUSTIFY, "left": TA_LEFT}
_ALIGN_CLASSES = {"text-center": TA_CENTER, "text-end": TA_RIGHT, "text-justify": TA_JUSTIFY}
_STYLE = re.compile(r"([\w-]+)\s*:\s*([^;]+)")
_RGB = re.compile(r"rgba?\(\s*(\d+)\D+(\d+)\D+(\d+)")
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})$", re.IGNORECASE)
MAX_IMAGE = 90 * mm


class Body:
    """Turns the HTML of letters into flowables, in the faces of ``fonts``."""

    def __init__(self, fonts):
        self.fonts = fonts
        self.style = ParagraphStyle(
            "body", fontName=fonts.regular, fontSize=SIZE, leading=SIZE * 1.4, spaceAfter=SIZE * 0.6
        )
        self.cell = ParagraphStyle("cell", parent=self.style, spaceAfter=0)

    def flowables(self, text, images=None):
        """Return the flowables of an HTML text; ``images`` are {src: content}."""
        root = html.fragment_fromstring(text or "", create_parent="div")
        return self._blocks(root, self.style, images or {})

    def _blocks(self, element, style, images):
        """Return the flowables of what is inside a block; loose text between blocks is a paragraph."""
        found, loose = [], [self._escape(element.text)]

        def close():
            markup = "".join(loose).strip()
            loose.clear()
            if markup and markup.strip("\N{NO-BREAK SPACE} "):
                found.append(self._paragraph(markup, style))

        for child in element:
            if not isinstance(child.tag, str):
                loose.append(self._escape(child.tail))
                continue
            if child.tag in _BLOCKS or child.find(".//img") is not None or child.tag == "img":
                close()
                found += self._block(child, style, images)
            else:
                loose.append(self._inline(child))
            loose.append(self._escape(child.tail))
        close()
        return found

    def _block(self, element, style, images):
        tag = element.tag
        style = self._styled(element, style)
        if tag == "img":
            return self._image(element, style, images)
        if tag == "hr":
            return [HRFlowable(width="100%", thickness=0.6, color=Color(0.7, 0.75, 0.8), spaceAfter=6, spaceBefore=2)]
        if tag in ("ul", "ol"):
            return [self._list(element, style, images)]
        if tag == "table":
            return self._table(element, images)
        if tag in TITLES:
            size = TITLES[tag]
            style = ParagraphStyle(
                tag, parent=style, fontName=self.fonts.bold, fontSize=size, leading=size * 1.3, spaceBefore=size * 0.4
            )
        elif tag == "blockquote":
            style = ParagraphStyle("quote", parent=style, leftIndent=style.leftIndent + 8 * mm)
        blocks = self._blocks(element, style, images)
        if blocks or tag in ("div", "section", "article"):
            return blocks
        # An empty paragraph is the blank line that somebody wanted.
        return [Spacer(1, SIZE * 1.4)] if tag == "p" else []

    def _styled(self, element, style):
        align = _ALIGN.get(_styles(element).get("text-align", ""))
        for name in (element.get("class") or "").split():
            align = _ALIGN_CLASSES.get(name, align)
        if align is None or align == style.alignment:
            return style
        return ParagraphStyle("aligned", parent=style, alignment=align)

    def _paragraph(self, markup, style):
        return Paragraph(self.fonts.known(markup), style)

    def _inline(self, element):
        """Return the markup of reportlab for an element in a line of text."""
        if element.tag == "br":
            return "<br/>"
        inner = self._escape(element.text)
        for child in element:
            if isinstance(child.tag, str):
                inner += self._inline(child)
            inner += self._escape(child.tail)
        if element.tag in _INLINE:
            tag = _INLINE[element.tag]
            return f"<{tag}>{inner}</{tag}>"
        styles = _styles(element)
        attributes = ""
        color = _color(styles.get("color", ""))
        if color:
            attributes = f' color="{color}"'
        if styles.get("font-weight") in ("bold", "bolder", "700"):
            inner = f"<b>{inner}</b>"
        if styles.get("font-style") == "italic":
            inner = f"<i>{inner}</i>"
        if "underline" in styles.get("text-decoration", ""):
            inner = f"<u>{inner}</u>"
        return f"<font{attributes}>{inner}</font>" if attributes else inner

    def _list(self, element, style, images):
        items = []
        for child in element:
            if child.tag == "li":
                content = self._blocks(child, ParagraphStyle("item", parent=style, spaceAfter=2), images)
                items.append(ListItem(content or [Spacer(1, SIZE)]))
            elif isinstance(child.tag, str):
                items.append(ListItem(self._block(child, style, images)))
        numbered = element.tag == "ol"
        return ListFlowable(
            items,
            bulletType="1" if numbered else "bullet",
            start=None if numbered else "•",
            bulletFontName=self.fonts.regular,
            bulletFontSize=SIZE,
            leftIndent=14,
            spaceAfter=style.spaceAfter,
        )

    def _table(self, element, images):
        rows = [self._row(row, images) for row in element.iter("tr")]
        rows = [row for row in rows if row]
        if not rows:
            return []
        columns = max(map(len, rows))
        rows = [row + [""] * (columns - len(row)) for row in rows]
        grid = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.4, Color(0.8, 0.83, 0.86))]
        return [Table(rows, style=grid, colWidths=["*"] * columns, spaceAfter=SIZE * 0.6)]

    def _row(self, row, images):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        return [self._blocks(cell, self._styled(cell, self.cell), images) or "" for cell in cells]

    def _image(self, element, style, images):
        content = images.get(element.get("src"))
        if not content:
            return []
        width, height = ImageReader(io.BytesIO(content)).getSize()
        wanted = _points(_styles(element).get("width") or element.get("width"))
        scale = min(1.0, MAX_IMAGE / width, MAX_IMAGE / height) if not wanted else min(wanted, MAX_IMAGE * 1.7) / width
        align = {TA_CENTER: "CENTER", TA_RIGHT: "RIGHT"}.get(style.alignment, "LEFT")
        return [Image(io.BytesIO(content), width * scale, height * scale, hAlign=align), Spacer(1, SIZE * 0.6)]

    def _escape(self, text):
        return escape(text or "", quote=False)


def _styles(element):
    return {name.lower(): value.strip().lower() for name, value in _STYLE.findall(element.get("style") or "")}


def _color(value):
    if _HEX.match(value):
        return value if len(value) == 7 else "#" + "".join(char * 2 for char in value[1:])
    rgb = _RGB.match(value)
    return "#{:02x}{:02x}{:02x}".format(*(min(int(part), 255) for part in rgb.groups())) if rgb else ""


def _points(value):
    found = re.match(r"([\d.]+)\s*(px|pt|mm|)$", (value or "").strip())
    if not found:
        return 0
    return float(found[1]) * {"px": 0.75, "pt": 1, "mm": mm, "": 0.75}[found[2]]
