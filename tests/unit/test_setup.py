"""The set-up commands: what they remember, what they say when something fails, what they find in logs."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

sys.path.insert(0, str(ROOT / "setup"))

from lib import apt, core_suites, database, odoo, odoo_tree, places, postgres, steps, tests, venv  # noqa: E402


@pytest.fixture(autouse=True)
def build_folder_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "BUILD", tmp_path)
    monkeypatch.setattr(places, "LOGS", tmp_path / "logs")
    for name in postgres.OWN_SERVER:
        monkeypatch.delenv(name, raising=False)


def test_a_stamp_holds_only_for_the_inputs_it_was_written_for():
    stamp = steps.Stamp("thing")
    assert not stamp.holds("one")
    stamp.write("one")
    assert stamp.holds("one")
    assert not stamp.holds("two")


def test_the_digest_of_a_folder_follows_names_and_contents_but_not_compiled_files(tmp_path):
    (tmp_path / "addon").mkdir()
    file = tmp_path / "addon" / "a.py"
    file.write_text("1")
    first = places.files_hash(tmp_path / "addon")
    (tmp_path / "addon" / "__pycache__").mkdir()
    (tmp_path / "addon" / "__pycache__" / "a.pyc").write_text("x")
    assert places.files_hash(tmp_path / "addon") == first
    file.write_text("2")
    second = places.files_hash(tmp_path / "addon")
    file.rename(tmp_path / "addon" / "b.py")
    assert len({first, second, places.files_hash(tmp_path / "addon")}) == 3


def test_a_failed_command_says_what_to_do_and_shows_the_end_of_its_log(capsys):
    def fail():
        steps.run(["sh", "-c", "echo the reason; exit 3"], "thing", do="try something else.")

    with pytest.raises(SystemExit) as ended:
        steps.main(fail)
    shown = capsys.readouterr().out
    assert ended.value.code == 1
    assert "exit code 3" in shown
    assert "the reason" in shown
    assert "What to do: try something else." in shown
    assert "Traceback" not in shown


def test_a_fault_of_the_scripts_is_a_sentence_and_the_traceback_goes_to_a_file(capsys, tmp_path):
    with pytest.raises(SystemExit) as ended:
        steps.main(lambda: {}["nothing"])
    shown = capsys.readouterr().out
    assert ended.value.code == 1
    assert "Traceback" not in shown
    assert "KeyError" in (tmp_path / "logs" / "fault.log").read_text()


def test_an_interruption_ends_the_command_that_was_running(tmp_path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from lib import places, steps\n"
        "places.LOGS = Path(sys.argv[2])\n"
        "steps.main(lambda: steps.run(['sh', '-c', 'echo $$ > ' + sys.argv[2] + '/pid; exec sleep 600'], 'thing'))\n"
    )
    (tmp_path / "logs").mkdir()
    command = [sys.executable, "-c", code, str(ROOT / "setup"), str(tmp_path / "logs")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    pid_file = tmp_path / "logs" / "pid"
    while not (pid_file.is_file() and pid_file.read_text().strip()):
        time.sleep(0.05)
    time.sleep(1)  # the command is there a moment before whoever began it knows of it
    process.send_signal(signal.SIGINT)
    shown, _nothing = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "Interrupted" in shown
    with pytest.raises(ProcessLookupError):
        os.kill(int(pid_file.read_text()), 0)


def test_the_second_of_two_waits_for_the_lock(tmp_path, capsys):
    order = []

    def second():
        with steps.locked(tmp_path / "lock", "the first works"):
            order.append("second")

    with steps.locked(tmp_path / "lock", "nobody"):
        thread = threading.Thread(target=second)
        thread.start()
        while "waiting" not in capsys.readouterr().out:
            time.sleep(0.02)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


def test_databases_of_clones_differ_on_a_server_that_they_share(monkeypatch):
    assert database.name("demo") == "despacho_demo"
    monkeypatch.setenv("PGHOST", "somewhere")
    assert database.name("demo") == f"despacho_demo_{places.CHECKOUT}"


def test_commands_see_nothing_of_another_odoo(monkeypatch):
    monkeypatch.setenv("ODOO_RC", "/etc/odoo.conf")
    monkeypatch.setenv("PGDATABASE", "production")
    env = venv.environment(MORE=1)
    assert "ODOO_RC" not in env
    assert "PGDATABASE" not in env
    assert env["MORE"] == "1"


def test_a_given_tree_must_be_odoo_19(tmp_path, monkeypatch):
    release = tmp_path / "odoo" / "odoo" / "release.py"
    release.parent.mkdir(parents=True)
    release.write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    monkeypatch.setenv("ODOO_PATH", str(tmp_path / "odoo"))
    with pytest.raises(steps.Stop, match=r"not Odoo 19\.0"):
        odoo_tree.prepare()


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("http://mirror.example/debian-security/ http://mirror.example/debian/", "http://mirror.example/debian/"),
        ("'http://mirror.example/debian/dists/trixie/InRelease' x 0", "http://mirror.example/debian/"),
    ],
)
def test_the_mirror_is_that_of_the_machine(listed, expected, monkeypatch):
    monkeypatch.setattr(apt, "_output", lambda *command: listed)
    monkeypatch.setattr(apt.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert apt.mirror() == expected


def test_a_machine_that_is_not_debian_is_told_the_other_way(monkeypatch):
    monkeypatch.setattr(apt, "_output", lambda *command: "http://mirror.example/ubuntu/")
    monkeypatch.setattr(apt.shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(steps.Stop) as stopped:
        apt.mirror()
    assert "ODOO_PATH" in stopped.value.do


LOG = """2026-11-21 20:00:00,000 1 INFO db odoo.modules.loading: loading despacho_crm/views/x.xml
2026-11-21 20:00:01,000 1 WARNING despacho_making odoo.modules.loading: something of Odoo itself
{line}
  and what continues it
