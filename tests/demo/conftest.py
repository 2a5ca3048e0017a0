"""Demos in processes of their own, each in a data folder that is thrown away."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from config import ROOT

FEW = ("--persons", "900")
_number = count(1)


class Demo:
    """`gridbook demo` in a process of its own. `few` makes the population small, for tests that
    are not about its size."""

    def __init__(self, data: Path, *arguments: str, few: bool = True, **variables: str) -> None:
        self.data = data
        self._file = data.with_name(f"{data.name}.{next(_number)}.out")
        size = FEW if few else ()
        command = [sys.executable, "-m", "app.cli", "demo", "--data", str(data), *size, *arguments]
        environment = {**os.environ, "LANGUAGE": "en", **variables}
        with open(self._file, "w") as file:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=environment,
                stdout=file,
                stderr=file,
                # What runs behind a shell's & begins with interrupts ignored.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
            )

    @property
    def out(self) -> str:
        """What it has printed."""
        return self._file.read_text()

    @property
    def address(self) -> str:
        """Where the desk is; waits until it says so."""
        return self.until(r"Ready: (http://\S+)")

    @property
    def passwords(self) -> dict[str, str]:
        """One-time passwords by user name, as printed."""
        rows = self.out.partition("one-time password")[2].partition("Everybody")[0]
        return {line.split()[0]: line.split()[-1] for line in rows.splitlines() if line.strip()}

    def until(self, pattern: str, seconds: float = 240) -> str:
        """Wait for a line; its first group, or the line."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            found = re.search(pattern, self.out)
            if found:
                return found.group(found.lastindex or 0)
            assert self.process.poll() is None, self.out
            time.sleep(0.05)
        raise AssertionError(f"{pattern} was not printed in {seconds} s: {self.out}")

    def family(self) -> set[int]:
        """Every process below it, and itself."""
        return {self.process.pid, *_below(self.process.pid)}

    def work(self) -> float:
        """The seconds of processor time that its own process has used: unlike the clock's, they do
        not depend on who else is at work."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        """Send a signal and wait for the end; the exit status."""
        self.process.send_signal(number)
        return self.process.wait(60)


def _below(pid: int) -> Iterator[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except FileNotFoundError:
        return
    for child in map(int, children):
        yield child
        yield from _below(child)


def living(pids: set[int]) -> set[int]:
    """Those that still run; one that only waits to be collected does not."""
    found = set()
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            continue
        if state != "Z":
            found.add(pid)
    return found


def gone(pids: set[int], seconds: float) -> bool:
    """Whether all of them end within that time."""
    deadline = time.monotonic() + seconds
    while living(pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder for data folders. Others may pass through: as root, PostgreSQL is another user."""
    folder = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
