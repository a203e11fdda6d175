"""Names in one cell that hold commas: what the base has is found, what may be several things is nobody's guess."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import values
from odoo.addons.despacho_crm_import.tools.name_lists import DOUBT, Names, split_marked, told, written

TAGS = ("VIP", "Cliente, de siempre", "Alta; 2024", "Grupo")


def names(*known):
    return Names({name: name for name in known})


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("VIP,Cliente, de siempre", ["VIP", "Cliente, de siempre"]),
        ("Cliente, de siempre,VIP", ["Cliente, de siempre", "VIP"]),
        ("Cliente,de siempre", ["Cliente, de siempre"]),
        ("Cliente, de siempre, Nuevo, otro", ["Cliente, de siempre", "Nuevo", "otro"]),
        ("Cliente, nuevo", ["Cliente", "nuevo"]),
        ("Alta; 2024; VIP", ["Alta; 2024", "VIP"]),
        ("VIP,,VIP, ", ["VIP"]),
        ("", []),
    ],
)
def test_the_names_of_the_base_are_found_before_a_cell_is_cut(text, wanted):
    assert names(*TAGS).split(text) == wanted


def test_what_may_be_read_in_two_ways_is_nobodys_guess():
    assert names("a", "b", "a, b").split("a, b") is None
    assert names("a", "b, c", "a, b", "c").split("a,b, c") is None
    assert names("a", "b, c", "a, b").split("a,b, c") == ["a", "b, c"]
    assert names("a", "b", "a, b").split("b,a") == ["b", "a"]


def test_a_name_is_told_as_the_base_has_it():
    known = Names({"Sector / Hostelería, bares": "Hostelería, bares", "Hostelería, bares": "Hostelería, bares"})
    assert known.split("Sector / Hostelería, bares,otra") == ["Hostelería, bares", "otra"]
    assert known.matter
    assert not names("VIP", "Grupo").matter


WORD = st.text(st.sampled_from("abc ñ"), min_size=1, max_size=3).map(str.strip).filter(bool)
NAME = st.lists(WORD, min_size=1, max_size=3).flatmap(
    lambda parts: st.sampled_from((", ", ",", "; ")).map(lambda mark: mark.join(parts))
)


def ways(text, known):
    """Return the sets of names whose texts, with commas between them, are ``text``: by trying each."""
    parts = text.split(",")
    found = set()

    def go_on(place, sofar):
        if place == len(parts):
            found.add(frozenset(sofar))
        for end in range(place + 1, len(parts) + 1):
            part = written(",".join(parts[place:end]))
            if part in known:
                go_on(end, {*sofar, part})

    go_on(0, set())
    return found


@given(st.data(), st.lists(NAME, min_size=1, max_size=6, unique_by=written), st.sampled_from((",", ", ")))
def test_any_names_of_the_base_joined_by_commas_come_back(data, known, comma):
    chosen = data.draw(st.lists(st.sampled_from(known), min_size=1, unique=True))
    text = comma.join(chosen)
    by_written = {written(name): name for name in known}
    found = Names(by_written, ",").split(text)
    if len(ways(text, by_written)) > 1:
        assert found is None
    else:
        assert {written(name) for name in found} == {written(name) for name in chosen}


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1), unique=True))
def test_names_that_are_told_apart_stay_apart(several):
    assert split_marked(told(several)) == several


def test_the_cleaner_takes_names_that_are_told_apart_and_leaves_out_those_of_which_it_is_not_sure():
    row = values.clean_row({"name": "A", "tags": told(["Cliente, de siempre", "VIP"])})
    assert row.values["tags"] == ["Cliente, de siempre", "VIP"]
    row = values.clean_row({"name": "A", "tags": f"{DOUBT}a, b", "notes": "x"})
    assert "tags" not in row.values
    assert row.values["notes"] == "x\na, b"
    assert [(note.code, note.field, note.old) for note in row.notes] == [("names_ambiguous", "tags", "a, b")]
