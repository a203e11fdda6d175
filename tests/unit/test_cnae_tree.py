"""The two classifications of activities: whole, with official titles, and each code of 2009 with what it became."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools import cnae, cnae_tree

YEARS = st.sampled_from(cnae_tree.YEARS)
CODES_2009 = st.sampled_from(sorted(cnae_tree.tree("2009")))


def codes(year, level):
    return {code for code, entry in cnae_tree.tree(year).items() if entry.level == level}


def test_each_classification_has_the_sections_divisions_groups_and_classes_of_its_decree():
    levels = ("section", "division", "group", "class")
    assert [len(codes("2025", level)) for level in levels] == [22, 87, 287, 664]
    assert [len(codes("2009", level)) for level in levels] == [21, 88, 272, 629]


@given(YEARS, st.data())
def test_every_code_but_the_sections_has_one_above_of_the_level_above(year, data):
    code = data.draw(st.sampled_from(sorted(cnae_tree.tree(year))))
    entry = cnae_tree.tree(year)[code]
    levels = list(cnae_tree.LEVELS.values())
    if entry.level == "section":
        assert not entry.parent
    else:
        assert cnae_tree.tree(year)[entry.parent].level == levels[levels.index(entry.level) - 1]
        assert cnae_tree.lineage(code, year)[-1] == cnae_tree.section(code, year) in "ABCDEFGHIJKLMNOPQRSTUV"
        assert code.startswith(cnae_tree.sector(code, year))
    assert entry.title == entry.title.strip() != ""


@given(CODES_2009)
def test_the_correspondence_is_total_and_keeps_the_level(code):
    level = cnae_tree.tree("2009")[code].level
    new = cnae_tree.successors(code)
    assert new and {cnae_tree.tree("2025")[one].level for one in new} == {level}
    assert cnae_tree.convert(code) == (new[0] if len(new) == 1 else "")


@given(CODES_2009)
def test_what_a_class_became_is_below_what_its_group_became(code):
    above = cnae_tree.tree("2009")[code].parent
    if above:
        parents = {cnae_tree.tree("2025")[new].parent for new in cnae_tree.successors(code)}
        assert parents <= set(cnae_tree.successors(above))


def test_no_class_of_2025_comes_from_nothing():
    became = {new for old in codes("2009", "class") for new in cnae_tree.successors(old)}
    assert became == codes("2025", "class")


def test_425_of_the_629_classes_of_2009_went_whole_to_one_of_2025():
    whole = [code for code in codes("2009", "class") if cnae_tree.convert(code)]
    assert len(whole) == 425


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("6920", ("6920",)),
        ("9602", ("9621", "9622")),
        ("5630", ("5630",)),
        ("8690", ("8691", "8692", "8693", "8694", "8695", "8696", "8699")),
    ],
)
def test_what_known_classes_became(old, new):
    assert cnae_tree.successors(old) == new


def test_titles_are_the_official_ones():
    assert cnae_tree.title("9621", "2025") == "Peluquerías y barberías"
    assert cnae_tree.title("9602", "2009") == "Peluquería y otros tratamientos de belleza"
    assert cnae_tree.title("K", "2009") == "Actividades financieras y de seguros"
    assert cnae_tree.title("L", "2025") == "Actividades financieras y de seguros"
    assert cnae_tree.title("0000", "2025") == ""


def test_sector_and_section_of_a_code():
    assert (cnae_tree.sector("6920", "2025"), cnae_tree.section("6920", "2025")) == ("69", "N")
    assert (cnae_tree.sector("69", "2009"), cnae_tree.section("69", "2009")) == ("69", "M")
    assert (cnae_tree.sector("N", "2025"), cnae_tree.section("9999", "2025")) == ("", "")


def test_codes_of_several_divisions_have_no_common_sector():
    assert cnae_tree.common_sector(("9621", "9622")) == "96"
    assert cnae_tree.common_sector(("9621", "6920")) == ""
    assert cnae_tree.common_sector(()) == ""


def test_a_code_with_more_digits_than_there_are_is_that_of_its_nearest_above():
    assert cnae_tree.known("69201", "2025") == "6920"
    assert cnae_tree.known("6900", "2025") == "69"
    assert cnae_tree.known("0000", "2025") == ""


def test_everyday_words_are_of_classes_that_exist_and_reach_those_of_2009():
    assert set(cnae_tree._everyday()) <= codes("2025", "class")
    assert "dentista" in cnae_tree.everyday("8623", "2025")
    assert "peluquero" in cnae_tree.everyday("9602", "2009")


def test_only_a_class_of_one_classification_tells_which_one_a_list_has():
    assert (cnae.year_of("9602"), cnae.year_of("9621"), cnae.year_of("6920"), cnae.year_of("")) == (
        "2009",
        "2025",
        "",
        "",
    )
