"""The embedded PostgreSQL: from a folder to connections, and back to rest."""

import os
import weakref
from pathlib import Path
from types import TracebackType

from sqlalchemy.exc import DBAPIError

from app.embedded.account import Account
from app.embedded.binaries import binaries_within_reach, find_binaries
from app.embedded.cluster import initialise
from app.embedded.connections import Connections
from app.embedded.data_folder import DataFolder
from app.embedded.databases import Databases
from app.embedded.errors import DISK_FULL, NOT_STARTED, EmbeddedError, told_plainly
from app.embedded.folder_lock import FolderLock
from app.embedded.leftovers import end_leftovers
from app.embedded.passwords import SUPERUSER, make_passwords, read_passwords
from app.embedded.server import Server
from app.embedded.socket_folder import make_socket_folder, remove_socket_folder

DATABASE = "gridbook"


class EmbeddedPostgres:
    """A PostgreSQL server of our own in the folder `data`, for a first run and for tests.

    `durable=False` trades safety against a stop of the machine for speed. Also a context manager.
    A process forked from the one that started it may use the connections, but neither starts
    nor stops the server.
    """

    def __init__(self, data: Path, *, durable: bool = True) -> None:
        self._folder = DataFolder(data)
        self._durable = durable
        self._lock = FolderLock(self._folder.lock)
        self._server: Server | None = None
        self._socket: Path | None = None
        self._passwords: dict[str, str] = {}
        _started.add(self)

    @property
    def running(self) -> bool:
        """Whether this object's server runs."""
        return self._server is not None and self._server.alive

    @property
    def connections(self) -> Connections:
        """The URLs of the database `gridbook`; only while the server runs."""
        return self.connections_to(DATABASE)

    def connections_to(self, database: str) -> Connections:
        """The URLs of one database; only while the server runs."""
        return Connections.through(self._running_socket(), database, self._passwords)

    def start(self) -> Connections:
        """Start the server, setting up what is missing; at once if it runs already.

        Takes over a folder whose last user was killed. Raises EmbeddedError with a sentence for
        whoever started us; a folder that is not ours to use is then unchanged.
        """
        if not self.running:
            self.stop()
            with told_plainly(self._folder.path):
                self._start()
        return self.connections

    def stop(self) -> None:
        """Shut the server down in order and give the folder back. At once if it does not run."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self._socket is not None:
            remove_socket_folder(self._folder, self._socket)
            self._socket = None
        self._lock.release()

    def create_database(self, name: str, template: str | None = None) -> Connections:
        """A further database with the same roles and rights, empty or a copy of `template`.

        Nobody may be connected to the template meanwhile.
        """
        Databases(self._running_socket(), self._passwords).create(name, template)
        return self.connections_to(name)

    def drop_database(self, name: str) -> None:
        """Remove a database made by `create_database`, ending its sessions."""
        Databases(self._running_socket(), self._passwords).drop(name)

    def __enter__(self) -> "EmbeddedPostgres":
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _start(self) -> None:
        binaries = find_binaries()
        account = Account.for_server()
        self._folder.inspect(binaries.major)
        self._folder.create(account)
        try:
            self._lock.take()
            binaries = binaries_within_reach(binaries, account, self._folder.path)
            end_leftovers(self._folder.cluster)
            fresh = not self._folder.cluster.exists()
            self._passwords = (make_passwords if fresh else read_passwords)(self._folder.passwords)
            if fresh:
                secret = self._passwords[SUPERUSER]
                initialise(self._folder, account, binaries, secret, durable=self._durable)
            self._socket = make_socket_folder(self._folder, account)
            self._server = Server(
                self._folder, account, binaries, self._socket, durable=self._durable
            )
            self._set_up(self._socket)
        except BaseException:
            self.stop()
            raise

    def _set_up(self, socket: Path) -> None:
        """At every start: a run that was killed half way is completed by the next."""
        databases = Databases(socket, self._passwords)
        try:
            databases.create_roles()
            databases.create(DATABASE)
        except DBAPIError as error:
            full = getattr(error.orig, "sqlstate", None) == "53100"
            code = DISK_FULL if full else NOT_STARTED
            path, log = self._folder.path, self._folder.log
            raise EmbeddedError(code, path=path, folder=path, log=log) from error

    def _running_socket(self) -> Path:
        if self._socket is None:
            raise RuntimeError("the embedded PostgreSQL is not started")
        return self._socket

    def _leave_to_parent(self) -> None:
        """In a forked child: hold neither lock nor server, so that the parent's end counts."""
        self._lock.release()
        if self._server is not None:
            self._server.leave()
            self._server = None


_started: "weakref.WeakSet[EmbeddedPostgres]" = weakref.WeakSet()


def _leave_all_to_parent() -> None:
    for postgres in list(_started):
        postgres._leave_to_parent()


os.register_at_fork(after_in_child=_leave_all_to_parent)
