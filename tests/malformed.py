"""Files that go wrong in every way people and attackers know.

``cases()`` yields ``(name, filename, content)``. None of them may give anything
but a table or a clear error, and none may fill the memory.
"""

import random
import struct
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from spreadsheet_files import (
    CONTENT,
    CSV,
    MAIN,
    SHEET,
    bzip2_of,
    circular,
    damaged,
    far_xls,
    hidden,
    merged,
    ods,
    ods_row,
    ole_with,
    patched,
    protected_xls,
    replaced,
    replaced_zip,
    sheet_xml,
    without,
    xls,
    xlsx,
    xlsx_sheet,
    zip_of,
)


def _wide_rows(width):
    return [[f"Columna {n}" for n in range(width)], *([str(n) for n in range(width)] for _row in range(4))]


def _wide(width):
    return "\n".join(map(";".join, _wide_rows(width))).encode()


def _text_cases():
    header, *lines = CSV.split("\r\n")
    yield "empty", "vacio.csv", b""
    yield "only a byte order mark", "bom.csv", b"\xef\xbb\xbf"
    yield "only spaces", "espacios.csv", b"  \r\n\t \r\n" * 50
    yield "only NUL", "nulos.csv", bytes(5000)
    yield "only the header", "cabecera.csv", header.encode()
    yield "only separators", "separadores.csv", b";;;;;\r\n" * 500
    yield "one letter", "a.csv", b"a"
    yield "one line feed", "salto.csv", b"\n"
    yield "NUL between the letters", "nul.csv", CSV.replace("S.L.", "S\0.L.").encode()
    yield "NUL after the text", "nul2.csv", CSV.encode() + bytes(300)
    yield "prose", "carta.txt", ("Muy señores míos: les escribo para decirles que no. " * 40).encode()
    for encoding in (
        "utf-8",
        "utf-8-sig",
        "cp1252",
        "cp850",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "mac-roman",
    ):
        yield f"good in {encoding}", "bien.csv", CSV.encode(encoding)
    yield "UTF-8 cut in a letter", "cortado.csv", CSV.encode()[: CSV.encode().index("ú".encode()) + 1]
    yield "UTF-16 of odd length", "impar.csv", CSV.encode("utf-16")[:-1]
    yield "two encodings in one", "dos.csv", (CSV * 9).encode() + lines[0].encode("cp1252")
    yield "bytes that no encoding has", "raro.csv", header.encode("cp1252") + b"\r\n\x81\x8d\x8f\x90\x9d;a;b;c;d;e\r\n"
    yield "Cyrillic", "ruso.csv", ("ИНН;Название\n" + "7707083893;Сбербанк России\n" * 20).encode("cp1251")
    yield "quote never closed", "comilla.csv", CSV.replace("Ñandú 3", '"Ñandú 3').encode()
    yield "every quote broken", "comillas.csv", CSV.replace("Ñandú", '"Ñandú" "').encode()
    yield "lone quote at the end", "fin.csv", (CSV + '"').encode()
    yield "a cell of a megabyte", "celda.csv", CSV.encode() + b"B58378431;" + b"x" * (1 << 20) + b"\r\n"
    yield "a quoted cell of a megabyte", "celda2.csv", CSV.encode() + b'B58378431;"' + b"x" * (1 << 20) + b'"\r\n'
    yield "a line of ten megabytes", "linea.csv", b"x;" * (5 << 20)
    yield "200 columns", "200.csv", _wide(200)
    yield "300 columns", "300.csv", _wide(300)
    yield "20,000 columns", "20000.csv", b"a;" * 20000 + b"\n" + b"1;" * 20000
    yield "1 M empty rows", "filas.csv", CSV.encode() + b";;;;;\r\n" * 1_000_000
    yield "1 M line feeds", "saltos.csv", CSV.encode() + b"\n" * 1_000_000
    yield "1,100,000 rows", "muchas.csv", b"NIF;Nombre\n" + b"1;a\n" * 1_100_000
    yield "rows of many widths", "anchos.csv", "\n".join("a;" * (n % 37) for n in range(400)).encode()
    yield "formulas", "formulas.csv", b"NIF;Nombre\n=1+1;=cmd|' /C calc'!A0\n@SUM(1);+34\n-1;\t=2\n"
    yield "separator line of Excel", "sep.csv", b"sep=|\r\nNIF|Nombre\r\n1|a\r\n"
    yield "old Mac line ends", "mac.csv", CSV.replace("\r\n", "\r").encode()
    yield "vertical tabs and form feeds", "vt.csv", CSV.replace("; ", "\x0b\x0c").encode()
    yield "emoji and other planes", "emoji.csv", (CSV + "B58378431;😀𝒩;a;b;c;d\n").encode()
    yield "lone surrogates in UTF-16", "sur.csv", CSV.encode("utf-16-le") + b"\x00\xd8;\x00\n\x00"


