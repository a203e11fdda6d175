"""Lists of the census: undone, all is as it was; and the order of their rows, and repeated ones, tell nothing."""

import base64

from dumps import differences, few, settle, taken_back
from hypothesis import given
from hypothesis import strategies as st
from test_import_undo import dump_base

from odoo.addons.despacho_crm.tools import nif

NIFS = [nif.make_spanish("B", f"{7920000 + number}") for number in range(6)]
COLUMNS = ("CIF", "Razón Social", "CP", "Municipio", "CNAE 2009", "Empleados", "Teléfono")
_ROW = st.tuples(
    st.sampled_from((*NIFS, *(f"{key[0]}-{key[1:]}" for key in NIFS[:2]), "", "B1")),
    st.sampled_from(("Censo uno SL", "Censo dos, S.A.", "")),
    st.sampled_from(("28901", "8201", "")),
    st.sampled_from(("Getafe", "")),
    st.sampled_from(("6920", "")),
    st.sampled_from(("3", "60", "")),
    st.sampled_from(("911223344", "")),
)
_FILES = st.tuples(st.lists(_ROW, min_size=1, max_size=8), st.sampled_from(("2026-01-31", "2026-06-30")))
_FIELDS = "nif_key name zip city cnae employees phone size_class legal_form source".split()


def bring(env, rows, date="2026-06-30", number=1):
    """Import ``rows``; none of them may be right."""
    record = env["despacho.import"].create(
        {
            "file": base64.b64encode("\n".join(";".join(row) for row in (COLUMNS, *rows)).encode()),
            "filename": f"censo{number}.csv",
            "source_kind": "list",
            "source_date": date,
            "target": "census",
        }
    )
    record.action_read()
    record.action_review()
    record.action_apply()
    settle(env)
    return record


def picture(env):
    companies = env["despacho.census.company"].search([("nif_key", "in", NIFS)])
    return sorted(repr([company[name] or "" for name in _FIELDS]) for company in companies)


@few
@given(earlier=_FILES, file=_FILES)
def test_a_list_of_the_census_imported_and_undone_leaves_every_table_as_it_was(env, earlier, file):
    with taken_back(env):
        bring(env, *earlier)
        before = dump_base(env)
        record = bring(env, *file, number=2)
        if record.undoable_count:
            record.action_undo()
            assert record.state == "undone"
        assert differences(before, dump_base(env)) == {}


@few
@given(files=st.lists(_FILES, min_size=2, max_size=3), order=st.permutations(range(3)))
def test_lists_undone_in_any_order_leave_the_census_as_it_was(env, files, order):
    with taken_back(env):
        before = dump_base(env)
        records = [bring(env, *file, number=number) for number, file in enumerate(files)]
        waiting = [records[place] for place in order if place < len(records)]
        # What a later list wrote over waits for that one.
        for _each in records:
            for record in waiting:
                if record.state == "done" and record.undoable_count:
                    record.action_undo()
                    settle(env)
        assert differences(before, dump_base(env)) == {}


@few
@given(rows=st.lists(_ROW, min_size=1, max_size=8), data=st.data())
def test_any_order_and_repetition_of_the_rows_ends_in_the_same_census(env, rows, data):
    turned = data.draw(st.permutations(rows + data.draw(st.lists(st.sampled_from(rows), max_size=3))))
    ends = []
    for some in (rows, turned):
        with taken_back(env):
            bring(env, some)
            ends.append(picture(env))
    assert ends[0] == ends[1], turned


@few
@given(file=_FILES)
def test_the_same_list_twice_changes_nothing(env, file):
    with taken_back(env):
        bring(env, *file)
        before = picture(env)
        again = bring(env, *file, number=2)
        assert picture(env) == before
        assert not (again.created_count or again.updated_count)
