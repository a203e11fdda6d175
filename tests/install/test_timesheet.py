"""What attending a company costs where the firm has time sheets: with a module that ours do not need."""

import sys
from pathlib import Path

import pytest

from odoo.tests.common import get_db_name

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
import own_database  # noqa: E402

NAME = f"{get_db_name()}_timesheet"


@pytest.fixture(scope="module")
def found():
    """The hours that the portfolio says of a client, and those that were noted."""
    with own_database.copied(own_database.beside("product"), NAME):
        own_database.odoo(NAME, "-i", "hr_timesheet", "--stop-after-init", "--no-http", "--log-level=warn")
        yield own_database.shell(NAME, HERE / "timesheet.py")


def test_the_hours_are_those_of_the_company_and_of_its_people_each_year(found):
    assert found["hours"] == {"2025": 4, "2026": 3.5}


def test_of_several_services_of_a_year_they_are_counted_once(found):
    assert found["rows"] == 2


def test_hours_of_no_project_and_of_another_company_are_not_counted(found):
    assert found["noted"] == 110.5
    assert found["total"] == 7.5
