"""Tables out of files: encodings, separators, title rows, merged cells, types of cells."""

import csv
import datetime
import io
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import reading

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import spreadsheet_files

SPANISH = (
    "NIF;Razón Social;Población\r\nB58378431;MUÑOZ Y PÉREZ, S.L.;L'Hospitalet de l'Àngel\r\nA1;Güell i Çelik;Cádiz\r\n"
)


def read(text, written="utf-8", **options):
    return reading.read_table(text.encode(written), **options)


def cells(table):
    return [row for _number, row in table.rows]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def saved(book):
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_file_on_the_disk_is_read_in_long_pieces(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("B58378431;Uno\n" * 100_000)
    with io.TextIOWrapper(reading.Source(path).open()) as text:
        assert text.readline() == "B58378431;Uno\n"
        assert text.buffer.raw.tell() >= 1 << 18


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "iso-8859-15", "cp850", "mac-roman", "utf-16", "utf-16-le"]
)
def test_spanish_letters_are_right_in_every_encoding_that_programs_write(encoding):
    table = read(SPANISH, encoding)
    assert table.headers == ["NIF", "Razón Social", "Población"]
    assert cells(table)[0] == ["B58378431", "MUÑOZ Y PÉREZ, S.L.", "L'Hospitalet de l'Àngel"]


def test_capitals_alone_tell_dos_from_windows():
    for word in ("ESPAÑA", "CATALUÑA", "GARCÍA", "ÁLVAREZ", "JOSÉ", "LEÓN"):
        text = f"NIF;NOMBRE\nA1;{word}\nA2;CASA\n"
        for encoding in ("cp1252", "cp850"):
            assert cells(read(text, encoding))[0][1] == word, (word, encoding)


def test_a_person_may_say_the_encoding_and_the_separator():
    table = read("NIF|Nombre;x\nA1|Peña;y\n", "cp850", encoding="cp850", delimiter="|")
    assert (table.encoding, table.delimiter) == ("cp850", "|")
    assert cells(table) == [["A1", "Peña;y"]]


def test_an_encoding_that_does_not_exist_is_an_error_of_the_list():
    for name in ("klingon", "base64", "hex"):
        with pytest.raises(reading.ReadError) as caught:
            reading.read_table(SPANISH.encode(), encoding=name)
        assert caught.value.code == "unreadable_encoding"


@pytest.mark.parametrize("delimiter", [";", "\t", ",", "|"])
def test_the_separator_is_found_whatever_else_the_cells_have(delimiter):
    rows = [["NIF", "Nombre", "Dirección"], *([f"A{n}", f"Casa {n}", f"Calle {n}"] for n in range(9))]
    text = "\n".join(delimiter.join(row) for row in rows)
    table = read(text)
    assert (table.delimiter, table.headers) == (delimiter, rows[0])


def test_commas_in_addresses_and_decimals_are_no_separators():
    table = read("NIF;Dirección;Importe\nA1;C/ Mayor, 3, 2º, 1ª;1,50\nA2;Plaza, 4, bajo;2,75\n")
    assert table.delimiter == ";"
    assert cells(table)[0] == ["A1", "C/ Mayor, 3, 2º, 1ª", "1,50"]


def test_quoted_cells_keep_separators_quotes_and_lines():
    table = read('NIF,Nombre,Notas\nA1,"Pérez, ""el Rubio""","una\ndos"\nA2,b,c\n')
    assert table.rows == [(2, ["A1", 'Pérez, "el Rubio"', "una\ndos"]), (4, ["A2", "b", "c"])]


def test_a_csv_called_xls_and_a_spreadsheet_called_csv_are_what_their_content_says():
    assert reading.read_table(SPANISH.encode(), "clientes.xls").kind == "csv"
    assert reading.read_table(spreadsheet_files.xlsx(), "clientes.csv").kind == "xlsx"


def test_titles_over_the_header_are_left_out_and_shown_in_the_head():
    table = read(
        "AGENDA DEPARTAMENTO FISCAL;;\nActualizada en enero;;\n;;\nEmpresa;Teléfono;Correo\nCasa;931234567;a@b.es\n"
    )
    assert (table.header_row, table.headers) == (4, ["Empresa", "Teléfono", "Correo"])
    assert table.rows == [(5, ["Casa", "931234567", "a@b.es"])]
    assert table.head[0] == (1, ["AGENDA DEPARTAMENTO FISCAL"])


