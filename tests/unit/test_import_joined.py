"""What the rows of one company say together."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools.joined import Joining
from odoo.addons.despacho_crm_import.tools.notes import Note, Row
from odoo.addons.despacho_crm_import.tools.pile import Pile
from odoo.addons.despacho_crm_import.tools.places import place_of

LABELS = {"phone": "Phone", "email": "E-mail", "iban": "Account", "ref": "Code", "mobile": "Mobile", "website": "Web"}
HOME = {"street": "Calle Mayor 3", "zip": "08001", "city": "Barcelona"}
BRANCH = {"street": "Polígono Nord 24", "zip": "08500", "city": "Vic"}


def row(**said):
    return Row(said, [], "", "")


def join(*rows, **options):
    joining = Joining((2, rows[0]), lambda: LABELS, place_of, **options)
    for number, one in enumerate(rows[1:], 3):
        joining.add(number, one)
    return joining.rows


def test_the_first_row_takes_what_it_lacks_and_says_from_which():
    first, second = (
        row(name="Ona", tags=["a"]),
        row(name="ONA, S.L.", tags=["a", "b"], iban="ES1", cnae="6920", notes="x"),
    )
    ((number, one),) = join(first, second).items()
    assert (number, one.values) == (2, {"name": "Ona", "tags": ["a", "b"], "iban": "ES1", "cnae": "6920", "notes": "x"})
    assert {(note.code, note.field, note.old) for note in one.notes} == {
        ("from_row", name, "3") for name in ("tags", "iban", "cnae", "notes")
    }
    assert (first.values, first.notes) == ({"name": "Ona", "tags": ["a"]}, [])


def test_what_it_has_one_of_stays_and_another_one_is_told_in_its_notes():
    found = join(row(phone="+34 931 11 11 11", iban="ES1", ref="7"), row(phone="931111111", iban="ES2", ref="8"))
    assert found[2].values == {"phone": "+34 931 11 11 11", "iban": "ES1", "ref": "7", "notes": "Account: ES2\nCode: 8"}
    assert 3 not in found


def test_a_row_that_says_otherwise_tells_it():
    found = join(row(name="Ona", employees=3, country="ES"), row(name="Ona Vic", employees=9, country="ES"))
    assert list(found) == [3]
    assert found[3].notes == [
        Note("said_otherwise", "employees", "9", "3"),
        Note("said_otherwise", "name", "Ona Vic", "Ona"),
    ]


def test_half_an_address_is_only_completed_with_the_same_one():
    assert join(row(zip="08001"), row(**HOME))[2].values == HOME
    found = join(row(zip="28001", city="Madrid"), row(**HOME))
    assert 2 not in found
    assert ("street", "Calle Mayor 3", "") in [note[1:] for note in found[3].notes]


def test_what_a_row_tells_of_another_person_stays_theirs():
    found = join(
        row(name="Ona", contact_name="Ana Puig"),
        row(name="Ona", contact_name="Jordi Vila", phone="1", email="j@ona.example", function="Gerente", tags=["x"]),
        row(name="Ona", contact_name="JORDI VILA", mobile="2"),
        row(name="Ona", contact_name="Ana Puig", mobile="3"),
    )
    assert found[2].values == {"name": "Ona", "contact_name": "Ana Puig", "tags": ["x"], "mobile": "3"}
    assert found[3].values["mobile"] == "2"
    assert set(found) == {2, 3}


def test_what_a_row_tells_of_another_address_stays_there():
    found = join(
        row(name="Ona", **HOME),
        row(name="Ona Vic", **BRANCH, iban="ES1", tags=["x"]),
        row(name="Ona", **BRANCH, phone="1"),
        row(name="Ona", **HOME, email="a@ona.example"),
    )
    assert found[2].values == {"name": "Ona", **HOME, "iban": "ES1", "tags": ["x"], "email": "a@ona.example"}
    assert found[3].values == {"name": "Ona Vic", **BRANCH, "iban": "ES1", "tags": ["x"], "phone": "1"}


def test_of_a_company_without_address_the_first_that_is_told_is_its_own():
    found = join(row(name="Ona", phone="1", tags=["x"]), row(name="Ona", **HOME), row(name="Ona", **BRANCH))
    assert found[2].values == {"name": "Ona", "phone": "1", "tags": ["x"], **HOME}


def test_what_each_row_keeps_for_itself_is_not_taken():
    found = join(
        row(name="Ona", phone="1"), row(subject="s", phone="2", tags=["x"]), kept=("subject",), notes="description"
    )
    assert found[2].values == {"name": "Ona", "phone": "1", "tags": ["x"], "description": "Phone: 2"}


_SAID = st.fixed_dictionaries(
    {"name": st.just("Ona")},
    optional={
        "phone": st.sampled_from(["1", "2"]),
        "notes": st.sampled_from(["a", "b", "a\nb"]),
        "tags": st.lists(st.sampled_from("xyz"), min_size=1, unique=True),
        "iban": st.sampled_from(["ES1", "ES2"]),
        "contact_name": st.sampled_from(["Ana", "Jordi"]),
        "mobile": st.sampled_from(["3", "4"]),
        "street": st.sampled_from(["Mayor", "Nord"]),
    },
)


@given(st.lists(_SAID, min_size=2, max_size=6))
def test_joining_again_what_is_joined_changes_nothing_and_equal_rows_neither(said):
    rows = [row(**one) for one in said]
    found = join(*rows)
    joined = [found.get(number, one) for number, one in enumerate(rows, 2)]
    again = join(*joined)
    assert all(again[number].values == joined[number - 2].values for number in again)
    twice = join(*(one for one in rows for _time in range(2)))
    assert twice.get(2, rows[0]).values == joined[0].values
    # Nothing that was said of the company is lost.
    told = joined[0].values
    assert {tag for one in said for tag in one.get("tags", ())} == set(told.get("tags", ()))
    assert all(one["iban"] in f"{told.get('iban')} {told.get('notes')}" for one in said if "iban" in one)


def test_rows_of_one_key_repeat_the_one_that_says_the_most_and_come_out_changed():
    pile = Pile()
    pile.add(4, ["4"], row(nif="B1"), "b", "B1")
    pile.add(5, ["5"], row(nif="B1", name="Ona"), "a", "B1")
    pile.add(6, ["6"], row(nif="B2"), "a", "B2")
    pile.add(7, ["7"], row(), "a")
    pile.repeat_keys()
    assert list(pile.groups(9)) == [(5, row(nif="B1", name="Ona"), [(4, row(nif="B1"))])]
    pile.replace({5: row(nif="B1", name="Ona", zip="1"), 99: row()})
    ((batch, firsts),) = pile.batches(9)
    assert [number for number, *_rest in batch] == [5, 6, 7, 4] and firsts == {4: 5, 5: 0, 6: 0, 7: 0}
    assert batch[0] == (5, ["5"], row(nif="B1", name="Ona", zip="1"))


def test_a_row_that_is_preferred_is_repeated_by_those_that_say_more():
    pile = Pile()
    pile.add(4, [], row(nif="B1", name="Ona", zip="1"), "a", "B1")
    pile.add(5, [], row(nif="B1"), "b", "B1")
    pile.prefer([5])
    pile.repeat_keys()
    assert [first for first, _row, _others in pile.groups(9)] == [5]
    ((batch, _firsts),) = pile.batches(9)
    assert [number for number, *_rest in batch] == [5, 4]


def head(*rows):
    pile = Pile()
    for number, one in enumerate(rows, 1):
        pile.add(number, [], one, repr(sorted(one.values.items())), "B1")
    pile.repeat_keys()
    return next(pile.groups(9))[0]


def test_an_establishment_repeats_its_company_however_much_it_says():
    company = row(name="Talleres Ona SL", zip="08001")
    branch = row(name="Talleres Ona, S.L. (Vic)", zip="08500", phone="1", email="2", website="3")
    assert head(company, branch) == 1 and head(branch, company) == 2
    # Called otherwise, at the same place or at none, it may be the whole name: the one that says the most.
    assert head(company, branch._replace(values={**branch.values, "zip": "08001"})) == 2
    assert head(row(name="Talleres Ona SL"), branch) == 2
    assert head(row(name="Talleres Onda SL", zip="08001"), branch) == 2
    assert head(row(zip="08001"), branch) == 2


def test_of_those_whom_rows_repeat_outside_the_pile_there_is_no_row():
    pile = Pile()
    for number in (3, 4, 5):
        pile.add(number, [], row(name="Ona"), "m")
    pile.repeat([(3, 2), (4, 2), (5, 2)])
    assert list(pile.groups(2)) == [(2, None, [(3, row(name="Ona")), (4, row(name="Ona"))])]
