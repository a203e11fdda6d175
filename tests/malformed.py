"""Files that go wrong in every way people and attackers know.

``cases()`` yields ``(name, filename, content)``. None of them may give anything
but a table or a clear error, and none may fill the memory.
"""

import random
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from malformed_books import ods_cases, xls_cases, zip_cases
from spreadsheet_files import CSV, wide_rows


def _wide(width):
    return "\n".join(map(";".join, wide_rows(width))).encode()


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


def cases():
    """Yield ``(name, filename, content)`` of every file."""
    yield from _text_cases()
    yield from _other_cases()
    yield from zip_cases()
    yield from ods_cases()
    yield from xls_cases()
