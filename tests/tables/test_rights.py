"""The rights that a plan gives the database roles on the tables it makes."""

import pytest
from sqlalchemy.exc import DBAPIError

from .site import Site, trees

AUDIT = "INSERT INTO audit (actor_name, action, entity, changes, request_id, org_code)" \
        " VALUES ('甲', 'create', 'tree', '{}', '', '1307')"  # fmt: skip


def denied(site: Site, role: str, statement: str) -> bool:
    try:
        site.run(statement, role=role)
    except DBAPIError as error:
        return "permission denied" in str(error) or "must be owner" in str(error)
    return False


def test_the_application_adds_to_the_audit_and_reads_it(site: Site) -> None:
    site.run(AUDIT, role="app")

    assert site.run("SELECT actor_name FROM audit", role="app") == ["甲"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET actor_name = '乙'",
        "DELETE FROM audit",
        "TRUNCATE audit",
        "ALTER TABLE audit ADD COLUMN more text",
        "DROP TABLE audit",
        "CREATE RULE quiet AS ON INSERT TO audit DO INSTEAD NOTHING",
        "CREATE TABLE mine (id integer)",
        "CREATE INDEX mine ON tree (name)",
        "INSERT INTO county_field (county, entity, name, generation, type)"
        " VALUES ('130730', 'tree', 'x', 1, 'text')",
        "UPDATE county_field SET retired_at = now()",
        "UPDATE definition_version SET digest = ''",
        "DELETE FROM definition_version",
        "UPDATE org_unit SET org_code = '1307'",
        "ALTER TABLE tree DISABLE TRIGGER ALL",
    ],
)
def test_the_application_is_denied(standing: Site, statement: str) -> None:
    assert denied(standing, "app", statement)


def test_the_application_works_on_rows_of_every_entity(site: Site) -> None:
    (row,) = trees(site, {})

    site.run("UPDATE tree SET name = '新' WHERE id = :id", {"id": row}, role="app")
    site.run("DELETE FROM tree WHERE id = :id", {"id": row}, role="app")

    assert site.run("SELECT count(*) FROM tree", role="app") == [0]


TABLES = ("audit", "tree", "plot", "org_unit", "account", "county_field", "definition_version")


@pytest.mark.parametrize("table", TABLES)
def test_the_reader_reads_and_does_nothing_else(standing: Site, table: str) -> None:
    assert isinstance(standing.run(f"SELECT count(*) FROM {table}", role="read")[0], int)
    assert denied(standing, "read", f"DELETE FROM {table}")
    assert denied(standing, "read", f"UPDATE {table} SET id = id")
    assert denied(standing, "read", f"INSERT INTO {table} DEFAULT VALUES")


def test_the_reader_does_not_see_log_ins(standing: Site) -> None:
    assert denied(standing, "read", "SELECT * FROM ab_user")


@pytest.mark.parametrize("role", ["app", "read"])
def test_neither_reads_what_was_given_to_nobody(site: Site, role: str) -> None:
    site.run("CREATE SCHEMA secrets")
    site.run("CREATE TABLE secrets.kept AS SELECT 1 AS one")
    site.run(f"REVOKE ALL ON SCHEMA secrets FROM gridbook_{role}")

    assert denied(site, role, "SELECT * FROM secrets.kept")


@pytest.mark.parametrize(
    "drift",
    [
        "GRANT UPDATE ON audit TO gridbook_app",
        "GRANT ALL ON audit TO gridbook_app",
        "REVOKE INSERT ON tree FROM gridbook_app",
        "GRANT INSERT ON tree TO gridbook_read",
        "GRANT SELECT ON ab_user TO gridbook_read",
        "REVOKE ALL ON plot FROM gridbook_app, gridbook_read",
    ],
)
def test_rights_that_drifted_are_seen_and_put_right(site: Site, drift: str) -> None:
    before = set(site.shape())
    site.run(drift)

    names = site.apply().names

    assert names
    assert all(name.startswith("rights:") for name in names)
    assert site.plan().names == []
    assert {row[0] for row in set(site.shape()) ^ before} <= {"tree", "plot", "audit", "ab_user"}


def test_a_table_that_comes_later_has_its_rights_at_once(site: Site) -> None:
    site.apply(
        core__shrub="""
entity: shrub
label: 灌木
title: "{name}"
located_by: plot
fields:
  plot: {type: link, label: 地块, to: plot, required: true}
  name: {type: text, label: 名称, required: true}
sections:
  - {title: 基本信息, fields: [plot, name]}
list: {columns: [name]}
access:
  clerk: {rows: own_unit, may: [list, show, add, edit]}
"""
    )

    assert site.run("SELECT count(*) FROM shrub", role="app") == [0]
    assert denied(site, "read", "DELETE FROM shrub")
