"""A pytest plugin: processes that are given the same tests share them, a file at a time, each its next free one.

DESPACHO_SHARES names the folder where a file is claimed; without it one process runs all. A folder serves once.
"""

import os
from itertools import groupby
from pathlib import Path

import pytest


def claimed(items, folder, file_of):
    """Those of ``items`` whose file nobody else has claimed in ``folder``, each claimed when it is come to."""
    for number, (_file, group) in enumerate(groupby(items, key=file_of)):
        try:
            (folder / str(number)).touch(exist_ok=False)
        except FileExistsError:
            continue
        yield from group


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session):
    """As pytest's own loop, over what could be claimed; None leaves it to pytest."""
    folder = os.environ.pop("DESPACHO_SHARES", None)  # not for what a test starts
    if not folder or session.testsfailed or session.config.option.collectonly:
        return None
    mine = claimed(session.items, Path(folder), lambda item: item.path)
    item = next(mine, None)
    while item is not None:
        following = next(mine, None)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.shouldfail:
            raise session.Failed(session.shouldfail)
        if session.shouldstop:
            raise session.Interrupted(session.shouldstop)
        item = following
    return True
