"""Lists of what was invoiced: amounts, years, columns, and what they add up to."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import billing, services
from odoo.addons.despacho_crm_import.tools.notes import Row


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1.234,56 €", 1234.56), ("-1.234,56", -1234.56), ("1.234,56-", -1234.56), ("(20,00)", -20), ("15,5", 15.5),
        ("1.234", 1234), ("1234.567", 1234.57), ("1.234.567", 1234567), ("1,234.56", 1234.56), ("€ 12", 12),
        ("1 234,50", 1234.5), ("0", 0), ("−3,2", -3.2), ("12 EUR", 12), ("1234,5", 1234.5), ("+7", 7),
        ("pendiente", None), ("", None), ("1.2.3", None), ("12%", None), ("-", None), ("1.234,5.6", None),
    ],
)  # fmt: skip
def test_an_amount_in_any_spelling_is_read(text, amount):
    assert billing.read_amount(text) == amount


def test_a_point_is_decimal_in_the_numbers_of_a_spreadsheet():
    assert billing.read_amount("12.345", point=True) == 12.35
    assert billing.read_amount("1.234,56 €", point=True) == 1234.56
    assert billing.read_amount("1234.5", point=True) == 1234.5


@given(st.integers(-(10**11), 10**11))
def test_what_a_spaniard_writes_is_what_is_read(cents):
    whole, rest = divmod(abs(cents), 100)
    written = f"{whole:,}".replace(",", ".") + f",{rest:02d} €"
    assert billing.read_amount(("-" if cents < 0 else "") + written) == cents / 100


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023), ("2023.0", 2023), ("Ejercicio 2023", 2023), ("año 2024", 2024), ("31/12/2022", 2022),
        ("2021-05-01", 2021), ("15 de marzo de 2020", 2020), ("23", 0), ("", 0), ("sí", 0), ("1969", 0),
    ],
)  # fmt: skip
def test_the_year_of_a_row_is_read(text, year):
    assert billing.read_year(text) == year


def years_of(*titles, cells=("1.000,00", "12,5"), last_year=2026):
    columns = billing.amount_columns(list(titles), [list(cells)] * len(titles), last_year)
    return [(titles[column.place], column.year) for column in columns]


def test_a_column_for_each_year_is_found_among_others_of_that_year():
    titles = (
        "NIF",
        "2022",
        "Ventas 2023",
        "Base 2024",
        "IVA 2024",
        "Total 2024",
        "% 2024",
        "Dif. 2023-2024",
        "Var 2024",
    )
    assert years_of(*titles) == [("2022", 2022), ("Ventas 2023", 2023), ("Base 2024", 2024)]


def test_a_total_is_better_than_nothing_and_months_count_where_there_is_no_year():
    assert years_of("Total 2025") == [("Total 2025", 2025)]
    assert years_of("Enero 2024", "Febrero 2024") == [("Enero 2024", 2024), ("Febrero 2024", 2024)]
    assert years_of("Enero 2024", "Ventas 2024", "Febrero 2024") == [("Ventas 2024", 2024)]


def test_counts_words_and_years_to_come_are_no_amounts():
    assert years_of("Facturas 2024", "2025", cells=("12", "3")) == [("2025", 2025)]
    assert years_of("2024", cells=("sí", "no")) == []
    assert years_of("Ventas 2027") == []
    assert years_of("Objetivo 2025", "Presupuesto 2025") == []


def test_what_has_vat_says_so():
    assert billing.tax_of("Importe IVA incluido") and billing.tax_of("Total con IVA")
    assert not billing.tax_of("Base sin IVA") and not billing.tax_of("Ventas")


def test_the_year_of_a_list_is_that_of_its_title():
    assert billing.title_year(["Ventas del 01/01/2023 al 31/12/2023"], 2026) == 2023
    assert billing.title_year(["Listado", "", None, "mod347_2022.csv"], 2026) == 2022
    assert billing.title_year(["Ventas 2022 y 2023"], 2026) == 0


@pytest.mark.parametrize("name", ["TOTAL", "Totales", "Total general", "Subtotal", "TOTAL CLIENTES:"])
def test_the_total_of_a_list_is_nobody(name):
    assert billing.is_total({"name": name})


def test_a_company_whose_name_begins_so_is_somebody():
    assert not billing.is_total({"name": "Total Energies SL"})
    assert not billing.is_total({"name": "Total", "nif": "B58378431"})


def row(**values):
    return Row(values, [], "", "")


ENTRIES = [
    (row(nif="B58378431", ref="7", name="Acme"), [(2023, 1, 10.0)]),
    (row(ref="7"), [(2023, 1, 5.5), (2024, 0, 1.0)]),
    (row(name="ACME"), [(2024, 0, -3.0)]),
    (row(name="Otra"), [(2024, 0, 8.0)]),
]


@given(st.randoms(use_true_random=False))
def test_what_a_list_adds_up_to_does_not_depend_on_its_order(rand):
    def book_of(entries):
        book = billing.Book()
        for number, (who, lines) in enumerate(entries, 2):
            book.add(number, billing.client_key(who.values), who, lines)
        linked = billing.link_clients({key: (number, one.values) for key, (number, one) in book.clients.items()})
        book.join(linked)
        return {key: line[:2] for key, line in book.lines.items()}

    shuffled = random.Random(rand.random()).sample(ENTRIES, len(ENTRIES))
    assert book_of(shuffled) == {
        ("nif:b58378431", 2023, 1): [15.5, 2],
        ("nif:b58378431", 2024, 0): [-2.0, 2],
        ("name:otra", 2024, 0): [8.0, 1],
    }


def test_a_code_that_two_clients_have_leads_to_none():
    clients = {
        "nif:a": (2, {"nif": "A", "ref": "7"}),
        "nif:b": (3, {"nif": "B", "ref": "7"}),
        "ref:7": (4, {"ref": "7"}),
    }
    assert billing.link_clients(clients)["ref:7"] == "ref:7"


LINES = {1: "Fiscal", 2: "Asesoría laboral", 3: "Contabilidad", 4: "Jurídico", 5: "Fiscal internacional"}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("FISCAL", 1), ("Asesoría fiscal", 1), ("Cuota fiscal enero 2024", 1), ("Nóminas", 2),
        ("Asesoramiento laboral", 2), ("Contable", 3), ("Gestión contable mensual", 3), ("Fiscal Internacional", 5),
        ("Abogados", 4), ("Fiscal y contable", 0), ("Protección de datos", 0), ("", 0), ("Honorarios", 0),
    ],
)  # fmt: skip
def test_a_service_is_known_by_its_words_or_asked_about(text, line):
    assert services.find_line(text, LINES) == line


def test_monthly_fees_are_one_service():
    keys = {services.service_key(text) for text in ("Cuota fiscal enero 2024", "CUOTA FISCAL FEBRERO", "Fiscal")}
    assert keys == {"fiscal"}
    assert services.service_key("Cuota enero") == "cuota enero"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Protección de datos 1", "Protección de datos"), ("Cuota marca enero 2024", "Cuota marca"),
     ("Auditoría", "Auditoría"), ("2024", "2024")],
)  # fmt: skip
def test_a_new_service_line_is_called_without_the_month(text, name):
    assert services.line_name(text) == name
