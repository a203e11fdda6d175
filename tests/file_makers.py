"""Small files of every kind, made of rows."""

import io

import openpyxl
import xlwt


def text(*lines, encoding="utf-8", delimiter=";"):
    return "\r\n".join([*(line.replace(";", delimiter) for line in lines), ""]).encode(encoding)


def xlsx(*sheets, merged=()):
    """Return a workbook of ``sheets``, [(name, rows)]."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for area in merged:
            sheet.merge_cells(area)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def xls(rows):
    book = xlwt.Workbook()
    sheet = book.add_sheet("CLI")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()
