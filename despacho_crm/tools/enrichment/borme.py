"""The official gazette of the Spanish registers of companies (BORME): the list of a day, and the page of a province.

Source: the gazette's open data, https://www.boe.es/datosabiertos. A day's list (sumario) comes as JSON, in which any
level may be one object instead of a list, or as XML; the lists of 2009 to 2024 are XML in another form. The first
section has a document for each province that has acts on that day: it is read as the page of its text (txt.php), as
its XML, or as the text of its PDF. What each company's entry says is read by ``borme_acts``.
Nothing here touches the network or a database.
"""

import re
from datetime import date, datetime
from typing import NamedTuple

from lxml import etree, html

from ..territory import find_province
from . import wire

URL = "https://www.boe.es/datosabiertos/api/borme/sumario"
PAGE_URL = "https://www.boe.es/diario_borme/txt.php"
#: Without it the service answers with an error.
HEADERS = {"Accept": "application/json"}
_DOCUMENT = re.compile(r"BORME-[A-C]-\d{4}-\d{1,3}-\d{2}")
#: What may stand before an answer begins.
_BEFORE = b"\xef\xbb\xbf \t\r\n"
#: The alphabetical index of the day is no province.
_INDEX = "99"
_ENTRY = re.compile(r"^\s*(\d{1,7})\s*-\s*(\S.*?)\s*$", re.DOTALL)
_REGISTER = re.compile(r"^(.*?)\s*\(R\.\s?M\.?\s*([^)]*)\)\s*\.?$")
_DOTTED_FORM = re.compile(r"\b[A-Z]\.(?:[A-Z]\.)+$")
#: Of a page of the PDF, not of its entries.
_HEADING = re.compile(
    r"^(?:https?://\S+\s*)?(?:BOLET[IÍ]N OFICIAL DEL REGISTRO MERCANTIL\b.*|N[uú]m\. \d+ .*P[aá]g\. \d+|cve: .*"
    r"|SECCI[OÓ]N PRIMERA|Empresarios|Actos inscritos|Otros actos.*|Verificable en .*|D\.L\.: .*)$"
)
_MONTHS = (
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
).split()  # fmt: skip
_SPELLED_DAY = re.compile(r"\b(\d{1,2}) de ([a-z]+) de (\d{4})\b", re.IGNORECASE)


class NoBulletin(wire.Fault):
    """There is none of that day: a Saturday, a Sunday, a holiday, or it is not out yet."""

    def __init__(self, message="there is no bulletin of that day"):
        super().__init__(message, "404", passing=False)


class Document(NamedTuple):
    """A province's document of a day; ``title`` is the province as the gazette writes it."""

    id: str
    title: str

    @property
    def province(self):
        """Return the :class:`~..territory.Province`, or None."""
        return find_province(self.title) or find_province(self.id[-2:])


class Summary(NamedTuple):
    """What there is of a day: its number in the year, and its documents of the first section."""

    day: date | None
    number: str
    documents: tuple


class Entry(NamedTuple):
    """What a document says of one company; ``register``: the register that holds it, if not the province's own."""

    number: int
    name: str
    register: str
    text: str


class Page(NamedTuple):
    """A province's document as it is read; what it does not say of itself is empty."""

    id: str
    title: str
    day: date | None
    entries: tuple


def summary_url(day, base=URL):
    return f"{base.rstrip('/')}/{day:%Y%m%d}"


def page_url(document_id, base=PAGE_URL):
    """Return where the text of a document is: built here, and never taken from an answer."""
    if not _DOCUMENT.fullmatch(document_id):
        raise ValueError(f"no document of the gazette: {document_id}")
    return f"{base}?id={document_id}"


def parse_summary(body):
    """Return the :class:`Summary` in the bytes ``body``; raise :class:`NoBulletin` when they say that there is none."""
    wire.check_size(body)
    if body.lstrip(_BEFORE).startswith(b"{"):
        return _summary_of_json(wire.parse_json(body))
    root = wire.parse_xml(body)
    with wire.read_safely():
        return _summary_of_xml(root)


