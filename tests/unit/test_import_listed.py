"""How each of several values of a field is called where it is told where it came from."""

from odoo.addons.despacho_crm_import.tools.listed import field_of, items_of


def test_each_value_has_a_name_of_its_own_whatever_its_letter_case_and_spaces():
    found = items_of("tags", ["VIP", "Feria: Sol"])
    assert list(found.values()) == ["VIP", "Feria: Sol"]
    assert {field_of(name) for name in found} == {"tags"}
    assert items_of("tags", ["vip"]).keys() <= found.keys()
    # Names of figures have the year after a colon.
    assert not any(":" in name for name in found)


def test_of_an_account_no_more_is_told_than_how_it_ends():
    written = items_of("iban", "ES91 2100 0418 4502 0005 1332")
    assert written == items_of("iban", "ES9121000418450200051332")
    assert list(written.values()) == ["ES… 1332"]


def test_nothing_has_no_name():
    assert items_of("tags", ["", None]) == items_of("iban", None) == {}
