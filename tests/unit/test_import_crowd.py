"""Rows that are compared with one another by way of the disk, as if all were compared in memory."""

import gc
import tracemalloc
from unittest.mock import patch

import pytest
from crowds import crowd_of, find_repeated, find_repeated_in_memory
from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools import nif
from odoo.addons.despacho_crm_import.tools import crowd, values
from odoo.addons.despacho_crm_import.tools.first_seen import FirstSeen
from odoo.addons.despacho_crm_import.tools.notes import Row
from odoo.addons.despacho_crm_import.tools.pile import Pile

_ROW = st.fixed_dictionaries(
    {
        "name": st.sampled_from(
            ["Talleres Roca SL", "TALLERES ROCA, S.L.", "Roca Talleres", "Talleres Rocca", "Hotel Miramar SA",
             "Bar Ona", "Maria Garcia Lopez", "Garcia Lopez, Maria", "Mario Garcia Lopez", "Comunidad de Propietarios",
             ""]
        ),
        "phone": st.sampled_from(["", "", "931234567", "931234567 / 600112233", "972102030"]),
        "email": st.sampled_from(["", "", "info@roca.example", "a@roca.example", "m@miramar.example"]),
        "zip": st.sampled_from(["", "17001", "17002", "08001"]),
        "street": st.sampled_from(["", "Calle Mayor 1", "C/ Mayor, 1", "Plaza Nueva 4"]),
        "nif": st.sampled_from(["", "", "", *(nif.make_spanish("B", f"{7650000 + number}") for number in range(3))]),
    }
)  # fmt: skip
_SCALES = st.sampled_from(
    [None, {"phone": 1.6, "email": 0.5, "place": 1.2, "base": 0.4}, {"name": 1.8, "phone": 0.9, "base": -0.5}]
)


def rows_of(cells):
    """Return {number: values}, each NIF once."""
    found, seen = {}, set()
    for number, one in enumerate(cells, 2):
        cleaned = values.clean_row(one).values
        key = cleaned.get("nif")
        if cleaned and not (key and key in seen):
            found[number] = cleaned
            seen.add(key)
    return found


def few_words(words):
    return 20_000, {word: 40 + len(word) for word in words if len(word) % 2}


@settings(max_examples=150)
@given(st.lists(_ROW, max_size=14), _SCALES, st.sampled_from([None, few_words]), st.sampled_from([2, 3, 30]))
@example([{"name": "Talleres Roca SL", "phone": "931234567"}] * 3, None, None, 2)
def test_who_repeats_whom_is_what_comparing_all_in_memory_tells(cells, scales, count, most):
    rows = rows_of(cells)
    with patch.multiple(crowd, CROWD=most, _HELD=3, _WEIGHED=2):
        assert find_repeated(rows, count=count, scales=scales) == find_repeated_in_memory(rows, count, scales)


def test_of_those_that_have_a_nif_only_those_are_kept_that_somebody_without_may_be():
    rows = {number: {"name": f"Empresa {number * 7919}", "nif": nif.make_spanish("B", f"{number:07d}")}
            for number in range(2, 200)}  # fmt: skip
    rows[1] = {"name": "Talleres Roca SL", "phone": "+34 931 23 45 67"}
    rows[300] = {**rows[1], "nif": nif.make_spanish("B", "7650000")}
    found = crowd_of(rows)
    assert dict(found.repeated()) == {1: 300}
    assert set(found._read(range(301))) == {1, 300}


@pytest.mark.parametrize("has_nif", [False, True])
def test_more_rows_take_no_more_memory(has_nif):
    found = crowd.Crowd()
    found.add(1, {"name": "Talleres Roca SL", "phone": "+34 931 23 45 67"})

    def add(numbers):
        for number in numbers:
            row = {"name": f"Ana Puig {number % 50}", "phone": f"+34 93 {number:07d}", "email": f"a{number}@a.example"}
            if has_nif:
                found.add_numbered(number, {**row, "nif": f"{number:08d}X"})
            else:
                found.add(number, row)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    with patch.object(crowd, "_HELD", 500), patch.object(found, "_prints", FirstSeen(500)):
        tracemalloc.start()
        try:
            before = add(range(2, 2_500))
            after = add(range(2_500, 6_500))
        finally:
            tracemalloc.stop()
    # What is compared of these rows, kept, would take twenty megabytes; the words of their names are remembered.
    assert after - before < 2_000_000


def test_rows_put_aside_come_out_whole_in_an_order_that_is_not_the_files():
    pile = Pile()
    one = values.clean_row({"name": "Bar Ona", "phone": "931 234 567 Ana", "nif": "B123"})
    two = Row({"name": "Bar Ñ", "tags": ["a", "b"], "turnover": 1.5}, [], "", "")
    three = Row({"notes": "x" * 10}, [], "", "")
    for number, row in ((3, one), (4, two), (5, three), (6, two)):
        pile.add(number, [f"{number}", "\udc80"], row, "m")
    pile.repeat([(3, 5)])
    pile.repeat((number, 1) for number, said in pile.values() if "name" not in said)
    found = list(pile.batches(3))
    assert [[number for number, _cells, _row in batch] for batch, _firsts in found] == [[4, 6, 3], [5]]
    assert (found[0][0][2], found[0][1]) == ((3, ["3", "\udc80"], one), {4: 0, 6: 0, 3: 5})
    assert found[0][0][0][2] == two
    assert found[1][1] == {5: 1}
