"""Programs of the machine that Odoo uses: Chromium for tours, wkhtmltopdf for PDF."""

import os
import shutil

from . import apt
from .steps import Stamp, say, step

CHROMIUM = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
WITHOUT = {
    "chromium": "tests in a browser (tours) cannot run",
    "wkhtmltopdf": "documents cannot be printed as PDF",
}


def missing():
    """The programs that are not there."""
    present = {
        "chromium": any(shutil.which(name) for name in CHROMIUM),
        "wkhtmltopdf": bool(shutil.which("wkhtmltopdf")),
    }
    return [name for name, there in present.items() if not there]


def prepare():
    wanted = missing()
    tried = Stamp("machine")
    if wanted and os.geteuid() == 0 and shutil.which("apt-get") and not tried.holds(" ".join(wanted)):
        with step("By apt: " + ", ".join(wanted)):
            for name in wanted:
                apt.install(name)
        tried.write(" ".join(missing()))
    for name in missing():
        say(f"  {name} is missing: {WITHOUT[name]}. As an administrator: apt-get install {name}")
