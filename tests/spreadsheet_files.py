"""Files of every kind, good and spoiled, for the tests of reading."""

import io
import random
import struct
import zipfile
import zlib

import openpyxl
import xlwt

CSV = "N.I.F.;Razón Social;Dirección;C.P.;Población;Teléfono\r\n" + "".join(
    f"B{58378431 + n};Ñandú {n}, S.L.;C/ Mayor, {n};0800{n % 10};Sant Adrià;9312345{n:02}\r\n" for n in range(20)
)
CONTENT = "[Content_Types].xml"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def xlsx(rows=None, **options):
    """Return an XLSX with ``rows``; ``options``: of zip members to replace, by name."""
    book = openpyxl.Workbook()
    for row in rows if rows is not None else table():
        book.active.append(row)
    return replaced(saved(book), options)


def table(rows=20):
    lines = [line.split(";") for line in CSV.split("\r\n")[: rows + 1]]
    return lines


def wide_rows(width):
    return [[f"Columna {n}" for n in range(width)], *([str(n) for n in range(width)] for _row in range(4))]


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def replaced(content, members):
    """Return the zip ``content`` with some ``members`` {name: bytes or str} put in or replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in members:
                new.writestr(name, old.read(name))
        for name, data in members.items():
            new.writestr(name, data)
    return buffer.getvalue()


def sheet_xml(body, dimension=""):
    start = f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">'
    return f"{start}{dimension}<sheetData>{body}</sheetData></worksheet>"


def xlsx_sheet(body, dimension=""):
    return xlsx(**{SHEET: sheet_xml(body, dimension)})


def xls(rows=None):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Clientes")
    for number, row in enumerate(rows if rows is not None else table()):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    return saved(book)


def ods(body, mimetype="application/vnd.oasis.opendocument.spreadsheet", before="", manifest=""):
    """Return an ODS whose only sheet has the rows ``body`` (XML)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
            f'"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content'
            ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
            ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
            ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
            f'<table:table table:name="Hoja1">{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def ods_row(cells, repeat=1, cell_repeat=1):
    return f'<table:table-row table:number-rows-repeated="{repeat}">' + "".join(
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{cell_repeat}">'
        f"<text:p>{cell}</text:p></table:table-cell>"
        for cell in cells
    ) + "</table:table-row>"  # fmt: skip


def bzip2_of(size):
    """Return a workbook whose members are packed with bzip2; the sheet has ``size`` spaces more."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx())) as good, zipfile.ZipFile(packed, "w", zipfile.ZIP_BZIP2) as bomb:
        for part in good.namelist():
            bomb.writestr(part, good.read(part) + b" " * (size if part == SHEET else 0))
    return packed.getvalue()


def zip_of(size, name=SHEET, parts=1, lie=None):
    """Return a zip whose ``parts`` members have ``size`` spaces each; they may ``lie`` about it.

    The same compressed megabyte over and over: made in no time, whatever its size.
    """
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    spaces = b" " * (1 << 20)
    block = packer.compress(spaces) + packer.flush(zlib.Z_FULL_FLUSH)
    data = block * (size >> 20) + packer.flush(zlib.Z_FINISH)
    declared = size if lie is None else lie
    sums = zlib.crc32(b" " * declared) if lie is not None else 0
    local, central = b"", b""
    with zipfile.ZipFile(io.BytesIO(xlsx())) as good:
        members = [
            (part, good.read(part), 0) for part in good.namelist() if part.startswith(("[", "_rels", "xl/w", "xl/_"))
        ]
    members = [member for member in members if member[0] != name]
    members += [(name if part == 0 else f"{name}.{part}", None, 8) for part in range(parts)]
    for part, stored, method in members:
        packed = data if stored is None else stored
        crc, length = (sums, declared) if stored is None else (zlib.crc32(stored), len(stored))
        fields = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 33, crc, len(packed), length, len(part), 0)
        central += b"PK\x01\x02\x14\0" + fields + struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + part.encode()
        local += b"PK\x03\x04" + fields + part.encode() + packed
    end = struct.pack("<HHHHIIH", 0, 0, len(members), len(members), len(central), len(local), 0)
    return local + central + b"PK\x05\x06" + end


def protected_xls():
    """Return an XLS whose records say that they are encrypted."""
    content = xls()
    bof = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    return content[: bof + 20] + b"\x2f\x00\x36\x00\x01\x00" + content[bof + 26 :]


def ole_with(stream):
    """Return an OLE file with an empty stream of that name, as Office writes protected files."""
    content = bytearray(xls())
    name = "Workbook".encode("utf-16-le")
    position = content.find(name)
    raw = (stream + "\0").encode("utf-16-le")
    content[position : position + 64] = raw.ljust(64, b"\0")
    struct.pack_into("<H", content, position + 64, len(raw))
    return bytes(content)


def damaged(content, seed):
    """Return ``content`` with some bytes changed at random."""
    numbers = random.Random(seed)
    content = bytearray(content)
    for _change in range(1 + seed * 3):
        content[numbers.randrange(len(content))] = numbers.randrange(256)
    return bytes(content)


def replaced_zip(members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def without(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return replaced_zip({other: archive.read(other) for other in archive.namelist() if other != name})


def merged():
    with zipfile.ZipFile(io.BytesIO(xlsx())) as archive:
        sheet = archive.read(SHEET).decode()
    everything = '</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    return xlsx(**{SHEET: sheet.replace("</sheetData>", everything)})


def hidden():
    book = openpyxl.Workbook()
    book.active.append(["NIF", "Nombre"])
    content = saved(book)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        workbook = archive.read("xl/workbook.xml").replace(b'state="visible"', b'state="hidden"')
    return replaced(content, {"xl/workbook.xml": workbook})


def far_xls():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Clientes")
    sheet.write(0, 0, "NIF")
    sheet.write(65535, 255, "x")
    return saved(book)


def patched(content, record, offset, data):
    """Return ``content`` with ``data`` written in the body of the first such record."""
    position = content.index(record) + 4 + offset - (len(record) - 4 if len(record) > 4 else 0)
    if len(record) == 2:
        position = content.index(record) + 4 + offset - 2
    return content[:position] + data + content[position + len(data) :]


def circular(content):
    content = bytearray(content)
    (fat,) = struct.unpack_from("<I", content, 76)
    start = (fat + 1) * 512
    struct.pack_into("<I", content, start + 8, 0)
    struct.pack_into("<I", content, start, 1)
    struct.pack_into("<I", content, start + 4, 0)
    return bytes(content)


def zipped(files):
    """Return a ZIP of ``files``, {name: content}."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as members:
        for name, content in files.items():
            members.writestr(name, content)
    return buffer.getvalue()
