import pytest

from odoo.addons.despacho_crm.tools.who import Who, digits, read_who


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Nuria Soler", Who(name="Nuria Soler")),
        ("  Nuria   Soler ", Who(name="Nuria Soler")),
        ("600 700 800", Who(phone="+34 600 70 08 00")),
        ("+34 931-234-567", Who(phone="+34 931 23 45 67")),
        ("B-12.345.674", Who(vat="B12345674")),
        ("12345678z", Who(vat="12345678Z")),
        ("B12345670", Who(name="B12345670")),
        ("Nuria@Soler.example", Who(email="nuria@soler.example")),
        ("Calle Mayor 9", Who(name="Calle Mayor 9")),
        ("", Who()),
        (None, Who()),
    ],
)
def test_what_is_typed_tells_what_it_is(text, who):
    assert read_who(text) == who


def test_a_phone_number_is_nine_digits_and_nothing_else():
    assert digits("93 123 45 67") == "931234567"
    assert digits("93 123") == ""
    assert digits("Bar 931234567") == ""
