"""Load what this addon shows of the demo world: ``load(env)``, as superuser, and commit afterwards."""

from . import load_last_year, load_months, load_portfolio, load_profile, load_weeks

#: What each capability brings, in order: what was done a year ago, then the portfolio, of which others speak.
STEPS = (load_last_year, load_portfolio, load_profile, load_months, load_weeks)


def load(env):
    for step in STEPS:
        step.load(env)
