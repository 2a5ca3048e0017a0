"""PostgreSQL's own words, kept in one file of ours."""

import os
import shutil
from pathlib import Path
from types import TracebackType

from app.embedded.errors import DISK_FULL, EmbeddedError
from models.source.problem import Code

_LARGEST = 5_000_000  # bytes
_LITTLE = 1_000_000


class ServerLog:
    """The log while a program of PostgreSQL writes to it. A large one is put aside, once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        if path.exists() and path.stat().st_size > _LARGEST:
            path.rename(path.with_name(path.name + ".1"))
        self.file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
        self._before = os.fstat(self.file).st_size

    def __enter__(self) -> "ServerLog":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        os.close(self.file)

    def failure(self, code: Code) -> EmbeddedError:
        """The error to raise: `code`, or a full disk if that is what was written since."""
        said = os.pread(self.file, _LARGEST, self._before)
        # On a full disk the log may not have been written either.
        if (
            b"No space left on device" in said
            or shutil.disk_usage(self._path.parent).free < _LITTLE
        ):
            return EmbeddedError(DISK_FULL, path=self._path.parent)
        return EmbeddedError(code, folder=self._path.parent, log=self._path)
