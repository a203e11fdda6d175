"""Whatever hangs from whatever: joined and undone all is as it was, and the order of the joinings tells nothing."""

from dumps import differences, dump, few, settle, taken_back
from graphs import graphs, made
from hypothesis import given
from hypothesis import strategies as st

from odoo.tools import SQL

#: What a joining and its undoing write of themselves, or what the search makes anew whenever it wants.
JOURNAL = {
    *("despacho_merge", "despacho_merge_line", "despacho_merge_source_rel"),
    *("despacho_match_record", "despacho_match_key", "despacho_match_count"),
}
#: Who follows two contacts follows both still: once the one that stays, once the one that went, as it comes.
_EITHER = ("mail_followers", "res_id")


def join(env, survivor, sources):
    """Join, as a person does, unless that is forbidden; return the joining or none."""
    merges = env["despacho.merge"]
    merge = merges.browse()
    if survivor not in sources and not merges._hindrances_of([(survivor.id, *sources.ids)], False)[0]:
        merge = merges._join(survivor, sources)
        settle(env)
    return merge


def reachable(env, partner):
    """Return {(table, column): how many rows name ``partner``}."""
    settle(env)
    merges, found = env["despacho.merge"], {}
    for column in merges._columns_of("res.partner"):
        names = merges._names_sql(column, "res.partner", SQL("%s", partner.id))
        [(count,)] = env.execute_query(
            SQL("SELECT COUNT(*) FROM %s AS item WHERE %s", SQL.identifier(column.table), names)
        )
        if count and column[:2] != _EITHER:
            found[column[:2]] = count
    return found


@few
@given(
    graph=graphs(),
    steps=st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=3, unique=True), min_size=1, max_size=3),
    order=st.permutations(range(3)),
)
def test_joined_and_undone_in_any_order_every_table_is_as_it_was(env, graph, steps, order):
    with taken_back(env):
        contacts = made(env, graph)
        before = dump(env, JOURNAL)
        merges = []
        for places in steps:
            members = contacts.browse(contacts[place].id for place in places if place < len(contacts))
            if len(members) > 1 and not any(member.merged_into_id for member in members):
                merges += join(env, members[0], members[1:])
        waiting = [merges[place] for place in order if place < len(merges)]
        while waiting:
            # Who was joined again waits for that.
            merge = next(merge for merge in waiting if not merge.partner_id.merged_into_id)
            waiting.remove(merge)
            merge.action_undo()
            settle(env)
            assert merge.state == "undone", merge.undo_note
        assert not differences(before, dump(env, JOURNAL))


@few
@given(graph=graphs(), order=st.permutations(range(4)), into=st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_the_order_of_the_joinings_does_not_matter_to_what_is_reachable(env, graph, order, into):
    with taken_back(env):
        contacts = made(env, graph)
        companies = contacts[: len(graph.companies)]
        queue = [companies[place] for place in order if place < len(companies)]
        last = queue[-1]
        env.cr.execute("SAVEPOINT orders")
        join(env, last, companies - last)
        at_once = reachable(env, last)
        env.cr.execute("ROLLBACK TO SAVEPOINT orders")
        env.invalidate_all(flush=False)
        # One after another, each into one that is joined later, down to the last one.
        for place, (company, choice) in enumerate(zip(queue[:-1], into, strict=False)):
            later = queue[place + 1 :]
            assert join(env, later[choice % len(later)], company)
        assert reachable(env, last) == at_once
