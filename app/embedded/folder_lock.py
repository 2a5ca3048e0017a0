"""One living process at a time uses a data folder."""

import fcntl
import os
from pathlib import Path

from app.embedded.errors import IN_USE, EmbeddedError


class FolderLock:
    """A lock that the kernel drops when its holder dies, however it dies. It holds our pid."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self) -> None:
        """Take the lock, or raise EmbeddedError (IN_USE) with the pid of who has it."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            pid = os.pread(file, 20, 0).decode() or "?"
            os.close(file)
            raise EmbeddedError(IN_USE, folder=self._path.parent, pid=pid) from None
        self._file = file
        os.ftruncate(file, 0)
        os.pwrite(file, str(os.getpid()).encode(), 0)

    def release(self) -> None:
        """Give the lock back. In a forked child this leaves the parent's lock in place."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
