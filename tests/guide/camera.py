"""Chromium as Odoo's tests drive it, with a shutter."""

import binascii
import io
from concurrent.futures import Future

from PIL import Image

from odoo.tests.common import ChromeBrowser

COLOURS = 192
#: A page is left as it is: what is half written is not saved, and no tour complains that its page is gone.
_NO_FAREWELL = """
const listen = window.addEventListener;
window.addEventListener = function (type, ...rest) {
    return type === "beforeunload" ? undefined : listen.call(this ?? window, type, ...rest);
};
"""
#: A page is looked at when nothing is being loaded, letters and drawings are there and what moves has come to rest.
_AT_REST = """
(async () => {
    const wait = (time) => new Promise((resolve) => setTimeout(resolve, time));
    const style = document.createElement("style");
    style.textContent =
        "* { caret-color: transparent !important; transition: none !important; }" +
        // What was pressed last is drawn as if the hand had been there.
        ":focus-visible { outline: none !important; }" +
        ".nav-link:focus-visible, .btn:focus-visible { box-shadow: none !important; }";
    document.head.append(style);
    const busy = ".o_blockUI, .o_loading_indicator, .o_view_nocontent_loading, .o-autocomplete .o_loading";
    for (let times = 0, still = 0; times < 150 && still < %d; times++) {
        await wait(200);
        still = document.querySelector(busy) ? 0 : still + 200;
    }
    await document.fonts.ready;
    const images = [...document.images].filter((image) => image.loading !== "lazy" && image.getClientRects().length);
    await Promise.race([Promise.all(images.map((image) => image.decode().catch(() => {}))), wait(5000)]);
})()
"""
#: Below what stays in its place above a form, which would hide it.
_TO_TOP = """
(() => {
    const element = [...document.querySelectorAll(%r)].at(-1);
    const bar = element.closest(".o_form_view")?.querySelector(".o_form_statusbar");
    element.style.scrollMarginTop = `${bar?.offsetHeight ?? 0}px`;
    element.scrollIntoView({block: "start", behavior: "instant"});
})()
"""
_PLACE = """
(() => {
    const seen = [...document.querySelectorAll(%r)].filter((element) => element.getClientRects().length);
    const {left, top, right, bottom} = seen.at(-1).getBoundingClientRect();
    return [left, top, right, bottom, window.innerWidth, window.innerHeight].join(" ");
})()
"""


class Camera(ChromeBrowser):
    """A browser in which one tour after another is walked, each on a page of its own."""

    def __init__(self, test_case):
        super().__init__(test_case)
        self._websocket_request("Emulation.setTimezoneOverride", params={"timezoneId": "Europe/Madrid"})
        self._websocket_request("Page.addScriptToEvaluateOnNewDocument", params={"source": _NO_FAREWELL})

    def open(self, address, size, ready):
        """Load a page in a window of ``size``; return whether ``ready`` came true there."""
        screen = {"mobile": False, "width": size[0], "height": size[1], "deviceScaleFactor": 1}
        self._websocket_request("Emulation.setDeviceMetricsOverride", params=screen)
        self.evaluate("try { localStorage.clear() } catch {}")
        self.navigate_to(address, wait_stop=True)
        self._result = Future()
        self.had_failure = False
        return self._wait_ready(
            f"new Promise((done) => setTimeout(() => {{ try {{ done({ready}) }} catch {{ done() }} }}, 300))"
        )

    def walk(self, tour, timeout):
        """Walk a tour that the base has under that name; raises where it cannot go on."""
        # Menus that were there before their letters are measured again.
        self.evaluate("window.dispatchEvent(new Event('resize'))")
        self._wait_code_ok(f"odoo.startTour({tour!r}, {{fromDB: true}})", timeout)

    def shoot(self, picture, rest=1000):
        """Return what is to be seen, as PNG, once nothing has been loaded for ``rest`` milliseconds."""
        self.evaluate(_AT_REST % rest, timeout=60)
        if picture.top:
            # Only now is the page as long as it will be; what is looked at may in turn load more.
            self.evaluate(_TO_TOP % picture.top)
            self.evaluate(_AT_REST % rest, timeout=60)
            self.evaluate(_TO_TOP % picture.top)
        shown = {"format": "png"}
        if picture.of:
            around = picture.around
            left, top, right, bottom, width, height = map(float, self.evaluate(_PLACE % picture.of)["value"].split())
            left, top = max(0, left - around), max(0, top - around)
            right, bottom = min(width, right + around), min(height, bottom + around)
            shown["clip"] = {"x": left, "y": top, "width": right - left, "height": bottom - top, "scale": 1}
        data = self._websocket_request("Page.captureScreenshot", params=shown, timeout=30)["data"]
        return small(binascii.a2b_base64(data))

    def evaluate(self, code, timeout=10):
        answer = self._websocket_request(
            "Runtime.evaluate", params={"expression": code, "awaitPromise": True}, timeout=timeout
        )
        return answer["result"]

    def _handle_console(self, type, args=None, stackTrace=None, **kw):
        if type == "log" and args and args[0].get("value") == "tour succeeded":
            # Core would refuse a form that is not saved yet, which is what some pictures show.
            if not self._result.done():
                self._result.set_result(True)
            return
        super()._handle_console(type, args=args, stackTrace=stackTrace, **kw)


def small(png):
    """The same picture with few colours, which is a third of the bytes."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    written = io.BytesIO()
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()
