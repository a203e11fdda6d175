"""Workbooks of old Macs count the days from 1904: their dates are the days that are seen."""

import datetime
import io
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from odoo.addons.despacho_crm_import.tools import reading, values
from odoo.addons.despacho_crm_import.tools.formats import xlsx

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import spreadsheet_files

DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 1, 1))


def xlsx_of(days, epoch):
    book = openpyxl.Workbook()
    book.epoch = epoch
    book.active.append(["NIF", "Fecha de alta"])
    for place, day in enumerate(days):
        book.active.append([f"B{place}", day])
    return spreadsheet_files.saved(book)


def xls_of(days, is_1904):
    book = xlwt.Workbook()
    book.dates_1904 = is_1904
    sheet, style = book.add_sheet("Hoja1"), xlwt.XFStyle()
    style.num_format_str = "DD/MM/YYYY"
    for column, title in enumerate(("NIF", "Fecha de alta")):
        sheet.write(0, column, title)
    for place, day in enumerate(days):
        sheet.write(place + 1, 0, f"B{place}")
        sheet.write(place + 1, 1, day, style)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def dates_in(content):
    return [values.clean("date", cells[1])[0] for _number, cells in reading.read_table(content).rows]


@given(st.lists(DAYS, min_size=1, max_size=5))
def test_the_days_of_a_workbook_are_the_same_whatever_they_are_counted_from(days):
    wanted = [day.isoformat() for day in days]
    for epoch in (CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900):
        assert dates_in(xlsx_of(days, epoch)) == wanted
    for is_1904 in (True, False):
        assert dates_in(xls_of(days, is_1904)) == wanted


@pytest.mark.parametrize("epoch", [CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900])
def test_so_are_those_of_a_sheet_too_large_to_be_held(epoch, monkeypatch):
    days = [datetime.date(2020, 5, 17), datetime.date(1999, 12, 31)]
    monkeypatch.setattr(xlsx.Workbook.__init__, "__defaults__", (0,))
    assert dates_in(xlsx_of(days, epoch)) == ["2020-05-17", "1999-12-31"]
