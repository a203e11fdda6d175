"""What a source answers passes a sieve: a stranger may say anything, and none of it does harm."""

from datetime import date

import pytest

from odoo.addons.despacho_crm.tools.enrichment.found import Found, sift

TODAY = date(2026, 11, 22)
KINDS = {
    "name": ("char", None),
    "employees": ("integer", None),
    "turnover": ("monetary", None),
    "state_id": ("many2one", None),
    "cnae_other_ids": ("many2many", None),
    "size_class": ("selection", ["micro", "small"]),
    "is_franchise": ("boolean", None),
    "founded": ("date", None),
    "picture": ("binary", None),
}


def test_what_makes_sense_passes_in_the_form_in_which_it_is_written():
    found = [
        Found(1, "name", "  Vega SL "),
        Found(1, "employees", 0, date(2026, 1, 2), 0.5, "BOE 12"),
        (2, "founded", "1998-05-04"),
        Found(2, "cnae_other_ids", [3, 2, 3]),
        Found(2, "is_franchise", False),
        Found(2, "name", None),
    ]
    good, faults = sift(found, [1, 2], KINDS, TODAY)
    assert faults == {}
    assert [tuple(one) for one in good] == [
        (1, "name", "Vega SL", "2026-11-22", 1.0, ""),
        (1, "employees", 0, "2026-01-02", 0.5, "BOE 12"),
        (2, "founded", "1998-05-04", "2026-11-22", 1.0, ""),
        (2, "cnae_other_ids", [2, 3], "2026-11-22", 1.0, ""),
        (2, "is_franchise", False, "2026-11-22", 1.0, ""),
        (2, "name", False, "2026-11-22", 1.0, ""),
    ]


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (None, "shape"),
        ("name", "shape"),
        ((1, "name"), "shape"),
        ((1, "name", "x", None, 1.0, "", "more"), "shape"),
        ((3, "name", "x"), "stranger"),
        (("1", "name", "x"), "stranger"),
        ((True, "name", "x"), "stranger"),
        ((1, "vat", "B12345674"), "field"),
        ((1, ["name"], "x"), "field"),
        ((1, "name", 7), "type"),
        ((1, "name", "a\x00b"), "type"),
        ((1, "name", "x" * 5000), "huge"),
        ((1, "employees", True), "type"),
        ((1, "employees", "12"), "type"),
        ((1, "employees", 10**12), "huge"),
        ((1, "turnover", float("nan")), "type"),
        ((1, "turnover", 1e300), "huge"),
        ((1, "state_id", -4), "type"),
        ((1, "state_id", "8"), "type"),
        ((1, "cnae_other_ids", [1, "2"]), "type"),
        ((1, "cnae_other_ids", list(range(1, 999))), "huge"),
        ((1, "size_class", "enormous"), "type"),
        ((1, "is_franchise", 1), "type"),
        ((1, "founded", "yesterday"), "type"),
        ((1, "picture", "iVBO"), "type"),
        ((1, "name", "x", "2031-01-01"), "date"),
        ((1, "name", "x", "tomorrow"), "date"),
        ((1, "name", "x", 20260101), "date"),
        ((1, "name", "x", None, 7), "confidence"),
        ((1, "name", "x", None, "sure"), "confidence"),
        ((1, "name", "x", None, float("nan")), "confidence"),
    ],
)
def test_what_makes_no_sense_is_left_out_and_told_and_the_rest_passes(answer, fault):
    good, faults = sift([answer, Found(2, "name", "Vega SL")], [1, 2], KINDS, TODAY)
    assert faults == {fault: 1}
    assert [(one.partner_id, one.value) for one in good] == [(2, "Vega SL")]


def test_an_answer_that_is_no_list_is_told():
    for answer in ({}, "x", 3, iter(())):
        assert sift(answer, [1], KINDS, TODAY) == ([], {"shape": 1})
    assert sift(None, [1], KINDS, TODAY) == ([], {})


def test_of_more_answers_than_there_can_be_the_first_ones_count():
    good, faults = sift([Found(1, "name", "x")] * 100_000, [1], KINDS, TODAY)
    assert len(good) == 1
    assert faults == {"many": 100_000 - 3 * len(KINDS)}


def test_the_last_word_on_a_field_counts():
    good, _faults = sift([Found(1, "name", "One"), Found(1, "name", "Two")], [1], KINDS, TODAY)
    assert [one.value for one in good] == ["Two"]


def test_what_proves_it_is_cut_where_it_is_too_long_and_text_where_it_is_none():
    [long], _ = sift([Found(1, "name", "x", evidence="e" * 9000)], [1], KINDS, TODAY)
    [none], _ = sift([Found(1, "name", "x", evidence=3)], [1], KINDS, TODAY)
    assert (len(long.evidence), none.evidence) == (1000, "")
