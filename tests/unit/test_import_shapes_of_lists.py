"""A list is known by its titles, or without them by what stands where; it is called as its file says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import profiles, shapes


@pytest.mark.parametrize(
    ("filename", "name"),
    [
        ("listado_perez_software_2026-10.csv", "Listado perez software"),
        ("Listado de Pérez Software.xlsx", "Listado de Pérez Software"),
        (r"C:\datos\Clientes a 31-12-2025.xls", "Clientes"),
        ("CLIENTES_20261001.txt", "CLIENTES"),
        ("agenda laboral (3).ods", "Agenda laboral"),
        ("agenda - copia.ods", "Agenda"),
        ("export.tar.gz", "Export"),
        ("2026-10.csv", ""),
        ("", ""),
    ],
)
def test_a_list_is_called_as_its_file_without_the_date(filename, name):
    assert shapes.proposed_name(filename) == name


def test_the_title_over_the_columns_says_better_what_it_is():
    above = [["", "Listado de clientes a 31/12", ""], ["uno", "dos", ""]]
    assert shapes.proposed_name("x.csv", above) == "Listado de clientes"
    assert shapes.proposed_name("x.csv", [["a" * 80]]) == "X"


@given(st.text(max_size=80))
def test_any_name_of_file_gives_a_short_name_in_one_line(filename):
    name = shapes.proposed_name(filename)
    assert len(name) <= 60 and "\n" not in name and name == name.strip()


@given(st.permutations(["NIF", "Razón social", "C.P.", "Teléfono 1"]))
def test_the_order_of_the_columns_makes_no_other_list(headers):
    assert shapes.shape_key(shapes.keys_of(headers)) == shapes.shape_key(
        shapes.keys_of(["nif:", "RAZON SOCIAL", "CP".replace("P", ".P"), "teléfono 1"])
    )


def test_what_both_lists_have_makes_them_alike():
    assert shapes.overlap({"a", "b", "c"}, {"a", "b", "c"}) == 1
    assert shapes.overlap({"a", "b"}, {"c"}) == 0
    assert shapes.overlap(frozenset(), frozenset()) == 0


def _keys(*titles):
    return shapes.keys_of(titles)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("NIF", "Cifra 2023", "Cifra 2024"), ("NIF", "Cifra 2024", "Cifra 2025"), True),
        (("NIF", "2023", "2024"), ("NIF", "2024", "2025"), True),
        (("NIF", "Cifra 2024", "CNAE 2009"), ("NIF", "Cifra 2025", "CNAE 2009"), True),
        (("NIF", "Cifra a 31/12/2024"), ("NIF", "Cifra a 31/12/2025"), True),
        (("NIF", "Variación 2022-2023"), ("NIF", "Variación 2023-2024"), True),
        (("NIF", "Cifra 2023", "Cifra 2024"), ("NIF", "Cifra 2025"), False),
        (("NIF", "Cifra 2022", "Cifra 2024"), ("NIF", "Cifra 2024", "Cifra 2025"), False),
        (("NIF", "Cifra 2024"), ("NIF", "Saldo 2025"), False),
        (("NIF", "Cifra"), ("NIF", "Cifra 2025"), False),
        (("NIF", "Modelo 347"), ("NIF", "Modelo 349"), False),
    ],
)
def test_the_titles_of_the_next_year_are_those_of_the_same_list(one, other, same):
    one, other = _keys(*one), _keys(*other)
    assert (shapes.shape_key(one) == shapes.shape_key(other)) is same
    assert (shapes.overlap(one, other) == 1) is same


@given(
    st.sets(st.tuples(st.sampled_from(("cifra", "plantilla media")), st.integers(1990, 2060)), min_size=1),
    st.integers(-30, 30),
)
def test_however_many_years_later_a_list_is_known_and_each_column_is_what_it_was(columns, later):
    then = {f"{title} {year}": f"{title[0]}{year}" for title, year in columns}
    now = {f"{title} {year + later}": f"{title[0]}{year}" for title, year in columns}
    assert shapes.shape_key(frozenset(then)) == shapes.shape_key(frozenset(now))
    assert shapes.overlap(frozenset(then), frozenset(now)) == 1
    assert now.items() <= shapes.carried_over(then, frozenset(now)).items()


def test_with_one_more_year_what_was_said_of_the_last_one_is_of_the_last_one():
    said = {"nif": "nif", "cifra 2023": "", "cifra 2024": "turnover"}
    assert shapes.carried_over(said, _keys("NIF", "Cifra 2023", "Cifra 2024", "Cifra 2025")) == {
        **said,
        "cifra 2023": "",
        "cifra 2024": "",
        "cifra 2025": "turnover",
    }


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (["nif", "", "phone"], ["nif", "", "phone"], True),
        (["nif", "", "phone"], ["nif", "phone"], False),
        (["nif", "", "phone"], ["nif", "email", "phone"], True),
        (["nif", "", "phone"], ["", "nif", "phone"], False),
        (["nif", "zip", "phone"], ["nif", "phone", "zip"], False),
        (["nif", "", ""], ["nif", "", ""], False),
    ],
)
def test_files_without_titles_are_one_list_when_the_same_stands_in_the_same_place(one, other, same):
    assert shapes.same_places(one, other) is same


@pytest.mark.parametrize("code", [code for code, profile in profiles.PROFILES.items() if profile.needs])
def test_the_titles_given_of_a_program_are_enough_to_know_it(code):
    profile = profiles.PROFILES[code]
    titles = profiles.get_titles(profile)
    keys = {shapes.header_key(title) for title, _field in titles}
    assert all(group & keys for group in profile.needs)
    fields = [field for _title, field in titles if field]
    assert set(fields) == set(filter(None, profile.columns.values()))