def _summary_of_json(found):
    with wire.read_safely():
        _check_status(*(wire.clean((found.get("status") or {}).get(name)) for name in ("code", "text")))
        summary = found["data"]["sumario"]
        meta = summary.get("metadatos") or {}
        numbers = [wire.clean(paper.get("numero")) for paper in wire.as_list(summary.get("diario"))]
        documents = [_document(item.get("identificador"), item.get("titulo")) for item in _items(summary, 0)]
        return Summary(_day(wire.clean(meta.get("fecha_publicacion"))), "".join(numbers[:1]), _in_order(documents))


def _items(node, level):
    """Yield the entries of a list at whatever depth they are: sections have parts, days have two gazettes."""
    if level > wire.MOST_LEVELS:
        raise wire.Garbled("the list has no end")
    for name, value in node.items():
        for found in wire.as_list(value):
            if not isinstance(found, dict):
                continue
            if name == "item":
                yield found
            else:
                yield from _items(found, level + 1)


def _summary_of_xml(root):
    if wire.local_name(root) == "response" or wire.children(root, "status"):
        _check_status(wire.child_text(root, "code"), wire.child_text(root, "text"))
    if wire.local_name(root) == "error" or (wire.children(root, "error") and not wire.children(root, "item")):
        raise NoBulletin(wire.child_text(root, "descripcion") or "there is no bulletin of that day")
    if not wire.children(root, "sumario"):
        raise wire.Garbled("the answer is no list of the gazette")
    documents = [
        _document(item.get("id") or wire.child_text(item, "identificador"), wire.child_text(item, "titulo"))
        for item in wire.children(root, "item")
    ]
    number = next((paper.get("nbo") or paper.get("numero") or "" for paper in wire.children(root, "diario")), "")
    day = wire.child_text(root, "fecha_publicacion") or wire.child_text(root, "fecha")
    return Summary(_day(day), number, _in_order(documents))


def _check_status(code, text):
    if code == "404":
        raise NoBulletin(text or "there is no bulletin of that day")
    if code and code != "200":
        raise wire.Fault(f"BORME: {text[:300] or code}", code, passing=code.startswith("5") or code == "429")


def _document(identifier, title):
    """Return the :class:`Document` of the first section that an entry of a list is, or None."""
    identifier, title = wire.clean(identifier), wire.clean(title)
    if not _DOCUMENT.fullmatch(identifier) or not identifier.startswith("BORME-A-") or identifier.endswith(_INDEX):
        return None
    return None if title.upper().startswith(("ÍNDICE", "INDICE")) else Document(identifier, title)


def _in_order(documents):
    return tuple(sorted(set(filter(None, documents))))


def parse_page(body):
    """Return the :class:`Page` in the bytes ``body``: the web page, the XML or the text of a province's document."""
    wire.check_size(body)
    start = body.lstrip(_BEFORE)[:400].lower()
    with wire.read_safely():
        if start.startswith((b"<?xml", b"<documento", b"<error", b"<response")) and b"<html" not in start:
            return _page_of_xml(wire.parse_xml(body))
        return _page_of_html(body) if start.startswith(b"<") else _page_of_text(body)


def _page_of_xml(root):
    if wire.local_name(root) in ("error", "response"):
        text = wire.child_text(root, "descripcion") or wire.child_text(root, "text") or "no such document"
        raise wire.Fault(f"BORME: {text[:300]}", wire.child_text(root, "code") or "404")
    paragraphs = [(found.get("class") or "", _whole_text(found)) for found in wire.children(root, "p")]
    return Page(
        wire.child_text(root, "identificador"),
        wire.child_text(root, "titulo"),
        _day(wire.child_text(root, "fecha_publicacion")),
        _entries(paragraphs),
    )


