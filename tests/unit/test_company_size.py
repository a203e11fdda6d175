"""The size of a company by the European recommendation, of a year and over the years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.despacho_crm.tools.company_size import CLASSES, size_class, size_over_years

PEOPLE = st.none() | st.integers(0, 400)
EUROS = st.none() | st.integers(0, 60_000_000)
FIGURES = st.tuples(PEOPLE, EUROS, EUROS)


@pytest.mark.parametrize(
    ("figures", "size"),
    [
        ((None, None, None), ""),
        ((0, None, None), "micro"),
        ((9, 2_000_000, None), "micro"),
        ((9, 2_000_001, None), "small"),
        ((9, 2_000_001, 2_000_000), "micro"),
        ((10, 100, 100), "small"),
        ((49, None, 10_000_000), "small"),
        ((249, 50_000_001, 43_000_000), "medium"),
        ((250, 1, 1), "large"),
        ((None, 60_000_000, None), "large"),
    ],
)
def test_the_limits_are_those_of_the_recommendation(figures, size):
    assert size_class(*figures) == size


@given(FIGURES, st.integers(1, 100))
def test_with_more_people_no_company_is_smaller(figures, more):
    people, *amounts = figures
    if people is not None:
        assert CLASSES.index(size_class(people + more, *amounts)) >= CLASSES.index(size_class(people, *amounts))


MICRO, SMALL, MEDIUM = (5, None, None), (20, None, None), (100, None, None)


@pytest.mark.parametrize(
    ("years", "size"),
    [
        ({}, ""),
        ({2024: (None, None, None)}, ""),
        ({2024: SMALL}, "small"),
        ({2023: MICRO, 2024: SMALL}, "micro"),
        ({2022: MICRO, 2023: SMALL, 2024: SMALL}, "small"),
        ({2022: MICRO, 2023: SMALL, 2024: MEDIUM}, "small"),
        ({2022: MICRO, 2023: MEDIUM, 2024: MEDIUM}, "medium"),
        ({2022: MEDIUM, 2023: MICRO, 2024: SMALL}, "small"),
        ({2022: MEDIUM, 2023: MICRO, 2024: MEDIUM}, "medium"),
        ({2019: MICRO, 2024: MEDIUM}, "medium"),
    ],
)
def test_a_company_changes_size_after_two_years_running_out_of_its_limits(years, size):
    assert size_over_years(years) == size


@given(st.dictionaries(st.integers(2000, 2030), FIGURES))
def test_the_size_over_the_years_is_one_that_some_year_had(years):
    sizes = {size_class(*figures) for figures in years.values()} - {""}
    assert size_over_years(years) in (sizes or {""})
