"""What becomes of rows that are undone, decided without a base."""

from odoo.addons.despacho_crm_import.tools.undo import Facts, decide, hand_down, is_same

ACME, ANA, BANK, LEAD, TAG = ("p", 1), ("p", 2), ("b", 3), ("l", 4), ("t", 5)


def create(record):
    return ["create", *record]


def write(record, **values):
    return ["write", *record, {name: list(pair) for name, pair in values.items()}]


def facts(present=None, there=(), hindered=None, naming=None):
    return Facts(present or {}, set(there), hindered or {}, naming or {})


def test_what_a_row_created_goes_the_last_one_first():
    [outcome] = decide([(1, True, [create(ACME), create(ANA), create(BANK)])], facts(there=(ACME, ANA, BANK)))
    assert outcome.delete == [BANK, ANA, ACME]
    assert outcome.is_undone


def test_what_is_gone_already_is_nobody_s_business():
    [outcome] = decide([(1, True, [create(ACME), create(BANK)])], facts(there=(ACME,)))
    assert (outcome.delete, outcome.is_undone) == ([ACME], True)


def test_a_row_that_made_its_contact_goes_wholly_or_stays_wholly():
    effects = [create(ACME), create(BANK), write(LEAD, name=("a", "b"))]
    [outcome] = decide(
        [(1, True, effects)],
        facts(present={LEAD: {"name": "b"}}, there=(ACME, BANK), hindered={BANK: [["used", "invoices"]]}),
    )
    assert (outcome.delete, outcome.back, outcome.stays) == ([], {}, [["used", "invoices"]])
    assert outcome.remaining == effects


def test_a_row_that_changed_a_contact_gives_back_what_it_can():
    effects = [create(ANA), create(BANK), write(ACME, city=(None, "Vigo"), zip=("1", "2"))]
    [outcome] = decide(
        [(1, False, effects)],
        facts({ACME: {"city": "Vigo", "zip": "3"}}, (ANA, BANK), {ANA: [["used", "leads"]]}),
    )
    assert outcome.delete == [BANK]
    assert outcome.back == {ACME: {"city": None}}
    assert outcome.kept == [["p", 1, "zip"]]
    assert outcome.remaining == [create(ANA)]


def test_what_another_record_of_the_file_hangs_from_stays_with_it():
    rows = [(2, True, [create(LEAD)]), (1, True, [create(ACME)])]
    outcomes = decide(rows, facts(there=(ACME, LEAD), naming={ACME: {LEAD}}))
    assert [outcome.delete for outcome in outcomes] == [[LEAD], [ACME]]
    outcomes = decide(rows, facts(there=(ACME, LEAD), hindered={LEAD: [["changed", None]]}, naming={ACME: {LEAD}}))
    assert [outcome.stays for outcome in outcomes] == [[["changed", None]], [["below", None]]]


def test_values_written_twice_return_to_the_first_the_last_row_first():
    rows = [(2, False, [write(ACME, city=("Vigo", "Lugo"))]), (1, False, [write(ACME, city=(None, "Vigo"))])]
    outcomes = decide(rows, facts({ACME: {"city": "Lugo"}}))
    assert [outcome.back for outcome in outcomes] == [{ACME: {"city": "Vigo"}}, {ACME: {"city": None}}]


def test_a_value_that_is_what_it_was_before_is_neither_given_back_nor_missed():
    [outcome] = decide([(1, False, [write(ACME, city=("Vigo", "Lugo"))])], facts({ACME: {"city": "Vigo"}}))
    assert (outcome.back, outcome.kept, outcome.is_undone) == ({}, [], True)


def test_links_return_one_by_one():
    def undo(now, *written):
        rows = [(number, False, [write(ACME, tags=pair)]) for number, pair in enumerate(written)]
        outcomes = decide(rows, facts({ACME: {"tags": now}}))
        assert not any(outcome.kept for outcome in outcomes)
        return [sorted(outcome.back[ACME]["tags"]) if outcome.back else None for outcome in outcomes]

    # 9 is of a person, who added it later; 1 was there before; the row brought 2 and took 3.
    assert undo([1, 2, 9], ([1, 3], [1, 2])) == [[1, 3, 9]]
    assert undo([2], (None, [2])) == [[]]
    assert undo([9], ([1], [1, 2])) == [None], "the person took both away"
    # The one that came later, and then the one before.
    assert undo([1, 2, 3, 9], ([1, 2], [1, 2, 3]), ([1], [1, 2])) == [[1, 2, 9], [1, 9]]


def test_nothing_is_given_back_to_what_goes_or_is_gone():
    effects = [create(ACME), write(ACME, city=(None, "Vigo")), write(ANA, city=(None, "Vigo"))]
    [outcome] = decide([(1, True, effects)], facts({ACME: {"city": "Vigo"}}, (ACME,)))
    assert (outcome.delete, outcome.back) == ([ACME], {})


def test_nothing_of_a_row_changes_what_may_not_be_changed():
    effects = [create(BANK), write(ACME, city=(None, "Vigo"))]
    [outcome] = decide([(1, False, effects)], facts({ACME: {"city": "Vigo"}}, (BANK,), {ACME: [["rights", None]]}))
    assert (outcome.delete, outcome.back, outcome.stays) == ([], {}, [["rights", None]])
    assert not outcome.is_undone


def test_a_row_whose_effects_nobody_noted_stays():
    [outcome] = decide([(1, False, None)], facts())
    assert (outcome.stays, outcome.is_undone) == ([["unnoted", None]], False)
    [outcome] = decide([(1, False, [])], facts())
    assert outcome.is_undone


def test_shared_things_are_told_apart():
    [outcome] = decide([(1, True, [["share", *TAG], create(ACME)])], facts(there=(ACME,)))
    assert (outcome.delete, outcome.share) == ([ACME], [TAG])


def test_a_later_row_returns_to_what_was_before_the_one_that_was_undone():
    undone, later = [write(ACME, city=(None, "Vigo"), zip=("1", "2"))], [write(ACME, city=("Vigo", "Lugo"))]
    assert hand_down(undone, later) == {("p", 1, "city")}
    assert later == [write(ACME, city=(None, "Lugo"))]
    assert hand_down(undone, [write(ACME, city=("Lugo", "Vic"))]) == set()


def test_nothing_is_nothing_and_links_have_no_order():
    assert is_same(None, False)
    assert is_same([1, 2], [2, 1])
    assert not is_same(None, "")
    assert not is_same(1, 2)