def _other_cases():
    yield "pdf", "factura.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
    yield "pdf called csv", "factura.csv", b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n%%EOF\n"
    yield "png called xlsx", "logo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    yield "jpeg", "foto.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + random.Random(1).randbytes(3000)
    yield "gif", "a.gif", b"GIF89a" + random.Random(2).randbytes(300)
    yield "gzip", "a.csv.gz", b"\x1f\x8b\x08\x00" + random.Random(3).randbytes(300)
    yield "rar", "a.rar", b"Rar!\x1a\x07\x00" + random.Random(4).randbytes(300)
    yield "7z", "a.7z", b"7z\xbc\xaf\x27\x1c" + random.Random(5).randbytes(300)
    yield "program", "a.exe", b"MZ\x90\x00" + random.Random(6).randbytes(3000)
    yield "Access database", "f.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00" + bytes(3000)
    yield "SQLite database", "f.db", b"SQLite format 3\x00" + bytes(3000)
    yield (
        "dBase",
        "clientes.dbf",
        b"\x03\x18\x01\x02\x05\x00\x00\x00\x61\x00\x20\x00" + bytes(20) + b"NOMBRE\0\0\0\0\0C" + bytes(300),
    )
    yield "rtf", "a.doc", b"{\\rtf1\\ansi Hola}"
    yield "xml", "a.xml", b'<?xml version="1.0"?><clientes><cliente nif="1"/></clientes>'
    yield "Excel 2003 XML", "a.xls", b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'
    yield "json", "a.json", b'[{"nif": "B58378431", "nombre": "a"}]'
    yield "vcard", "a.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana\r\nEND:VCARD\r\n"
    rows = "".join(f"<tr><td>B{n}</td><td>N&ntilde;and&uacute; {n}</td></tr>" for n in range(9))
    html = f"<html><body><table><tr><th>NIF</th><th>Nombre</th></tr>{rows}</table></body></html>"
    yield "html called xls", "clientes.xls", html.encode()
    yield "html in UTF-16", "clientes.xls", html.encode("utf-16")
    yield "html without table", "login.xls", b"<!DOCTYPE html><html><body>Inicie sesion</body></html>"
    yield "html cut", "cortado.xls", html[:150].encode()
    yield "html that never ends", "abierto.xls", b"<html><table><tr>" + b"<td a=" * 20000
    yield "html with strange marks", "raro.xls", b"<html><![if gte]><table><tr><td>a<td>b<tr><td>1<td>2</table>"
    yield "html nested a thousand times", "nido.xls", b"<html>" + b"<table><tr><td>" * 1000
    yield "html with a huge colspan", "span.xls", html.replace("<td>", '<td colspan="999999999">').encode()
    for seed in range(8):
        yield f"random bytes {seed}", "azar.xlsx", random.Random(seed).randbytes(4000)
    yield "random bytes after a zip mark", "azar.xlsx", b"PK\x03\x04" + random.Random(9).randbytes(4000)
    yield (
        "random bytes after an OLE mark",
        "azar.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(9).randbytes(9000),
    )
    yield "Excel 4", "viejo.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(100)


