"""A pytest plugin: what the browser and its requests may take is three times what Odoo gives them.

Two browsers and two Odoos may share two processors here; what hangs only fails later. The steps of the tours have
their own patience (despacho_crm/static/tests/tours/patience.js).
"""

FACTOR = 3


def pytest_sessionstart(session):
    from odoo.tests import BaseCase
    from odoo.tests.common import ChromeBrowser

    begin = ChromeBrowser.__init__

    def patient(browser, *args, **options):
        begin(browser, *args, **options)
        browser.throttling_factor = FACTOR

    ChromeBrowser.__init__ = patient
    BaseCase.test_cursor_lock_timeout *= FACTOR
