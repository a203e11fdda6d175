"""Phones out of the cells where people write them."""

import random

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.phone import split_phones


def numbers(text, country="ES"):
    return [phone.number for phone in split_phones(text, country).found]


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("931234567", ["+34 931 23 45 67"], ""),
        ("93 123 45 67", ["+34 931 23 45 67"], ""),
        ("93.123.45.67", ["+34 931 23 45 67"], ""),
        ("93-1234567", ["+34 931 23 45 67"], ""),
        ("93/1234567", ["+34 931 23 45 67"], ""),
        ("(93) 123 45 67", ["+34 931 23 45 67"], ""),
        ("912345678.0", ["+34 912 34 56 78"], ""),
        ("912345678,00", ["+34 912 34 56 78"], ""),
        ("+34931234567", ["+34 931 23 45 67"], ""),
        ("0034 931234567", ["+34 931 23 45 67"], ""),
        ("34931234567", ["+34 931 23 45 67"], ""),
        ("+34 (0)93 123 45 67", ["+34 931 23 45 67"], ""),
        ("902 10 10 10", ["+34 902 10 10 10"], ""),
        ("900101010", ["+34 900 101 010"], ""),
        ("671234567 Ana", ["+34 671 23 45 67"], "Ana"),
        ("600 11 22 33 (Juan)", ["+34 600 11 22 33"], "Juan"),
        ("Tel.: 931234567", ["+34 931 23 45 67"], ""),
        ("931234567 ext. 12", ["+34 931 23 45 67"], "ext. 12"),
        ("93 123 45 67 / 600 11 22 33", ["+34 931 23 45 67", "+34 600 11 22 33"], ""),
        ("600112233-931234567", ["+34 600 11 22 33", "+34 931 23 45 67"], ""),
        ("931234567;931234568, 931234569", ["+34 931 23 45 67", "+34 931 23 45 68", "+34 931 23 45 69"], ""),
        ("931234567 y 931234568", ["+34 931 23 45 67", "+34 931 23 45 68"], ""),
        ("931234567\n600112233", ["+34 931 23 45 67", "+34 600 11 22 33"], ""),
        ("931234567931234568", ["+34 931 23 45 67", "+34 931 23 45 68"], ""),
        ("Ana 600112233 Pepe 931234567", ["+34 600 11 22 33", "+34 931 23 45 67"], "Ana Pepe"),
        ("931234567 931234567", ["+34 931 23 45 67"], ""),
        ("Fax 931234568", [], "Fax 931234568"),
        ("+44 20 7946 0958", ["+44 20 7946 0958"], ""),
        ("+376 800 123", ["+376 800 123"], ""),
        ("12345", [], "12345"),
        ("123456789", [], "123456789"),
        ("no tiene", [], "no tiene"),
        ("", [], ""),
    ],
)
def test_numbers_are_found_and_other_words_kept(text, found, rest):
    assert numbers(text) == found
    assert split_phones(text).rest == rest


def test_mobiles_are_told_from_landlines():
    kinds = {"600112233": "mobile", "711223344": "mobile", "931234567": "fixed", "+44 7911 123456": "mobile"}
    for text, kind in kinds.items():
        assert split_phones(text).found[0].kind == kind


def test_a_number_without_prefix_is_read_by_the_country_of_the_row():
    assert numbers("01 42 68 53 00", "FR") == ["+33 1 42 68 53 00"]
    assert numbers("+34 931234567", "FR") == ["+34 931 23 45 67"]


def test_spanish_numbers_look_as_the_library_writes_them():
    numbers_ = random.Random(1)
    for _case in range(500):
        digits = numbers_.choice("6789") + "".join(numbers_.choice("0123456789") for _digit in range(8))
        parsed = phonenumbers.parse(digits, "ES")
        shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        assert numbers(digits) == [shown]


@given(st.text(max_size=40))
def test_any_text_is_read_without_failing(text):
    assert all(phone.number.startswith("+") for phone in split_phones(text).found)


@given(
    st.lists(st.from_regex(r"[69]\d{8}", fullmatch=True), min_size=1, max_size=3),
    st.sampled_from([" / ", "; ", ", ", " - ", "\n", " "]),
)
def test_every_number_of_a_cell_is_found_whatever_stands_between(digits, between):
    found = ["".join(filter(str.isdigit, number))[-9:] for number in numbers(between.join(digits))]
    assert found == list(dict.fromkeys(digits))
