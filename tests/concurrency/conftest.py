"""The fixture of the tests of people and jobs that work at the same moment."""

import pytest
from at_once import opened

from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name


@pytest.fixture
def registry(request):
    """The registry of the test database, without traces of the test before and after it: its module's ``clean``."""
    registry = Registry(get_db_name())

    def clean():
        with opened(registry, active_test=False) as env:
            request.module.clean(env)

    clean()
    yield registry
    clean()
