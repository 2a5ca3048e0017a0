"""The data folder: what lies where, whose it is, and whether it may be used."""

import os
import pwd
from pathlib import Path

from app.embedded.account import Account
from app.embedded.errors import (
    FOREIGN_FOLDER,
    NO_FOLDER,
    NOT_REACHABLE,
    OTHER_OWNER,
    OTHER_VERSION,
    EmbeddedError,
)

LOCK = "gridbook.lock"


class DataFolder:
    """The paths below one data folder. `gridbook.lock`, the first file made, marks it as ours."""

    def __init__(self, path: Path) -> None:
        self.path = Path(os.path.abspath(path))
        self.cluster = self.path / "cluster"
        self.socket = self.path / "socket"
        self.passwords = self.path / "passwords.json"
        self.log = self.path / "postgres.log"
        self.lock = self.path / LOCK

    def inspect(self, major: str) -> None:
        """Change nothing; raise EmbeddedError if the folder is not ours to use.

        `major` is the version of PostgreSQL that is to read it.
        """
        if not os.path.lexists(self.path):
            return
        self._check_owner()
        names = os.listdir(self.path) if self.path.is_dir() else ["a file"]
        if names and LOCK not in names:
            raise EmbeddedError(FOREIGN_FOLDER, folder=self.path)
        if self.cluster.exists() and (found := self._version()) != major:
            raise EmbeddedError(OTHER_VERSION, folder=self.path, found=found, wanted=major)

    def create(self, account: Account) -> None:
        """Make the folder if it is missing, closed to all but us and the server's account.

        Folders above it are made if missing and otherwise never changed. Raises EmbeddedError
        (NO_FOLDER, NOT_REACHABLE) if it cannot be, or the account cannot get there.
        """
        nearest = next(path for path in (self.path.parent, *self.path.parents) if path.exists())
        if not nearest.is_dir():
            raise EmbeddedError(NO_FOLDER, path=self.path)
        self._check_reach(account, nearest)
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if account.lent:
            # The account passes through; it can neither list nor write here.
            os.chown(self.path, -1, account.gid)
        self.path.chmod(0o710 if account.lent else 0o700)
        self._check_reach(account, self.path)

    def _check_owner(self) -> None:
        # A link is judged too: in a shared folder anyone can lay one.
        for information in (os.lstat(self.path), os.stat(self.path)):
            if information.st_uid != os.geteuid():
                raise EmbeddedError(OTHER_OWNER, folder=self.path, owner=_name(information))

    def _version(self) -> str:
        try:
            return (self.cluster / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return "?"

    def _check_reach(self, account: Account, folder: Path) -> None:
        if account.lent and not account.may("-x", folder):
            raise EmbeddedError(NOT_REACHABLE, user=account.name, folder=folder)


def _name(information: os.stat_result) -> str:
    try:
        return pwd.getpwuid(information.st_uid).pw_name
    except KeyError:
        return str(information.st_uid)
