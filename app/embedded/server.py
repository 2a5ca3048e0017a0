"""The running server, and the watcher that ends it when we are gone."""

import signal
import subprocess
import time
from pathlib import Path

from app.embedded.account import Account
from app.embedded.binaries import Binaries
from app.embedded.data_folder import DataFolder
from app.embedded.errors import NOT_STARTED
from app.embedded.server_log import ServerLog
from app.embedded.settings import command_line

_START = 120.0  # seconds; after a crash the server first reads its write-ahead log
_STOP = 60.0
# `read` returns when the other end of its pipe closes: when our process ends, in whatever way.
_WATCH = 'read -r _; kill -INT "$1"'


class Server:
    """One `postgres` process of ours in sessions of its own, out of reach of the terminal's keys.

    A watcher holds one end of a pipe and we the other, so the server also shuts down in order
    when we are killed.
    """

    def __init__(
        self,
        folder: DataFolder,
        account: Account,
        binaries: Binaries,
        socket: Path,
        *,
        durable: bool,
    ) -> None:
        """Start it and wait until it takes connections; EmbeddedError (NOT_STARTED) if it dies."""
        options = command_line(socket, durable=durable)
        command = [binaries.program("postgres"), "-D", str(folder.cluster), *options]
        self._pid_file = folder.cluster / "postmaster.pid"
        with ServerLog(folder.log) as log:
            self._process = account.start(command, output=log.file)
            try:
                watch = ["/bin/sh", "-c", _WATCH, "gridbook-watch", str(self._process.pid)]
                self._watcher = account.start(
                    watch, stdin=subprocess.PIPE, output=subprocess.DEVNULL
                )
            except BaseException:
                self._end()
                raise
            try:
                if not self._wait_until_ready():
                    raise log.failure(NOT_STARTED)
            except BaseException:
                self.stop()
                raise

    @property
    def alive(self) -> bool:
        """Whether the process still runs."""
        return self._process.poll() is None

    def stop(self) -> None:
        """Shut down in order: sessions are ended, everything is written."""
        self._end()
        # Before its pipe closes: the pid it would signal may no longer be ours.
        self._watcher.kill()
        self._watcher.wait()
        self.leave()

    def leave(self) -> None:
        """Close our end of the pipe without touching the server, as a forked child must."""
        if self._watcher.stdin is not None:
            self._watcher.stdin.close()

    def _end(self) -> None:
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if self.alive:
                self._process.send_signal(number)
            try:
                self._process.wait(_STOP)
                return
            except subprocess.TimeoutExpired:
                continue

    def _wait_until_ready(self) -> bool:
        deadline = time.monotonic() + _START
        while self.alive and time.monotonic() < deadline:
            if self._says_ready():
                return True
            time.sleep(0.01)
        return False

    def _says_ready(self) -> bool:
        """The eighth line of the pid file tells the state (PostgreSQL's `utils/pidfile.h`)."""
        try:
            lines = self._pid_file.read_text().splitlines()
        except FileNotFoundError:
            return False
        ours = len(lines) >= 8 and lines[0] == str(self._process.pid)
        return ours and lines[7].strip() == "ready"
