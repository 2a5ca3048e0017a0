"""The three database roles and what each may do: owner, application, reader.

Rights on single tables may be narrowed further where a table is created (audit is append-only
because UPDATE and DELETE are revoked there); nothing here gives such a right back.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

OWNER = "gridbook_owner"
APP = "gridbook_app"
READ = "gridbook_read"
ROLES = (OWNER, APP, READ)

_ORDINARY = "LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"


def create_roles(superuser: Connection, passwords: Mapping[str, str]) -> None:
    """Create the roles, or bring them back to this state: none has a power over the server.

    `passwords` has one for each of ROLES; the server sees only their SCRAM-SHA-256 verifiers
    (RFC 5802). Roles belong to the whole server, not to one database.
    """
    for role in ROLES:
        known = text("SELECT 1 FROM pg_roles WHERE rolname = :role")
        verb = "ALTER" if superuser.scalar(known, {"role": role}) else "CREATE"
        verifier = _verifier(superuser, role, passwords[role])
        superuser.exec_driver_sql(f"{verb} ROLE {role} {_ORDINARY} PASSWORD '{verifier}'")


def secure_database(superuser: Connection) -> None:
    """Give the connected database to Gridbook: only the three roles enter, only the owner creates.

    The schema `public` becomes the owner's. Call it also for a copy of such a database, since a
    copy does not inherit who may connect.
    """
    database = superuser.dialect.identifier_preparer.quote_identifier(
        superuser.scalar(text("SELECT current_database()")) or ""
    )
    for statement in (
        f"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {APP}, {READ}",
        f"GRANT CONNECT ON DATABASE {database} TO {APP}, {READ}",
        f"GRANT CONNECT, CREATE, TEMPORARY ON DATABASE {database} TO {OWNER}",
        f"ALTER SCHEMA public OWNER TO {OWNER}",
        # Otherwise every role may store large objects, and owns them.
        "REVOKE EXECUTE ON FUNCTION lo_creat(integer), lo_create(oid), lo_from_bytea(oid, bytea)"
        " FROM PUBLIC",
    ):
        superuser.exec_driver_sql(statement)


def grant_defaults(owner: Connection) -> None:
    """Decide the rights on tables, sequences and schemas that the owner creates from now on.

    The application reads and writes rows, the reader reads them; neither creates, changes, empties
    or drops a table. What exists already keeps the rights it has.
    """
    for statement in (
        f"REVOKE CREATE ON SCHEMA public FROM PUBLIC, {APP}, {READ}",
        f"GRANT USAGE ON SCHEMA public TO {APP}, {READ}",
        f"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SCHEMAS TO {APP}, {READ}",
        f"ALTER DEFAULT PRIVILEGES GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APP}",
        f"ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO {READ}",
        f"ALTER DEFAULT PRIVILEGES GRANT USAGE ON SEQUENCES TO {APP}",
    ):
        owner.exec_driver_sql(statement)


def _verifier(connection: Connection, role: str, password: str) -> str:
    """Made here, so that the password itself is in no statement and no log."""
    driver: Any = connection.connection.driver_connection
    return str(
        driver.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
    )
