"""Provinces by any of their names, by number and by postcode."""

import csv
from pathlib import Path

import pytest

from odoo.addons.despacho_crm.tools import territory

OFFICIAL = Path(__file__).resolve().parents[3] / "shared" / "data" / "provincias_odoo.csv"


def official():
    with OFFICIAL.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_52_provinces_are_those_of_ine_and_odoo():
    assert len(territory.PROVINCES) == len(territory.BY_CODE) == 52
    for row in official():
        province = territory.PROVINCES[row["ine_cp_prefix"]]
        assert province.code == row["odoo_code"]
        for name in (row["ine_name"], row["odoo_name"], row["odoo_code"], row["ine_cp_prefix"], province.name):
            assert territory.find_province(name) == province, name


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("Gerona", "17"), ("GIRONA", "17"), ("Lérida", "25"), ("lerida", "25"), ("Alicante", "03"), ("Alacant", "03"),
        ("Alicante/Alacant", "03"), ("Vizcaya", "48"), ("Bizkaia", "48"), ("Guipúzcoa", "20"), ("Álava", "01"),
        ("Araba/Álava", "01"), ("La Coruña", "15"), ("CORUÑA, LA", "15"), ("A Coruña (La Coruña)", "15"), ("Orense",
        "32"),
        ("Baleares", "07"), ("Illes Balears", "07"), ("Islas Baleares", "07"), ("Palmas, Las", "35"),
        ("S.C. TENERIFE", "38"),
        ("Sta. Cruz de Tenerife", "38"), ("Castelló", "12"), ("Castellón de la Plana", "12"), ("València", "46"),
        ("Rioja, La", "26"), ("Logroño", "26"), ("Nafarroa", "31"), ("Asturias (Principado de)", "33"),
        ("Prov. de Lugo", "27"),
        ("Provincia de Soria", "42"), ("Barcelona (España)", "08"), ("Madrid, Comunidad de", "28"), ("8", "08"),
        ("08", "08"),
        ("8001", "08"), ("08001", "08"), ("BCN", "08"), ("Santander", "39"),
    ],
)  # fmt: skip
def test_a_province_is_found_by_any_name_that_people_write(written, number):
    assert territory.find_province(written).number == number


@pytest.mark.parametrize("written", ["", "x", "Lisboa", "99", "53000", "00001", "Baix Llobregat", "-", "/"])
def test_what_is_no_province_is_none(written):
    assert territory.find_province(written) is None


def test_a_postcode_is_of_the_province_of_its_first_two_digits():
    assert territory.by_zip("03801").code == "A"
    assert territory.by_zip("53001") is territory.by_zip("3801") is territory.by_zip("") is None


def test_no_name_means_two_provinces():
    names = {}
    for line in territory._TABLE.strip().splitlines():
        first, _, others = line.partition(": ")
        for name in (first.split(" ", 2)[2], first.split(" ", 2)[1], *others.split(", ")):
            assert names.setdefault(territory.plain(name), line) == line, name
