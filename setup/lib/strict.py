"""A pytest plugin: no skipped test, no error in the log, no warning about our addons; the counts go to a file."""

import json
import logging
import os
from collections import defaultdict

OURS = "despacho_"
#: What the web client says when the page of a tour that has ended well is taken from under a call that waits, and
#: Odoo of a browser that a busy machine did not close in time.
AFTER_THE_END = (
    "Error received after termination: Error: Component is destroyed",
    "Error received after termination: Error while loading SharedWorker",
    "Killing chrome headless",
)


class _Serious(logging.Handler):
    """Keeps what should not be in the log; what a test expects (assertLogs, mute_logger) never gets here."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines = []

    def emit(self, record):
        message = record.getMessage()
        if message.startswith(AFTER_THE_END):
            return
        if record.levelno >= logging.ERROR or OURS in record.name or f".{OURS}" in message or f"/{OURS}" in message:
            test = os.environ.get("PYTEST_CURRENT_TEST", "").partition(" ")[0]
            self.lines.append(f"{record.levelname} {record.name}: {message.splitlines()[0][:300]} [{test}]")


class Strict:
    def __init__(self):
        self.log = _Serious()
        self.seconds = defaultdict(float)

    def pytest_sessionstart(self, session):
        logging.getLogger().addHandler(self.log)

    def pytest_runtest_logreport(self, report):
        self.seconds[report.nodeid.partition("::")[0]] += report.duration

    def pytest_sessionfinish(self, session, exitstatus):
        logging.getLogger().removeHandler(self.log)
        stats = session.config.pluginmanager.get_plugin("terminalreporter").stats
        outcomes = {outcome: len(stats.get(outcome, ())) for outcome in ("passed", "failed", "skipped", "error")}
        if exitstatus == 0 and (outcomes["skipped"] or self.log.lines):
            session.exitstatus = 1
        path = os.environ.get("DESPACHO_RESULT")
        if path:
            result = {"outcomes": outcomes, "seconds": self.seconds, "log": self.log.lines}
            with open(path, "w", encoding="utf-8") as file:
                json.dump(result, file)

    def pytest_terminal_summary(self, terminalreporter):
        if self.log.lines:
            terminalreporter.section("lines that should not be in the log")
            for line in self.log.lines:
                terminalreporter.line(line)


def pytest_configure(config):
    config.pluginmanager.register(Strict(), "despacho-strict")
