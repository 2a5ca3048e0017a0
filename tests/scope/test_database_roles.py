"""What the database itself refuses to the application and to readers, whatever their code does."""

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import NullPool

from app.embedded import Connections

REFUSED_TO_APPLICATION = (
    "UPDATE audit SET actor_name = 'another'",
    "DELETE FROM audit",
    "TRUNCATE audit",
    "DROP TABLE audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "UPDATE org_unit SET name = 'x'",
    "INSERT INTO definition_version (digest) VALUES ('x')",
    "CREATE TABLE mine (id int)",
    "ALTER TABLE audit OWNER TO gridbook_app",
    "SET ROLE gridbook_owner",
)
REFUSED_TO_READERS = (
    "INSERT INTO audit (actor_name, action, entity, org_code, changes, request_id)"
    " VALUES ('x', 'x', 'x', '', '{}', '')",
    "UPDATE person SET name = 'x'",
    "DELETE FROM house",
    "SELECT password FROM ab_user",
    "SELECT nextval('ab_user_id_seq')",
)


def refusal(url: URL, statement: str) -> str:
    """What the database says to a statement; "" if it obeys."""
    with create_engine(url, poolclass=NullPool).connect() as connection:
        try:
            connection.execute(text(statement))
        except ProgrammingError as error:
            return str(getattr(error.orig, "sqlstate", ""))
        finally:
            connection.rollback()
    return ""


@pytest.mark.parametrize("statement", REFUSED_TO_APPLICATION)
def test_the_application_may_not(canary_database: Connections, statement: str) -> None:
    assert refusal(canary_database.app, statement) == "42501"  # insufficient_privilege


@pytest.mark.parametrize("statement", REFUSED_TO_READERS)
def test_a_reader_may_not(canary_database: Connections, statement: str) -> None:
    assert refusal(canary_database.read, statement) == "42501"


@pytest.mark.parametrize("table", ["person", "audit", "org_unit"])
def test_a_reader_reads(canary_database: Connections, table: str) -> None:
    assert refusal(canary_database.read, f"SELECT count(*) FROM {table}") == ""


def test_the_application_adds_to_the_audit(canary_database: Connections) -> None:
    assert refusal(canary_database.app, REFUSED_TO_READERS[0]) == ""
