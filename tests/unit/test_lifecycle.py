from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools import habits, priority, temperature

TODAY = date(2026, 3, 16)
WEIGHTS = priority.Weights(50, 30, 20, 1000.0, 2000.0)


def signal(code, level, day):
    return {"code": code, "level": level, "on": f"2026-03-{day:02d}"}


class TestTemperature:
    def test_the_strongest_signs_are_the_reasons_latest_first(self):
        signals = [signal("clicked", 1, 15), signal("interested", 2, 3), signal("opportunity", 2, 9)]
        assert [s["code"] for s in temperature.reasons(signals)] == ["opportunity", "interested"]

    def test_without_signs_there_are_no_reasons(self):
        assert temperature.reasons([]) == []

    @given(st.lists(st.builds(signal, st.sampled_from(["lead", "asked"]), st.integers(1, 2), st.integers(1, 28))))
    def test_reasons_are_few_and_of_one_level(self, signals):
        reasons = temperature.reasons(signals)
        assert len(reasons) <= temperature.REASONS
        assert len({s["level"] for s in reasons}) <= 1
        assert not signals or reasons[0]["level"] == max(s["level"] for s in signals)

    def test_a_sign_is_never_worth_more_when_it_is_old(self):
        assert all(sign.stale <= sign.fresh for sign in temperature.SIGNS)

    def test_what_is_on_the_table_is_not_undone_by_a_no(self):
        kept = {sign.code for sign in temperature.SIGNS if not sign.fades}
        assert kept == {"opportunity", "quotation", "lead", "postponed", "invoice"}
        assert not kept & set(temperature.RESPONSES)


class TestHabits:
    def test_a_slot_is_a_day_and_a_band(self):
        tuesday = datetime(2026, 3, 17, 10, 59)
        assert habits.split(habits.slot(tuesday)) == (1, 10, 12)

    @pytest.mark.parametrize("hour, band", [(0, (0, 8)), (7, (0, 8)), (8, (8, 10)), (19, (18, 20)), (23, (20, 24))])
    def test_the_edges_of_the_bands(self, hour, band):
        assert habits.split(habits.slot(datetime(2026, 3, 16, hour)))[1:] == band

    @given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)))
    def test_the_moment_is_within_its_slot(self, moment):
        weekday, first, last = habits.split(habits.slot(moment))
        assert weekday == moment.weekday()
        assert first <= moment.hour < last

    @given(st.integers())
    def test_only_the_slots_of_a_week_exist(self, number):
        if 1 <= number <= habits.DAYS * habits.BANDS:
            assert habits.split(number)[0] < habits.DAYS
        else:
            with pytest.raises(ValueError):
                habits.split(number)


class TestPriority:
    def test_all_parts_full_are_a_hundred(self):
        assert priority.points(1000, TODAY, 2000, WEIGHTS, TODAY) == {"potential": 50, "date": 30, "purchases": 20}

    def test_half_a_potential_is_half_its_points(self):
        assert priority.points(500, None, 0, WEIGHTS, TODAY) == {"potential": 25, "date": 0, "purchases": 0}

    def test_an_action_beyond_the_horizon_does_not_count(self):
        assert priority.nearness(TODAY + timedelta(priority.HORIZON), TODAY) == 0
        assert priority.nearness(TODAY + timedelta(priority.HORIZON - 1), TODAY) > 0

    def test_without_weights_there_are_no_points(self):
        none = priority.Weights(0, 0, 0, 1, 1)
        assert set(priority.points(5, TODAY, 5, none, TODAY).values()) == {0}

    amounts = st.floats(-1e6, 1e6)
    days = st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1))

    @given(amounts, days, amounts, st.tuples(*[st.integers(0, 100)] * 3))
    def test_the_sum_is_between_zero_and_a_hundred(self, potential, day, purchases, weights):
        points = priority.points(potential, day, purchases, priority.Weights(*weights, 6000.0, 6000.0), TODAY)
        assert all(value >= 0 for value in points.values())
        assert sum(points.values()) <= 101  # each part is rounded

    @given(amounts, amounts)
    def test_more_potential_never_gives_less(self, one, other):
        low, high = sorted((one, other))
        below = priority.points(low, None, 0, WEIGHTS, TODAY)["potential"]
        assert below <= priority.points(high, None, 0, WEIGHTS, TODAY)["potential"]
