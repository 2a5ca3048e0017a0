"""One embedded server for the whole run; a fresh copy of the world for each module."""

import itertools
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser, sync_playwright

from app.embedded import Connections, EmbeddedPostgres
from config import Settings
from tests import world


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A server without durability. Not in pytest's own folder: as root, PostgreSQL runs as another
    user, who may not enter there."""
    data = Path(tempfile.mkdtemp(prefix="gridbook-test-"))
    with EmbeddedPostgres(data, durable=False) as server:
        server.start()
        yield server
    shutil.rmtree(data, ignore_errors=True)


@dataclass(frozen=True)
class Loaded:
    """A database with the world in it."""

    name: str
    places: dict[str, world.Place]


@pytest.fixture(scope="session")
def loaded(postgres: EmbeddedPostgres) -> Loaded:
    """The database that copies are made of; nobody stays connected to it."""
    connections = postgres.create_database("world")
    book = world.apply_definitions(connections.owner)
    return Loaded("world", world.fill(connections.owner, book))


_number = itertools.count(1)


@pytest.fixture(scope="module")
def database(postgres: EmbeddedPostgres, loaded: Loaded) -> Iterator[Connections]:
    """A copy of the world, for one module of tests."""
    name = f"copy_{next(_number)}"
    yield postgres.create_database(name, template=loaded.name)
    postgres.drop_database(name)


@pytest.fixture(scope="module")
def places(loaded: Loaded) -> dict[str, world.Place]:
    """Ids of what stands where."""
    return loaded.places


@pytest.fixture(scope="module")
def app(database: Connections, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application on the copy."""
    from app.factory import create_app

    settings = Settings(
        database_url=database.app.render_as_string(hide_password=False),
        secret_key="a key of tests only, as long as keys should be",
        log_in_limit="1000 per minute",
        address_limit="10000 per minute",
        files=tmp_path_factory.mktemp("files"),
    )
    made = create_app(settings)
    made.testing = False
    yield made
    with made.app_context():
        made.extensions["sqlalchemy"].engine.dispose()


CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. Without one these tests are skipped; in CI that is a failure. The one
    that has no windows to draw takes half the time, so it comes first."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        reason = f"the browser tests need Debian's package {CHROMIUM[0]} or {CHROMIUM[1]}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        yield browser
        browser.close()


def token_of(page: str) -> str:
    """The forgery token of a page."""
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found, page[:500]
    return found.group(1)


def log_in(client: FlaskClient, username: str, password: str = world.PASSWORD) -> None:
    """Log in as people do."""
    token = token_of(client.get("/login/").text)
    answer = client.post(
        "/login/", data={"username": username, "password": password, "csrf_token": token}
    )
    assert answer.status_code == 302, answer.text[:500]


@pytest.fixture
def as_(app: Flask) -> Callable[[str], FlaskClient]:
    """A browser in which an account of the world is logged in."""

    def client_of(username: str) -> FlaskClient:
        client = app.test_client()
        log_in(client, username)
        return client

    return client_of


# What takes longest begins first, so that all cores end together.
_LONG = ("scope", "browser", "demo", "jobs", "tutorial", "generation", "api", "every_type")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the folders of the long tests in front; within a folder everything stays as it is."""
    root = Path(__file__).parent

    def rank(item: pytest.Item) -> int:
        folder = item.path.relative_to(root).parts[0]
        return _LONG.index(folder) if folder in _LONG else len(_LONG)

    items.sort(key=rank)
