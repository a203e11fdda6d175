"""The batches of a list of companies: each company once, whatever its rows and their order; a killed load goes on."""

from collections import Counter

import pytest
from census_rows import NIFS, PLACES, STATES, lines_of, load, numbered, row
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm_import.tools import census
from odoo.addons.despacho_crm_import.tools.census_batches import Ahead, batches, find_repeated, look_through
from odoo.addons.despacho_crm_import.tools.census_joined import MOST_TOLD


def test_batches_hold_each_company_once_and_those_of_several_rows_at_the_end():
    rows = numbered(row(0), row(1, state="Madrid"), row(0, name="Otra vez"), row(2, nif="mal"), row(3))
    one, two = load(rows)
    assert (one.last, one.count, one.taken, len(one.joined), len(one.rejected)) == (6, 3, 2, 0, 1)
    assert (two.last, two.count, two.taken, len(two.joined), len(two.rejected)) == (8, 2, 1, 2, 0)
    assert one.lines.decode().splitlines()[0].split("\t")[census.COLUMNS.index("state")] == "28"


@given(st.lists(st.integers(0, 8), max_size=30), st.data(), st.integers(1, 7), st.integers(1, 7))
def test_going_on_after_any_batch_gives_what_was_left(numbers, data, size, other_size):
    rows = [(place + 1, row(number)[1]) for place, number in enumerate(numbers)]
    whole = lines_of(load(rows, 0, size))
    assert sum(batch.count for batch in load(rows, 0, size)) == len(rows)
    begun = load(rows, 0, other_size)
    begun = begun[: data.draw(st.integers(0, len(begun)))]
    rest = load(rows, begun[-1].last if begun else 0, size)
    assert lines_of([*begun, *rest]) == whole


_SAID = {
    "name": ("Uno SL", "Uno Servicios SL"),
    "zip": ("", "28001", "08019"),
    "city": ("", "Madrid"),
    "cnae": ("", "6920", "69"),
    "employees": ("", "3", "60"),
    "turnover": ("", "3000000"),
    "phone": ("", "+34 911 22 33 44", "+34 933 11 22 33"),
}


@given(
    st.lists(
        st.fixed_dictionaries({name: st.sampled_from(texts) for name, texts in _SAID.items()}), min_size=1, max_size=5
    ),
    st.data(),
)
def test_what_the_rows_of_one_company_say_together_has_nothing_to_do_with_their_order(said, data):
    turned = data.draw(st.permutations(said + data.draw(st.lists(st.sampled_from(said), max_size=3))))
    ends = [lines_of(load(numbered(*(row(0, **texts) for texts in some)))) for some in (said, turned)]
    for end in ends:
        end[NIFS[0]].pop("number")
    assert ends[0] == ends[1]
    [found] = ends[0].values()
    for name in ("employees", "turnover", "phone"):
        assert found[name] in {texts[name] for texts in said}
        assert bool(found[name]) == any(texts[name] for texts in said)
    assert found["size_class"] == census.size_of(found["employees"], found["turnover"])


def test_the_fullest_row_prevails_and_the_others_say_what_it_does_not():
    rows = numbered(
        row(0, name="Uno SL", city="Parla", phone="911223344"),
        row(0, name="Uno Servicios SL", zip="28901", city="Getafe", cnae="6920", email="info@uno.example"),
        row(0, name="Uno SL", zip="28901", city="Parla", website="uno.example"),
    )
    found = lines_of(load(rows))[NIFS[0]]
    assert (found["name"], found["zip"], found["city"]) == ("Uno Servicios SL", "28901", "Getafe")
    assert (found["phone"], found["email"], found["website"]) == ("+34 911 22 33 44", "info@uno.example", "uno.example")
    assert found["number"] == "3"


def test_what_an_earlier_row_says_counts_only_where_nothing_is_known():
    places = {**PLACES, "date": [len(PLACES)]}
    cleaner = census.Cleaner(places, "2026-11-22")
    rows = numbered(row(0, city="Getafe"), row(0, city="Parla", phone="933112233"), row(0, cnae="6920", city="Getafe"))
    days = ("2026-01-31", "2020-01-31", "2026-01-31")
    rows = [(number, [*cells, day]) for (number, cells), day in zip(rows, days, strict=True)]
    [batch] = batches(rows, cleaner, STATES, repeated=find_repeated(rows, cleaner))
    found = lines_of([batch])[NIFS[0]]
    [fill] = lines_of([batch._replace(lines=batch.fills)]).values()
    assert (found["city"], found["phone"], found["cnae"]) == ("Getafe", "", "6920")
    assert (fill["city"], fill["phone"], fill["cnae"]) == ("Getafe", "+34 933 11 22 33", "6920")
    assert {company.values[census.COLUMNS.index("data_date")] for _n, _cells, company in batch.joined} == {"2026-01-31"}


def test_one_number_written_with_a_digit_and_with_a_letter_is_one_company():
    rows = numbered(row(0, nif="F12345674"), row(1, nif="F1234567D"))
    assert len(lines_of(load(rows))) == look_through(rows, census.Cleaner(PLACES, "2026-11-22"), str).companies == 1


def test_half_an_address_is_not_completed_with_another_one():
    more = {"cnae": "6920", "phone": "911223344", "email": "info@uno.example"}
    apart = lines_of(load(numbered(row(0, zip="28901", **more), row(0, city="Barcelona", zip="08019"))))[NIFS[0]]
    assert (apart["zip"], apart["city"]) == ("28901", "")
    one = lines_of(load(numbered(row(0, zip="28901", **more), row(0, city="Getafe", zip="28901"))))[NIFS[0]]
    assert (one["zip"], one["city"]) == ("28901", "Getafe")


def test_of_one_company_in_a_thousand_rows_some_are_told_and_all_are_counted():
    rows = numbered(*(row(0, phone=f"9112{number:05}") for number in range(1000)), row(1))
    one, two = load(rows, size=500)
    assert (one.count, two.count, two.taken, len(two.joined)) == (1, 1000, 1, MOST_TOLD)


def test_what_was_repaired_counts_in_every_row_of_a_company():
    rows = numbered(row(0, zip="8019"), row(0, zip="08019"), row(0, zip="8019"), row(1))
    assert sum((batch.repairs for batch in load(rows)), Counter())["zip_zero_restored"] == 2


def test_a_batch_that_was_not_stored_is_given_again_and_another_place_is_refused():
    rows = [row(number) for number in range(9)]
    reader = Ahead(batches(rows, census.Cleaner(PLACES, "2026-11-22"), STATES, 0, 3))
    first = reader.take(0)
    assert reader.take(0) is first
    second = reader.take(first.last)
    assert reader.take(first.last) is second
    with pytest.raises(ValueError, match="999"):
        reader.take(999)
    third = reader.take(second.last)
    assert reader.take(third.last) is None
    reader.close()


def test_a_file_that_breaks_tells_it_where_it_is_taken():
    def rows():
        yield row(0)
        raise OSError("gone")

    reader = Ahead(batches(rows(), census.Cleaner(PLACES, "2026-11-22"), STATES, 0, 1))
    reader.take(0)
    with pytest.raises(OSError, match="gone"):
        reader.take(2)
    reader.close()


def test_a_whole_file_is_counted_without_being_cleaned():
    told = []
    rows = [row(0), row(1), row(0), row(2, nif=""), row(3, name="")]
    whole = look_through(rows, census.Cleaner(PLACES, "2026-11-22"), told.append)
    assert (whole.companies, whole.repeated, dict(whole.rejected)) == (2, 1, {"nif_missing": 1, "name_missing": 1})
    assert told == NIFS[:2]
