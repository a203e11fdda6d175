"""Spreadsheets that go wrong in every way people and attackers know; see ``malformed``."""

import struct
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
from spreadsheet_files import (
    CONTENT,
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
    wide_rows,
    without,
    xls,
    xlsx,
    xlsx_sheet,
    zip_of,
)


def zip_cases():
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
    yield "200 columns in xlsx", "200.xlsx", xlsx(wide_rows(200))
    yield "300 columns in xlsx", "300.xlsx", xlsx(wide_rows(300))
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


def ods_cases():
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


def xls_cases():
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
