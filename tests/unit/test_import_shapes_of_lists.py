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
