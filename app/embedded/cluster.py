"""Creating the files of a database cluster: whole, or not there."""

import os
import shutil
import tempfile
import time
from pathlib import Path

from app.embedded.account import Account
from app.embedded.binaries import Binaries
from app.embedded.data_folder import DataFolder
from app.embedded.errors import DISK_FULL, NOT_INITIALISED, EmbeddedError
from app.embedded.passwords import SUPERUSER
from app.embedded.server_log import ServerLog

_WORK = "initialising-"
_SPACE = 100_000_000  # bytes; an empty cluster takes half of it


def initialise(
    folder: DataFolder, account: Account, binaries: Binaries, password: str, *, durable: bool
) -> None:
    """Run initdb beside the cluster's place and move the finished cluster there.

    What an initdb that was killed left behind is removed first. Page checksums are on, text is
    UTF-8 compared by code point, every connection needs a password (SCRAM-SHA-256). Raises
    EmbeddedError (DISK_FULL, NOT_INITIALISED).
    """
    for stale in folder.path.glob(f"{_WORK}*"):
        _remove(stale)
    if shutil.disk_usage(folder.path).free < _SPACE:
        raise EmbeddedError(DISK_FULL, path=folder.path)
    work = Path(tempfile.mkdtemp(prefix=_WORK, dir=folder.path))
    try:
        account.take(work)
        secret = work / "password"
        secret.touch(0o600)
        secret.write_text(password)
        account.take(secret, 0o600)
        command = _initdb(binaries, work / "cluster", secret, durable=durable)
        with ServerLog(folder.log) as log:
            if account.run(command, log.file) != 0:
                raise log.failure(NOT_INITIALISED)
        (work / "cluster").rename(folder.cluster)
        _sync(folder.path)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _remove(folder: Path) -> None:
    """Until it is gone: an initdb whose starter was killed may still be adding files to it."""
    deadline = time.monotonic() + 10
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)


def _initdb(binaries: Binaries, cluster: Path, secret: Path, *, durable: bool) -> list[str]:
    return [
        binaries.program("initdb"),
        f"--pgdata={cluster}",
        f"--username={SUPERUSER}",
        f"--pwfile={secret}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
        *([] if durable else ["--no-sync"]),
    ]


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
