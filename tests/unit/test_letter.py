"""Letters, labels and merge fields, without a database."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from odoo.addons.despacho_crm.tools import labels, letter, merge_fields

FIELDS = {"nombre": "name", "empresa": "company", "codigo postal": "zip"}


def pages(content):
    return ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def written(*bodies, **values):
    letters = [letter.Letter(("Vega SL", "17001 Girona"), body, **values) for body in bodies]
    return letter.build(letters, letter.Letterhead("Asesoría Puig"))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("«Nombre»", "Eva &amp; Pau"),
        ("« NOMBRE »", "Eva &amp; Pau"),
        ("&laquo;Nombre&raquo;", "Eva &amp; Pau"),
        ("«<b>Nombre</b>»", "<b>Eva &amp; Pau</b>"),
        ("«Código&nbsp;postal»", "17001"),
        ("«Plan Renove»", "«Plan Renove»"),
        ("«Empresa» SL", " SL"),
        ("«Nombre» «Nombre»", "Eva &amp; Pau Eva &amp; Pau"),
    ],
)
def test_a_field_gives_way_to_its_value_and_a_quotation_stays(text, expected):
    assert merge_fields.filled(text, {"name": "Eva & Pau", "zip": "17001"}, FIELDS) == expected


@given(st.text(max_size=40))
def test_no_value_becomes_markup(value):
    filled = merge_fields.filled("<p>«Nombre»</p>", {"name": value}, FIELDS)
    assert filled.count("<") == 2


def test_what_looks_like_a_field_is_told_and_a_quotation_is_not():
    assert merge_fields.slips("«Nonbre» «Empresa» «Plan Renove» «Nonbre»", FIELDS) == ["Nonbre"]


def test_each_letter_begins_on_a_page_of_its_own():
    content, counts = written("<p>uno</p>", "<p>" + "largo " * 1500 + "</p>", "<p>tres</p>")
    assert counts[0] == counts[2] == 1 and counts[1] > 1
    texts = pages(content)
    assert len(texts) == sum(counts)
    assert "uno" in texts[0] and "tres" in texts[-1]
    assert [number for number, text in enumerate(texts) if "17001Girona" in text] == [0, 1, sum(counts) - 1]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "loose text",
        "<p>a<br>b <b>c</b> <i>d</i> <u>e</u> <a href='x'>f</a></p>",
        "<ul><li>one</li><li><p>two</p><ul><li>three</li></ul></li></ul><ol><li>x</li></ol>",
        "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>",
        "<h1>Title</h1><blockquote><p>said</p></blockquote><hr>",
        '<p style="text-align: center; color: red">x <span style="color: rgb(1,2,3); font-weight: bold">y</span></p>',
        '<p><img src="/web/image/1"></p><script>alert(1)</script>',
        "<p>unclosed <b>tags <i>everywhere",
    ],
)
def test_whatever_the_editor_leaves_can_be_printed(body):
    assert sum(written(body)[1]) == 1


def test_every_european_name_is_written():
    assert "Łódź" in pages(written("<p>Łódź</p>")[0])[0] or "Lódz" in pages(written("<p>Łódź</p>")[0])[0]


@pytest.mark.parametrize("code", sorted(labels.FORMATS))
def test_a_sheet_holds_as_many_labels_as_its_box_says_and_none_leaves_the_paper(code):
    shape = labels.FORMATS[code]
    assert shape.left + (shape.columns - 1) * shape.step_x + shape.width <= 210
    assert shape.top + (shape.rows - 1) * shape.step_y + shape.height <= 297
    content = labels.build([[f"Empresa {number}"] for number in range(shape.per_sheet + 1)], shape)
    texts = pages(content)
    assert [text.count("Empresa") for text in texts] == [shape.per_sheet, 1]


def test_labels_begin_where_the_sheet_was_left():
    shape = labels.FORMATS["70x37"]
    content = labels.build([["Empresa"]] * 2, shape, skip=23)
    assert [text.count("Empresa") for text in pages(content)] == [1, 1]


def test_a_long_address_stays_on_its_label():
    shape = labels.FORMATS["70x37"]
    text = pages(labels.build([["Palabra " * 40, "17001 Girona"]], shape))[0]
    assert text.startswith("Palabra")
