"""Where the bytes of files lie: in the folder of files, closed to others, under their keys."""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from models.source import Code, Refused

TOO_LARGE = Code("files.E001", "this file is larger than %(size)d MB")
EMPTY = Code("files.E002", "this file is empty")

_BLOCK = 64 * 1024
_ABANDONED = 3600  # seconds after which nobody writes a file any more


class FileFolder:
    """`kept` and `incoming` in the folder of files. What comes in is looked through in `incoming`;
    its row is committed before it is moved to `kept`, so that there is nothing in `kept` that has
    no row, whenever a process is killed."""

    def __init__(self, files: Path) -> None:
        self._files = files
        self._kept = files / "kept"
        self._incoming = files / "incoming"

    def path(self, key: str, *, small: bool = False) -> Path:
        """Where the bytes of a file are, or those of its small picture."""
        return self._kept / key[:2] / (f"{key}.small" if small else key)

    @contextmanager
    def incoming(self, source: IO[bytes], megabytes: int) -> Iterator[Path]:
        """A copy of what is sent, for as long as it is looked through. Raises Refused as soon as
        there is more of it than may be, and for nothing at all."""
        self._made(self._incoming)
        path = self._incoming / secrets.token_hex(16)
        try:
            with open(_created(path), "wb") as file:
                room = megabytes * 1024 * 1024
                while block := source.read(min(_BLOCK, room + 1)):
                    room -= len(block)
                    if room < 0:
                        raise Refused(TOO_LARGE, size=megabytes)
                    file.write(block)
                if not file.tell():
                    raise Refused(EMPTY)
            yield path
        finally:
            path.unlink(missing_ok=True)

    def keep(self, key: str, content: Path | bytes, small: bytes | None = None) -> None:
        """Keep what came in under a key. It is on the disk when this returns. Done again with the
        same content it changes nothing."""
        folder = self._kept / key[:2]
        self._made(folder)
        if small is not None:
            self._write(self.path(key, small=True), small)
        self._write(self.path(key), content)
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def remove(self, key: str) -> None:
        """Remove the bytes of a file, if they are there."""
        for small in (True, False):
            self.path(key, small=small).unlink(missing_ok=True)

    def clear_incoming(self) -> None:
        """Remove what processes left that were killed."""
        before = time.time() - _ABANDONED
        for path in self._incoming.glob("*"):
            try:
                if path.stat().st_mtime < before:
                    path.unlink()
            except FileNotFoundError:
                continue

    def _write(self, path: Path, content: Path | bytes) -> None:
        """Whole or not at all: complete on the disk first, then moved into its place."""
        if isinstance(content, bytes):
            beside = self._incoming / secrets.token_hex(16)
            with open(_created(beside), "wb") as file:
                file.write(content)
        else:
            beside = content
        with open(beside, "rb") as file:
            os.fsync(file.fileno())
        os.replace(beside, path)

    def _made(self, folder: Path) -> None:
        for above in (self._files, self._incoming, self._kept, folder):
            above.mkdir(mode=0o700, parents=True, exist_ok=True)


def _created(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
