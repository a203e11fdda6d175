"""The linters. pre-commit runs them through `setup/test --check NAME`, setup/test runs them all."""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from . import npm, places, venv
from .steps import TIMES, Stop, say

ODOO_CHECKERS = "_odoo_checker_sql_injection,_odoo_checker_gettext,_odoo_checker_unlink_override"
ODOO_MESSAGES = "sql-injection,gettext-variable,gettext-placeholders,gettext-repr,missing-gettext,raise-unlink-override"
PRETTY = (".xml", ".js", ".cjs", ".scss", ".css", ".json", ".yaml", ".yml")


def run_all(tree):
    """Runs every check, two at a time; returns the names of those that failed."""
    failed = []
    with ThreadPoolExecutor(max_workers=2) as pool:
        futures = {name: pool.submit(run_one, name, tree) for name in CHECKS}
        for name, future in futures.items():
            code, output, seconds = future.result()
            TIMES.append((f"check {name}", seconds))
            say(f"{'✘' if code else '✔'} check {name} ({seconds:.1f} s)")
            if code:
                failed.append(name)
                say(output.rstrip())
    return failed


def run_one(name, tree, files=(), fix=False):
    """(exit code, output, seconds) of one check, on `files` or on everything it is for."""
    start = time.monotonic()
    try:
        code, output = CHECKS[name](tree, list(files), fix)
    except FileNotFoundError as error:
        raise Stop(f"{error.filename} is missing.", "run setup/test once, which installs the linters.") from error
    return code, output, time.monotonic() - start


def _ruff(tree, files, fix):
    return _call("ruff", "check", *(["--fix"] if fix else []), *(files or ["."]))


def _ruff_format(tree, files, fix):
    return _call("ruff", "format", *([] if fix else ["--check"]), *(files or ["."]))


def _pylint(tree, files, fix):
    return _call("pylint", "--rcfile=.pylintrc-mandatory", *(files or _folders(*places.ADDONS)))


def _odoo_lint(tree, files, fix):
    checkers = next(path / "test_lint" / "tests" for path in tree.addons if (path / "test_lint").is_dir())
    return _call(
        "pylint",
        "--rcfile=/dev/null",
        "--score=no",
        "--disable=all",
        f"--load-plugins={ODOO_CHECKERS}",
        f"--enable={ODOO_MESSAGES}",
        "--disable=unknown-option-value",  # the code may silence messages of other plugins
        *(files or _folders(*places.ADDONS)),
        PYTHONPATH=checkers,
    )


def _oca_module(tree, files, fix):
    return _call("oca-checks-odoo-module", *(["--fix"] if fix else []), *_folders(*places.ADDONS))


def _oca_po(tree, files, fix):
    files = files or _tracked(".po", ".pot")
    return _call("oca-checks-po", *(["--fix"] if fix else []), *files) if files else (0, "")


def _prettier(tree, files, fix):
    files = [file for file in files or _tracked(*PRETTY) if file.endswith(PRETTY)]
    return _npm("prettier", "--log-level=warn", "--write" if fix else "--check", *files) if files else (0, "")


def _eslint(tree, files, fix):
    files = files or _tracked(".js", ".cjs")
    return _npm("eslint", "--max-warnings=0", *(["--fix"] if fix else []), *files) if files else (0, "")


def _constraints(tree, files, fix):
    """Odoo 19 accepts `_sql_constraints` and creates nothing of them."""
    found = _grep(r"^\s*_sql_constraints\b", files or _tracked(".py"))
    return bool(found), "Use models.Constraint or models.UniqueIndex; Odoo 19 ignores _sql_constraints:\n" + found


CHECKS = {
    "ruff": _ruff,
    "ruff-format": _ruff_format,
    "pylint": _pylint,
    "odoo-lint": _odoo_lint,
    "oca-module": _oca_module,
    "oca-po": _oca_po,
    "prettier": _prettier,
    "eslint": _eslint,
    "sql-constraints": _constraints,
}


def _call(program, *arguments, **environment):
    command = [str(places.venv_bin(program)), *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=places.ROOT,
        env=venv.environment(**environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def _npm(program, *arguments):
    return _call("node", npm.LINTERS / "node_modules" / ".bin" / program, *arguments)


def _folders(*names):
    return [name for name in names if (places.ROOT / name).is_dir()]


def _tracked(*endings):
    """Files of these kinds that git knows or would add."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=places.ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in listed.splitlines() if name.endswith(endings) and os.path.exists(places.ROOT / name)]


def _grep(pattern, files):
    found = []
    for name in files:
        text = (places.ROOT / name).read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(pattern, line):
                found.append(f"{name}:{number}: {line.strip()}")
    return "\n".join(found)


def main(name, tree, files, fix):
    """The exit code of one check, its output printed: what pre-commit calls."""
    code, output, _seconds = run_one(name, tree, files, fix)
    sys.stdout.write(output)
    return code
