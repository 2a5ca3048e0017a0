"""The port the desk is served on: taken before anything else starts, so that it is surely ours."""

import errno
import os
import socket
import time
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from models.source import Code, FieldPlace, Problem, Problems, Sentence

PORT_IN_USE = Code(
    "server.E001",
    "the port %(port)d of %(host)s is in use by another program",
    hint="stop that program, or choose another port with --port",
)
PORT_HELD = Code(
    "server.E002",
    "the port %(port)d of %(host)s is in use by the process %(pid)d (%(program)s)",
    hint="stop it (kill %(pid)d), or choose another port with --port",
)
PORT_REFUSED = Code(
    "server.E003",
    "the port %(port)d of %(host)s cannot be used: %(reason)s",
    hint="choose another with --host and --port; ports under 1024 are for root",
)

_BACKLOG = 2048
# Workers whose master was killed notice it within a second; what they hold is let go then.
_PATIENCE = 3.0  # seconds
_LISTENING = "0A"  # the state TCP_LISTEN in /proc/net/tcp (proc_net_tcp.txt of the kernel)


def listen(host: str, port: int, patience: float = _PATIENCE) -> socket.socket:
    """A listening socket; whoever connects before the server is ready waits for it.

    Port 0 takes a free one. A port in use is tried for `patience` seconds. Raises Problems, with
    the process that holds the port if we may see it.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            return _bound(host, port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                reason = Sentence(error.strerror or str(error))
                values = {"host": host, "port": port, "reason": reason}
                raise Problems([Problem(PORT_REFUSED, FieldPlace(), values)]) from error
            if time.monotonic() > deadline:
                raise Problems([_in_use(host, port)]) from error
        time.sleep(0.1)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
    taken = socket.socket(family, socket.SOCK_STREAM)
    try:
        # What an earlier run left in TIME_WAIT does not count as in use.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind((host, port))
        taken.listen(_BACKLOG)
    except OSError:
        taken.close()
        raise
    return taken


def _in_use(host: str, port: int) -> Problem:
    values: dict[str, object] = {"host": host, "port": port}
    pid = eldest(_holders(port), _parent)
    if not pid:
        return Problem(PORT_IN_USE, FieldPlace(), values)
    try:
        program = Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        program = "?"
    return Problem(PORT_HELD, FieldPlace(), {**values, "pid": pid, "program": program})


def eldest(pids: Collection[int], parent: Callable[[int], int]) -> int:
    """The process that the others descend from, which is the one to stop; 0 of none. The smallest
    number tells nothing: numbers begin anew after the largest."""
    return min((pid for pid in pids if parent(pid) not in pids), default=0)


def _parent(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


def _holders(port: int) -> set[int]:
    """The processes that listen on a port, as far as we may look into them: Linux only."""
    sockets = set(_listening_sockets(port))
    if not sockets:
        return set()
    return {
        int(entry.name)
        for entry in Path("/proc").iterdir()
        if entry.name.isdigit() and sockets & set(_open_files(entry))
    }


def _listening_sockets(port: int) -> Iterator[str]:
    for table in ("tcp", "tcp6"):
        try:
            lines = Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        except OSError:
            continue
        for line in lines:
            parts = line.split()
            if parts[3] == _LISTENING and int(parts[1].rpartition(":")[2], 16) == port:
                yield f"socket:[{parts[9]}]"


def _open_files(process: Path) -> Iterator[str]:
    try:
        files = list((process / "fd").iterdir())
    except OSError:
        return
    for file in files:
        try:
            yield os.readlink(file)
        except OSError:
            continue
