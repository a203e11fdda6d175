"""The figures of companies: which column is of which year, and what its numbers mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import figures, headers
from odoo.addons.despacho_crm_import.tools.figures import Figure


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Facturación 2023", Figure("turnover", 2023)),
        ("Ventas 2024", Figure("turnover", 2024)),
        ("Ventas (2024)", Figure("turnover", 2024)),
        ("2024 Ventas", Figure("turnover", 2024)),
        ("2022 - Nº empleados", Figure("employees", 2022)),
        ("Empleados 2022", Figure("employees", 2022)),
        ("Número empleados\n2022", Figure("employees", 2022)),
        ("Empleados a 31/12/2022", Figure("employees", 2022)),
        ("Ventas ejercicio 2023", Figure("turnover", 2023)),
        ("Ejercicio 2023: ventas", Figure("turnover", 2023)),
        ("Facturació any 2021", Figure("turnover", 2021)),
        ("Treballadors 2021", Figure("employees", 2021)),
        ("Ingresos de explotación mil EUR 2023", Figure("turnover", 2023, 1000)),
        ("Ingresos de explotación\nmil EUR\n2023", Figure("turnover", 2023, 1000)),
        ("Importe neto cifra de negocios 2020 (miles de euros)", Figure("turnover", 2020, 1000)),
        ("Ventas 2020 M€", Figure("turnover", 2020, 1_000_000)),
        ("Ventas 2020 (€)", Figure("turnover", 2020)),
        ("Facturación", None),
        ("Teléfono 2023", None),
        ("CNAE 2009", None),
        ("Ventas 2022-2023", None),
        ("Variación ventas 2023", None),
        ("% ventas 2023", None),
        ("Importe neto de la cifra de negocios 2019", Figure("turnover", 2019)),
        ("Importe ejercicio 2023", None),
        ("2023", None),
        ("", None),
    ],
)
def test_a_title_says_which_figure_of_which_year(header, wanted):
    assert figures.figure_of(header) == wanted


@pytest.mark.parametrize(
    ("header", "factor"),
    [
        ("Facturación", 1),
        ("Ingresos de explotación mil EUR Últ. año disp.", 1000),
        ("Ventas (miles €)", 1000),
        ("Ventas en millones de euros", 1_000_000),
        ("Mil ventas", 1),
        ("Ventas", 1),
        (False, 1),
    ],
)
def test_a_title_says_in_which_unit(header, factor):
    assert figures.factor_of(header) == factor


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ("Facturación mil EUR", True),
        ("Facturación (miles de €)", True),
        ("Facturación 2024 (miles €)", True),
        ("Ventas en millones de euros", True),
        ("Miles de euros", False),
        ("Teléfono m", False),
        ("Código de", False),
    ],
)
@pytest.mark.parametrize("target", ["", "lead", "census"])
def test_a_title_is_known_whatever_the_unit(header, known, target):
    assert ("turnover" in headers.header_fields(header, target)) is known


@pytest.mark.parametrize(
    ("columns", "years"),
    [
        ([("turnover", 2023), ("turnover", 2024)], [2023, 2024]),
        ([("employees", 0), ("turnover", 2022), ("turnover", 2023)], [2023, 2022, 2023]),
        ([("turnover", 0), ("turnover", 2023)], [2025, 2023]),
        ([("turnover", 0), ("turnover", 2025)], [2025, 2025]),
        ([("turnover", 0)], [2025]),
        ([("turnover", 2024), ("employees", 2022)], [2024, 2022]),
        ([], []),
    ],
)
def test_what_says_no_year_is_of_the_last_one(columns, years):
    assert figures.resolve(columns, 2025) == years


@pytest.mark.parametrize(
    ("figure", "text", "point", "number"),
    [
        (Figure("turnover", 2023), "1.234,56", False, 1234.56),
        (Figure("turnover", 2023, 1000), "1.234", False, 1_234_000),
        (Figure("turnover", 2023, 1000), "1234.567", True, 1_234_567),
        (Figure("turnover", 2023, 1000), "1,5 M€", False, 1_500_000),
        (Figure("employees", 2023), "12", True, 12),
        (Figure("employees", 2023), "0", True, 0),
        (Figure("turnover", 2023), "n.d.", False, None),
        (Figure("turnover", 2023), "-5", False, None),
        (Figure("turnover", 2023), "mucho", False, None),
    ],
)
def test_a_cell_is_read_in_its_unit(figure, text, point, number):
    found, notes = figures.read(figure, text, point)
    assert found == number
    assert all(note.field == figure.field for note in notes)


@given(st.sampled_from(figures.FIGURES), st.integers(1900, 2099))
def test_a_name_says_its_year(field, year):
    assert figures.undated(figures.dated(field, year)) == (field, year)
    assert figures.undated(field) == (field, 0)
    assert figures.dated_of([field, figures.dated(field, year)]) == [figures.dated(field, year)]
