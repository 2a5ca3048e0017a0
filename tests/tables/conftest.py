"""A database for each test, copied from one to which the tests' definitions were applied."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.embedded import EmbeddedPostgres

from .site import Site, engine_of, make_log_in_table, time_limit

_number = itertools.count(1)


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    """No test here waits for ever."""
    with time_limit():
        yield


@pytest.fixture(scope="session")
def blank_name(postgres: EmbeddedPostgres) -> str:
    """A database with nothing but the log-in's table."""
    connections = postgres.create_database("plan_blank")
    with engine_of(connections.owner).begin() as connection:
        make_log_in_table(connection)
    return "plan_blank"


@pytest.fixture(scope="session")
def applied_name(
    postgres: EmbeddedPostgres, blank_name: str, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """A database to which the base definitions were applied."""
    connections = postgres.create_database("plan_applied", template=blank_name)
    Site(connections, tmp_path_factory.mktemp("applied")).apply()
    return "plan_applied"


def copy(postgres: EmbeddedPostgres, template: str, folder: Path) -> Iterator[Site]:
    name = f"plan_{next(_number)}"
    yield Site(postgres.create_database(name, template=template), folder)
    postgres.drop_database(name)


@pytest.fixture
def blank(postgres: EmbeddedPostgres, blank_name: str, tmp_path: Path) -> Iterator[Site]:
    """A database without definitions."""
    yield from copy(postgres, blank_name, tmp_path)


@pytest.fixture(scope="module")
def standing(
    postgres: EmbeddedPostgres, applied_name: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """A database at the base definitions, for tests of one module that leave it as it is."""
    yield from copy(postgres, applied_name, tmp_path_factory.mktemp("standing"))


@pytest.fixture
def site(postgres: EmbeddedPostgres, applied_name: str, tmp_path: Path) -> Iterator[Site]:
    """A database that stands at the base definitions."""
    yield from copy(postgres, applied_name, tmp_path)
