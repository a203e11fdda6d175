"""What the firm prints, on a page of the browser.

A picture of a PDF would need a program more. What wkhtmltopdf is given is a page that is whole in itself: here it is
shown by Chromium, on a sheet of A4, without the numbers of the pages at its foot.
"""

import base64
from unittest.mock import patch

#: Pixels of an A4 at 96 to the inch, and the margins of the paper formats of the firm.
A4 = (794, 1123)
#: The sheets are columns, of which only the first is to be seen: no line is cut in two at its foot.
_MARGINS = """<style>
html { background: #fff; overflow: hidden; }
body { padding: 45px 53px !important; font-size: 11pt !important;
    box-sizing: border-box; height: 1123px; columns: 1; column-fill: auto; column-gap: 106px; }
</style>"""


class _Page(Exception):
    """Carries what was about to become a PDF."""


def paper(env, make):
    """Return the address of the page of which ``make()`` makes a PDF."""

    def keep(report, bodies, *args, **kwargs):
        raise _Page(str(bodies[0]))

    with patch.object(env.registry["ir.actions.report"], "_run_wkhtmltopdf", keep):
        try:
            make()
        except _Page as caught:
            (html,) = caught.args
    page = html.replace("</head>", f"{_MARGINS}</head>").encode()
    return f"data:text/html;charset=utf-8;base64,{base64.b64encode(page).decode()}"
