"""What an earlier run that was killed left running in the cluster."""

import contextlib
import os
import signal
import time
from pathlib import Path

from app.embedded.errors import STILL_RUNNING, EmbeddedError

_PATIENCE = 60.0  # seconds; a fast shutdown writes a checkpoint


def end_leftovers(cluster: Path) -> None:
    """End every PostgreSQL process that works in `cluster`, and remove a stale pid file.

    Call it only while holding the folder's lock: then no living Gridbook owns these processes.
    A pid file alone proves nothing, its number may since have gone to another program. Raises
    EmbeddedError (STILL_RUNNING) if one does not end.
    """
    left = processes_in(cluster)
    postmaster = _written_pid(cluster)
    if postmaster in left:
        _send(signal.SIGINT, postmaster)
    else:
        # Their postmaster is gone; each ends by itself, the busy ones after being told.
        for pid in left:
            _send(signal.SIGTERM, pid)
    deadline = time.monotonic() + _PATIENCE
    while left := processes_in(cluster):
        if time.monotonic() > deadline:
            raise EmbeddedError(STILL_RUNNING, folder=cluster.parent, pid=min(left))
        time.sleep(0.02)
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def processes_in(cluster: Path) -> set[int]:
    """The pids of the PostgreSQL processes whose working folder is `cluster`."""
    if not cluster.exists():
        return set()
    place = os.stat(cluster)
    return {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and _works_in(entry, place)
    }


def _works_in(process: Path, place: os.stat_result) -> bool:
    try:
        if (process / "comm").read_text() != "postgres\n":
            return False
        return os.path.samestat(os.stat(process / "cwd"), place)
    except OSError:
        return False


def _written_pid(cluster: Path) -> int:
    try:
        return int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (FileNotFoundError, ValueError):
        return 0


def _send(number: signal.Signals, pid: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, number)
