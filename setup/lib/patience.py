"""A pytest plugin: what the browser and its requests may take is three times what Odoo gives them.

Two browsers and two Odoos may share two processors here; what hangs only fails later. The steps of the tours have
their own patience (despacho_crm/static/tests/tours/patience.js).
"""

FACTOR = 3


def pytest_sessionstart(session):
    from odoo.tests import BaseCase, HttpCase, common

    browser = common.ChromeBrowser
    # In force from its first request on, whatever a test slows it down by.
    browser.throttling_factor = property(
        lambda one: FACTOR * vars(one).get("slower", 1), lambda one, factor: vars(one).update(slower=factor)
    )
    spawn = browser._spawn_chrome

    def patient_spawn(one, command):
        process, port = spawn(one, command)
        wait = process.wait
        process.wait = lambda timeout=None: wait(timeout and FACTOR * timeout)
        return process, port

    browser._spawn_chrome = patient_spawn
    common.CHECK_BROWSER_ITERATIONS *= FACTOR
    BaseCase.test_cursor_lock_timeout *= FACTOR
    open_url, ask = HttpCase.url_open, HttpCase.make_jsonrpc_request

    def patient_open(case, url, data=None, files=None, timeout=12, **options):
        return open_url(case, url, data, files, FACTOR * timeout, **options)

    def patient_ask(case, route, params=None, headers=None, cookies=None, timeout=12):
        return ask(case, route, params, headers, cookies, FACTOR * timeout)

    HttpCase.url_open, HttpCase.make_jsonrpc_request = patient_open, patient_ask
