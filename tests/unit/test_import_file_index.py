"""Which rows of one file are the same contact."""

from odoo.addons.despacho_crm_import.tools import values, verdict
from odoo.addons.despacho_crm_import.tools.file_index import FileIndex

NIF = "B58378431"


def row(**cells):
    return values.clean_row(cells)


def test_another_person_of_a_company_of_the_file_is_no_plain_repetition():
    index = FileIndex()
    found = []
    for number, person in enumerate(("Ana Puig", "ANA PUIG", "Joan Vila", ""), 2):
        one = row(name="Casa Puig, S.L.", zip="08001", contact_name=person)
        first = index.first(number, one)
        found.append((first, index.other_contact(first or number, one)))
    assert found == [(0, True), (2, False), (2, True), (2, False)]
    assert verdict.decide(one, {}, "agenda", first_row=2, other_contact=True).reason == "other_contact"


def test_two_rows_that_are_one_record_do_not_both_change_it():
    index = FileIndex()
    by_mail = verdict.Verdict("update", "matched_email", record_id=7)
    by_nif = verdict.Verdict("update", "matched_nif", record_id=7)
    settled = index.settle([(2, by_mail), (3, by_nif), (4, verdict.Verdict("create", "new"))])
    assert [(found.kind, found.details) for found in settled] == [
        ("duplicate_in_file", {"row": 3}),
        ("update", {}),
        ("create", {}),
    ]
    assert index.settle([(9, by_mail)])[0].reason == "same_record"


def test_a_row_without_nif_repeats_the_earlier_one_that_has_it():
    index = FileIndex()
    assert index.first(2, row(nif=NIF, name="Casa Puig", phone="931234567")) == 0
    assert index.first(3, row(name="CASA PUIG, S.L.", phone="93 123 45 67")) == 2
    assert index.first(4, row(nif="A28015865", name="Casa Puig", phone="931234567")) == 0


def test_a_repeated_row_says_which_was_the_first():
    index = FileIndex()
    rows = [
        (2, {"nif": NIF, "name": "Casa"}), (3, {"nif": "es" + NIF, "name": "Otra"}), (4, {"name": "Ana Puig",
        "email": "a@b.es"}),
        (5, {"name": "ANA PUIG", "email": "A@b.es"}), (6, {"name": "Ana Puig", "phone": "931234567"}),
        (7, {"name": "Ana Puig", "zip": "08001", "phone": "93 1234567"}), (8, {"name": "Ana Puig", "zip": "08001"}),
        (9, {"name": "Joan"}), (10, {"name": "Joan"}), (11, {"email": "a@b.es"}),
    ]  # fmt: skip
    found = {number: index.first(number, row(**cells)) for number, cells in rows}
    assert found == {2: 0, 3: 2, 4: 0, 5: 4, 6: 0, 7: 6, 8: 6, 9: 0, 10: 9, 11: 0}
    repeated = verdict.decide(row(nif=NIF, name="x"), {}, "billing", first_row=2)
    assert (repeated.kind, repeated.details) == ("duplicate_in_file", {"row": 2})
