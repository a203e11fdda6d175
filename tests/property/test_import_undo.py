"""Whatever a file brings into whatever base: undone, every table is as it was."""

import base64
import random

from dumps import differences, dump, few, settle, taken_back
from hypothesis import given
from hypothesis import strategies as st
from import_files import COMPANIES, FILES, make_companies, to_csv

#: What imports write of themselves, what is made anew whenever it is wanted, when jobs are to run, and what is called
#: out to the screens that are open.
OWN = {
    *("despacho_import", "despacho_import_column", "despacho_import_profile", "despacho_import_profile_column"),
    *("despacho_import_row", "despacho_import_sheet", "ir_cron_trigger", "bus_bus"),
    *("despacho_match_record", "despacho_match_key", "despacho_match_count", "despacho_match_pending"),
}


def dump_base(env):
    """Return all tables but for what is of the imports: their files, and what they tell."""
    tables = dump(env, OWN)
    for name in ("ir_attachment", "mail_message"):
        tables[name] = {row for row in tables[name] if '"despacho.import"' not in row}
    return tables


def bring(env, source, rows, number):
    """Import ``rows``; the doubts are decided as they come: the first is that contact, the next another, and so on."""
    record = env["despacho.import"].create(
        {"file": base64.b64encode(to_csv(rows)), "filename": f"fichero{number}.csv", "source_kind": source}
    )
    record.action_read()
    record.action_review()
    asked = record.row_ids.filtered("can_choose")
    asked[::2].filtered("partner_id").action_is_this()
    asked[1::2].action_is_other()
    record.action_apply()
    settle(env)
    return record


@few
@given(companies=COMPANIES, file=FILES)
def test_imported_and_undone_every_table_is_as_it_was(env, companies, file):
    with taken_back(env):
        make_companies(env, companies)
        before = dump_base(env)
        record = bring(env, *file, 1)
        if record.undoable_count:
            record._undo()
            assert record.state == "undone", record.row_ids.mapped("undo_reason")
        assert differences(before, dump_base(env)) == {}


@few
@given(companies=COMPANIES, file=FILES, seed=st.integers(0, 9))
def test_undone_by_rows_in_any_order_every_table_is_as_it_was(env, companies, file, seed):
    with taken_back(env):
        make_companies(env, companies)
        before = dump_base(env)
        record = bring(env, *file, 1)
        rows = list(record.row_ids)
        random.Random(seed).shuffle(rows)
        for row in rows:
            if record._get_undoable(row):
                record._undo(row)
        # What another row of the file hung from stayed until that one was undone.
        while record._get_undoable():
            left = len(record._get_undoable())
            record._undo()
            assert len(record._get_undoable()) < left, record.row_ids.mapped("undo_reason")
        assert differences(before, dump_base(env)) == {}


@few
@given(companies=COMPANIES, files=st.lists(FILES, min_size=2, max_size=3), order=st.permutations(range(3)))
def test_files_undone_in_any_order_leave_every_table_as_it_was(env, companies, files, order):
    with taken_back(env):
        make_companies(env, companies)
        before = dump_base(env)
        records = [bring(env, *file, number) for number, file in enumerate(files)]
        waiting = [records[place] for place in order if place < len(records)]
        # A contact that a later file wrote to waits for that one.
        for _each in records:
            for record in waiting:
                if record.state == "done" and record._get_undoable():
                    record._undo()
                    settle(env)
        assert not any(record._get_undoable() for record in records), [
            row.undo_reason for record in records for row in record.row_ids
        ]
        assert differences(before, dump_base(env)) == {}
