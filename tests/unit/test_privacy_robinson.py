"""The files of the Lista Robinson: what is asked, and what its program answers."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.privacy import address, robinson

PROOF = "b64-proof"


def answered(content, listed=()):
    """Return the file that the service's program gives for ``content``."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in csv.reader(io.StringIO(content.decode())):
        writer.writerow([*row, "1" if row[-1] in listed or row[2] in listed else "0", "", PROOF])
    return text.getvalue().encode()


def test_somebody_is_asked_for_by_nif_phone_and_post():
    rows = robinson.rows("C7", "Ana Roca Pons", "+34600111222", "a@x.es", "Calle Mayor, 5", "08001", "12345678Z")
    assert rows == [
        ["DNI_NIF_NIE", "C7", "12345678Z"],
        ["PhoneSimple", "C7", "+34600111222"],
        ["Postal", "C7", "Ana", "Roca", "Pons", "Calle Mayor", "5", "08001", "08"],
    ]


def test_what_was_asked_comes_back_with_the_address_by_which_it_is_compared():
    rows = robinson.rows("C7", "Ana Roca Pons", "+34600111222", "a@x.es", "Calle Mayor, 5", "08001", "12345678Z",
                         ("phone", "post", "email", "sms"))  # fmt: skip
    answers = list(robinson.read(answered(robinson.write(rows), {"+34600111222"})))
    assert {(one.channel, one.value, one.listed) for one in answers} == {
        ("nif", "12345678Z", False),
        ("phone", "+34600111222", True),
        ("sms", "+34600111222", True),
        ("email", "a@x.es", False),
        ("post", address.who("Ana Roca Pons", "08001"), False),
    }
    assert {(one.key, one.proof) for one in answers} == {("C7", PROOF)}


@pytest.mark.parametrize(
    ("line", "channel", "value"),
    [
        ("600111222,1,,firma", "phone", "+34600111222"),
        ("C7,600111222,0,,firma", "phone", "+34600111222"),
        ("ana@x.es,1,01#02,firma", "email", "ana@x.es"),
        ("12345678Z,1,,firma", "nif", "12345678Z"),
        ('"Ana","Roca","Pons","600111222","1","","firma"', "phone", "+34600111222"),
        ("PhoneSimple,C7,600111222,,,,,,0,,firma", "phone", "+34600111222"),
    ],
)
def test_files_of_one_channel_and_padded_ones_are_read_too(line, channel, value):
    (answer,) = robinson.read(f"\ufeff{line}\n\n".encode())
    assert (answer.channel, answer.value) == (channel, value)


@pytest.mark.parametrize("line", ["600111222", "hola", "C7,600111222,2,,firma", "a,b,c,1,,firma", ",1,,firma"])
def test_a_row_that_is_no_answer_is_told_with_its_line(line):
    with pytest.raises(robinson.Unreadable) as raised:
        list(robinson.read(f"600111222,0,,firma\n{line}\n".encode()))
    assert raised.value.line == 2


@given(
    st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\n\0"), max_size=30), min_size=1, max_size=10)
)
def test_whatever_the_row_says_it_is_an_answer_or_unreadable(row):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    try:
        answers = list(robinson.read(text.getvalue().encode()))
    except robinson.Unreadable:
        return
    assert all(one.value and one.channel in set(robinson.KINDS.values()) for one in answers)


@given(st.text(max_size=40), st.integers(1000, 52999))
def test_the_order_of_the_names_and_their_accents_do_not_matter(name, code):
    backwards = " ".join(reversed(name.split()))
    assert address.who(name, f"{code:05}") == address.who(backwards.upper(), f"{code:05}")


def test_no_name_can_be_read_in_what_is_kept_of_it():
    kept = address.who("Ana Roca Pons", "08001")
    assert "ROCA" not in kept.upper()
    assert len(kept) == 64


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_end_of_line_is_read(end):
    content = f"600111222,1,,firma{end}600111223,0,,firma{end}".encode()
    assert [one.listed for one in robinson.read(content)] == [True, False]


def test_what_is_no_file_of_rows_is_told_with_its_line():
    with pytest.raises(robinson.Unreadable) as raised:
        list(robinson.read(f'600111222,0,,firma\n"{"x" * 200_000}",0,,firma\n'.encode()))
    assert raised.value.line == 2


@pytest.mark.parametrize("text", ['"Roca, Ana" <Ana@Acme.ES>', "Ana <ana@acme.es>", "ana@acme.es, otra@acme.es"])
def test_an_address_is_the_same_however_it_is_typed(text):
    assert address.email(text) == "ana@acme.es"


def test_an_address_with_a_tag_is_another_one():
    assert address.email("Ana+renta@acme.es") == "ana+renta@acme.es"
