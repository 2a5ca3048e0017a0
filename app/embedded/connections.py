"""How each database role connects."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from models.tables.database_roles import APP, OWNER, READ


@dataclass(frozen=True)
class Connections:
    """SQLAlchemy URLs of one database, each with its role's password (hidden when printed).

    `owner` is for changes of tables alone, `app` for all work, `read` for reading only.
    """

    owner: URL
    app: URL
    read: URL

    @classmethod
    def through(cls, socket: Path, database: str, passwords: Mapping[str, str]) -> "Connections":
        """The URLs of `database` on the server whose socket lies in the folder `socket`."""
        owner, app, read = (
            role_url(socket, database, role, passwords[role]) for role in (OWNER, APP, READ)
        )
        return cls(owner, app, read)


def role_url(socket: Path, database: str, role: str, password: str) -> URL:
    """The URL with which one role reaches one database."""
    return URL.create(
        "postgresql+psycopg",
        username=role,
        password=password,
        database=database,
        query={"host": str(socket), "port": "5432"},
    )