def _zip_cases():
    good = xlsx()
    yield "good xlsx", "bien.xlsx", good
    yield "good xlsx called csv", "bien.csv", good
    yield "good xlsx with rubbish after", "basura.xlsx", good + b"\0" * 500
    for percent in (1, 5, 10, 25, 50, 75, 90, 95, 99):
        yield f"xlsx cut at {percent} %", "cortado.xlsx", good[: len(good) * percent // 100]
    for seed in range(12):
        yield f"xlsx with wrong bytes {seed}", "dañado.xlsx", damaged(good, seed)
    yield "empty zip", "vacio.xlsx", b"PK\x05\x06" + bytes(18)
    yield "zip of something else", "fotos.zip", replaced_zip({"a.txt": "hola"})
    yield "docx", "carta.docx", replaced_zip({CONTENT: "<a/>", "word/document.xml": "<a/>"})
    yield "pptx", "a.pptx", replaced_zip({"ppt/presentation.xml": "<a/>"})
    yield "xlsb", "a.xlsb", replaced_zip({"xl/workbook.bin": "x"})
    yield "xlsx without sheet", "sin.xlsx", without(good, SHEET)
    yield "xlsx without workbook part", "sin.xlsx", without(good, "xl/_rels/workbook.xml.rels")
    yield "xlsx without styles", "sin.xlsx", without(good, "xl/styles.xml")
    yield "xlsx without shared strings", "sin.xlsx", without(good, "xl/sharedStrings.xml")
    yield "xlsx with a broken sheet", "roto.xlsx", xlsx(**{SHEET: "<worksheet><sheetData><row><c"})
    yield "xlsx with an empty sheet part", "roto.xlsx", xlsx(**{SHEET: ""})
    yield "xlsx in UTF-16", "u16.xlsx", xlsx(**{SHEET: sheet_xml("").encode("utf-16")})
    yield (
        "encrypted zip",
        "clave.xlsx",
        good.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
        ),
    )
    yield "zip bomb", "bomba.xlsx", zip_of(600 << 20)
    yield "4 GB zip bomb", "bomba4.xlsx", zip_of(1400 << 20, parts=3)
    yield "zip bomb that says it is small", "mentira.xlsx", zip_of(600 << 20, lie=1000)
    yield "zip bomb packed with bzip2", "bomba-bz2.xlsx", bzip2_of(64 << 20)
    yield "zip with a member twice the limit in strings", "textos.xlsx", zip_of(300 << 20, "xl/sharedStrings.xml")
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(9)
    ) + "]>"  # fmt: skip
    entity = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>')
    yield (
        "entity bomb in xlsx",
        "entidades.xlsx",
        xlsx(**{SHEET: entity.replace("<worksheet", bomb + "<worksheet", 1)}),
    )
    yield (
        "external entity in xlsx",
        "externa.xlsx",
        xlsx(
            **{
                "xl/workbook.xml": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>'
            }
        ),
    )
    far = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>NIF</t></is></c></row><row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    )
    yield "a word in the last cell", "ultima.xlsx", xlsx_sheet(far.format(1048576, "XFD"))
    yield "a word in the last row", "ultima.xlsx", xlsx_sheet(far.format(1048576, "A"))
    yield "a word in the last column", "ultima.xlsx", xlsx_sheet(far.format(2, "XFD"))
    yield "a cell beyond the last", "fuera.xlsx", xlsx_sheet(far.format(4294967295, "ZZZZZZ"))
    yield (
        "a declared dimension of everything",
        "dimension.xlsx",
        xlsx_sheet(far.format(2, "B"), '<dimension ref="A1:XFD1048576"/>'),
    )
    yield (
        "1 M empty rows in xlsx",
        "vacias.xlsx",
        xlsx_sheet(far.format(2, "B") + "".join(f'<row r="{n}"/>' for n in range(3, 1_000_003))),
    )
    yield (
        "1 M rows of blank cells in xlsx",
        "blancas.xlsx",
        xlsx_sheet(
            far.format(2, "B") + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 1_000_003))
        ),
    )
    yield (
        "cells that do not say where they are",
        "sin_r.xlsx",
        xlsx_sheet(
            "<row><c t='inlineStr'><is><t>NIF</t></is></c><c t='inlineStr'><is><t>Nombre</t></is></c></row>"
            "<row><c><v>1</v></c><c><v>2</v></c></row>"
        ),
    )
    yield (
        "one cell of text used a million times",
        "repetida.xlsx",
        xlsx(
            **{
                "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="1"><si><t>{"x" * 32000}</t></si></sst>',
                SHEET: sheet_xml(
                    "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
                ),
            }
        ),
    )
    yield "200 columns in xlsx", "200.xlsx", xlsx(_wide_rows(200))
    yield "300 columns in xlsx", "300.xlsx", xlsx(_wide_rows(300))
    yield (
        "formulas in xlsx",
        "formulas.xlsx",
        xlsx([["NIF", "Nombre"], ["=1+1", '=HYPERLINK("http://a")'], ["=A2", "b"]]),
    )
    yield "merged everything", "combinada.xlsx", merged()
    yield "only hidden sheets", "oculta.xlsx", hidden()
    yield "xlsx with only a header", "cabecera.xlsx", xlsx([["NIF", "Nombre"]])
    yield "xlsx with nothing", "nada.xlsx", xlsx([])
    yield "xlsm", "macros.xlsm", xlsx(**{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"})
    yield (
        "sheet behind a strange target",
        "camino.xlsx",
        xlsx(
            **{
                "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                '<Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>'
            }
        ),
    )


def _ods_cases():
    rows = ods_row(["NIF", "Nombre"]) + ods_row(["B58378431", "a"])
    good = ods(rows)
    yield "good ods", "bien.ods", good
    yield "good ods called xls", "bien.xls", good
    for percent in (10, 50, 90):
        yield f"ods cut at {percent} %", "cortado.ods", good[: len(good) * percent // 100]
    yield "ods of a text", "carta.ods", ods(rows, "application/vnd.oasis.opendocument.text")
    yield "protected ods", "clave.ods", ods(rows, manifest='<manifest:encryption-data manifest:checksum="x"/>')
    yield "ods without rows", "nada.ods", ods("")
    yield "ods cell repeated a billion times", "bomba.ods", ods(ods_row(["x"], 1, 10**9))
    yield "ods row repeated a billion times", "bomba.ods", ods(rows + ods_row(["x"], 10**9))
    yield "ods repeated both ways", "bomba.ods", ods(ods_row(["x"], 190_000, 250))
    yield "ods with 1 M empty rows", "vacias.ods", ods(rows + ods_row([""], 1_048_574, 16_384))
    yield "ods with negative and wrong numbers", "mal.ods", ods(ods_row(["x"], -5, "mucho"))
    yield "ods with an entity bomb", "entidades.ods", ods(rows, before='<!DOCTYPE a [<!ENTITY b "c">]>')
    yield "ods that ends in the middle", "roto.ods", replaced(good, {"content.xml": "<office:document-content><table:"})
    yield "ods without content", "sin.ods", without(good, "content.xml")


def _xls_cases():
    good = xls()
    yield "good xls", "bien.xls", good
    yield "good xls called xlsx", "bien.xlsx", good
    for percent in (1, 10, 25, 50, 75, 90, 99):
        yield f"xls cut at {percent} %", "cortado.xls", good[: len(good) * percent // 100]
    for seed in range(12):
        yield f"xls with wrong bytes {seed}", "dañado.xls", damaged(good, seed)
    yield "protected xlsx", "clave.xlsx", ole_with("EncryptedPackage")
    yield "protected xls", "clave.xls", protected_xls()
    yield "doc", "carta.doc", ole_with("WordDocument")
    yield "Outlook message", "correo.msg", ole_with("__properties_version1.0")
    yield "OLE of something else", "a.xls", ole_with("Contents")
    yield "xls with a word in the last cell", "ultima.xls", far_xls()
    yield (
        "xls that declares everything",
        "declara.xls",
        patched(good, b"\x00\x02\x0e\x00", 0, struct.pack("<IIHH", 0, 0xFFFFFFFF, 0, 0xFFFF)),
    )
    yield (
        "xls that declares too many strings",
        "textos.xls",
        patched(good, b"\xfc\x00", 6, struct.pack("<I", 0xFFFFFFFF)),
    )
    yield "xls whose sectors go round", "circulo.xls", circular(good)
    yield "xls with only a header", "cabecera.xls", xls([["NIF", "Nombre"]])
    yield "xls with nothing", "nada.xls", xls([])
    yield "xls of 65,000 rows", "largo.xls", xls([["NIF", "Nombre"], *([f"{n}", "a"] for n in range(65_000))])


def cases():
    """Yield ``(name, filename, content)`` of every file."""
    yield from _text_cases()
    yield from _other_cases()
    yield from _zip_cases()
    yield from _ods_cases()
    yield from _xls_cases()
