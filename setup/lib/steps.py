"""Steps that show that they progress, commands that leave a log, and failures that say what to do."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time
import traceback
from contextlib import contextmanager

from . import places

HEARTBEAT = 15  # seconds between signs of life where the output is not a terminal
TIMES = []  # (title, seconds) of every finished step, in order

_on_terminal = sys.stdout.isatty()
_print_lock = threading.Lock()
_running = set()  # the processes of `run`, of all threads


class Stop(Exception):
    """The set-up cannot go on. `what` happened and what the reader can `do` about it."""

    def __init__(self, what, do="", log=None):
        super().__init__(what)
        self.what, self.do, self.log = what, do, log


def say(text=""):
    with _print_lock:
        print(("\r\033[K" if _on_terminal else "") + text, flush=True)


@contextmanager
def step(title):
    """Prints the title, a sign of life while the block runs, and the seconds it took.

    Yields a function that the block calls to say that it did not go well, though it went to its end.
    """
    start = time.monotonic()
    finished = threading.Event()

    def beat():
        while not finished.wait(1 if _on_terminal else HEARTBEAT):
            seconds = int(time.monotonic() - start)
            with _print_lock:
                print(
                    f"\r\033[K- {title} … {seconds} s" if _on_terminal else f"  … {title}: {seconds} s",
                    end="" if _on_terminal else "\n",
                    flush=True,
                )

    if not _on_terminal:
        say(f"- {title}")
    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    done = bad = False

    def went_badly():
        nonlocal bad
        bad = True

    try:
        yield went_badly
        done = not bad
    finally:
        finished.set()
        thread.join()
        seconds = time.monotonic() - start
        TIMES.append((title, seconds))
        mark = "✔" if done else "✘"
        say(f"{mark} {title} ({seconds:.1f} s)" if _on_terminal or seconds > 1 or not done else f"{mark} {title}")


def run(command, log, *, do="", cwd=None, env=None, stdin=None, echo=False, user=None, check=True):
    """Runs a command with its output in LOGS/<log>.log; returns its exit code.

    `echo` shows its standard output as it comes, for scripts that report their own progress.
    A failure raises Stop with the advice `do`. Whatever interrupts us ends the command and its children too.
    """
    places.LOGS.mkdir(parents=True, exist_ok=True)
    path = places.LOGS / f"{log}.log"
    as_user = {"user": user[0], "group": user[1], "extra_groups": []} if user else {}
    with open(path, "ab") as out:
        out.write(("\n$ " + " ".join(map(str, command)) + "\n").encode())
        out.flush()
        try:
            process = subprocess.Popen(
                [str(part) for part in command],
                cwd=cwd or places.ROOT,
                env=env,
                stdin=subprocess.PIPE if stdin is not None else subprocess.DEVNULL,
                stdout=subprocess.PIPE if echo else out,
                stderr=out,
                start_new_session=True,
                **as_user,
            )
        except FileNotFoundError as error:
            raise Stop(f"{error.filename} is not there.", do, path) from error
        _running.add(process)
        try:
            if stdin is not None:
                process.stdin.write(stdin.encode())
                process.stdin.close()
            if echo:
                for line in process.stdout:
                    out.write(line)
                    say("    " + line.decode(errors="replace").rstrip())
            code = process.wait()
        except BaseException:
            end(process)
            raise
        finally:
            _running.discard(process)
    if check and code:
        raise Stop(f"{os.path.basename(str(command[0]))} failed (exit code {code}).", do, path)
    return code


def end_all():
    """Ends what other threads run; they see it as a command that failed."""
    for process in list(_running):
        end(process)


def end(process, seconds=20):
    """Ends a process that we started in a session of its own, with its children; politely first."""
    for sent, patience in ((signal.SIGINT, seconds), (signal.SIGTERM, 5), (signal.SIGKILL, 5)):
        try:
            os.killpg(process.pid, sent)
            process.wait(patience)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            pass
        return


@contextmanager
def locked(path, why):
    """One at a time among all processes; says so when it has to wait."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"  waiting: {why}")
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


class Stamp:
    """Remembers for which inputs something was made, so that it is made again only when they change."""

    def __init__(self, name):
        self.path = places.BUILD / "stamps" / name

    def holds(self, key):
        return self.path.is_file() and self.path.read_text(encoding="utf-8") == key

    def write(self, key):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(key, encoding="utf-8")


def log_tail(path, lines=8):
    """The last words of a log: no frames of a traceback (the log has them), nothing that went well."""
    text = path.read_text(encoding="utf-8", errors="replace").rstrip().splitlines()[-200:]
    said = [line for line in text if line.strip() and not line.startswith(("  ", "Traceback")) and " INFO " not in line]
    return "\n".join("    " + line[:300] for line in said[-lines:])


def explain(stop):
    say()
    say(f"Stopped: {stop.what}")
    if stop.log and stop.log.is_file():
        say(f"  The end of {stop.log}:")
        say(log_tail(stop.log))
    if stop.do:
        say(f"What to do: {stop.do}")


def main(function):
    """Runs a command's main function; a failure says what to do and never shows a traceback."""

    def interrupt(signum, frame):
        raise KeyboardInterrupt

    # A shell starts background commands with these ignored: stopping cleanly must work there too.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    try:
        sys.exit(function())
    except Stop as stop:
        explain(stop)
        sys.exit(1)
    except KeyboardInterrupt:
        say("Interrupted; everything that was started has been stopped.")
        sys.exit(130)
    except OSError as error:
        say(f"Stopped: {error}")
        say(f"What to do: check the free disk space, and that {places.BUILD} and {places.CACHE} can be written.")
        sys.exit(1)
    except Exception as error:  # a fault of these scripts: the reader gets a sentence, the log the traceback
        path = places.LOGS / "fault.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(traceback.format_exc(), encoding="utf-8")
        say(f"Stopped by a fault of the set-up itself: {error!r}")
        say(f"What to do: run again with --fresh; if it happens again, report it with {path}")
        sys.exit(1)
