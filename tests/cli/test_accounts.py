"""`gridbook accounts create-admin`, and the function behind it."""

import re

import pytest
from flask import Flask
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.pool import NullPool

from app.accounts import create_account, find_account, set_password
from app.embedded import Connections
from models.source import Problems
from tests.cli.conftest import Gridbook
from tests.conftest import log_in, token_of


@pytest.fixture
def app_url(database: Connections) -> dict[str, str]:
    return {"GRIDBOOK_DATABASE_URL": database.app.render_as_string(hide_password=False)}


def connect(database: Connections) -> Connection:
    return create_engine(database.app, poolclass=NullPool).connect()


def test_the_first_administrator_logs_in_with_the_printed_password(
    gridbook: Gridbook, app_url: dict[str, str], app: Flask
) -> None:
    ran = gridbook("accounts", "create-admin", "--username", "first", **app_url)

    assert ran.status == 0
    password = re.search(r"One-time password: (\S+)", ran.out)
    assert password
    client = app.test_client()
    log_in(client, "first", password.group(1))
    assert "password" in client.get("/").headers.get("Location", "")  # it must be changed first


def test_it_is_a_super_administrator_of_the_city(
    gridbook: Gridbook, app_url: dict[str, str], database: Connections
) -> None:
    gridbook("accounts", "create-admin", "--username", "second", "--unit", "1307", **app_url)

    with connect(database) as connection:
        post = connection.execute(
            text(
                "SELECT r.role, o.org_code, a.must_change_password FROM ab_user u"
                " JOIN account a ON a.id = u.id JOIN account_role r ON r.account_id = u.id"
                " JOIN org_unit o ON o.id = r.unit_id WHERE u.username = 'second'"
            )
        ).one()
    assert tuple(post) == ("super_administrator", "1307", True)


def test_a_name_that_is_taken_is_refused_in_whatever_letters(
    gridbook: Gridbook, app_url: dict[str, str]
) -> None:
    gridbook("accounts", "create-admin", "--username", "third", **app_url)

    ran = gridbook("accounts", "create-admin", "--username", "Third", **app_url)

    assert ran.status == 1
    assert 'there is an account "Third" already' in ran.err


@pytest.mark.parametrize("username", ["", "1st", "a b", "甲", "a" * 65, "a/b"])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(
    gridbook: Gridbook, app_url: dict[str, str], username: str
) -> None:
    ran = gridbook("accounts", "create-admin", "--username", username, **app_url)

    assert ran.status == 1
    assert "accounts.E002" in ran.err


@pytest.mark.parametrize(("unit", "code"), [("130730", "command.E008"), ("9999", "accounts.E003")])
def test_it_stands_at_a_city_that_is_there(
    gridbook: Gridbook, app_url: dict[str, str], unit: str, code: str
) -> None:
    ran = gridbook("accounts", "create-admin", "--username", "nth", "--unit", unit, **app_url)

    assert ran.status == 1
    assert code in ran.err


def test_without_units_it_is_told_how_to_load_them(
    gridbook: Gridbook, empty: Connections, owner: dict[str, str]
) -> None:
    gridbook("apply", **owner)
    url = empty.app.render_as_string(hide_password=False)

    ran = gridbook("accounts", "create-admin", "--username", "nth", GRIDBOOK_DATABASE_URL=url)

    assert ran.status == 1
    assert "gridbook divisions" in ran.err


def test_a_post_may_be_held_at_a_grid(database: Connections) -> None:
    with connect(database) as connection:
        create_account(
            connection,
            username="of_grid",
            name="甲",
            role="grid_worker",
            org_code="130730100001001",
        )

        code = connection.scalar(
            text(
                "SELECT g.org_code FROM ab_user u JOIN account_role r ON r.account_id = u.id"
                " JOIN grid g ON g.id = r.grid_id WHERE u.username = 'of_grid'"
            )
        )
    assert code == "130730100001001"


def test_a_refused_account_leaves_nothing(database: Connections) -> None:
    with connect(database) as connection:
        with pytest.raises(Problems):
            create_account(
                connection, username="nowhere", name="甲", role="county_admin", org_code="999999"
            )

        assert find_account(connection, "nowhere") is None


def test_a_creation_is_recorded_without_the_password(database: Connections) -> None:
    with connect(database) as connection:
        password = create_account(
            connection, username="recorded", name="甲", role="county_admin", org_code="130730"
        )

        found = connection.execute(
            text("SELECT action, changes::text AS changes FROM audit WHERE entity = 'account'")
        ).all()
    assert [row.action for row in found if "recorded" in row.changes] == ["create"]
    assert not any(password in row.changes for row in found)


def test_a_password_that_is_set_ends_open_sessions(database: Connections, app: Flask) -> None:
    with connect(database) as connection:
        create_account(
            connection, username="ended", name="甲", role="county_admin", org_code="130730"
        )
        found = find_account(connection, "ended")
        assert found
        set_password(connection, found.id, "first words of tests")
        connection.commit()
        client = app.test_client()
        log_in(client, "ended", "first words of tests")
        assert client.get("/").status_code == 200

        set_password(connection, found.id, "other words of tests")
        connection.commit()

        assert client.get("/").status_code == 302
        assert token_of(client.get("/login/").text)
