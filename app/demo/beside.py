"""What works beside the web server of the demo: a worker and beat, kept running by a keeper.

The keeper is a program of its own (`python -m app.demo.beside`), because the web server collects
whatever process of its own ends. All of them hold the reading end of one pipe, and only the demo
its other end: when the demo is gone, in whatever way, they end too.
"""

import contextlib
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from config import ROOT, Settings

PROGRAMS = {"worker": ["worker", "--processes", "1"], "beat": ["beat"]}
PAUSE = 1.0  # seconds before one that ended is started again
GRACE = 3.0  # seconds to give jobs back to the table


class Beside:
    """`log` takes what the programs say."""

    def __init__(self, settings: Settings, log: Path) -> None:
        self._settings = settings
        self._log = log
        self._keeper: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the keeper; at once, whoever else is at work."""
        with open(os.open(self._log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
            self._keeper = subprocess.Popen(
                [sys.executable, "-m", "app.demo.beside"],
                cwd=ROOT,
                env={**os.environ, **_environment(self._settings)},
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        os.register_at_fork(after_in_child=self._leave)

    def stop(self) -> None:
        """End all of them, and wait for it."""
        if self._keeper is None:
            return
        self._leave()
        try:
            self._keeper.wait(GRACE + 5)
        except subprocess.TimeoutExpired:
            self._keeper.kill()
            self._keeper.wait()

    def _leave(self) -> None:
        """Close our end of the pipe, as a forked child must too."""
        if self._keeper is not None and self._keeper.stdin is not None:
            self._keeper.stdin.close()


def _environment(settings: Settings) -> Mapping[str, str]:
    """The settings as the programs read them. Only we can read a process's environment."""
    return {
        "GRIDBOOK_DATABASE_URL": settings.database_url,
        "GRIDBOOK_SECRET_KEY": settings.secret_key,
        "GRIDBOOK_DEFINITIONS": str(settings.definitions),
        "GRIDBOOK_FILES": str(settings.files),
        "GRIDBOOK_BROKER_URL": settings.broker_url,
    }


def keep() -> None:
    """Start the programs, start again what ends, and end all when standard input closes."""
    running: dict[str, subprocess.Popen[bytes]] = {}
    again: dict[str, float] = dict.fromkeys(PROGRAMS, 0.0)
    try:
        while not _closed():
            for name, process in list(running.items()):
                if process.poll() is not None:
                    del running[name]
                    again[name] = time.monotonic() + PAUSE
            for name in [n for n, when in again.items() if when <= time.monotonic()]:
                del again[name]
                running[name] = _start(name)
    finally:
        _end(list(running.values()))


def _start(name: str) -> subprocess.Popen[bytes]:
    """In a session of its own, so that what it forks can be ended with it."""
    command = [sys.executable, "-m", "app.cli", *PROGRAMS[name], "--with-parent"]
    return subprocess.Popen(command, stdin=sys.stdin.fileno(), start_new_session=True)


def _end(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        process.terminate()
    deadline = time.monotonic() + GRACE
    for process in processes:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(max(0.0, deadline - time.monotonic()))
        # With what it has forked. A job that is cut off here is taken up again by the next start.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _closed() -> bool:
    """Whether the demo is gone. Waits a moment for that."""
    readable, _, _ = select.select([sys.stdin], [], [], 0.1)
    return bool(readable) and os.read(sys.stdin.fileno(), 1) == b""


if __name__ == "__main__":
    keep()
