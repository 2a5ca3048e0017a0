"""A real Chromium before a live desk. Every page of every test is watched: nothing may complain,
break the content security policy or reach for another machine."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from app.embedded import EmbeddedPostgres
from tests.browser.clerk import Clerk
from tests.browser.live_desk import LiveDesk, serve
from tests.browser.typist import Typist
from tests.browser.windows import Windows
from tests.conftest import Loaded

Open = Callable[..., Page]
Fill = Callable[..., Clerk]
Sit = Callable[..., Typist]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All tests of this folder drive a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def desk(postgres: EmbeddedPostgres, loaded: Loaded) -> Iterator[LiveDesk]:
    """The desk on a copy of the world of its own, for all tests of this folder: each writes rows
    of its own and changes nobody else's."""
    connections = postgres.create_database("browser", template=loaded.name)
    with serve(connections.owner, connections.app, loaded.places) as live:
        yield live
    postgres.drop_database("browser")


@pytest.fixture(scope="session")
def windows(chromium: Browser, desk: LiveDesk) -> Windows:
    """The windows of this run."""
    return Windows(chromium, desk)


@pytest.fixture
def expected() -> list[str]:
    """Parts of addresses whose refusal a test expects; it adds to the list."""
    return []


@pytest.fixture
def open_(windows: Windows, expected: list[str]) -> Iterator[Open]:
    """`open_("county", "/desk/person/")`: a window in which an account is logged in."""
    yield windows.open
    faults = windows.close(expected)
    assert not faults


@pytest.fixture
def fill(open_: Open) -> Fill:
    """As `open_`, with somebody who fills the form there."""
    return lambda username, path="/", **more: Clerk(open_(username, path, **more))


@pytest.fixture
def sit(open_: Open) -> Sit:
    """As `open_`, with somebody at the keyboard who has nothing else."""
    return lambda username, path="/", **more: Typist(open_(username, path, **more))
