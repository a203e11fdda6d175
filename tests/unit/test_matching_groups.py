"""What hangs together by pairs."""

from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.matching.groups import grouped

PAIRS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)).filter(lambda pair: pair[0] != pair[1]), max_size=20)


def ends(pair):
    return pair


def members(pairs, **how):
    return {frozenset(found) for found, _pairs in grouped(pairs, ends, **how)}


def test_what_shares_a_member_hangs_together():
    assert grouped([(1, 2), (5, 6), (2, 3)], ends) == [({1, 2, 3}, [(1, 2), (2, 3)]), ({5, 6}, [(5, 6)])]
    assert grouped([], ends) == []


def test_a_pair_that_closes_a_circle_belongs_to_it():
    assert grouped([(1, 2), (2, 3), (3, 1)], ends) == [({1, 2, 3}, [(1, 2), (2, 3), (3, 1)])]


@given(PAIRS.flatmap(lambda pairs: st.tuples(st.just(pairs), st.permutations(pairs))))
def test_the_order_of_pairs_does_not_matter(two_orders):
    one, other = two_orders
    assert members(one) == members(other)
    assert members(one) == members((two, first) for first, two in one)


@given(PAIRS)
def test_every_member_and_every_pair_is_in_exactly_one_group(pairs):
    found = grouped(pairs, ends)
    assert sorted(member for own, _pairs in found for member in own) == sorted({end for pair in pairs for end in pair})
    assert sorted(pair for _members, own in found for pair in own) == sorted(pairs)
    assert all(set(pair) <= own for own, its_pairs in found for pair in its_pairs)


@given(PAIRS)
def test_neighbours_are_in_one_group_and_groups_share_nobody(pairs):
    group_of = {member: place for place, (own, _pairs) in enumerate(grouped(pairs, ends)) for member in own}
    assert all(group_of[one] == group_of[two] for one, two in pairs)


@given(PAIRS)
def test_groups_come_in_the_order_of_their_first_pairs(pairs):
    numbered = list(enumerate(pairs))
    firsts = [own[0][0] for _members, own in grouped(numbered, lambda item: item[1])]
    assert firsts == sorted(firsts)
    assert all([place for place, _pair in own] == sorted(place for place, _pair in own)
               for _members, own in grouped(numbered, lambda item: item[1]))  # fmt: skip


@given(PAIRS, st.integers(2, 4))
def test_what_must_stay_apart_never_becomes_one(pairs, most):
    """As an example, groups that would have too many members."""
    found = grouped(pairs, ends, apart=lambda one, two: len(one | two) > most)
    assert all(len(own) <= most for own, _pairs in found)
    assert sum(len(own) for own, _pairs in found) == len(set().union(*(own for own, _pairs in found)))


def test_the_first_pair_goes_first_where_both_cannot_be():
    def apart(one, two):
        return {1, 3} <= one | two

    assert grouped([(1, 2), (2, 3)], ends, apart) == [({1, 2}, [(1, 2)])]
    assert grouped([(2, 3), (1, 2)], ends, apart) == [({2, 3}, [(2, 3)])]
