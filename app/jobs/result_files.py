"""The folder of result files: closed to others, one file for each attempt at a job."""

import os
import re
from collections.abc import Iterator, Set
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

_NAME = re.compile(r"([0-9]+)-([0-9]+)\.csv")


class ResultFiles:
    """`results` in the folder of files. The name of a file is made of the job's id and the token it
    was written under, so that an attempt never writes into another's."""

    def __init__(self, files: Path) -> None:
        self._files = files
        self._folder = files / "results"

    def path(self, job_id: int, token: int) -> Path:
        """Where the file of one attempt is."""
        return self._folder / f"{job_id}-{token}.csv"

    @contextmanager
    def written(self, job_id: int, token: int) -> Iterator[TextIO]:
        """A new file, open for text that Excel knows for UTF-8 (by its byte order mark). It is on
        the disk when this ends, and gone if that is by an exception."""
        for folder in (self._files, self._folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self.path(job_id, token)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with open(handle, "w", encoding="utf-8-sig", newline="") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise

    def remove(self, job_id: int, token: int) -> None:
        """Remove a file, if it is there."""
        self.path(job_id, token).unlink(missing_ok=True)

    def present(self) -> set[tuple[int, int]]:
        """Id and token of every file."""
        try:
            names = os.listdir(self._folder)
        except FileNotFoundError:
            return set()
        found = (_NAME.fullmatch(name) for name in names)
        return {(int(name[1]), int(name[2])) for name in found if name}

    def keep(self, wanted: Set[tuple[int, int]], present: Set[tuple[int, int]]) -> None:
        """Of those that were `present`, remove what is not wanted."""
        for job_id, token in present - wanted:
            self.remove(job_id, token)
