"""The municipality of an address, by its postcode and by its town."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools import municipality, territory

ALL = municipality.municipalities()
#: Postcodes that serve a municipality of the province next to theirs.
ACROSS = 34


@given(st.sampled_from(sorted(ALL)))
def test_a_municipality_is_in_a_province_and_its_postcodes_are_of_five_digits(code):
    assert code[:2] in territory.PROVINCES
    assert ALL[code].name == ALL[code].name.strip() != ""
    assert ALL[code].postcodes and all(territory.by_zip(postcode) for postcode in ALL[code].postcodes)


def test_postcodes_are_of_the_province_of_their_municipality_save_those_known():
    pairs = [(postcode, code) for code in ALL for postcode in ALL[code].postcodes]
    assert sum(postcode[:2] != code[:2] for postcode, code in pairs) == ACROSS


@given(st.sampled_from(sorted(ALL)), st.data())
def test_what_is_found_has_that_postcode_and_every_name_finds_its_own(code, data):
    postcode = data.draw(st.sampled_from(ALL[code].postcodes))
    found = municipality.find(postcode)
    assert found is None or found.code == code
    by_name = municipality.find(postcode, ALL[code].name)
    assert by_name is None or by_name.code == code
    assert code in {one.code for one in municipality.candidates(postcode)}


def test_the_name_of_the_town_tells_which_of_nearly_all_that_share_a_postcode():
    shared = [(postcode, code) for code in ALL for postcode in ALL[code].postcodes if not municipality.find(postcode)]
    told = sum(municipality.find(postcode, ALL[code].name) is not None for postcode, code in shared)
    assert told > 0.995 * len(shared)


@pytest.mark.parametrize(
    ("postcode", "town", "name"),
    [
        ("08960", "", "Sant Just Desvern"),
        ("08960", "Sant Just", "Sant Just Desvern"),
        ("01118", "LAGRAN", "Lagrán"),
        ("01118", "Treviño", None),
        ("20500", "Mondragón", "Arrasate/Mondragón"),
        ("20500", "Arrasate", "Arrasate/Mondragón"),
        ("99999", "Madrid", None),
    ],
)
def test_an_address_is_of_the_municipality_that_its_postcode_and_town_say(postcode, town, name):
    found = municipality.find(postcode, town)
    assert (found.name if found else None) == name


def test_without_postcode_a_town_is_looked_for_in_its_province():
    assert municipality.find("", "Gerona", "17") is None  # the official name is Girona
    assert municipality.find("", "Girona", "17").code == "17079"
    assert municipality.find("", "La Nucia", "03").name == municipality.find("", "NUCIA, LA", "03").name == "La Nucia"
    assert municipality.find("", "Girona", "08") is None
    assert municipality.find("", "", "08") is None


def test_every_province_is_of_one_region():
    provinces = [number for region in territory.REGIONS.values() for number in region.provinces]
    assert sorted(provinces) == sorted(territory.PROVINCES)
    assert territory.region_of(territory.PROVINCES["17"]).name == "Cataluña/Catalunya"
