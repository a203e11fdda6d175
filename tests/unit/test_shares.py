"""Two processes that are given the same tests run each of them once."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

SETUP = Path(__file__).resolve().parents[2] / "setup"
TEST = """
import pathlib, pytest, time

@pytest.fixture(scope="module", autouse=True)
def module():
    yield
    note("closed")

def note(text):
    with open({ran!r}, "a") as file:
        file.write(pathlib.Path(__file__).stem + " " + text + "\\n")

@pytest.mark.parametrize("number", range(3))
def test_it(number):
    time.sleep(0.05)
    note(str(number))
"""


def start(folder, shares):
    env = {**os.environ, "PYTHONPATH": str(SETUP), "DESPACHO_SHARES": str(shares)}
    command = [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "lib.shares", "-p", "no:cacheprovider", "-q", "."]
    return subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


@pytest.fixture(name="folder")
def _folder(tmp_path):
    tests = tmp_path / "tests"
    for name in ("first", "second"):
        (tests / name).mkdir(parents=True)
        for number in range(4):
            test = tests / name / f"test_{name}_{number}.py"
            test.write_text(TEST.format(ran=str(tmp_path / "ran")), encoding="utf-8")
    return tests


def test_two_processes_run_every_file_once(tmp_path, folder):
    shares = tmp_path / "shares"
    shares.mkdir()
    processes = [start(folder, shares) for _ in range(2)]
    printed = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], printed
    passed = [int(number) for text in printed for number in re.findall(r"(\d+) passed", text)]
    assert sum(passed) == 8 * 3
    ran = (tmp_path / "ran").read_text(encoding="utf-8").splitlines()
    assert len(ran) == len(set(ran)) == 8 * 4  # three tests and the end of the module, of each


def test_a_failure_of_a_share_is_a_failure(tmp_path, folder):
    shares = tmp_path / "shares"
    shares.mkdir()
    (folder / "first" / "test_first_0.py").write_text("def test_it():\n    assert False\n", encoding="utf-8")
    process = start(folder, shares)
    printed = process.communicate(timeout=120)[0]
    assert process.returncode == 1
    assert "1 failed, 21 passed" in printed


def test_who_comes_late_has_nothing_to_do_and_that_is_no_failure(tmp_path, folder):
    shares = tmp_path / "shares"
    shares.mkdir()
    start(folder, shares).communicate(timeout=120)
    late = start(folder, shares)
    printed = late.communicate(timeout=120)[0]
    assert late.returncode == 0, printed
    assert "passed" not in printed