def _page_of_html(body):
    try:
        root = html.document_fromstring(body, parser=html.HTMLParser(encoding=_html_encoding(body), huge_tree=False))
    except (etree.LxmlError, ValueError) as error:
        raise wire.Garbled("the page cannot be read") from error
    marked = root.xpath("//*[contains(@class, 'articulo') or contains(@class, 'parrafo')]")
    paragraphs = [(found.get("class") or "", _whole_text(found)) for found in marked]
    text = " ".join(root.itertext())
    entries = _entries(paragraphs)
    if not entries and not _DOCUMENT.search(text):
        raise wire.Garbled("the page is none of the gazette")
    if not entries and "no se encontr" in text.lower():
        raise wire.Fault("BORME: no such document", "404")
    identifier = _DOCUMENT.search(text)
    titles = root.xpath("//h3 | //h4[contains(@class, 'titulo')] | //*[contains(@class, 'documento-tit')]")
    title = next((words for found in titles if find_province(words := wire.clean(_whole_text(found)))), "")
    return Page(identifier.group() if identifier else "", title, _day(text), entries)


def _html_encoding(body):
    found = re.search(rb"charset=[\"']?([A-Za-z0-9_-]{3,20})", body[:2000])
    name = found.group(1).decode("ascii").lower() if found else "utf-8"
    return name if name in ("utf-8", "iso-8859-1", "iso-8859-15", "windows-1252") else "utf-8"


def _whole_text(element):
    return wire.clean("".join(element.itertext()))


def _page_of_text(body):
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("cp1252", errors="replace")
    identifier, title, lines = _DOCUMENT.search(text), "", []
    for line in map(wire.clean, text.splitlines()):
        if line == "Actos inscritos":
            title = None  # it is what comes next
        elif line and not _HEADING.match(line):
            if title is None:
                title = line
            else:
                lines.append(line)
    entries = _entries(_paragraphs_of_lines(lines))
    if not identifier and not entries:
        raise wire.Garbled("the text is none of the gazette")
    return Page(identifier.group() if identifier else "", title or "", _day(text), entries)


def _paragraphs_of_lines(lines):
    """Yield (class, text) of lines that a page broke: an entry begins after the registry data of the one before."""
    number, ended, heading = 0, True, ""
    for line in lines:
        found = _ENTRY.match(line) if ended and not heading else None
        if found and int(found.group(1)) > number:
            number, heading = int(found.group(1)), line
        elif heading:
            heading = f"{heading} {line}"  # a long name takes two lines
        else:
            yield "parrafo", line
            ended = line.endswith(").")
        if heading.endswith("."):
            yield "articulo", heading
            heading, ended = "", False


def _entries(paragraphs):
    """Return the :class:`Entry` of each company, from (class, text) of the paragraphs in order."""
    entries = []
    for kind, text in paragraphs:
        found = _ENTRY.match(text) if "articulo" in kind else None
        if found:
            entries.append((int(found.group(1)), *_split_name(found.group(2)), []))
        elif "parrafo" in kind and entries and text:
            entries[-1][3].append(text)
    return tuple(Entry(number, name, register, " ".join(lines)) for number, name, register, lines in entries)


def _split_name(text):
    """Return (name, register) of the heading of an entry, without the full stop that the gazette adds."""
    found = _REGISTER.match(text)
    name, register = (found.group(1), wire.clean(found.group(2))) if found else (text, "")
    if name.endswith(".") and not _DOTTED_FORM.search(name):
        name = name[:-1]
    elif name.endswith(".."):
        name = name[:-1]
    return name.strip(), register


def _day(text):
    """Return the day that a text tells, in one of the ways of the gazette, or None."""
    for form in ("%Y%m%d", "%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text.strip()[:10], form).date()
        except ValueError:
            continue
    found = _SPELLED_DAY.search(text)
    if found and (month := found.group(2).lower()) in _MONTHS:
        try:
            return date(int(found.group(3)), _MONTHS.index(month) + 1, int(found.group(1)))
        except ValueError:
            return None
    return None
