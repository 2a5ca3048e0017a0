"""The system account that PostgreSQL runs as: our own, or `nobody` when we are root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from app.embedded.errors import NO_ACCOUNT, NO_ENTRY, EmbeddedError

UNPRIVILEGED = "nobody"


@dataclass(frozen=True)
class Account:
    """Who runs PostgreSQL and owns its folders. `lent`: we are root and it is another user."""

    name: str
    uid: int
    gid: int
    lent: bool

    @classmethod
    def for_server(cls) -> "Account":
        """The account to use. PostgreSQL refuses root, so root lends the work to `nobody`.

        Raises EmbeddedError: NO_ACCOUNT if root cannot become that user, NO_ENTRY if the user we
        are has no name, without which initdb does not work.
        """
        if os.geteuid() != 0:
            return cls(_own_name(), os.geteuid(), os.getegid(), lent=False)
        try:
            entry = pwd.getpwnam(UNPRIVILEGED)
            account = cls(entry.pw_name, entry.pw_uid, entry.pw_gid, lent=True)
            account.run(["/bin/sh", "-c", ":"])
        except (KeyError, OSError) as error:
            raise EmbeddedError(NO_ACCOUNT, user=UNPRIVILEGED) from error
        return account

    def start(
        self, command: list[str], *, stdin: int = subprocess.DEVNULL, output: int | IO[Any]
    ) -> subprocess.Popen[bytes]:
        """Start a program as this account, away from our terminal's signals and our environment.

        Nothing secret of our environment may be read in `/proc` by other work of `nobody`.
        """
        identity: dict[str, Any] = {}
        if self.lent:
            identity = {"user": self.uid, "group": self.gid, "extra_groups": []}
        return subprocess.Popen(
            command,
            stdin=stdin,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd="/",
            env=_environment(),
            umask=0o077,
            start_new_session=True,
            **identity,
        )

    def run(self, command: list[str], output: int | IO[Any] = subprocess.DEVNULL) -> int:
        """Run a program to its end as this account; its exit status."""
        process = self.start(command, output=output)
        try:
            return process.wait()
        except BaseException:
            process.kill()
            process.wait()
            raise

    def may(self, test: str, path: Path) -> bool:
        """Whether this account passes `test -r`, `-w` or `-x` on the path, asked of the kernel."""
        return self.run(["/bin/sh", "-c", f'test {test} "$1"', "sh", str(path)]) == 0

    def take(self, path: Path, mode: int = 0o700) -> None:
        """Make a file or folder of ours belong to this account alone."""
        if self.lent:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)
        path.chmod(mode)


def _own_name() -> str:
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError as error:
        raise EmbeddedError(NO_ENTRY, user=os.geteuid()) from error


def _environment() -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}