def test_of_two_header_rows_the_one_that_names_the_columns_is_taken():
    table = read("Datos fiscales;;Contacto;\nNIF;Razón social;Teléfono;E-mail\nA1;Casa;931234567;a@b.es\n")
    assert table.header_row == 2


def test_linkedin_has_a_preamble_before_its_header():
    text = 'Notes:\n"When exporting your connection data, you may notice that some are missing."\n\n'
    text += "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    text += "Ana,Puig,https://x,,Casa,CEO,01 Sep 2026\n"
    table = read(text)
    assert (table.header_row, len(table.rows)) == (4, 1)


def test_a_file_without_header_gets_letters_for_its_columns():
    table = read("B58378431;CASA PUIG, S.L.;08001\nA28015865;OTRA, S.A.;28013\n")
    assert (table.header_row, table.headers, len(table.rows)) == (0, ["A", "B", "C"], 2)


def test_a_person_may_say_the_header_row_or_that_there_is_none():
    text = "NIF;Nombre\nA1;x\nA2;y\n"
    assert read(text, header_row=2).headers == ["A1", "x"]
    assert len(read(text, header_row=0).rows) == 3
    with pytest.raises(reading.ReadError) as caught:
        read(text, header_row=40)
    assert caught.value.code == "no_header"


def test_empty_rows_and_columns_are_left_out_and_numbers_stay():
    table = read("\n\nNIF;;Nombre;\n;;;\nA1;;x;\n;;;\nA2;;y;\n")
    assert (table.headers, table.indexes) == (["NIF", "Nombre"], [0, 2])
    assert table.rows == [(5, ["A1", "x"]), (7, ["A2", "y"])]


def test_a_header_printed_again_on_every_page_is_no_row():
    assert len(read("NIF;Nombre\nA1;x\nNIF;Nombre\nA2;y\n").rows) == 2


def test_columns_of_the_same_name_are_told_apart():
    assert read("NIF;Teléfono;Teléfono\nA1;1;2\n").headers == ["NIF", "Teléfono", "Teléfono (2)"]


def test_numbers_dates_and_truths_have_one_form():
    book = workbook(
        ["NIF", "CP", "Alta", "Hora", "Importe", "Activo", "Nombre"],
        [
            12345678,
            3801.0,
            datetime.date(2024, 3, 4),
            datetime.datetime(2024, 3, 4, 10, 30),
            1.5,
            True,
            "x\u00a0y\u0000"[:3],
        ],
    )
    assert cells(reading.read_table(saved(book))) == [
        ["12345678", "3801", "2024-03-04", "2024-03-04 10:30:00", "1.5", "true", "x y"]
    ]


def test_a_formula_gives_the_value_kept_in_the_file():
    content = spreadsheet_files.xlsx_sheet(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>NIF</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Nombre</t></is></c></row>'
        '<row r="2"><c r="A2"><f>1+1</f><v>7</v></c><c r="B2" t="str"><f>HYPERLINK("http://a")</f><v>Casa</v></c></row>'
    )
    assert cells(reading.read_table(content)) == [["7", "Casa"]]


def test_a_cell_merged_over_several_rows_is_in_each_of_them():
    book = workbook(["Provincia", "Nombre"], ["Gerona", "a"], [None, "b"], [None, "c"], ["Lugo", "d"])
    book.active.merge_cells("A2:A4")
    assert [row[0] for row in cells(reading.read_table(saved(book)))] == ["Gerona", "Gerona", "Gerona", "Lugo"]


def test_merged_cells_of_xls_and_ods_too():
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hoja")
    for column, name in enumerate(("Provincia", "Nombre")):
        sheet.write(0, column, name)
    sheet.write_merge(1, 2, 0, 0, "Gerona")
    sheet.write(1, 1, "a")
    sheet.write(2, 1, "b")
    assert cells(reading.read_table(saved(book))) == [["Gerona", "a"], ["Gerona", "b"]]
    span = (
        '<table:table-cell table:number-rows-spanned="2" office:value-type="string">'
        "<text:p>Gerona</text:p></table:table-cell>"
    )
    second = spreadsheet_files.ods_row(["b"]).replace(
        "<table:table-cell", "<table:covered-table-cell/><table:table-cell", 1
    )
    first = spreadsheet_files.ods_row(["a"]).replace("<table:table-cell", span + "<table:table-cell", 1)
    content = spreadsheet_files.ods(spreadsheet_files.ods_row(["Provincia", "Nombre"]) + first + second)
    assert cells(reading.read_table(content)) == [["Gerona", "a"], ["Gerona", "b"]]


