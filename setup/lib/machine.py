"""Programs that Odoo uses: Chromium for tours, wkhtmltopdf for PDF. As root by apt, otherwise in user space."""

import os
import shutil

from . import apt, places, userland, venv
from .steps import Stamp, locked, say, step

CHROMIUM = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
WITHOUT = {
    "chromium": "tests in a browser (tours) cannot run",
    "wkhtmltopdf": "documents cannot be printed as PDF",
}


def missing():
    """The programs that are not there."""
    path = venv.environment()["PATH"]
    present = {
        "chromium": any(shutil.which(name, path=path) for name in CHROMIUM),
        "wkhtmltopdf": bool(shutil.which("wkhtmltopdf", path=path)),
    }
    return [name for name, there in present.items() if not there]


def prepare():
    wanted = missing()
    tried = Stamp("machine")
    if wanted and shutil.which("apt-get") and not tried.holds(" ".join(wanted)):
        for name in wanted:
            with step(f"{name} from Debian"):
                if not (os.geteuid() == 0 and apt.install(name)):
                    with locked(places.CACHE / "lock", "another checkout fills the shared cache"):
                        userland.provide(name)
        tried.write(" ".join(missing()))
    for name in missing():
        say(f"  {name} is missing: {WITHOUT[name]}. As an administrator: apt-get install {name}")
