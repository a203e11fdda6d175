"""What the measures of this folder share: how much was worked, and how much memory it took."""

import gc
import os
import threading
import time
from pathlib import Path


def worked(cr):
    """Return the seconds of CPU of this process and of the database on its behalf, where it is on this machine."""
    seconds = time.process_time()
    stat = Path(f"/proc/{cr.connection.info.backend_pid}/stat")
    if stat.exists() and "postgres" in (text := stat.read_text()):
        user, system = text.rpartition(")")[2].split()[11:13]
        seconds += (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
    return seconds


class Measured:
    """The clock, the work and the memory of what is done inside."""

    def __init__(self, cr):
        self._cr = cr
        self._done = threading.Event()
        self._peak = 0

    @staticmethod
    def _memory():
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20

    def _watch(self):
        while not self._done.wait(0.05):
            self._peak = max(self._peak, self._memory())

    def __enter__(self):
        gc.collect()
        self._start, self._cpu, self._base = time.perf_counter(), worked(self._cr), self._memory()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_error):
        self.seconds, self.cpu = time.perf_counter() - self._start, worked(self._cr) - self._cpu
        self._done.set()
        self._thread.join()
        self.memory = max(self._peak - self._base, 0)


def memory(name):
    """Return MB of this process, as the system counts them: ``VmRSS``, ``VmHWM``."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(f"{name}:"))) / 1024


def forget_peak():
    """Have ``VmHWM`` begin anew."""
    # Since Linux 2.6.
    Path("/proc/self/clear_refs").write_text("5")
