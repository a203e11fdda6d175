"""Takes the pictures of the guide that DESPACHO_GUIDE names (chapters or pictures; all of them if it is empty)."""

import contextlib
import os
from itertools import groupby
from unittest.mock import patch

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from odoo.addons.bus.websocket import CloseCode, WebsocketConnectionHandler, _kick_all

from .camera import Camera
from .chapters import CHAPTERS

TIMEOUT = 120  # seconds for all the steps of a picture, however busy the machine is
#: The web client with its tours; a page for everybody has neither.
READY = {
    True: "!!window.odoo?.startTour && !!document.querySelector('.o_web_client')",
    False: "document.readyState === 'complete'",
}


def _patient(tour):
    """What the browser is told of a tour: its steps, and that each may take its time."""
    return {"name": tour.name, "steps": tour.step_ids.get_steps_json(), "timeout": TIMEOUT * 1000}


def wanted():
    """The chapters with those of their pictures that are asked for."""
    names = set(os.environ.get("DESPACHO_GUIDE", "").split())
    for chapter, pictures in CHAPTERS.items():
        chosen = [picture for picture in pictures if not names or names & {chapter, picture.name}]
        if chosen:
            yield chapter, chosen


def sittings(pictures):
    """Pictures of the same person in the same browser, one group after another."""

    def by(picture):
        return (picture.user, picture.phone, picture.name if picture.apart else "")

    return [list(group) for _by, group in groupby(sorted(pictures, key=by), by)]


@tagged("post_install", "-at_install")
class TestPictures(HttpCase):
    """What is prepared for a picture is forgotten with its sitting; nothing stays in the base."""

    test_cursor_lock_timeout = TIMEOUT  # the first page waits for the bundles of the tests

    def sit(self, pictures):
        addresses = {}
        for picture in pictures:
            with self.subTest(picture=picture.name):
                addresses[picture] = self.prepare(picture)
        user = pictures[0].user or None
        self.env["res.users"].search([]).tour_enabled = False
        self.touch_enabled = pictures[0].phone
        browser = Camera(self)
        with self.allow_requests(browser=browser), contextlib.ExitStack() as at_the_end:
            at_the_end.callback(self._wait_remaining_requests)
            # As core's tours do: refused, the bus would fill the log.
            at_the_end.callback(_kick_all, CloseCode.KILL_NOW)
            at_the_end.enter_context(patch.object(WebsocketConnectionHandler, "websocket_allowed", return_value=True))
            at_the_end.enter_context(patch.object(self.registry["web_tour.tour"], "_get_tour_json", _patient))
            at_the_end.callback(browser.stop)
            self.authenticate(user, user, browser=browser)
            self.cr.flush()
            self.cr.clear()
            for picture, address in addresses.items():
                with self.subTest(picture=picture.name):
                    self.take(browser, picture, address)

    def prepare(self, picture):
        """Return the address of the page; the steps are kept as a tour of the base, under the picture's name."""
        env = self.env["res.users"].with_context(lang="es_ES").env
        if picture.steps:
            steps = [
                {"sequence": number, "trigger": trigger, "run": run[0] if run else False}
                for number, (trigger, *run) in enumerate(picture.steps)
            ]
            env["web_tour.tour"].create(
                {"name": picture.name, "custom": True, "step_ids": [Command.create(step) for step in steps]}
            )
        return picture.page(env) if callable(picture.page) else picture.page

    def take(self, browser, picture, address):
        ready = READY[address.startswith("/odoo")]
        url = address if address.startswith("data:") else self.base_url() + address
        self.assertTrue(browser.open(url, picture.size, ready), f"{address[:80]} does not open")
        if picture.steps:
            browser.walk(picture.name, TIMEOUT)
        png = browser.shoot(picture)
        for path in picture.files:
            path.write_bytes(png)


def _test(pictures):
    def test(self):
        self.sit(pictures)

    return test


for _chapter, _pictures in wanted():
    for _sitting in sittings(_pictures):
        _first = _sitting[0]
        _who = _first.user.replace(".", "_") or "anybody"
        _how = "_phone" * _first.phone + f"_{_first.name}" * _first.apart
        setattr(TestPictures, f"test_{_chapter}_{_who}{_how}", _test(_sitting))
