"""Which database a command works on: a server named in the environment, or a data folder."""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from gettext import gettext as _
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from app.embedded import EmbeddedPostgres
from config import ROOT
from models.source import Code, FieldPlace, Problem, Problems

OWNER_URL = "GRIDBOOK_OWNER_URL"
DATABASE_URL = "GRIDBOOK_DATABASE_URL"

NO_DATABASE = Code(
    "command.E001",
    "no database is named",
    hint="set %(variable)s, or name a data folder of the demo with --data",
)
WRONG_URL = Code(
    "command.E002",
    "%(variable)s is not the address of a PostgreSQL database",
    hint="it reads postgresql://role:password@host:5432/gridbook",
)
TOO_OLD = Code("command.E003", "PostgreSQL %(found)s is too old; 15 or newer is needed")

_OLDEST = 150000  # as in server_version_num


def add_data_option(parser: ArgumentParser) -> None:
    """`--data`, for a database of the demo."""
    parser.add_argument(
        "--data",
        type=Path,
        metavar="DIR",
        help=_("work on the embedded database in this data folder, not on a server"),
    )


def add_definitions_option(parser: ArgumentParser) -> None:
    """`--definitions`, for another folder than the shipped one."""
    default = Path(os.environ.get("GRIDBOOK_DEFINITIONS", ROOT / "forms_yaml"))
    parser.add_argument(
        "--definitions",
        type=Path,
        metavar="DIR",
        default=default,
        help=_("the folder of definitions (default: %(default)s)"),
    )


@contextmanager
def owner_engine(options: Namespace) -> Iterator[Engine]:
    """An engine of the role that owns the tables. Raises Problems if no database is named."""
    with _engine(options, OWNER_URL) as engine:
        yield engine


@contextmanager
def application_connection(options: Namespace) -> Iterator[Connection]:
    """A connection of the application's role, in one transaction."""
    with _engine(options, DATABASE_URL) as engine, engine.begin() as connection:
        yield connection


def database_url(given: str, variable: str) -> URL:
    """An address with the driver we bring. Raises Problems for any that is not PostgreSQL's."""
    try:
        url = make_url(given)
    except ArgumentError as error:
        raise Problems([_problem(WRONG_URL, variable=variable)]) from error
    if url.get_backend_name() not in ("postgresql", "postgres") or not url.database:
        raise Problems([_problem(WRONG_URL, variable=variable)])
    return url.set(drivername="postgresql+psycopg")


@contextmanager
def _engine(options: Namespace, variable: str) -> Iterator[Engine]:
    if options.data:
        with EmbeddedPostgres(options.data) as postgres:
            roles = {OWNER_URL: postgres.connections.owner, DATABASE_URL: postgres.connections.app}
            yield create_engine(roles[variable], **_OPTIONS)
        return
    engine = create_engine(_named(variable), connect_args=_CONNECT, **_OPTIONS)
    with engine.connect() as connection:
        _check_version(connection)
    yield engine


_CONNECT = {"connect_timeout": 10}
_OPTIONS: dict[str, Any] = {"poolclass": NullPool, "hide_parameters": True}


def _named(variable: str, environment: Mapping[str, str] = os.environ) -> URL:
    given = environment.get(variable, "")
    if not given:
        raise Problems([_problem(NO_DATABASE, variable=variable)])
    return database_url(given, variable)


def _check_version(connection: Connection) -> None:
    if int(connection.scalar(text("SHOW server_version_num")) or 0) < _OLDEST:
        found = connection.scalar(text("SHOW server_version"))
        raise Problems([_problem(TOO_OLD, found=found)])


def _problem(code: Code, **values: object) -> Problem:
    return Problem(code, FieldPlace(), values)
