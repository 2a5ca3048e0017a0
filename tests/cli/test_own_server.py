"""A server of an administrator's own, from the roles' script to the first account."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL, Connection, text

from app.embedded import EmbeddedPostgres
from app.embedded.connections import role_url
from app.embedded.databases import connected
from app.embedded.passwords import SUPERUSER, read_passwords
from app.roles_script import ROLES_SCRIPT
from models.tables.database_roles import APP, OWNER, READ
from tests.cli.conftest import Gridbook

BEFORE = "embedded"  # what our own roles and database are renamed to, out of the way


@pytest.fixture(scope="module")
def bare() -> Iterator[tuple[Path, str]]:
    """A server without our roles and database: its socket folder and superuser's password."""
    data = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    with EmbeddedPostgres(data, durable=False) as postgres:
        postgres.start()
        password = read_passwords(data / "passwords.json")[SUPERUSER]
        with connected(role_url(data / "socket", "postgres", SUPERUSER, password)) as superuser:
            for role in (OWNER, APP, READ):
                superuser.execute(text(f"ALTER ROLE {role} RENAME TO {role}_{BEFORE}"))
        url = role_url(data / "socket", "postgres", SUPERUSER, password)
        with connected(url, autocommit=True) as superuser:
            superuser.execute(text(f"ALTER DATABASE gridbook RENAME TO {BEFORE}"))
        yield data / "socket", password
    shutil.rmtree(data, ignore_errors=True)


def run_script(socket: Path, password: str) -> None:
    """As psql would."""
    database = "postgres"
    for part in ROLES_SCRIPT.split("\\connect "):
        name, _line, statements = part.partition("\n") if part[:6] != "CREATE" else ("", "", part)
        database = name or database
        with connected(role_url(socket, database, SUPERUSER, password), autocommit=True) as link:
            for statement in filter(None, map(str.strip, statements.split(";"))):
                link.execute(text(statement))


def address(socket: Path, role: str, password: str) -> str:
    url: URL = role_url(socket, "gridbook", role, password)
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def powers(connection: Connection, suffix: str) -> list[tuple[object, ...]]:
    """What the roles are, and what they may do in the database we are connected to."""
    query = text("""
        SELECT replace(rolname, :suffix, ''), rolcanlogin, rolsuper, rolcreatedb, rolcreaterole,
               rolreplication, rolbypassrls,
               has_database_privilege(oid, current_database(), 'CONNECT'),
               has_database_privilege(oid, current_database(), 'CREATE'),
               has_database_privilege(oid, current_database(), 'TEMPORARY'),
               has_schema_privilege(oid, 'public', 'CREATE'),
               has_function_privilege(oid, 'lo_creat(integer)', 'EXECUTE')
        FROM pg_roles
        WHERE rolname ^@ 'gridbook_' AND rolname <> :super AND (rolname LIKE '%' || :suffix)
          AND (:suffix <> '' OR rolname NOT LIKE '%embedded') ORDER BY 1
    """)
    found = connection.execute(query, {"suffix": suffix, "super": SUPERUSER})
    return [tuple(row) for row in found]


def test_a_server_is_set_up_from_the_printed_script_to_the_first_account(
    gridbook: Gridbook, bare: tuple[Path, str]
) -> None:
    socket, password = bare
    superuser = {"GRIDBOOK_OWNER_URL": address(socket, SUPERUSER, password).replace(
        "/gridbook?", "/postgres?")}  # fmt: skip
    assert ROLES_SCRIPT in gridbook("plan", **superuser).out  # what to run is said

    run_script(socket, password)
    owner = {"GRIDBOOK_OWNER_URL": address(socket, OWNER, "choose-one")}
    app = {"GRIDBOOK_DATABASE_URL": address(socket, APP, "choose-another")}

    applied = gridbook("apply", **owner)
    again = gridbook("plan", **owner)
    gridbook("divisions", **owner)
    admin = gridbook("accounts", "create-admin", "--username", "first", **app)

    assert applied.status == 0, applied.err
    assert "CREATE ROLE" not in applied.out
    assert again.out == "Nothing to do: the database is as the definitions say.\n"
    assert admin.status == 0, admin.err


def test_the_script_gives_the_same_powers_as_the_embedded_database_has(
    bare: tuple[Path, str],
) -> None:
    socket, password = bare
    with connected(role_url(socket, BEFORE, SUPERUSER, password)) as connection:
        embedded = powers(connection, f"_{BEFORE}")
    with connected(role_url(socket, "gridbook", SUPERUSER, password)) as connection:
        scripted = powers(connection, "")

    assert len(scripted) == 3
    assert scripted == embedded
