"""The folder of the socket through which alone the database is reached."""

import contextlib
import hashlib
import os
import stat
import tempfile
from pathlib import Path

from app.embedded.account import Account
from app.embedded.data_folder import DataFolder
from app.embedded.errors import NO_SOCKET_FOLDER, EmbeddedError

# The kernel takes 107 bytes for a socket's path (unix(7)).
_LONGEST = 100
_SOCKET = ".s.PGSQL.5432"


def make_socket_folder(folder: DataFolder, account: Account) -> Path:
    """An empty folder with mode 700 that belongs to the server's account.

    It is `socket` in the data folder, or one in the temporary folder if that path is too long.
    Call it when no server runs: a socket and its lock file, left by one that was killed, are
    removed, since the pid written there may be another program's by now. Raises EmbeddedError
    (NO_SOCKET_FOLDER) if that place is taken by someone else's.
    """
    path = folder.socket if _fits(folder.socket) else _in_temporary_folder(folder)
    if not _fits(path):
        raise EmbeddedError(NO_SOCKET_FOLDER, folder=path)
    with contextlib.suppress(FileExistsError):
        path.mkdir(mode=0o700)
    try:
        handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise EmbeddedError(NO_SOCKET_FOLDER, folder=path) from error
    try:
        _claim(handle, path, account)
    finally:
        os.close(handle)
    for stale in (path / _SOCKET, path / f"{_SOCKET}.lock"):
        stale.unlink(missing_ok=True)
    return path


def remove_socket_folder(folder: DataFolder, path: Path) -> None:
    """Leave nothing in the temporary folder. One in the data folder stays."""
    if path != folder.socket:
        with contextlib.suppress(OSError):
            path.rmdir()


def _fits(path: Path) -> bool:
    # libpq reads a comma in a host as a list of hosts.
    return len(os.fsencode(path / _SOCKET)) <= _LONGEST and "," not in str(path)


def _in_temporary_folder(folder: DataFolder) -> Path:
    digest = hashlib.sha256(os.fsencode(folder.path)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"gridbook-{os.geteuid()}-{digest}"


def _claim(handle: int, path: Path, account: Account) -> None:
    """Through the open handle, so that nothing can be put in its place meanwhile."""
    information = os.fstat(handle)
    if information.st_uid not in (os.geteuid(), account.uid):
        raise EmbeddedError(NO_SOCKET_FOLDER, folder=path)
    if account.lent:
        os.fchown(handle, account.uid, account.gid)
    if stat.S_IMODE(information.st_mode) != 0o700:
        os.fchmod(handle, 0o700)
