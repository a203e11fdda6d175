import pytest

from odoo.addons.despacho_crm.tools.who import Who, digits, is_several, read_who


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
        ("Marta Solà 612345678", Who(name="Marta Solà", phone="+34 612 34 56 78")),
        ("612 34 56 78 Marta Solà", Who(name="Marta Solà", phone="+34 612 34 56 78")),
        ("Ana y Luis, tel. 931 234 567", Who(name="Ana y Luis", phone="+34 931 23 45 67")),
        ("Jean Dupont +33 6 12 34 56 78", Who(name="Jean Dupont", phone="+33 6 12 34 56 78")),
        ("Marta Solà <Marta@Sola.example>", Who(name="Marta Solà", email="marta@sola.example")),
        (
            "Talleres Vega SL NIF B-12345674 931234567 hola@vega.example",
            Who("Talleres Vega SL", "+34 931 23 45 67", "hola@vega.example", "B12345674"),
        ),
        ("Marta Solà (12345678Z)", Who(name="Marta Solà", vat="12345678Z")),
        ("Bar 2000", Who(name="Bar 2000")),
        ("Marta B12345670", Who(name="Marta B12345670")),
        ("Marta 612345678 931234567", Who(name="Marta +34 931 23 45 67", phone="+34 612 34 56 78")),
        ("", Who()),
        (None, Who()),
    ],
)
def test_what_is_typed_tells_what_it_is(text, who):
    assert read_who(text) == who


def test_what_only_one_person_has_comes_before_the_name():
    assert read_who("Marta Solà 612345678 B12345674").pieces() == ["+34 612 34 56 78", "B12345674", "Marta Solà"]
    assert is_several("Marta Solà 612345678")
    assert not is_several("Marta Solà")


def test_a_phone_number_is_nine_digits_and_nothing_else():
    assert digits("93 123 45 67") == "931234567"
    assert digits("93 123") == ""
    assert digits("Bar 931234567") == ""
