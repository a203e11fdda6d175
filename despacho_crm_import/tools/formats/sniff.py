"""What a file is, by its first bytes; its name is not asked."""

from . import ole

#: First bytes of what people upload by mistake.
_MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"7z\xbc\xaf", "compressed"),
    (b"Rar!", "compressed"),
    (b"\xfd7zXZ", "compressed"),
    (b"{\\rtf", "rtf"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3", "database"),
    (b"\x00\x01\x00\x00Standard", "database"),
)
_OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x06\x00", b"\x09\x08\x08\x00")
_DBF_VERSIONS = frozenset(b"\x03\x30\x31\x83\x8b\xf5")

#: First characters of texts that are no table of separated values.
_TEXTS = (
    ("<!doctype html", "html"),
    ("<html", "html"),
    ("<table", "html"),
    ("<meta", "html"),
    ("<head", "html"),
    ("<body", "html"),
    ("<style", "html"),
    ("<div", "html"),
    ("<?xml", "xml"),
    ("<workbook", "xml"),
    ("begin:vcard", "vcard"),
    ("begin:vcalendar", "calendar"),
    ("%!ps", "pdf"),
)


def binary_kind(content):
    """Return ``zip``, ``ole``, the name of another known format, or '' for text."""
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return "zip"
    if content.startswith(ole.MAGIC):
        return "ole"
    for magic, kind in _MAGIC:
        if content.startswith(magic) and not _is_text(content[:512]):
            return kind
    if content.startswith((b"%PDF", b"{\\rtf")):
        return "pdf" if content.startswith(b"%") else "rtf"
    if content.startswith(_OLD_EXCEL):
        return "old_excel"
    if len(content) > 64 and content[0] in _DBF_VERSIONS and not content[12:28].strip(b"\0"):
        return "dbf"
    return ""


def _is_text(head):
    return not any(byte < 9 or 13 < byte < 32 or byte > 126 for byte in head)


def text_kind(head):
    """Return ``html``, ``xml``, ``json``..., or '' when it may be separated values.

    ``head``: the first few thousand characters.
    """
    start = head.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<?xml") and ("<html" in start or "<!doctype html" in start):
        return "html"
    for opening, kind in _TEXTS:
        if start.startswith(opening):
            return kind
    if start.startswith(("{", "[{", "[\n", "[ {")) and '":' in start.replace(" ", ""):
        return "json"
    if start.startswith("<!--") and "<table" in start:
        return "html"
    return ""


def zip_kind(names):
    """Return what a zip with members ``names`` (lower case) is; ``compressed``: a set of any files."""
    names = set(names)
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        return "xlsb"
    if "content.xml" in names:
        return "ods"  # or another of the family: its mimetype says
    if "word/document.xml" in names:
        return "docx"
    if "ppt/presentation.xml" in names:
        return "pptx"
    if any(name.endswith(".iwa") for name in names):
        return "numbers"
    if names & {"mimetype", "meta-inf/manifest.xml", "[content_types].xml"}:
        return "document"  # of another program, or one that lost its content
    return "compressed"