2026-11-21 20:00:03,000 1 INFO db odoo.modules.loading: the end
"""


@pytest.mark.parametrize(
    ("line", "good"),
    [
        ("2026-11-21 20:00:02,000 1 WARNING despacho_making odoo.modules.registry: despacho_crm: bad field", False),
        ("2026-11-21 20:00:02,000 1 ERROR despacho_making odoo.sql_db: bad query", False),
        ("2026-11-21 20:00:02,000 1 WARNING despacho_making odoo.modules.registry: crm: bad field", True),
    ],
)
def test_only_errors_and_warnings_about_our_addons_spoil_an_installation(line, good, tmp_path):
    (tmp_path / "logs").mkdir()
    (tmp_path / "logs" / "install.log").write_text(LOG.format(line=line))
    results = tests.Results()
    tests._check_install_log(results)
    assert results.good is good


def test_the_help_names_tests_that_are_there():
    done = subprocess.run([ROOT / "setup" / "test", "--help"], capture_output=True, text=True, check=True)
    named = re.findall(r"\S+/test_\w+\.py", done.stdout)
    assert named
    assert all((ROOT / path).is_file() for path in named)


def test_a_test_that_is_not_there_is_said_at_once():
    command = [ROOT / "setup" / "test", "despacho_crm/tests/test_nothing.py::TestNothing"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "there is no despacho_crm/tests/test_nothing.py" in done.stderr


def test_skipped_tests_are_not_good():
    results = tests.Results()
    results.outcomes.update(passed=3)
    assert results.good
    results.outcomes.update(skipped=1)
    assert not results.good


def test_names_of_failed_tests_are_read_from_the_log_of_odoo(tmp_path, monkeypatch):
    text = (
        "2026-11-21 20:00:00,000 1 ERROR db odoo.addons.crm.tests.test_x: FAIL: TestX.test_a\n"
        "2026-11-21 20:00:00,000 1 ERROR db odoo.addons.crm.tests.test_x: ERROR: Subtest TestX.test_b (n=1)\n"
        "2026-11-21 20:00:00,000 1 INFO db odoo.tests.stats: crm: 12 tests 3.00s 40 queries\n"
        "2026-11-21 20:00:00,000 1 ERROR db odoo.tests.result: 1 failed, 1 error(s) of 12 tests\n"
    )
    outcome = core_suites.read(text)
    assert outcome.tests == 12
    assert outcome.failed == {"TestX.test_a", "TestX.test_b"}
    assert outcome.modules == {"crm": 12}


STRICT = {
    "a skipped test": "import pytest\n@pytest.mark.skip\ndef test_x(): pass\n",
    "an error in the log": "import logging\ndef test_x(): logging.getLogger('odoo.sql_db').error('bad query')\n",
    "a warning about our addons": "import logging\ndef test_x(): logging.warning('in .despacho_crm.x')\n",
}


@pytest.mark.parametrize("what", STRICT)
def test_a_run_of_tests_fails_at(what, tmp_path):
    assert _pytest_with(STRICT[what] + "def test_y(): pass\n", tmp_path)[0] == 1


def test_a_run_of_tests_forgives_warnings_of_others_and_counts_tests_not_their_parts(tmp_path):
    code, result = _pytest_with(
        "import logging, unittest\n"
        "class TestX(unittest.TestCase):\n"
        "    def test_parts(self):\n"
        "        for part in range(5):\n"
        "            with self.subTest(part=part):\n"
        "                logging.getLogger('odoo.addons.crm').warning('x')\n",
        tmp_path,
    )
    assert code == 0
    assert result["outcomes"] == {"passed": 1, "failed": 0, "skipped": 0, "error": 0}


def _pytest_with(text, folder):
    (folder / "test_it.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "no:odoo", "-p", "lib.strict", f"--rootdir={folder}", str(folder)]
    env = dict(os.environ, DESPACHO_RESULT=str(folder / "result.json"), PYTHONPATH=str(ROOT / "setup"))
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False)
    return done.returncode, json.loads((folder / "result.json").read_text())


def test_odoo_lies_below_no_folder_of_addons_that_would_hide_its_translations(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "CONF", tmp_path / "odoo.conf")
    monkeypatch.setattr(places, "DATA", tmp_path / "data")
    root = tmp_path / "odoo" / "dist-packages"
    tree = odoo_tree.Tree(root, [root / "addons", root / "odoo" / "addons"], "key")
    for _again in range(2):
        odoo.write_conf(tree)
    [line] = [line for line in places.CONF.read_text().splitlines() if line.startswith("addons_path")]
    folders = [Path(folder) for folder in line.partition("=")[2].strip().split(",")]
    core = root / "odoo" / "service" / "model.py"
    assert not [folder for folder in folders if core.is_relative_to(folder.resolve())]
    assert {name: (folders[-1] / name).resolve() for name in places.ADDONS} == {
        name: places.ROOT / name for name in places.ADDONS
    }
