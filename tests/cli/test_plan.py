"""`gridbook plan` and `gridbook apply`."""

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from app.embedded import Connections
from config import ROOT
from models.tables.database_roles import APP, READ
from tests.cli.conftest import Gridbook


@pytest.fixture
def definitions(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "forms_yaml", tmp_path / "forms_yaml"))


def without_remark(definitions: Path) -> None:
    """Take the field `remark` out of the person."""
    file = definitions / "core/person.yaml"
    body = file.read_text()
    field = "  remark:\n    type: long_text\n    label: 备注\n    max: 1000\n"
    assert field in body
    file.write_text(body.replace(field, "").replace("      - remark\n", ""))


def rights(connections: Connections, role: str, table: str) -> set[str]:
    engine = create_engine(connections.owner, poolclass=NullPool)
    wanted = ("SELECT", "INSERT", "UPDATE", "DELETE")
    with engine.connect() as connection:
        return {
            right
            for right in wanted
            if connection.scalar(
                text("SELECT has_table_privilege(:role, :table, :right)"),
                {"role": role, "table": table, "right": right},
            )
        }


def test_a_plan_tells_each_step_with_its_reverse_and_changes_nothing(
    gridbook: Gridbook, owner: dict[str, str]
) -> None:
    first = gridbook("plan", **owner)
    second = gridbook("plan", **owner)

    assert first.status == 0
    assert "create the tables of accounts and log-in: ab_" in first.out
    assert "create the table person\n      reverse: drop the table person" in first.out
    assert second.out == first.out


def test_a_second_plan_is_empty(gridbook: Gridbook, owner: dict[str, str]) -> None:
    applied = gridbook("apply", **owner)
    again = gridbook("plan", **owner)

    assert applied.status == 0
    assert again.status == 0
    assert again.out == "Nothing to do: the database is as the definitions say.\n"


def test_the_roles_get_their_default_rights(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str]
) -> None:
    gridbook("apply", **owner)

    assert rights(empty, APP, "person") == {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert rights(empty, APP, "audit") == {"SELECT", "INSERT"}
    assert rights(empty, READ, "person") == {"SELECT"}
    assert rights(empty, READ, "ab_user") == set()


def test_a_right_that_was_taken_away_is_planned_again(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str]
) -> None:
    gridbook("apply", **owner)
    with create_engine(empty.owner, poolclass=NullPool).begin() as connection:
        connection.execute(text(f"REVOKE ALL ON ab_user FROM {APP}"))
        connection.execute(text(f"GRANT UPDATE ON audit TO {APP}"))

    ran = gridbook("plan", **owner)

    assert f"give {APP} these rights on ab_user, no others" in ran.out
    assert f"give {APP} these rights on audit, no others: INSERT, SELECT" in ran.out


def test_a_step_that_loses_data_is_refused_until_it_is_named(
    gridbook: Gridbook, owner: dict[str, str], definitions: Path
) -> None:
    gridbook("apply", "--definitions", definitions, **owner)
    without_remark(definitions)
    folder = ("--definitions", definitions)

    planned = gridbook("plan", *folder, **owner)
    refused = gridbook("apply", *folder, **owner)
    accepted = gridbook("apply", *folder, "--accept", "drop-column:person.remark", **owner)
    after = gridbook("plan", *folder, **owner)

    assert planned.status == 1
    assert "--accept drop-column:person.remark" in planned.out
    assert refused.status == 1
    assert "tables.E002" in refused.err
    assert accepted.status == 0
    assert "Nothing to do" in after.out


def test_an_accepted_step_that_the_plan_does_not_have_is_a_mistake(
    gridbook: Gridbook, owner: dict[str, str], definitions: Path
) -> None:
    gridbook("apply", "--definitions", definitions, **owner)
    without_remark(definitions)

    ran = gridbook(
        "apply", "--definitions", definitions, "--accept", "drop-column:person.remarks", **owner
    )

    assert ran.status == 1
    assert 'did you mean "drop-column:person.remark"?' in ran.err


def test_wrong_definitions_are_not_planned(
    gridbook: Gridbook, owner: dict[str, str], definitions: Path
) -> None:
    file = definitions / "core/person.yaml"
    file.write_text(file.read_text().replace("type: phone", "type: phon", 1))

    ran = gridbook("plan", "--definitions", definitions, **owner)

    assert ran.status == 1
    assert "type: phon\n" in ran.err  # the line itself is shown
    assert "Traceback" not in ran.err


def test_without_a_database_the_missing_variable_is_named(gridbook: Gridbook) -> None:
    ran = gridbook("plan")

    assert ran.status == 1
    assert "GRIDBOOK_OWNER_URL" in ran.err


@pytest.mark.parametrize("url", ["sqlite:///x.db", "nonsense", "postgresql://host"])
def test_an_address_that_is_not_postgresql_is_refused(gridbook: Gridbook, url: str) -> None:
    ran = gridbook("plan", GRIDBOOK_OWNER_URL=url)

    assert ran.status == 1
    assert "command.E002" in ran.err


def test_a_server_that_does_not_answer_is_told_plainly(gridbook: Gridbook) -> None:
    ran = gridbook("plan", GRIDBOOK_OWNER_URL="postgresql://o:secret@127.0.0.1:1/gridbook")

    assert ran.status == 1
    assert "command.E012" in ran.err
    assert "secret" not in ran.err


def test_a_wrong_password_is_told_plainly(gridbook: Gridbook, empty: Connections) -> None:
    url = empty.owner.set(password="wrong").render_as_string(hide_password=False)

    ran = gridbook("plan", GRIDBOOK_OWNER_URL=url)

    assert ran.status == 1
    assert "command.E012" in ran.err


def test_the_address_may_leave_the_driver_out(gridbook: Gridbook, empty: Connections) -> None:
    url = empty.owner.set(drivername="postgresql").render_as_string(hide_password=False)

    ran = gridbook("plan", GRIDBOOK_OWNER_URL=url)

    assert ran.status == 0