def test_a_number_of_ods_is_as_any_other_however_many_decimals_its_program_writes():
    row = spreadsheet_files.ods_row(["a", "x"]).replace(
        'office:value-type="string" table:number-columns-repeated="1"><text:p>x<',
        'office:value-type="float" office:value="12.500"><text:p>12,5<',
    )
    content = spreadsheet_files.ods(spreadsheet_files.ods_row(["Nombre", "Importe"]) + row)
    assert cells(reading.read_table(content)) == [["a", "12.5"]]


def test_the_first_sheet_with_a_table_is_read_and_the_others_are_offered():
    book = workbook(["Portada"])
    book.active.title = "Portada"
    sheet = book.create_sheet("Clientes")
    sheet.append(["NIF", "Nombre"])
    sheet.append(["A1", "x"])
    book.create_sheet("Vacía")
    content = saved(book)
    table = reading.read_table(content)
    assert (table.sheet, table.sheets) == ("Clientes", ["Portada", "Clientes", "Vacía"])
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(content, sheet="Otra")
    assert caught.value.details == {"sheet": "Otra"}
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(content, sheet="Vacía")
    assert caught.value.code == "empty"


def test_of_several_tables_of_a_page_a_person_chooses():
    page = b"<table><tr><td>NIF<td>Nombre<tr><td>A1<td>x</table><table><tr><td>NIF<td>Nombre<tr><td>A2<td>y</table>"
    assert reading.read_table(page).sheets == ["1", "2"]
    assert cells(reading.read_table(page, sheet="2")) == [["A2", "y"]]


def test_more_cells_than_the_memory_should_hold_are_refused():
    with pytest.raises(reading.ReadError) as caught:
        reading.read_table(spreadsheet_files.xlsx([["a", "b"], [1, 2], [3, 4], [5, 6]]), limits=reading.Limits(cells=5))
    assert (caught.value.code, caught.value.details) == ("too_many_rows", {"rows": 4, "limit": 2})
    assert len(reading.read_table(b"a;b\n1;2\n3;4\n5;6\n", limits=reading.Limits(cells=5)).rows) == 3


def test_an_ods_cell_repeated_with_content_and_notes_of_reviewers():
    note = "<office:annotation><text:p>ojo</text:p></office:annotation>"
    rows = spreadsheet_files.ods_row(["NIF", "Nombre", "Tel"]) + spreadsheet_files.ods_row(["x"], 2, 2).replace(
        "<text:p>", note + "<text:p>", 1
    )
    assert cells(reading.read_table(spreadsheet_files.ods(rows))) == [["x", "x", ""], ["x", "x", ""]]


def test_the_same_table_comes_out_of_every_kind_of_file():
    rows = [["NIF", "Nombre", "CP"], ["B58378431", "Ñandú", "08001"], ["A28015865", "Güell", "17001"]]
    found = {
        "csv": reading.read_table("\n".join(map(";".join, rows)).encode("cp1252")),
        "xlsx": reading.read_table(saved(workbook(*rows))),
        "xls": reading.read_table(spreadsheet_files.xls(rows)),
        "ods": reading.read_table(spreadsheet_files.ods("".join(map(spreadsheet_files.ods_row, rows)))),
        "html": reading.read_table(
            (
                "<table>"
                + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in rows)
                + "</table>"
            ).encode()
        ),
    }
    for kind, table in found.items():
        assert (table.kind, table.headers, table.rows) == (kind, rows[0], [(2, rows[1]), (3, rows[2])])


_WORD = st.text(st.characters(codec="cp1252", exclude_categories=["C", "Z"]), min_size=1, max_size=12)


@given(st.lists(st.tuples(_WORD, _WORD), min_size=1, max_size=20), st.sampled_from(["utf-8-sig", "utf-16"]))
def test_what_is_written_is_what_is_read(rows, encoding):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerows([("NIF", "Nombre"), *rows])
    table = reading.read_table(buffer.getvalue().encode(encoding), delimiter=";", header_row=1)
    assert cells(table) == [list(row) for row in rows if row != ("NIF", "Nombre")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8"])
def test_amounts_in_euros_are_no_letters_of_another_encoding(encoding):
    lines = ["NIF;Cliente;Ventas", *(f"B7100001{n};Cliente número {n} SL;{n}.200,50 €" for n in range(9)), ""]
    table = reading.read_table("\r\n".join(lines).encode(encoding))
    assert [cells[1:] for _number, cells in table.rows][3] == ["Cliente número 3 SL", "3.200,50 €"]
