"""Databases of the embedded server, made by its superuser."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded.connections import role_url
from app.embedded.passwords import SUPERUSER
from models.tables.database_roles import OWNER, create_roles, grant_defaults, secure_database


class Databases:
    """Set-up work on one running server. Everything here may be done again and again."""

    def __init__(self, socket: Path, passwords: Mapping[str, str]) -> None:
        self._socket = socket
        self._passwords = passwords

    def create_roles(self) -> None:
        """The database roles with their passwords; none may enter the databases of the system."""
        with connected(self._url("postgres", SUPERUSER)) as superuser:
            create_roles(superuser, self._passwords)
            superuser.execute(text("REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC"))

    def create(self, name: str, template: str | None = None) -> None:
        """A database with the rights of Gridbook's roles, if there is none of that name.

        `template` names a database to copy; nobody may be connected to it meanwhile.
        """
        with connected(self._url("postgres", SUPERUSER), autocommit=True) as superuser:
            known = text("SELECT 1 FROM pg_database WHERE datname = :name")
            if superuser.scalar(known, {"name": name}) is None:
                quote = superuser.dialect.identifier_preparer.quote_identifier
                source = f" TEMPLATE {quote(template)}" if template else ""
                superuser.execute(text(f"CREATE DATABASE {quote(name)}{source}"))
        with connected(self._url(name, SUPERUSER)) as superuser:
            secure_database(superuser)
        with connected(self._url(name, OWNER)) as owner:
            grant_defaults(owner)

    def drop(self, name: str) -> None:
        """Remove a database and end its sessions."""
        with connected(self._url("postgres", SUPERUSER), autocommit=True) as superuser:
            quote = superuser.dialect.identifier_preparer.quote_identifier
            superuser.execute(text(f"DROP DATABASE IF EXISTS {quote(name)} WITH (FORCE)"))

    def _url(self, database: str, role: str) -> URL:
        return role_url(self._socket, database, role, self._passwords[role])


@contextmanager
def connected(url: URL, *, autocommit: bool = False) -> Iterator[Connection]:
    """A connection of its own, in one transaction unless `autocommit`."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    if autocommit:
        engine = engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.begin() as connection:
        yield connection
