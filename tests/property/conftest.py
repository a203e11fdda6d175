"""The environment of the property tests with a database."""

import pytest

from odoo import api
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name


@pytest.fixture(scope="module")
def env():
    """An environment of the system whose writing is taken back."""
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, api.SUPERUSER_ID, {"tracking_disable": True, "active_test": False})
        cr.rollback()
