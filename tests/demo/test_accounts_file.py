"""One-time passwords are shown until they are used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine
from sqlalchemy.pool import NullPool

from app.accounts import find_account, set_password
from app.demo.demo_accounts import DemoAccount, ensure_accounts
from app.demo.posts import Post
from app.embedded import Connections
from config import ROOT
from models.definitions import load_catalogue

POSTS = [
    Post("county_admin", "130730"),
    Post("grid_worker", "130730100001001"),
    Post("department_officer", "130730", "02"),
]
CATALOGUE = load_catalogue(ROOT / "forms_yaml")[0]


@pytest.fixture
def connection(database: Connections) -> Iterator[Connection]:
    """In a transaction that is taken back after the test."""
    with create_engine(database.owner, poolclass=NullPool).connect() as link:
        yield link


def ensured(connection: Connection, file: Path) -> dict[str, DemoAccount]:
    accounts = ensure_accounts(connection, CATALOGUE, POSTS, file)
    return {account.username: account for account in accounts}


def passwords(accounts: dict[str, DemoAccount]) -> dict[str, str]:
    return {name: account.password for name, account in accounts.items()}


def test_the_same_passwords_are_shown_until_they_are_used(
    connection: Connection, tmp_path: Path
) -> None:
    first = ensured(connection, tmp_path / "file")

    second = ensured(connection, tmp_path / "file")

    assert second == first
    assert len(set(passwords(first).values())) == len(POSTS)


def test_each_account_tells_where_its_post_is(connection: Connection, tmp_path: Path) -> None:
    accounts = ensured(connection, tmp_path / "file")

    assert accounts["county_admin"].place == "怀来县"
    assert accounts["grid_worker"].place == "东关社区第1网格"
    assert accounts["department_officer"].place == "怀来县 02"


def test_a_password_that_was_changed_is_neither_shown_nor_kept(
    connection: Connection, tmp_path: Path
) -> None:
    before = ensured(connection, tmp_path / "file")
    found = find_account(connection, "county_admin")
    assert found
    set_password(connection, found.id, "own words of tests")

    after = ensured(connection, tmp_path / "file")

    assert after["county_admin"].password == ""
    assert after["grid_worker"] == before["grid_worker"]
    assert before["county_admin"].password not in (tmp_path / "file").read_text()


@pytest.mark.parametrize("content", [None, "", "[]", "{not json"])
def test_lost_passwords_are_made_anew(
    connection: Connection, tmp_path: Path, content: str | None
) -> None:
    before = passwords(ensured(connection, tmp_path / "file"))
    file = tmp_path / "file"
    file.unlink() if content is None else file.write_text(content)

    after = passwords(ensured(connection, file))

    assert set(after) == set(before)
    assert not set(after.values()) & set(before.values())


def test_passwords_of_a_run_that_was_killed_before_it_saved_are_replaced(
    connection: Connection, tmp_path: Path
) -> None:
    with connection.begin_nested() as killed:
        before = passwords(ensured(connection, tmp_path / "file"))
        killed.rollback()

    after = passwords(ensured(connection, tmp_path / "file"))

    assert not set(after.values()) & set(before.values())
    assert passwords(ensured(connection, tmp_path / "file")) == after
