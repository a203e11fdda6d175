"""Programs of Debian with all that they need, unpacked below the build folder: no administrator, nothing installed.

Each gets a small script in BIN that starts it with its own libraries and fonts.
"""

import shutil

from . import apt, places
from .steps import Stop, run

HOME = places.BUILD / "userland"
BIN = HOME / "bin"
# The machine's own C library is the one that the kernel's loader belongs to; what needs no file is left out too.
LEFT_OUT = ("libc6_", "libc-bin_", "libc-l10n_", "base-files_", "base-passwd_", "dpkg_", "debconf_", "bash_", "perl")
STARTER = """#!/bin/sh
root="{root}"
export LD_LIBRARY_PATH="{libraries}"
export FONTCONFIG_FILE="$root/fonts.conf"
export QT_PLUGIN_PATH="{plugins}"
export QT_QPA_PLATFORM=offscreen
export XDG_RUNTIME_DIR="${{XDG_RUNTIME_DIR:-$root/run}}"
exec "{program}" "$@"
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
    <dir>/usr/share/fonts</dir>
    <dir>{root}/usr/share/fonts</dir>
    <cachedir>{root}/fontconfig</cachedir>
    <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
    <alias><family>serif</family><prefer><family>DejaVu Serif</family></prefer></alias>
    <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
</fontconfig>
"""
PROGRAMS = {
    "chromium": ("usr/lib/chromium/chromium", ["chromium", "fonts-dejavu-core"]),
    "wkhtmltopdf": ("usr/bin/wkhtmltopdf", ["wkhtmltopdf", "fonts-dejavu-core"]),
}
LAST_WITH_WKHTMLTOPDF = "bookworm"


def provide(name):
    """Whether the program can be had like this; tries the machine's own Debian, then the last that had it."""
    if (BIN / name).is_file():
        return True
    suites = [apt.codename()] + ([LAST_WITH_WKHTMLTOPDF] if name == "wkhtmltopdf" else [])
    for suite in dict.fromkeys(suites):
        try:
            _unpack(name, suite)
        except Stop:
            continue
        return True
    return False


def _unpack(name, suite):
    program, packages = PROGRAMS[name]
    debs = places.CACHE / f"{name}-{suite}"
    _download(suite, packages, debs)
    root = HOME / name
    shutil.rmtree(root, ignore_errors=True)
    apt.unpack(debs, root)
    libraries = sorted({str(path.parent) for path in root.glob("**/*-linux-gnu*/**/lib*.so*")})
    (root / "run").mkdir(mode=0o700)
    (root / "fonts.conf").write_text(FONTS.format(root=root), encoding="utf-8")
    plugins = next(root.glob("usr/lib/*/qt5/plugins"), "")
    BIN.mkdir(parents=True, exist_ok=True)
    starter = BIN / name
    starter.write_text(
        STARTER.format(root=root, libraries=":".join(libraries), plugins=plugins, program=root / program),
        encoding="utf-8",
    )
    starter.chmod(0o755)
    try:
        run([starter, "--version"], f"userland-{name}")
    except Stop:
        starter.unlink()
        raise


def _download(suite, packages, folder):
    """The packages with all that they depend on, as if nothing were installed."""
    if folder.is_dir():
        return
    log = f"userland-{packages[0]}"
    options = apt.prepare(suite, log, "")
    home = places.CACHE / "apt" / suite
    nothing = home / "nothing-installed"
    nothing.touch()
    archives = home / "cache" / "archives"
    options += [f"-oDir::State::status={nothing}", "-oDebug::NoLocking=true", "--no-install-recommends", "-y", "-q"]
    run(["apt-get", *options, "clean"], log)
    (archives / "partial").mkdir(parents=True, exist_ok=True)
    run(["apt-get", *options, "install", "--download-only", *packages], log)
    for package in archives.glob("*.deb"):
        if package.name.startswith(LEFT_OUT):
            package.unlink()
    (archives / "partial").rmdir()
    (archives / "lock").unlink(missing_ok=True)
    archives.rename(folder)
